/**
 * Which reference data contained expressions ask for: which plant, which material is known only while they are computed, and a child
 * can ask nobody. It names the first table that it was not told of and is asked again with it; what an expression needed once
 * it is told from then on. Time and randomness are the same at each try, so the answer is the one that a single try would give.
 */
import type { LibraryTables } from '#flows/library/library-function.ts';
import { InvalidError } from '#nodes/errors.ts';
import type { TableName } from './expression-child.ts';
import { ExpressionFailure } from './pool.ts';

/** Tries of one evaluation, so tables that are new to it. */
const MOST_TRIES = 200;
/** Told without being asked. */
const MOST_REMEMBERED = 50;

export interface NeededTables {
  /** Throws what `evaluate` throws, and InvalidError `expression-limit` for too many tables. */
  evaluateWith<T>(tables: LibraryTables, evaluate: (maps: { readonly [name: string]: object | null }) => Promise<T>): Promise<T>;
}

export function createNeededTables(): NeededTables {
  const remembered = new Map<string, TableName>();
  return {
    async evaluateWith(tables, evaluate) {
      const maps: Record<string, object | null> = {};
      for (const [key, { kind, name }] of remembered) maps[key] = tables.table(kind, name) ?? null;
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        try {
          return await evaluate(maps);
        } catch (error) {
          const table = error instanceof ExpressionFailure ? error.failure.table : undefined;
          if (table === undefined) throw error;
          const key = `${table.kind} ${table.name}`;
          maps[key] = tables.table(table.kind, table.name) ?? null;
          if (remembered.size < MOST_REMEMBERED) remembered.set(key, table);
        }
      }
      throw new InvalidError(`An expression that is contained reads at most ${MOST_TRIES} tables of reference data.`, {
        code: 'expression-limit',
      });
    },
  };
}
