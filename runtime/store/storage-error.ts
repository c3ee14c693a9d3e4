import SqliteDatabase from 'better-sqlite3';
import { StorageError } from './engine-rows.ts';
import { isPassing } from './passing-error.ts';

/**
 * What a failure means for the batch it happened in. Undefined: it concerns one unit only and the others go on.
 * After SQLITE_FULL or an I/O error SQLite may have ended the transaction by itself, so the whole batch counts as rolled back (RES-5).
 */
export function toBatchError(error: unknown): StorageError | undefined {
  if (error instanceof StorageError) return error.code === 'constraint' ? undefined : error;
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  const message = (error as Error).message;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new StorageError(
      'disk-full',
      `The disk of the data folder is full (${message}). Nothing was accepted; work goes on when there is space.`,
      error,
    );
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED')
    return new StorageError('busy', `Another process holds the store (${message}).`, error);
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PROTOCOL|NOMEM)/.test(code) || code === 'EIO' || code === 'EROFS')
    return new StorageError(
      'io-error',
      `The store cannot be written any more (${code}: ${message}). Intake is stopped until a restart.`,
      error,
    );
  return undefined;
}

/** A row that breaks a constraint, or a payload file that could not be opened just now (F38), as the one who asked for it sees it. */
export function toUnitError(error: unknown): unknown {
  if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'))
    return new StorageError('constraint', error.message, error);
  if (!(error instanceof StorageError) && isPassing(error))
    return new StorageError('busy', `No file can be opened just now (${(error as Error).message}).`, error);
  return error;
}
