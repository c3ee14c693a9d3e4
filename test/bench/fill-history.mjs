// Writes ended runs into the data folder of a stopped Millrace, through the store's own writer: rows, keys, journal and chain as ever.
// node fill-history.mjs '{"dataFolder":…,"runs":1000000}' → one JSON line.
import { createHash } from 'node:crypto';
import { openStore } from '../../dist/runtime/store/open-store.js';
import { describeRun } from './history-run.mjs';

const { dataFolder, runs } = JSON.parse(process.argv[2]);
const store = openStore({ dataFolder });
const AT_ONCE = 500;
const startedAt = performance.now();
const bodyHash = createHash('sha256').update('bench').digest('hex');

function write(tx, index) {
  const { runId, flow, state, keys, beganAt, endedAt, error } = describeRun(index, runs);
  const run = {
    runId,
    environment: 'development',
    flow,
    version: 1,
    laneName: 'order',
    laneKey: keys.sapOrder,
    bodyHash,
    correlationId: runId,
    keys,
    startedAt: beganAt,
    synchronous: false,
  };
  const trigger = { body: { order: keys.sapOrder, items: [{ item: '000010', quantity: '5.000', unit: 'PC' }] } };
  tx.insertRun(run, { type: 'run-accepted', at: beganAt, version: 1, callees: {}, trigger, keys, correlationId: runId });
  const end = state === 'completed' ? { type: 'run-completed' } : { type: 'run-failed', error };
  tx.appendEvents(runId, 2, [
    { type: 'run-started', at: beganAt },
    { type: 'step-completed', at: endedAt, path: 'map', port: 'out', output: { order: keys.sapOrder } },
    { ...end, at: endedAt },
  ]);
  tx.updateRun(runId, { state, endedAt, ...(error === undefined ? {} : { error }) });
}

for (let from = 0; from < runs; from += AT_ONCE * 20) {
  const units = [];
  for (let first = from; first < Math.min(runs, from + AT_ONCE * 20); first += AT_ONCE)
    units.push(
      store.writer.write((tx) => {
        for (let index = first; index < Math.min(runs, first + AT_ONCE); index += 1) write(tx, index);
      }),
    );
  await Promise.all(units);
}
await store.close();
console.log(JSON.stringify({ count: runs, seconds: (performance.now() - startedAt) / 1000 }));
