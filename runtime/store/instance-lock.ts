/**
 * One process per data folder (F17). The lock is a write lock that the kernel holds on a tiny SQLite file and lets go when the process
 * dies, so a stale one cannot exist; the row in it says who holds it, for the sentence that the second process refuses with.
 */
import SqliteDatabase from 'better-sqlite3';

export class AlreadyRunningError extends Error {}

export interface InstanceLock {
  release(): void;
}

/** Throws AlreadyRunningError with the holder's pid and start time. */
export function takeInstanceLock(file: string, dataFolder: string, now: string): InstanceLock {
  const database = new SqliteDatabase(file, { timeout: 0 });
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS holder (only INTEGER PRIMARY KEY CHECK (only = 1), pid INTEGER NOT NULL, started_at TEXT NOT NULL)',
    );
    database.exec('BEGIN IMMEDIATE');
    database.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?)').run(process.pid, now);
    database.exec('COMMIT');
    // Held from here on. Whoever slips in between the two wins, and this process is the second one.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const holder = isBusy(error) ? readHolder(database) : undefined;
    database.close();
    if (!isBusy(error)) throw error;
    throw new AlreadyRunningError(
      `Another Millrace${holder === undefined ? '' : ` (process ${holder.pid}, started ${holder.started_at})`} uses the data folder ${dataFolder}. Stop it first, or set MILLRACE_DATA to another folder.`,
    );
  }
  return { release: () => database.close() };
}

function readHolder(database: SqliteDatabase.Database): { readonly pid: number; readonly started_at: string } | undefined {
  try {
    return database.prepare('SELECT pid, started_at FROM holder').get() as { pid: number; started_at: string } | undefined;
  } catch {
    // The holder is just writing its row: the sentence does without it.
    return undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
