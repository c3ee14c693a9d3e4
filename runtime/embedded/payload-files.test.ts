/** A payload file that cannot be opened while a run is brought back: it is waited for, and what is really gone is named (F38, RES-4). */
import { afterEach, expect, test } from 'vitest';
import { aFlow, createBench, type EngineBench } from '../../test/support/engine-fixture.ts';
import { createSqliteStorage, type SqliteStorage } from '../../test/support/sqlite-storage.ts';

const open: SqliteStorage[] = [];
afterEach(() => {
  for (const storage of open.splice(0)) storage.remove();
});

function benchOf(...flows: ReturnType<typeof aFlow>[]): { readonly bench: EngineBench; readonly storage: SqliteStorage } {
  let storage: SqliteStorage | undefined;
  const bench = createBench({
    flows,
    storage(clock) {
      storage = createSqliteStorage(clock);
      open.push(storage);
      return storage;
    },
  });
  return { bench, storage: storage! };
}

const LARGE = { order: 1, text: 'x'.repeat(70_000) };
const write = { type: 'test/write', connection: 'sap', config: { operation: 'change', body: '= trigger.body.order' } };

const waiting = aFlow({
  id: 'waiting',
  nodes: { pause: { type: 'core/delay', config: { durationMs: 60_000 } }, write },
  edges: ['start > pause', 'pause > write'],
});
const writing = aFlow({ id: 'writing', nodes: { write }, edges: ['start > write'] });

test.each(['EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM'])(
  'F38 a run whose timer is due while no file can be opened (%s) keeps it and goes on',
  async (code) => {
    const { bench, storage } = benchOf(waiting);
    const run = await bench.start('waiting', LARGE);
    expect(bench.state(run)).toBe('waiting');
    await bench.crash();
    storage.refusal = code;
    await bench.clock.advance(120_000);
    expect(bench.state(run)).toBe('waiting');
    storage.refusal = undefined;
    await bench.clock.advance(5_000);
    expect(bench.state(run)).toBe('completed');
    expect(bench.world.system('sap').applied).toHaveLength(1);
  },
);

test('F38 a run that a circuit holds, and one that is about to begin, wait for their payload files', async () => {
  const { bench, storage } = benchOf(writing);
  void bench.engine.setCircuit({ environment: 'test', connection: 'sap' }, 'open', 'olga', 'for a test');
  const held = await bench.start('writing', LARGE);
  expect(bench.state(held)).toBe('held');
  storage.refusal = 'EMFILE';
  await bench.crash();
  void bench.engine.setCircuit({ environment: 'test', connection: 'sap' }, 'closed', 'olga', 'for a test');
  const fresh = await bench.start('writing', { ...LARGE, order: 2 });
  await bench.clock.advance(10_000);
  expect(bench.state(held)).toBe('held');
  storage.refusal = undefined;
  await bench.clock.advance(10_000);
  expect([bench.state(held), bench.state(fresh)]).toEqual(['completed', 'completed']);
  expect(bench.world.system('sap').applied).toHaveLength(2);
});

test('F38 a run whose process died at work is brought back as soon as its payload file can be opened', async () => {
  const { bench, storage } = benchOf(writing);
  let crashed: Promise<void> | undefined;
  bench.world.system('sap').onApplied = () => {
    bench.world.system('sap').onApplied = undefined;
    storage.refusal = 'EMFILE';
    crashed = bench.crash();
  };
  void bench.start('writing', LARGE).catch(() => undefined);
  await bench.clock.settle();
  await crashed;
  await bench.clock.advance(10_000);
  const [run] = bench.listRuns();
  expect(run).toMatchObject({ state: 'running' });
  storage.refusal = undefined;
  await bench.clock.advance(10_000);
  expect(bench.state(run!.runId)).toBe('completed');
  expect(bench.world.system('sap').applied).toHaveLength(1);
});

test.each(['EMFILE', 'EACCES', 'ENOENT'])(
  'RES-1 an answer whose payload file cannot be opened (%s) keeps back no other run that was at work',
  async (code) => {
    const answered = aFlow({
      id: 'answered',
      nodes: {
        answer: { type: 'core/respond', config: { body: '= trigger.body' } },
        pause: { type: 'core/delay', config: { durationMs: 60_000 } },
      },
      edges: ['start > answer', 'answer > pause'],
    });
    const { bench, storage } = benchOf(answered, writing);
    const waits = await bench.start('answered', LARGE);
    expect(bench.state(waits)).toBe('waiting');
    let crashed: Promise<void> | undefined;
    bench.world.system('sap').onApplied = () => {
      bench.world.system('sap').onApplied = undefined;
      storage.refusal = code;
      crashed = bench.crash();
    };
    void bench.start('writing', { order: 7 }).catch(() => undefined);
    await bench.clock.settle();
    await crashed;
    await bench.clock.advance(10_000);
    expect(bench.listRuns().map(({ flow, state }) => [flow, state])).toContainEqual(['writing', 'completed']);
    storage.refusal = undefined;
    expect(bench.row(waits)?.reply).toMatchObject({ status: 200, body: LARGE });
  },
);

test('RES-4 a payload file that is gone parks the run by its name and says what to do; put back, a retry goes on', async () => {
  const { bench, storage } = benchOf(waiting);
  const run = await bench.start('waiting', LARGE);
  await bench.crash();
  storage.refusal = 'ENOENT';
  await bench.clock.advance(120_000);
  const row = bench.row(run);
  expect(row).toMatchObject({ state: 'parked', error: { code: 'damaged' } });
  expect(row?.error?.help).toContain('Put back what is missing from a backup');
  storage.refusal = undefined;
  await bench.engine.act(run, { action: 'retry', by: 'olga', reason: 'the file is back' });
  await bench.clock.advance(120_000);
  expect(bench.state(run)).toBe('completed');
});
