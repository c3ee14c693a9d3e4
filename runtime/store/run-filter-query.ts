/**
 * Which index a run search goes by. The choice is made here and said to SQLite, because only the code knows which states are rare:
 * over a million rows the wrong one costs a hundred times more.
 */
import { ERROR_CLASSES } from '#flows/run.ts';
import type { SqlValue } from './group-commit.ts';
import type { RunFilter } from './run-queries.ts';
import { RUN_COLUMNS } from './run-rows.ts';

export interface RunQuery {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** How the rows are ordered: newest first, or by matching key and newest first within it. */
  readonly order: 'number' | 'key';
  /** Where a search by key stopped looking, so that the next page goes on there; no row when it looked at all. */
  readonly stoppedAt?: { readonly sql: string; readonly values: readonly SqlValue[] };
}

export interface RunCursor {
  readonly number: number;
  /** Only when ordered by key. */
  readonly value?: string;
}

/** Numbers that the time range lies between, found by the caller; a little wider than the range, which is checked row by row. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
}

/** A prefix must be this long; shorter keys are looked up exactly. */
const SHORTEST_PREFIX = 3;
/** Keys that one page looks at: a prefix that half of all runs share must not hold up the reader for the few that also fit the rest. */
const MOST_KEYS_LOOKED_AT = 20_000;
/** So many runs are looked at one by one before the index of a rare state or error would be the shorter way. */
export const NARROW_KEYS = 1_000;
const COMMON_STATES = ['accepted', 'running', 'completed'];
const OPEN_STATES = ['accepted', 'running', 'waiting', 'held', 'parked'];

export function buildRunQuery(
  filter: RunFilter & { readonly environment: string },
  range: NumberRange,
  cursor: RunCursor | undefined,
  isNarrow: boolean,
): RunQuery {
  const driver = chooseDriver(filter, isNarrow);
  if (driver === 'run_key') return buildKeyQuery(filter, range, cursor);
  if (driver === 'run_by_correlation') {
    // Most runs have their own id for it: those are not in the index.
    const drivers = [driver, 'sqlite_autoindex_run_1'] as const;
    return mergeParts(
      filter,
      drivers.map((one) => buildNumberQuery(filter, one, range, cursor)),
    );
  }
  if (driver !== 'run_by_state') return buildNumberQuery(filter, driver, range, cursor);
  // One part per state, each in the index's own order and no longer than a page.
  return mergeParts(
    filter,
    statesOf(filter).map((state) => buildNumberQuery({ ...filter, state }, driver, range, cursor)),
  );
}

function mergeParts(filter: RunFilter, parts: readonly RunQuery[]): RunQuery {
  if (parts.length === 1) return parts[0]!;
  return {
    sql: `${parts.map(({ sql }) => `SELECT * FROM (${sql})`).join(' UNION ALL ')} ORDER BY number DESC LIMIT ${pageSize(filter)}`,
    values: parts.flatMap(({ values }) => values),
    order: 'number',
  };
}

function buildNumberQuery(
  filter: RunFilter & { readonly environment: string },
  driver: Driver,
  range: NumberRange,
  cursor: RunCursor | undefined,
): RunQuery {
  const query = new Conditions();
  query.add('number BETWEEN ? AND ?', range.least, cursor === undefined ? range.most : Math.min(range.most, cursor.number - 1));
  query.add('run.environment = ?', filter.environment);
  if (filter.key !== undefined) {
    const ranges = keyRanges(filter.key);
    const fits = ranges.map(() => '(one.value >= ? AND one.value < ?)').join(' OR ');
    query.add(`EXISTS (SELECT 1 FROM json_each(keys) AS one WHERE ${fits})`, ...ranges.flat());
  }
  addRest(query, filter, driver);
  return {
    sql: `SELECT ${RUN_COLUMNS} FROM run INDEXED BY ${driver} WHERE ${query.text} ORDER BY number DESC LIMIT ${pageSize(filter)}`,
    values: query.values,
    order: 'number',
  };
}

function buildKeyQuery(filter: RunFilter & { readonly environment: string }, range: NumberRange, cursor: RunCursor | undefined): RunQuery {
  const ranges = filter.lane === undefined ? keyRanges(filter.key!) : [keyRange(filter.lane.key, true)];
  const found = ranges.map(([least, beyond]) => {
    const keys = new Conditions();
    keys.add('environment = ? AND value >= ? AND value < ?', filter.environment, least, beyond);
    if (cursor?.value !== undefined) keys.add('value >= ? AND (value > ? OR run < ?)', cursor.value, cursor.value, cursor.number);
    keys.add('run BETWEEN ? AND ?', range.least, range.most);
    return { sql: `SELECT value, run FROM run_key WHERE ${keys.text}`, values: keys.values };
  });
  // Each part comes in the order of the table's own key; SQLite merges them without sorting.
  const looked = `${found.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY value, run DESC`;
  const values = found.flatMap((part) => part.values);
  const rest = new Conditions();
  rest.add('run.environment = ?', filter.environment);
  addRest(rest, filter, 'run_key');
  return {
    sql: `SELECT ${RUN_COLUMNS}, k.value AS matched FROM (${looked} LIMIT ${MOST_KEYS_LOOKED_AT}) AS k CROSS JOIN run ON run.number = k.run
      WHERE ${rest.text} LIMIT ${pageSize(filter)}`,
    values: [...values, ...rest.values],
    order: 'key',
    stoppedAt: { sql: `${looked} LIMIT 1 OFFSET ${MOST_KEYS_LOOKED_AT - 1}`, values },
  };
}

/** One more than asked for shows whether there is a next page. */
function pageSize({ limit }: RunFilter): number {
  return Math.max(1, Math.trunc(limit)) + 1;
}

