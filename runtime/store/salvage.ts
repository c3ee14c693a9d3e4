/**
 * Copies what can still be read of a damaged store into a new one (F11). The old folder is only read. Nothing is guessed: rows come over as
 * they are, and afterwards the new store is verified, so that the chains say which runs and commits are not whole any more.
 */
import { constants, cpSync, existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import { BUSY_MS, isDamagedFile, openDatabase } from './database.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { noteAllBlocks, noteAllStreams } from './stream-blocks.ts';
import { type FolderReport, verifyFolder } from './verify-folder.ts';

export interface SalvagedTable {
  readonly table: string;
  readonly rows: number;
  /** Known from an index that is still whole; undefined when that cannot be read either. */
  readonly lost: number | undefined;
}

export interface SalvageReport {
  readonly tables: readonly SalvagedTable[];
  /** What is not whole, for a person: first what could not be read, then what the chains of the new store say. */
  readonly sentences: readonly string[];
  readonly verified: FolderReport;
}

const SIDE_FILES = ['journal.anchor', 'audit.anchor', 'journal.damage'];
const ROWS_AT_ONCE = 256;

/** Throws with a sentence when nothing can be read at all, when `newFolder` holds a store, or when a Millrace works on the old one. */
export async function salvageFolder(dataFolder: string, newFolder: string): Promise<SalvageReport> {
  const file = join(dataFolder, 'millrace.db');
  if (existsSync(join(newFolder, 'millrace.db')))
    throw new Error(`${newFolder} holds a store already: name an empty folder, nothing is ever replaced.`);
  const lock = takeInstanceLock(join(dataFolder, 'instance.lock'), dataFolder, new Date().toISOString());
  try {
    await mkdir(newFolder, { recursive: true, mode: 0o700 });
    const tables = copyTables(file, newFolder);
    for (const name of SIDE_FILES)
      if (existsSync(join(dataFolder, name))) await copyFile(join(dataFolder, name), join(newFolder, name), constants.COPYFILE_FICLONE);
    if (existsSync(join(dataFolder, 'blobs'))) cpSync(join(dataFolder, 'blobs'), join(newFolder, 'blobs'), { recursive: true });
    const verified = await verifyFolder(newFolder);
    return { tables, sentences: [...tables.flatMap(sayLost), ...verified.sentences], verified };
  } catch (error) {
    await rm(join(newFolder, 'millrace.db'), { force: true });
    throw error;
  } finally {
    lock.release();
  }
}

function sayLost({ table, rows, lost }: SalvagedTable): readonly string[] {
  if (lost === 0) return [];
  if (lost === undefined) return [`Table "${table}": ${rows} rows could be read; how many there were is not known any more.`];
  return [`Table "${table}": ${lost} of ${rows + lost} rows are lost.`];
}

function copyTables(file: string, newFolder: string): readonly SalvagedTable[] {
  const source = new SqliteDatabase(file, { readonly: true, timeout: BUSY_MS });
  try {
    const { tables, version } = listTables(source, file);
    // A folder and file as a first start of the program that wrote it makes them.
    const target = openDatabase(
      newFolder,
      ALL_MIGRATIONS.filter((migration) => migration.version <= version),
    );
    let salvaged: readonly SalvagedTable[];
    try {
      target.database.pragma('foreign_keys = OFF');
      salvaged = tables.map((table) => copyTable(source, target.database, table));
    } finally {
      target.close();
    }
    // What an upgrade does with rows is done with these, too.
    const upgraded = openDatabase(newFolder);
    noteAllStreams(upgraded.database);
    noteAllBlocks(upgraded.database);
    upgraded.close();
    return salvaged;
  } finally {
    source.close();
  }
}

/** And by which schema it was written. Throws with a sentence when even the list of tables is gone. */
function listTables(source: Database, file: string): { readonly tables: readonly string[]; readonly version: number } {
  try {
    const version = source.pragma('user_version', { simple: true }) as number;
    if (version > (ALL_MIGRATIONS.at(-1)?.version ?? 0))
      throw new Error(`${file} is at schema ${version}: it was written by a newer Millrace. Salvage it with that version.`);
    const tables = source
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all();
    return { tables, version };
  } catch (error) {
    if (!isDamagedFile(error)) throw error;
    throw new Error(
      `Nothing of ${file} can be read: the page that says which tables there are is lost (${(error as Error).message}). Restore a backup: millrace restore FILE.`,
      { cause: error },
    );
  }
}

function copyTable(source: Database, target: Database, table: string): SalvagedTable {
  const columnsOf = (database: Database) => database.pragma(`table_info("${table}")`) as readonly { name: string; pk: number }[];
  const there = new Set(columnsOf(target).map(({ name }) => name));
  const columns = columnsOf(source).filter(({ name }) => there.has(name));
  if (columns.length === 0) return { table, rows: 0, lost: 0 };
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const insert = target.prepare(`INSERT OR REPLACE INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`) as Statement<
    unknown[]
  >;
  const keep = target.transaction((rows: readonly unknown[][]) => {
    for (const row of rows) insert.run(...row);
  });
  const walk = hasRowid(source, table) ? walkByRowid : walkFromBothEnds;
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => `"${name}"`);
  const whole = walk(source, table, names, key, keep);
  const rows = target.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()!;
  return { table, rows, lost: whole ? 0 : countLost(source, table, rows) };
}

