/** Puts the store together: the only file that knows every part of it. */
import { join } from 'node:path';
import { createAnchorFile, readAnchorFile } from './anchor-file.ts';
import { createBlobStore } from './blobs.ts';
import { openDatabase } from './database.ts';
import type { EngineReads } from './engine-rows.ts';
import { checkAtOpening, type StoreDamage } from './opening-check.ts';
import { openReaderWorker } from './reader-worker.ts';
import { createWalCare } from './wal-care.ts';
import { createWriter, type StoreWriter } from './writer.ts';

export interface StoreOptions {
  readonly dataFolder: string;
  /** ISO instant; tests bring their own clock. */
  readonly now?: () => string;
}

export interface Store {
  readonly writer: StoreWriter;
  /** Reads of committed rows outside of units. */
  readonly reads: EngineReads;
  /** What was found at opening; never passed over in silence (RES-4). */
  readonly damage: StoreDamage;
  /** Commits what was asked for, closes files, lets the data folder go. */
  close(): Promise<void>;
}

/** Throws StoreOpenError, AlreadyRunningError or MigrationError with a sentence for a person. */
export function openStore({ dataFolder, now = () => new Date().toISOString() }: StoreOptions): Store {
  const opened = openDatabase(dataFolder);
  const { database } = opened;
  try {
    const anchorPath = join(dataFolder, 'journal.anchor');
    const { position, damage } = checkAtOpening(database, readAnchorFile(anchorPath));
    const blobs = createBlobStore(join(dataFolder, 'blobs'));
    const anchorFile = createAnchorFile(anchorPath);
    const reader = openReaderWorker(opened.file);
    const walCare = createWalCare(database, reader);
    const writer = createWriter({
      database,
      blobs,
      position,
      now,
      betweenCommits: walCare.betweenCommits,
      onAnchor: anchorFile.note,
    });
    return {
      writer,
      reads: writer.reads,
      damage,
      async close() {
        writer.close();
        walCare.close();
        await reader.close();
        opened.close();
        anchorFile.close();
      },
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}
