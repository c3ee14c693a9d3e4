/**
 * F13, RES-5 where no small disk can be mounted: the store's own file may not grow any more, and SQLite says that it is full.
 * Real storage, time of the test's own.
 */
import { afterEach, expect, test } from 'vitest';
import { aFlow, createBench, type EngineBench } from '../support/engine-fixture.ts';
import { createSqliteStorage, type SqliteStorage } from '../support/sqlite-storage.ts';

const flow = aFlow({
  id: 'change',
  nodes: { first: { type: 'test/write', connection: 'sap', config: { body: '= trigger.body.value' } } },
  edges: ['start > first'],
  lane: {},
});

let storage: SqliteStorage;
let bench: EngineBench;
afterEach(() => storage.remove());

test('F13: full in the middle of work: 507 without a run, and everything that was accepted is done once when there is space', async () => {
  bench = createBench({
    flows: [flow],
    storage(clock) {
      storage = createSqliteStorage(clock);
      return storage;
    },
  });
  const { clock, world, engine } = bench;
  const sap = world.system('sap');
  sap.blocked = [];
  const underWay = [];
  for (let order = 0; order < 5; order += 1) underWay.push(await bench.start('change', { order: `o${order}`, value: `w${order}` }));
  expect(sap.calls).toBe(5);

  storage.fill();
  const refusals = [];
  for (let order = 0; order < 3; order += 1) {
    const started = engine.start({
      environment: 'test',
      flow: 'change',
      trigger: { body: { order: `full-${order}`, value: 'x'.repeat(60_000) } },
      source: 'http',
    });
    await clock.settle();
    refusals.push(await started);
  }
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ kind: 'refused', status: 507, code: 'disk-full', retryAfterMs: expect.any(Number) });
  expect(engine.health()).toMatchObject({ ready: false, storage: 'full' });
  sap.release();
  await clock.advance(5_000);
  for (const runId of underWay) expect(bench.state(runId)).toBe('running');

  storage.free();
  await storage.writer.whenWritable();
  await clock.advance(60_000);
  const after = await bench.start('change', { order: 'after', value: 'after' });
  await clock.advance(1_000);
  for (const runId of [...underWay, after]) expect(bench.state(runId)).toBe('completed');
  expect(bench.listRuns()).toHaveLength(6);
  expect(sap.applied.map(({ body }) => body).toSorted()).toEqual(['after', 'w0', 'w1', 'w2', 'w3', 'w4']);
  expect(bench.errors).toEqual([]);
});
