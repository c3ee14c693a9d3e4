/** A copy of everything but the master key: the database by `VACUUM INTO` (whole also under load) and the payload files it names. */
import { constants } from 'node:fs';
import { access, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openReaderWorker, type ReaderWorker } from './reader-worker.ts';

/** Writes `file` and, where there are large payloads, the folder `<file>-blobs`. Throws with a sentence when `file` exists. */
export async function backUpStore(reader: ReaderWorker, blobFolder: string, file: string): Promise<void> {
  if (await exists(file)) throw new Error(`${file} exists already: a backup never replaces one.`);
  await reader.backup(file);
  // Read after the copy: a payload of the copy cannot be missing here, a newer one does no harm.
  const used = await reader.all<{ readonly sha256: string }>('SELECT DISTINCT sha256 FROM blob_use');
  for (const { sha256 } of used) {
    const [prefix, name] = [sha256.slice(0, 2), sha256.slice(2)];
    await mkdir(join(`${file}-blobs`, prefix), { recursive: true });
    await copyFile(join(blobFolder, prefix, name), join(`${file}-blobs`, prefix, name), constants.COPYFILE_FICLONE);
  }
}

/** The same from outside of the runtime, whether it runs or not. */
export async function backUpFolder(dataFolder: string, file: string): Promise<void> {
  const reader = openReaderWorker(join(dataFolder, 'millrace.db'));
  try {
    await backUpStore(reader, join(dataFolder, 'blobs'), file);
  } finally {
    await reader.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
