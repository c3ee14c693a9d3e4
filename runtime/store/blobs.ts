/**
 * Payloads over 64 KiB, kept once as files named by their SHA-256 (STP-7). A file is on disk, with its name, before any row that
 * points to it is committed; one that no row points to any more goes after a grace of 24 hours.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, utimesSync, writeSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Json } from '#flows/json.ts';

export const LARGEST_INLINE_BYTES = 65_536;
const SWEEP_GRACE_MS = 24 * 3_600_000;

/** What stands in a row for a payload that lies in a file. */
export interface BlobReference {
  readonly $blob: string;
  readonly bytes: number;
}

export interface BlobStore {
  /** Gives the SHA-256. Blocks until the file and its name are on disk; throws the system's error (ENOSPC …). */
  put(text: string): BlobReference;
  /** Throws when the file is missing or its content does not match its name. */
  get(sha256: string): Json;
  /** Removes files past the grace that `isUsed` denies; gives how many. */
  sweep(isUsed: (sha256: string) => boolean, nowMs: number): Promise<number>;
}

export function createBlobStore(folder: string): BlobStore {
  return {
    put(text) {
      const bytes = Buffer.from(text, 'utf8');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = join(folder, sha256.slice(0, 2), sha256.slice(2));
      if (existsSync(file)) {
        // Young again: the sweep must not take it between now and the commit of the row.
        const now = new Date();
        utimesSync(file, now, now);
      } else {
        writeDurably(file, bytes);
      }
      return { $blob: sha256, bytes: bytes.length };
    },

    get(sha256) {
      const bytes = readFileSync(join(folder, sha256.slice(0, 2), sha256.slice(2)));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`Payload file ${sha256} does not match its name.`);
      return JSON.parse(bytes.toString('utf8')) as Json;
    },

    async sweep(isUsed, nowMs) {
      let removed = 0;
      for (const prefix of await readdir(folder).catch(() => [])) {
        for (const name of await readdir(join(folder, prefix)).catch(() => [])) {
          const file = join(folder, prefix, name);
          const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: nowMs }));
          if (nowMs - mtimeMs < SWEEP_GRACE_MS) continue;
          // Asked and removed in one turn of the loop: no commit can come between.
          if (isUsed(prefix + name)) continue;
          rmSync(file, { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}

function writeDurably(file: string, bytes: Buffer): void {
  const folder = dirname(file);
  const isNewFolder = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.partial`;
  const descriptor = openSync(partial, 'w', 0o600);
  try {
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
  syncFolder(folder);
  if (isNewFolder) syncFolder(dirname(folder));
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
