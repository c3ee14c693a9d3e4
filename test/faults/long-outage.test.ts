/**
 * F28, RTY-3, LAN-6: a system is away for six hours while ten thousand runs for it arrive. They are held as rows, few knock, another
 * flow does not feel it, and when the system is back they drain at the set rate, in order for every key.
 */
import { expect, onTestFinished, test } from 'vitest';
import { aFlow, createBench } from '../support/engine-fixture.ts';
import { createSqliteStorage, type SqliteStorage } from '../support/sqlite-storage.ts';

const RUNS = 10_000;
const KEYS = 200;
const OUTAGE_MS = 6 * 3_600_000;
const TRIAL_AFTER_MS = 30_000;
const DRAIN_PER_SECOND = 50;
const CONCURRENCY = 10;

const write = (connection: string) => ({
  type: 'test/write',
  connection,
  config: { body: { order: '= trigger.body.order', number: '= trigger.body.number' } },
  retry: { attempts: 3, initialMs: 500, factor: 2, maxMs: 5_000, jitter: 0.2 },
});

test('F28: six hours, ten thousand runs', { timeout: 240_000 }, async () => {
  let storage: SqliteStorage | undefined;
  onTestFinished(() => storage?.remove());
  const bench = createBench({
    storage(clock) {
      storage = createSqliteStorage(clock);
      return storage;
    },
    flows: [
      aFlow({ id: 'orders', nodes: { change: write('sap') }, edges: ['start > change'], lane: {} }),
      aFlow({ id: 'bystander', nodes: { tell: write('crm') }, edges: ['start > tell'] }),
    ],
  });
  const { clock, world, engine } = bench;
  world.limits = {
    concurrency: CONCURRENCY,
    openAfter: 5,
    trialAfterMs: TRIAL_AFTER_MS,
    drainPerSecond: DRAIN_PER_SECOND,
    maintenance: [],
  };
  const [sap, crm] = [world.system('sap'), world.system('crm')];
  const start = (flow: string, number: number) =>
    engine.start({ environment: 'test', flow, trigger: { body: { order: `o${number % KEYS}`, number } }, source: 'http' });

  sap.down = true;
  const began = clock.now();
  for (let number = 0; number < RUNS; number += 100) {
    for (let offset = 0; offset < 100; offset += 1) void start('orders', number + offset);
    void start('bystander', number);
    await clock.advance(OUTAGE_MS / (RUNS / 100));
    // Held or waiting for their lane: rows, and nothing in memory.
    expect(engine.health().running).toBeLessThanOrEqual(CONCURRENCY);
    expect(crm.applied).toHaveLength(number / 100 + 1);
  }
  expect(engine.health().openRuns).toBe(RUNS);
  const most = 5 + CONCURRENCY + (clock.now() - began) / TRIAL_AFTER_MS;
  expect(sap.calls).toBeLessThanOrEqual(most);
  expect(sap.applied).toEqual([]);

  sap.down = false;
  await clock.advance(TRIAL_AFTER_MS);
  const awake = () => new Set(sap.applied.map(({ body }) => (body as { order: string }).order)).size;
  const first = awake();
  expect(first).toBeGreaterThan(0);
  for (let tenth = 1; tenth <= 30; tenth += 1) {
    await clock.advance(100);
    // Held is the head of each lane; what stands behind it follows by itself when its lane is awake.
    expect(awake()).toBeLessThanOrEqual(first + ((tenth + 1) * DRAIN_PER_SECOND) / 10);
  }
  await clock.advance((RUNS / DRAIN_PER_SECOND) * 1_000);
  expect(engine.health().openRuns).toBe(0);

  expect(sap.applied).toHaveLength(RUNS);
  const seen = new Map<string, number>();
  for (const { body } of sap.applied) {
    const { order, number } = body as { order: string; number: number };
    expect(number).toBeGreaterThan(seen.get(order) ?? -1);
    seen.set(order, number);
  }
  expect(bench.errors).toEqual([]);
});
