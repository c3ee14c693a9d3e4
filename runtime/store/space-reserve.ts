/** A file of nothing that is given up when the disk is full, so that even then something can be deleted (F14): a deletion writes first. */
import { rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';

const RESERVE_BYTES = 8 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024);

export interface SpaceReserve {
  /** Takes the space; false when there is none to take. */
  hold(): Promise<boolean>;
  /** Gives the space up at once; `hold` takes it again. */
  release(): void;
}

export function createSpaceReserve(file: string, bytes = RESERVE_BYTES): SpaceReserve {
  return {
    async hold() {
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
      if (size >= bytes) return true;
      try {
        const handle = await open(file, 'w', 0o600);
        try {
          // Written out, not only sized: a file with a hole in it reserves nothing.
          for (let written = 0; written < bytes; )
            written += (await handle.write(CHUNK, 0, Math.min(CHUNK.length, bytes - written))).bytesWritten;
          await handle.sync();
        } finally {
          await handle.close();
        }
        return true;
      } catch {
        await rm(file, { force: true });
        return false;
      }
    },
    release() {
      rmSync(file, { force: true });
    },
  };
}
