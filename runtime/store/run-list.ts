/** Lists and searches runs: newest first, or by matching key; pages by cursor. */
import type { Database } from 'better-sqlite3';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ReaderWorker } from './reader-worker.ts';
import { buildRunQuery, matchesKey, NARROW_KEYS, type NumberRange, narrowKeyProbe, type RunCursor } from './run-filter-query.ts';
import type { RunFilter } from './run-queries.ts';
import type { StoredRun } from './run-rows.ts';
import { toRunSummary } from './run-summary.ts';

/** Acceptance order follows time, but a clock may step back: the range of numbers is this much wider on both sides. */
const CLOCK_STEP_MS = 2 * 3_600_000;

type FoundRun = StoredRun & { readonly matched?: string };
interface Stop {
  readonly value: string;
  readonly run: number;
}

/** Environments are few; without one in the filter each is asked and the pages are merged. */
export function createRunList(database: Database, reader: ReaderWorker, listEnvironments: () => readonly string[]) {
  const numberFrom = createNumberSearch(database);

  return async (filter: RunFilter): Promise<Page<RunSummary>> => {
    const range = toRange(filter);
    const cursor = decodeCursor<RunCursor>(filter.cursor);
    const environments = filter.environment === undefined ? listEnvironments() : [filter.environment];
    const isNarrow = await isNarrowKey(filter, environments, cursor);
    const queries = environments.map((environment) => buildRunQuery({ ...filter, environment }, range, cursor, isNarrow));
    const byKey = queries[0]?.order === 'key';
    const answers = await reader.allOf([...queries, ...queries.flatMap(({ stoppedAt }) => (stoppedAt === undefined ? [] : [stoppedAt]))]);
    const stop = firstStop(answers.slice(queries.length) as readonly (readonly Stop[])[]);
    const all = answers.slice(0, queries.length).flat() as readonly FoundRun[];
    const found =
      stop === undefined ? [...all] : all.filter((row) => compareMatched(row, { matched: stop.value, number: stop.number }) <= 0);
    if (environments.length > 1) found.sort(byKey ? compareMatched : (a, b) => b.number - a.number);
    const page = found.slice(0, filter.limit);
    const items = byKey && filter.key !== undefined ? page.filter((row) => isFirstMatch(row, filter.key!)) : page;
    const next = found.length > filter.limit ? toCursor(page.at(-1)!) : stop;
    return { items: items.map(toRunSummary), ...(next === undefined ? {} : { next: encodeCursor(next) }) };
  };

  /** Few runs have the key, so that it leads to them sooner than a state or an error that twenty thousand share. A next page goes on as the first. */
  async function isNarrowKey(filter: RunFilter, environments: readonly string[], cursor: RunCursor | undefined): Promise<boolean> {
    const probes = environments.flatMap((environment) => narrowKeyProbe({ ...filter, environment }) ?? []);
    if (probes.length === 0) return false;
    if (cursor !== undefined) return cursor.value !== undefined;
    const answers = (await reader.allOf(probes)) as readonly (readonly { readonly fits: number }[])[];
    return answers.flat().reduce((sum, { fits }) => sum + fits, 0) <= NARROW_KEYS;
  }

  function toRange({ from, to }: RunFilter): NumberRange {
    return {
      least: from === undefined ? 0 : numberFrom(shift(from, -CLOCK_STEP_MS)),
      most: to === undefined ? Number.MAX_SAFE_INTEGER : numberFrom(shift(to, CLOCK_STEP_MS)),
    };
  }
}

/** Number of the first run that was started at the instant or later: a search by halves over the rows, which are in order of acceptance. */
export function createNumberSearch(database: Database): (instant: string) => number {
  const next = database.prepare<[number], { number: number; started_at: string }>(
    'SELECT number, started_at FROM run WHERE number >= ? ORDER BY number LIMIT 1',
  );
  const last = database.prepare<[], number | null>('SELECT max(number) FROM run').pluck();
  return (instant) => {
    let low = 1;
    let high = (last.get() ?? 0) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = next.get(middle);
      if (row === undefined || row.started_at >= instant) high = middle;
      else low = row.number + 1;
    }
    return low;
  };
}

function toCursor({ number, matched }: FoundRun): RunCursor {
  return matched === undefined ? { number } : { number, value: matched };
}

/** Of several environments the one that came least far: the next page goes on there for all. */
function firstStop(stops: readonly (readonly Stop[])[]): (RunCursor & { readonly value: string }) | undefined {
  const [first] = stops.flat().sort((a, b) => (a.value === b.value ? b.run - a.run : a.value < b.value ? -1 : 1));
  return first === undefined ? undefined : { number: first.run, value: first.value };
}

function shift(instant: string, byMs: number): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : new Date(at + byMs).toISOString();
}

/** By matching key, newest first within one. */
function compareMatched(a: Pick<FoundRun, 'matched' | 'number'>, b: Pick<FoundRun, 'matched' | 'number'>): number {
  if (a.matched === b.matched) return b.number - a.number;
  return (a.matched ?? '') < (b.matched ?? '') ? -1 : 1;
}

/** A run whose order and lane key both begin with the prefix is found twice; it counts where its smallest matching value stands. */
function isFirstMatch(row: FoundRun, key: string): boolean {
  const values = [
    ...Object.values(JSON.parse(row.keys) as { readonly [name: string]: string }),
    ...(row.lane_key === null ? [] : [row.lane_key]),
  ];
  const matching = values.filter((value) => matchesKey(value, key)).sort();
  return matching[0] === undefined || matching[0] === row.matched;
}