type Driver =
  | 'run_key'
  | 'run_by_correlation'
  | 'sqlite_autoindex_run_1'
  | 'run_by_state'
  | 'run_by_error_class'
  | 'run_by_error_code'
  | 'run_open'
  | 'run_sample'
  | 'run_by_flow'
  | 'run_by_environment';

/** Several are separated by commas. */
function statesOf({ state }: RunFilter): readonly string[] {
  return state?.split(',').filter((one) => one !== '') ?? [];
}

/** How many keys fit, as far as it matters; undefined where the way does not depend on it. `fits` above `NARROW_KEYS`: many. */
export function narrowKeyProbe(filter: RunFilter & { readonly environment: string }): Pick<RunQuery, 'sql' | 'values'> | undefined {
  const { key, lane, correlationId } = filter;
  if (key === undefined || lane !== undefined || correlationId !== undefined) return undefined;
  if (filter.error === undefined && !isRare(statesOf(filter))) return undefined;
  const ranges = keyRanges(key);
  const parts = ranges.map(() => 'SELECT 1 FROM run_key WHERE environment = ? AND value >= ? AND value < ?').join(' UNION ALL ');
  return {
    sql: `SELECT count(*) AS fits FROM (SELECT 1 FROM (${parts}) LIMIT ${NARROW_KEYS + 1})`,
    values: ranges.flatMap((range) => [filter.environment, ...range]),
  };
}

function isRare(states: readonly string[]): boolean {
  return states.length > 0 && !states.some((state) => COMMON_STATES.includes(state));
}

function chooseDriver(filter: RunFilter, isNarrow: boolean): Driver {
  const { correlationId, lane, key, error, flow } = filter;
  const states = statesOf(filter);
  if (correlationId !== undefined) return 'run_by_correlation';
  if (lane !== undefined) return 'run_key';
  if (isNarrow) return 'run_key';
  // A prefix may fit half of all runs: rare states and errors go before it.
  if (error !== undefined) return isErrorClass(error) ? 'run_by_error_class' : 'run_by_error_code';
  if (isRare(states)) return 'run_by_state';
  if (key !== undefined) return 'run_key';
  if (states.length > 0 && states.every((state) => OPEN_STATES.includes(state))) return 'run_open';
  if (filter.sample === 'only') return 'run_sample';
  return flow !== undefined ? 'run_by_flow' : 'run_by_environment';
}

function addRest(query: Conditions, filter: RunFilter, driver: Driver): void {
  const { correlationId, lane, error, flow, from, to } = filter;
  const states = statesOf(filter);
  if (correlationId !== undefined) query.add('correlation_id = ?', correlationId);
  if (lane !== undefined) query.add('lane_name = ? AND lane_key = ?', lane.name, lane.key);
  if (flow !== undefined) query.add('flow = ?', flow);
  if (states.length > 0) query.add(`state IN (${states.map(() => '?').join(', ')})`, ...states);
  if (error !== undefined) query.add(isErrorClass(error) ? 'error_class = ?' : 'error_code = ?', error);
  if (from !== undefined) query.add('started_at >= ?', from);
  if (to !== undefined) query.add('started_at < ?', to);
  if (filter.sample !== undefined) query.add(`sample = ${filter.sample === 'only' ? 1 : 0}`);
  // Said in the words of the index, else SQLite cannot know that it holds every row that is asked for.
  if (driver === 'run_by_state') query.add("state NOT IN ('accepted', 'running', 'completed')");
  if (driver === 'run_by_correlation') query.add('correlation_id <> run_id');
  if (driver === 'sqlite_autoindex_run_1') query.add('run_id = ?', correlationId!);
  if (driver === 'run_open') query.add('is_open = 1');
  if (driver === 'run_by_error_class') query.add('error_class IS NOT NULL');
  if (driver === 'run_by_error_code') query.add('error_code IS NOT NULL');
}

/** Least value and the first one beyond: everything that begins with the key, or the key alone. */
function keyRange(key: string, exact: boolean): readonly [string, string] {
  return [key, exact || key.length < SHORTEST_PREFIX ? `${key}\u0000` : `${key}\u{10ffff}`];
}

/** SAP's document numbers: ten digits with leading zeros, which people leave out. */
const NUMBER_LENGTH = 10;

/** Everything that begins with the key; a number also where it follows leading zeros, so that 4711 finds 0000004711. */
function keyRanges(key: string): readonly (readonly [string, string])[] {
  if (!isBareNumber(key)) return [keyRange(key, false)];
  return Array.from({ length: NUMBER_LENGTH - key.length + 1 }, (_, zeros) => keyRange('0'.repeat(zeros) + key, false));
}

function isBareNumber(key: string): boolean {
  return key.length >= SHORTEST_PREFIX && key.length < NUMBER_LENGTH && /^[1-9]\d*$/.test(key);
}

/** Does the value fall into what the key was searched as? */
export function matchesKey(value: string, key: string): boolean {
  if (key.length < SHORTEST_PREFIX) return value === key;
  if (value.startsWith(key)) return true;
  const zeros = value.length - value.replace(/^0+/, '').length;
  return isBareNumber(key) && zeros <= NUMBER_LENGTH - key.length && value.startsWith(key, zeros);
}

function isErrorClass(error: string): boolean {
  return (ERROR_CLASSES as readonly string[]).includes(error);
}

class Conditions {
  readonly #parts: string[] = [];
  readonly values: SqlValue[] = [];

  add(text: string, ...values: readonly SqlValue[]): void {
    this.#parts.push(text);
    this.values.push(...values);
  }

  get text(): string {
    return this.#parts.join(' AND ');
  }
}
