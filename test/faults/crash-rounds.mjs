// The crash oracle: kill -9 under traffic, round after round, and every 20th round all is judged by the sandbox's own record.
// node test/faults/crash-rounds.mjs [--rounds 100] [--seed 1]; ends with one JSON line, exit 1 on any fault.
import { parseArgs } from 'node:util';
import { judgeChanges, judgeDemands } from '../oracle/judge-changes.mjs';
import { eventually, listRuns, openMillrace, readRecord } from '../oracle/started-millrace.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const JUDGED_EVERY = 20;
const SHORTEST_LIFE_MS = 300;
const LONGEST_LIFE_MS = 1_500;
const SHARES = { duplicates: 0.15, reorder: 0.1, noChanges: 0.05, invalid: 0.05, large: 0 };

const found = { lost: new Set(), ghost: new Set(), doubled: new Set(), reordered: new Set(), changed: new Set(), stuck: new Set() };

async function crash(millrace) {
  const random = seededRandom(seed);
  for (let round = 1; round <= rounds; round += 1) {
    const { running } = await millrace.call('GET', '/api/sandbox/traffic');
    if (!running) await millrace.call('POST', '/api/sandbox/traffic', { ratePerSecond: 10, seed: seed + round, ...SHARES });
    await new Promise((resolve) => setTimeout(resolve, SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS)));
    await millrace.kill();
    await millrace.start();
    if (round % JUDGED_EVERY === 0 || round === rounds) {
      await judge(millrace);
      console.log(
        `round ${round}: ${Object.entries(found)
          .map(([kind, all]) => `${kind} ${all.size}`)
          .join(', ')}`,
      );
    }
  }
}

/** Lets everything come to rest, then compares. What does not come to rest is stuck. */
async function judge({ call }) {
  await call('DELETE', '/api/sandbox/traffic');
  const openRuns = async () => (await listRuns(call, { environment: 'development' })).filter(({ endedAt }) => endedAt === undefined);
  const atRest = async () =>
    (await call('GET', '/api/sandbox')).deliveries.waiting === 0 && (await openRuns()).every(({ state }) => state === 'parked');
  await eventually(atRest, 'rest').catch(() => undefined);
  for (const run of await openRuns())
    found.stuck.add(`run ${run.runId} of ${run.flowId} ${run.lane?.key}/${run.lane?.sequence}: ${run.state} ${run.error?.message ?? ''}`);
  const { truth } = await call('GET', '/api/sandbox/traffic');
  const record = await readRecord(call);
  const runs = await listRuns(call, { environment: 'development', flow: 'order-change' });
  for (const faults of [judgeChanges({ truth, runs, record }).faults, judgeDemands({ record })])
    for (const [kind, sentences] of Object.entries(faults)) for (const sentence of sentences) found[kind].add(sentence);
  return truth.length;
}

/** Mulberry32. */
function seededRandom(from) {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const millrace = await openMillrace();
try {
  await crash(millrace);
  const accepted = (await millrace.call('GET', '/api/sandbox/traffic')).truth.length;
  for (const [kind, sentences] of Object.entries(found)) for (const sentence of sentences) console.log(`${kind}: ${sentence}`);
  const counts = Object.fromEntries(Object.entries(found).map(([kind, sentences]) => [kind, sentences.size]));
  console.log(JSON.stringify({ rounds, accepted, ...counts, seed }));
  process.exitCode = Object.values(counts).some((count) => count > 0) ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await millrace.close();
}
