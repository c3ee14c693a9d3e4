/** Per flow: what happened since an instant, what is open now, how long it takes. Sums are kept by minute, never counted over all rows. */
import type { Database } from 'better-sqlite3';
import type { FlowMetrics } from '#flows/api/operations.ts';
import type { RunState } from '#flows/run.ts';
import { SUMS_SINCE } from './minute-sums.ts';
import type { ReaderWorker } from './reader-worker.ts';
import { createNumberSearch } from './run-list.ts';

/** The newest ones tell how long a flow takes now. */
const TIMED_RUNS = 1_000;
const MOST_TIMED_FLOWS = 200;
/** A run that ended in the window may have been accepted this long before it. */
const LONGEST_TIMED_MS = 86_400_000;

const OPEN =
  'SELECT flow, state, count(*) AS count FROM run INDEXED BY run_open WHERE is_open = 1 AND environment = ? GROUP BY flow, state';
const TIMES = `SELECT percentile(ms, 50) AS p50, percentile(ms, 95) AS p95 FROM (
    SELECT (unixepoch(ended_at, 'subsec') - unixepoch(started_at, 'subsec')) * 1000 AS ms FROM run INDEXED BY run_by_flow
    WHERE environment = ? AND flow = ? AND number >= ? AND state = 'completed' AND ended_at >= ? AND sample = 0 ORDER BY number DESC LIMIT ${TIMED_RUNS})`;

/** Sample history holds two weeks and some hundred runs: counted over its rows. All of them have ended. */
const SAMPLES = `SELECT flow, count(*) AS accepted, sum(state = 'completed') AS completed, sum(state = 'failed') AS failed,
    percentile(ms, 50) AS p50, percentile(ms, 95) AS p95 FROM (
    SELECT flow, state, CASE WHEN state = 'completed' THEN (unixepoch(ended_at, 'subsec') - unixepoch(started_at, 'subsec')) * 1000 END AS ms
    FROM run INDEXED BY run_sample WHERE environment = ? AND sample = 1) GROUP BY flow ORDER BY flow`;

interface SampleSums {
  readonly flow: string;
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

interface Sum {
  readonly flow: string;
  readonly what: string;
  readonly count: number;
}

export function createFlowMetrics(database: Database, reader: ReaderWorker) {
  const numberFrom = createNumberSearch(database);
  return async (environment: string, sinceIso: string): Promise<readonly FlowMetrics[]> => {
    const minute = sinceIso.slice(0, 16);
    const [sums, open] = (await reader.allOf([
      { sql: SUMS_SINCE, values: [environment, minute, environment, minute] },
      { sql: OPEN, values: [environment] },
    ])) as [readonly Sum[], readonly { flow: string; state: string; count: number }[]];
    const flows = [...new Set([...sums, ...open].map(({ flow }) => flow))].sort();
    const timed = flows.filter((flow) => sums.some((sum) => sum.flow === flow && sum.what === 'completed')).slice(0, MOST_TIMED_FLOWS);
    const least = numberFrom(new Date(Date.parse(sinceIso) - LONGEST_TIMED_MS).toISOString());
    const times = await reader.allOf(timed.map((flow) => ({ sql: TIMES, values: [environment, flow, least, sinceIso] })));
    return flows.map((flow) => {
      const count = (what: string) => sums.find((sum) => sum.flow === flow && sum.what === what)?.count ?? 0;
      const time = times[timed.indexOf(flow)]?.[0] as { readonly p50: number | null; readonly p95: number | null } | undefined;
      return {
        flowId: flow,
        state: Object.fromEntries(open.filter((row) => row.flow === flow).map((row) => [row.state, row.count])) as {
          [S in RunState]?: number;
        },
        accepted: count('accepted'),
        completed: count('completed'),
        failed: count('failed'),
        duplicates: count('duplicate'),
        echoes: count('echo'),
        ...durations(time),
      };
    });
  };
}

export function createSampleMetrics(reader: ReaderWorker) {
  return async (environment: string): Promise<readonly FlowMetrics[]> => {
    const rows = await reader.all<SampleSums>(SAMPLES, environment);
    return rows.map(({ flow, accepted, completed, failed, ...time }) => ({
      flowId: flow,
      state: {},
      accepted,
      completed,
      failed,
      duplicates: 0,
      echoes: 0,
      ...durations(time),
    }));
  };
}

function durations(time: { readonly p50: number | null; readonly p95: number | null } | undefined): Pick<FlowMetrics, 'p50Ms' | 'p95Ms'> {
  return {
    ...(typeof time?.p50 === 'number' ? { p50Ms: Math.round(time.p50) } : {}),
    ...(typeof time?.p95 === 'number' ? { p95Ms: Math.round(time.p95) } : {}),
  };
}
