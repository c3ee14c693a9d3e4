// The crash oracle (F1): kill -9 under traffic, round after round; every 20th round all comes to rest and is judged by the sandbox's own
// record, and at the end the store is verified. node test/faults/crash-rounds.mjs [--rounds 100] [--seed 1]
// Ends with one JSON line, exit 1 on any fault; what was found stands above it as sentences.
import { parseArgs } from 'node:util';
import { judgeChanges, judgeDemands } from '../oracle/judge-changes.mjs';
import { seededRandom } from '../oracle/seeded-random.mjs';
import { comeToRest, listOpenRuns, listRuns, openMillrace, readRecord, verifyStore } from '../oracle/started-millrace.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const [rounds, seed] = [values.rounds, values.seed].map(Number);
if (![rounds, seed].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('--rounds and --seed want whole numbers above 0.');
  process.exit(2);
}
const JUDGED_EVERY = 20;
const SHORTEST_LIFE_MS = 300;
const LONGEST_LIFE_MS = 1_500;
/** New changes in a round at most, so that a slow machine has as much to do as a fast one. */
const CHANGES = { ratePerSecond: 10, count: 12 };
const SHARES = { duplicates: 0.15, reorder: 0.1, noChanges: 0.05, invalid: 0.05, large: 0 };

const found = { lost: new Set(), ghost: new Set(), doubled: new Set(), reordered: new Set(), changed: new Set(), stuck: new Set() };
const startedAt = Date.now();
const say = (sentence) => console.log(`${String(Math.round((Date.now() - startedAt) / 1000)).padStart(4)} s  ${sentence}`);

/** Gives how long each start took. */
async function crash(millrace) {
  const random = seededRandom(seed);
  const startsMs = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { running } = await millrace.call('GET', '/api/sandbox/traffic');
    if (!running) await millrace.call('POST', '/api/sandbox/traffic', { ...CHANGES, ...SHARES, seed: seed + round });
    await new Promise((resolve) => setTimeout(resolve, SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS)));
    await millrace.kill();
    const before = performance.now();
    await millrace.start();
    startsMs.push(Math.round(performance.now() - before));
    if (round % JUDGED_EVERY !== 0 && round !== rounds) continue;
    await judge(millrace);
    const counts = Object.entries(found).map(([kind, sentences]) => `${kind} ${sentences.size}`);
    say(`round ${round}: ${counts.join(', ')}`);
    // Later rounds would only find what follows from this.
    if (Object.values(found).some((sentences) => sentences.size > 0)) return startsMs;
  }
  return startsMs;
}

/** Runs that had ended, and how. */
const ended = new Map();

/** Lets everything come to rest, then compares. What does not come to rest is stuck: nobody but crashes disturbs this world. */
async function judge({ call }) {
  await call('DELETE', '/api/sandbox/traffic');
  await comeToRest(call).catch(({ message }) => say(message));
  for (const { runId, flowId, lane, state, blockedAt, error } of await listOpenRuns(call))
    found.stuck.add(`run ${runId} of ${flowId} ${lane?.key}/${lane?.sequence}: ${state} ${blockedAt ?? ''} ${error?.message ?? ''}`);
  const { waiting, lastFailure } = (await call('GET', '/api/sandbox')).deliveries;
  if (waiting > 0) found.stuck.add(`${waiting} messages of the sandbox are not taken: ${lastFailure}`);
  const { truth } = await call('GET', '/api/sandbox/traffic');
  const record = await readRecord(call);
  const runs = await listRuns(call, { environment: 'development' });
  const changes = runs.filter(({ flowId }) => flowId === 'order-change');
  for (const faults of [judgeChanges({ truth, runs: changes, record }).faults, judgeDemands({ record })])
    for (const [kind, sentences] of Object.entries(faults)) for (const sentence of sentences) found[kind].add(sentence);
  // Final is final: an end that was seen once stays.
  for (const { runId, state, endedAt } of runs) {
    const before = ended.get(runId);
    if (before !== undefined && before !== state) found.changed.add(`run ${runId} had ended as ${before} and is ${state} now`);
    if (endedAt !== undefined) ended.set(runId, state);
  }
  const listed = new Set(runs.map(({ runId }) => runId));
  for (const runId of ended.keys()) if (!listed.has(runId)) found.lost.add(`run ${runId} had ended and is not there any more`);
}

const millrace = await openMillrace();
try {
  const startsMs = (await crash(millrace)).toSorted((a, b) => a - b);
  const accepted = (await millrace.call('GET', '/api/sandbox/traffic')).truth.length;
  const exit = await millrace.kill('SIGTERM');
  if (exit !== 0) found.stuck.add(`asked to stop, the runtime ended with ${exit}`);
  for (const sentence of await verifyStore(millrace.folder)) found.changed.add(sentence);
  for (const [kind, sentences] of Object.entries(found)) for (const sentence of sentences) console.log(`${kind}: ${sentence}`);
  say(`${rounds} crashes; a start took ${startsMs[startsMs.length >> 1]} ms, at most ${startsMs.at(-1)} ms.`);
  const counts = Object.fromEntries(Object.entries(found).map(([kind, sentences]) => [kind, sentences.size]));
  console.log(JSON.stringify({ rounds, accepted, ...counts, seed }));
  process.exitCode = Object.values(counts).some((count) => count > 0) ? 1 : 0;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await millrace.close();
}
