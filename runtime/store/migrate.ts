/** Brings a store's tables up to date: forward only, each migration all or nothing (F5). */
import type { Database } from 'better-sqlite3';

export interface Migration {
  /** 1, 2, 3 … without a gap. */
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** The store was written by a newer Millrace, or is not a store of Millrace: the sentence is for a person, the start stops (F43). */
export class MigrationError extends Error {}

/** `mlrc`, in the file's header: tells our store from any other SQLite file. */
const APPLICATION_ID = 0x6d6c7263;

/** `beforeStatement` lets a test stop at any point; what was begun is rolled back. */
export function migrate(
  database: Database,
  migrations: readonly Migration[],
  beforeStatement: (statement: string) => void = () => {},
): void {
  const current = readSchema(database, migrations);
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const statement of migration.statements) {
        beforeStatement(statement);
        database.exec(statement);
      }
      // Both live in the file's header and are part of the transaction.
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${migration.version}`);
      beforeStatement('COMMIT');
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** For who only reads: the tables are those of this program. Throws MigrationError with a sentence. */
export function requireKnownSchema(database: Database, migrations: readonly Migration[]): void {
  const current = readSchema(database, migrations);
  const latest = migrations.at(-1)?.version ?? 0;
  if (current < latest)
    throw new MigrationError(
      `${database.name} is at schema ${current}, this program reads schema ${latest}. Start Millrace on it once: that brings it up to date.`,
    );
}

/** 0 for an empty file. */
function readSchema(database: Database, migrations: readonly Migration[]): number {
  const applicationId = database.pragma('application_id', { simple: true });
  const current = database.pragma('user_version', { simple: true }) as number;
  const latest = migrations.at(-1)?.version ?? 0;
  if (applicationId !== APPLICATION_ID && (applicationId !== 0 || current !== 0 || hasTables(database)))
    throw new MigrationError(`${database.name} is a SQLite file, but not a store of Millrace. Choose another data folder.`);
  if (current > latest)
    throw new MigrationError(
      `The store is at schema ${current}, this program knows schemas up to ${latest}: it was written by a newer Millrace. Start that version, or restore a backup made before the upgrade.`,
    );
  return current;
}

function hasTables(database: Database): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}
