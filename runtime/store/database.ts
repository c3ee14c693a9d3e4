/** Opens the one SQLite file that everything stands on, with the settings that durability needs, and proves that they hold (D2 to D4). */
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { type Migration, migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { openReaderWorker } from './reader-worker.ts';

/** Before this, two connections that write and checkpoint at once could lose committed transactions (WAL-reset bug). */
export const LEAST_SQLITE = '3.51.3';

/** How long a write waits for a foreign process that holds the file; the loop stands still meanwhile. */
export const BUSY_MS = 1_000;

export interface OpenedDatabase {
  readonly database: SqliteDatabase.Database;
  readonly file: string;
  readonly walFile: string;
  close(): void;
}

/** The store cannot be opened: the sentence is for a person, and the start stops. */
export class StoreOpenError extends Error {}

/**
 * Creates the folder and the file where they are missing, takes the instance lock, migrates.
 * Throws StoreOpenError, AlreadyRunningError or MigrationError, each with a sentence.
 */
export function openDatabase(dataFolder: string, migrations: readonly Migration[] = ALL_MIGRATIONS): OpenedDatabase {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreOpenError(`The data folder ${dataFolder} cannot be made: ${(error as Error).message}.`, { cause: error });
  }
  const lock = openOrExplain(dataFolder, () => takeInstanceLock(join(dataFolder, 'instance.lock'), dataFolder, new Date().toISOString()));
  const file = join(dataFolder, 'millrace.db');
  try {
    const database = openOrExplain(dataFolder, () => openConnection(file));
    try {
      openOrExplain(dataFolder, () => {
        requireWholeFile(database);
        migrate(database, migrations);
      });
    } catch (error) {
      database.close();
      throw error;
    }
    // The names of new files are on disk before anything is acknowledged.
    syncFolder(dataFolder);
    return { database, file, walFile: `${file}-wal`, close: () => closeBoth(database, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openConnection(file: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(file, { timeout: BUSY_MS });
  try {
    const version = database.prepare('SELECT sqlite_version()').pluck().get() as string;
    if (compareVersions(version, LEAST_SQLITE) < 0)
      throw new StoreOpenError(
        `SQLite ${version} can lose committed data in WAL mode; at least ${LEAST_SQLITE} is needed. Reinstall with "npm ci".`,
      );
    database.pragma('journal_mode = WAL');
    // The build's default for WAL is NORMAL, which forgets acknowledged commits when power fails.
    database.pragma('synchronous = FULL');
    // Checkpoints are the reader worker's and, above a size, the writer's own between two commits.
    database.pragma('wal_autocheckpoint = 0');
    database.pragma('foreign_keys = ON');
    // Every page of it is walked after each commit that split a page of an index, which is every other one under load: it holds what
    // one commit changes and no more (less is written to the log before its time); the system keeps the file.
    database.pragma('cache_size = -4096');
    database.pragma('temp_store = MEMORY');
    // The first page must have been read before the setting can be trusted: it may change back when the WAL is opened.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    requireSetting(database, 'journal_mode', 'wal');
    requireSetting(database, 'synchronous', 2);
    requireSetting(database, 'foreign_keys', 1);
    requireSetting(database, 'wal_autocheckpoint', 0);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Looking at every page of a file of this size takes a tenth of a second. Larger ones are looked at once the start is over. */
export const CHECKED_AT_START_BYTES = 64 * 1024 * 1024;

function fileBytes(database: SqliteDatabase.Database): number {
  return (database.pragma('page_count', { simple: true }) as number) * (database.pragma('page_size', { simple: true }) as number);
}

/** Throws what SQLite throws for a damaged file (F11). */
function requireWholeFile(database: SqliteDatabase.Database): void {
  if (fileBytes(database) > CHECKED_AT_START_BYTES) return;
  const [found] = database.pragma('quick_check(1)') as readonly { readonly quick_check: string }[];
  if (found !== undefined && found.quick_check !== 'ok') throw new SqliteDatabase.SqliteError(found.quick_check, 'SQLITE_CORRUPT');
}

/** The same of a larger file, on a thread and a connection of its own. */
export async function checkWholeFile(database: SqliteDatabase.Database, file: string, dataFolder: string): Promise<string | undefined> {
  if (fileBytes(database) <= CHECKED_AT_START_BYTES) return undefined;
  const reader = openReaderWorker(file);
  try {
    const [found] = await reader.all<{ readonly quick_check: string }>('PRAGMA quick_check(1)');
    return found === undefined || found.quick_check === 'ok' ? undefined : sayDamaged(dataFolder, found.quick_check);
  } catch (error) {
    if (/malformed|not a database/.test((error as Error).message)) return sayDamaged(dataFolder, (error as Error).message);
    throw error;
  } finally {
    await reader.close();
  }
}

/** A page of the file is not what it was: nothing that is read from it can be relied on. */
export function isDamagedFile(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** What a person reads who starts on a damaged file, or whose file is found to be (F11). */
export function sayDamaged(dataFolder: string, what: string): string {
  return `The store in ${dataFolder} is damaged (${what.replaceAll(/\s+/g, ' ')}). Nothing was changed in it. Restore a backup with "millrace restore FILE --data NEWFOLDER", or copy what can still be read with "millrace salvage NEWFOLDER --data ${dataFolder}", which says what is lost; then start on the new folder. "millrace verify" looks at everything.`;
}

function requireSetting(database: SqliteDatabase.Database, name: string, expected: string | number): void {
  const actual = database.pragma(name, { simple: true });
  if (actual !== expected)
    throw new StoreOpenError(
      `SQLite does not take ${name} = ${expected} (it says ${String(actual)}). Is the data folder on a network file system?`,
    );
}

function openOrExplain<T>(dataFolder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (isDamagedFile(error)) throw new StoreOpenError(sayDamaged(dataFolder, (error as Error).message), { cause: error });
    if (error instanceof SqliteDatabase.SqliteError && /^SQLITE_(CANTOPEN|READONLY|IOERR|PERM)/.test(error.code))
      throw new StoreOpenError(
        `The store in ${dataFolder} cannot be opened for writing (${error.code}: ${error.message}). Check owner, rights and that it is a local disk.`,
        { cause: error },
      );
    throw error;
  }
}

function closeBoth(database: SqliteDatabase.Database, lock: InstanceLock): void {
  database.close();
  lock.release();
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
