/** The store's own tables and writer, in memory: a test runs on the same rows as production and leaves nothing behind. */
import { createHash } from 'node:crypto';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import type { BlobStore } from '../store/blobs.ts';
import { migrate } from '../store/migrate.ts';
import { ALL_MIGRATIONS } from '../store/migrations/all-migrations.ts';
import { createWriter, type StoreWriter } from '../store/writer.ts';

export interface MemoryRows {
  readonly writer: StoreWriter;
  /** For reading what the engine itself never asks for. */
  readonly database: Database;
  close(): void;
}

export function openMemoryRows(now: () => string): MemoryRows {
  const database = new SqliteDatabase(':memory:');
  migrate(database, ALL_MIGRATIONS);
  const writer = createWriter({
    database,
    blobs: createMemoryBlobs(),
    position: { lastSeq: 0, lastRunNumber: 0, openRuns: 0, anchorHash: '' },
    now,
    betweenCommits: () => {},
    onAnchor: () => {},
  });
  return {
    writer,
    database,
    close() {
      writer.close();
      database.close();
    },
  };
}

function createMemoryBlobs(): BlobStore {
  const texts = new Map<string, string>();
  return {
    put(text) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      texts.set(sha256, text);
      return { $blob: sha256, bytes: Buffer.byteLength(text) };
    },
    get(sha256) {
      const text = texts.get(sha256);
      if (text === undefined) throw new Error(`There is no payload ${sha256}.`);
      return JSON.parse(text) as Json;
    },
    sweep: () => Promise.resolve(0),
  };
}
