/** Puts a backup where a runtime can start on it. It never replaces anything: the folder must not hold a store yet. */
import { constants, cpSync, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { requireKnownSchema } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';

export interface Restored {
  /** Master keys that the secrets in it are sealed with. */
  readonly keyIds: readonly string[];
}

/** Throws with a sentence, and leaves the folder as it was. */
export async function restoreFolder(backup: string, dataFolder: string): Promise<Restored> {
  if (!existsSync(backup)) throw new Error(`There is no backup ${backup}.`);
  const target = join(dataFolder, 'millrace.db');
  if (existsSync(target))
    throw new Error(`${dataFolder} holds a store already: a restore never replaces one. Move it away, or name another folder with --data.`);
  const keyIds = readKeyIds(backup);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const partial = `${target}.restoring`;
  try {
    await rm(partial, { force: true });
    await copyFile(backup, partial, constants.COPYFILE_FICLONE);
    if (existsSync(`${backup}-blobs`)) cpSync(`${backup}-blobs`, join(dataFolder, 'blobs'), { recursive: true });
    await sync(partial);
    // Last, so that a half-done restore is no store that a runtime would start on.
    await rename(partial, target);
    await sync(dataFolder);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { keyIds };
}

function readKeyIds(backup: string): readonly string[] {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(backup, { readonly: true });
    requireKnownSchema(database, ALL_MIGRATIONS);
    return database.prepare<[], string>('SELECT DISTINCT key_id FROM sealed_secret').pluck().all();
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError)
      throw new Error(`${backup} is no backup of Millrace (${error.message}).`, { cause: error });
    throw error;
  } finally {
    database?.close();
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