function hasRowid(source: Database, table: string): boolean {
  const sql = source.prepare<[string], string>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck().get(table) ?? '';
  return !/WITHOUT ROWID/i.test(sql);
}

/** By number, over gaps that cannot be read. True when there was none. */
function walkByRowid(source: Database, table: string, names: string, _key: readonly string[], keep: (rows: readonly unknown[][]) => void) {
  const page = source
    .prepare<[bigint, number], unknown[]>(`SELECT rowid, ${names} FROM "${table}" NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .raw()
    .safeIntegers();
  const read = (after: bigint, limit: number) => tryRead(() => page.all(after, limit));
  const numberOf = (rows: readonly unknown[][]) => rows.at(-1)![0] as bigint;
  let after = LEAST_ROWID;
  let isWhole = true;
  for (let limit = ROWS_AT_ONCE; ; ) {
    const rows = read(after, limit);
    if (rows === undefined) {
      if (limit > 1) {
        limit = 1;
        continue;
      }
      isWhole = false;
      const beyond = findReadable(after, (from) => read(from, 1) !== undefined);
      if (beyond === undefined) return false;
      after = beyond;
      continue;
    }
    if (rows.length === 0) return isWhole;
    keep(rows.map(([, ...values]) => values));
    after = numberOf(rows);
    // Back to long strides only where one row could be read.
    limit = Math.min(ROWS_AT_ONCE, limit * 2);
  }
}

const LEAST_ROWID = -(2n ** 62n);
const MOST_ROWID = 2n ** 62n;

/** The least number behind which a row can be read again; strides that double, then halves back to the edge. */
function findReadable(after: bigint, isReadable: (from: bigint) => boolean): bigint | undefined {
  let bad = after < 0n ? -1n : after;
  if (after < 0n && isReadable(bad)) return bad;
  let stride = 1n;
  let good = bad + stride;
  while (!isReadable(good)) {
    bad = good;
    stride *= 2n;
    good = bad + stride;
    if (good > MOST_ROWID) return undefined;
  }
  while (good - bad > 1n) {
    const middle = (bad + good) / 2n;
    if (isReadable(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** In the order of the key until something cannot be read, then the same from the end: what lies between two losses is lost, too. */
function walkFromBothEnds(
  source: Database,
  table: string,
  names: string,
  key: readonly string[],
  keep: (rows: readonly unknown[][]) => void,
) {
  return (
    readUntilDamage(source, `SELECT ${names} FROM "${table}" NOT INDEXED ORDER BY ${key.join(', ')}`, keep) ||
    readUntilDamage(
      source,
      `SELECT ${names} FROM "${table}" NOT INDEXED ORDER BY ${key.map((name) => `${name} DESC`).join(', ')}`,
      keep,
      true,
    )
  );
}

function readUntilDamage(source: Database, sql: string, keep: (rows: readonly unknown[][]) => void, isSecond = false): boolean {
  let rows: unknown[][] = [];
  try {
    for (const row of source.prepare<[], unknown[]>(sql).raw().safeIntegers().iterate()) {
      rows.push(row);
      if (rows.length < ROWS_AT_ONCE) continue;
      keep(rows);
      rows = [];
    }
    return !isSecond;
  } catch (error) {
    if (!isDamagedFile(error)) throw error;
    return false;
  } finally {
    keep(rows);
  }
}

/** SQLite counts by the smallest index, which may be whole where the table is not. */
function countLost(source: Database, table: string, rows: number): number | undefined {
  const counted = tryRead(() => source.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get()!);
  return counted === undefined || counted < rows ? undefined : counted - rows;
}

function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isDamagedFile(error)) return undefined;
    throw error;
  }
}
