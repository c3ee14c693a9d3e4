import { ORDERS } from '../bench-flows.mjs';
import { describeRun, HISTORY_FLOWS, orderOf } from '../history-run.mjs';
import { load, runTool, startDownstream, startMillrace, startMillraceWith, stopAll } from '../programs.mjs';
import { alternate, compare } from '../rounds.mjs';

const RUNS = Number(process.env['MILLRACE_BENCH_RUNS'] ?? 1_000_000);
const SECONDS = 4;
const OF_EACH = 60;
const DAY_MS = 86_400_000;

/** A million stored runs: how long people wait for lists, filters and searches, and what new runs lose by it. */
export const history1m = {
  id: 'history-1m',
  onlyByName: true,
  async run() {
    const downstream = await startDownstream();
    const [first, empty] = [await startMillraceWith([ORDERS], downstream), await startMillraceWith([ORDERS], downstream)];
    let full = first;
    try {
      await first.stop();
      const filled = await runTool('./fill-history.mjs', { dataFolder: `${first.folder}/data`, runs: RUNS });
      full = { ...(await startMillrace([downstream.port], first.folder)), token: first.token };
      const figures = [];
      for (const [name, query] of QUERIES) figures.push(await measureQuery(full, name, query));
      let next = 0;
      const measure = async (millrace) => {
        const result = await load({ url: millrace.address('orders'), connections: 50, seconds: SECONDS, first: next });
        next = result.next;
        return result.perSecond;
      };
      for (const millrace of [full, empty]) await measure(millrace);
      const compared = compare(await alternate([full, empty], measure));
      const [low, high] = compared.spread;
      return [
        ...figures,
        {
          ...compared,
          id: 'history-1m/runs',
          unit: 'runs/s',
          target: 0.9,
          note: `over an empty store; ratio ${low.toFixed(2)}–${high.toFixed(2)}; filled at ${(RUNS / filled.seconds).toFixed(0)} runs/s`,
        },
      ];
    } finally {
      await full.close();
      await empty.close();
      await stopAll();
    }
  },
};

/** Some place in the history, another one each time. */
const place = (turn) => Math.floor(((turn * 0.618034) % 1) * RUNS);
const order = (turn) => orderOf(place(turn), RUNS);
const around = (turn, ms) => new Date(Date.parse(describeRun(place(turn), RUNS).beganAt) + ms).toISOString();
const flow = (turn) => `history-${turn % HISTORY_FLOWS}`;

/** What people ask on the page of runs, and what must come of it. */
const QUERIES = [
  ['list', () => ({}), (items) => items.length === 50],
  ['flow', (turn) => ({ flow: flow(turn) }), (items) => items.length === 50],
  ['failed', () => ({ state: 'failed' }), (items) => items.length === 50],
  ['failed-of-flow', (turn) => ({ state: 'failed', flow: `history-${7 + 10 * (turn % 2)}` }), (items) => items.length === 50],
  ['error', () => ({ error: 'V1/331' }), (items) => items.length === 50],
  ['day-of-flow', (turn) => ({ flow: flow(turn), from: around(turn, -DAY_MS), to: around(turn, DAY_MS) }), (items) => items.length > 0],
  ['key', (turn) => ({ key: order(turn) }), (items) => items.length >= 7],
  ['key-without-zeros', (turn) => ({ key: order(turn).replace(/^0+/, '') }), (items) => items.length >= 7],
  ['prefix', (turn) => ({ key: order(turn).slice(0, 8) }), (items) => items.length === 50],
  ['prefix-that-all-share', () => ({ key: '0004' }), (items) => items.length === 50],
  ['key-of-flow-failed', (turn) => ({ key: order(turn), state: 'failed' }), () => true],
  ['completed', () => ({ state: 'completed' }), (items) => items.length === 50],
  ['real-ones', () => ({ sample: 'none' }), (items) => items.length === 50],
].map(([name, query, isRight]) => [name, { query, isRight }]);

async function measureQuery({ base, token }, name, { query, isRight }) {
  const times = [];
  for (let turn = 0; turn < OF_EACH; turn += 1) {
    const asked = new URLSearchParams({ environment: 'development', limit: '50', ...query(turn) });
    const startedAt = performance.now();
    const answer = await fetch(`${base}/api/runs?${asked}`, { headers: { authorization: `Bearer ${token}` } });
    const body = await answer.json();
    times.push(performance.now() - startedAt);
    if (answer.status !== 200 || !isRight(body.items)) throw new Error(`${asked}: ${answer.status} ${JSON.stringify(body).slice(0, 300)}`);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  return {
    id: `history-1m/${name}`,
    ours: at(0.95),
    unit: 'ms',
    target: 100,
    judge: 'ours',
    better: 'lower',
    note: `p95 of ${OF_EACH}; half within ${at(0.5).toFixed(1)} ms`,
  };
}
