// The n-th run of a long history: a year of twenty flows, orders that come back, one run in fifty failed. The same for the same numbers.
const YEAR_MS = 365 * 86_400_000;
export const HISTORY_FLOWS = 20;
const RUNS_OF_AN_ORDER = 8;

export function describeRun(index, runs) {
  const began = Date.now() - YEAR_MS + Math.floor((index / runs) * (YEAR_MS - 3_600_000));
  const failed = index % 50 === 7;
  const at = (ms) => new Date(ms).toISOString();
  return {
    runId: `h${String(index).padStart(8, '0')}`,
    flow: `history-${index % HISTORY_FLOWS}`,
    state: failed ? 'failed' : 'completed',
    keys: { sapOrder: orderOf(index, runs) },
    beganAt: at(began),
    endedAt: at(began + 20 + (index % 4_000)),
    ...(failed
      ? { error: { class: index % 100 === 7 ? 'timeout' : 'rejected', code: index % 100 === 7 ? 'deadline' : 'V1/331', message: 'Bench' } }
      : {}),
  };
}

/** Runs of one order lie far apart. */
export function orderOf(index, runs) {
  return String(4_000_000 + (index % Math.ceil(runs / RUNS_OF_AN_ORDER))).padStart(10, '0');
}
