import { describe, expect } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { EngineBench } from '../support/engine-fixture.ts';
import type { ConformanceTest } from './conformance-test.ts';

const VALUES = ['a', 'b', 'c', 'd', 'e'];
const MINUTE = 60_000;

/** What changed in the plant, asked for with a hard stop so many milliseconds from now. */
function changes(bench: EngineBench, stopInMs: number, plant = '1010'): Json {
  const until = new Date(bench.clock.now() + stopInMs).toISOString();
  return { plant, until, changes: VALUES.map((value, index) => ({ number: index + 1, value })) };
}

/** Every call to SAP takes a minute of the world's time. */
function slowDown(bench: EngineBench): void {
  bench.world.system('sap').latency = () => new Promise((resolve) => bench.clock.world.after(MINUTE, resolve));
}

const markOf = (bench: EngineBench, flow = 'batch', key = '1010') =>
  bench.storage.reads.findFlowWatermark({ environment: 'test', flow, name: 'changes', key });

export function windowsConformance(test: ConformanceTest): void {
  describe('batch windows', () => {
    test('WAI-4: at the hard stop nothing new begins, the run ends well, and the next window goes on behind it', async ({
      bench,
      appliedBodies,
    }) => {
      slowDown(bench);
      const first = await bench.start('batch', changes(bench, 2.5 * MINUTE));
      await bench.clock.advance(10 * MINUTE);
      expect(bench.state(first)).toBe('completed');
      expect(appliedBodies()).toEqual(['a', 'b', 'c']);
      expect(bench.output(first, 'each')).toMatchObject({ begun: 3, left: 2, windowOver: true, errors: [] });
      expect(bench.output(first, 'move')).toEqual({ value: 3, before: null, moved: true });
      expect(markOf(bench)).toMatchObject({ value: 3, runId: first });
      const second = await bench.start('batch', changes(bench, 60 * MINUTE));
      await bench.clock.advance(10 * MINUTE);
      expect(bench.output(second, 'each')).toMatchObject({ begun: 2, left: 0, windowOver: false });
      expect(appliedBodies()).toEqual(VALUES);
      expect(markOf(bench)).toMatchObject({ value: 5 });
    });

    test('WAI-4: an item that began at the stop exactly did not begin; several at once are all brought to their end', async ({
      bench,
      appliedBodies,
    }) => {
      slowDown(bench);
      const exact = await bench.start('batch', changes(bench, MINUTE));
      await bench.clock.advance(5 * MINUTE);
      expect(bench.output(exact, 'each')).toMatchObject({ begun: 1, left: 4 });
      const wide = await bench.start('batch-three-at-once', changes(bench, MINUTE / 2));
      await bench.clock.advance(5 * MINUTE);
      expect(bench.output(wide, 'each')).toMatchObject({ begun: 3, left: 2 });
      expect(appliedBodies()).toEqual(['a', 'a', 'b', 'c']);
    });

    test('WAI-4: a run whose turn comes when the window is over does nothing and ends well', async ({ bench, appliedBodies }) => {
      slowDown(bench);
      await bench.start('batch', changes(bench, 10 * MINUTE));
      const late = await bench.start('batch', changes(bench, 2 * MINUTE));
      await bench.clock.advance(10 * MINUTE);
      expect(bench.state(late)).toBe('completed');
      expect(bench.output(late, 'window')).toMatchObject({ open: false });
      expect(bench.types(late)).not.toContain('loop-started');
      expect(appliedBodies()).toEqual(VALUES);
    });

    test('WAI-4: a process that was away over the hard stop ends what had begun, and begins nothing', async ({ bench, appliedBodies }) => {
      slowDown(bench);
      const run = await bench.start('batch', changes(bench, 5 * MINUTE));
      await bench.clock.advance(1.5 * MINUTE);
      await bench.crash(30 * MINUTE);
      await bench.clock.advance(10 * MINUTE);
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['a', 'b']);
      expect(markOf(bench)).toMatchObject({ value: 2 });
    });

    test('WAI-4: an item that parks is not passed by the watermark until somebody has acted', async ({ bench, sap, act }) => {
      sap.fallback = (_operation, body) => (body === 'b' ? 'rejected' : 'ok');
      const run = await bench.start('batch', changes(bench, 10 * MINUTE));
      expect(bench.state(run)).toBe('parked');
      expect(markOf(bench)).toBeUndefined();
      sap.fallback = 'ok';
      await act(run, 'retry');
      expect(bench.state(run)).toBe('completed');
      expect(markOf(bench)).toMatchObject({ value: 5 });
    });

    test('WAI-4: a watermark never goes back, and each plant has its own', async ({ bench }) => {
      await bench.start('batch', changes(bench, 10 * MINUTE));
      const again = await bench.start('batch', { plant: '1010', until: '2026-11-24T09:00:00Z', changes: [] });
      expect(bench.output(again, 'move')).toEqual({ value: 5, before: 5, moved: false, why: 'nothing-done' });
      const other = await bench.start('batch', changes(bench, 10 * MINUTE, '1710'));
      expect(bench.output(other, 'mark')).toMatchObject({ first: true, since: 0 });
      expect([markOf(bench)?.value, markOf(bench, 'batch', '1710')?.value]).toEqual([5, 5]);
    });

    test('WAI-4: what was only withheld is not done: the watermark stays', async ({ bench, sap }) => {
      bench.world.withheld = true;
      const run = await bench.start('batch', changes(bench, 10 * MINUTE));
      expect(bench.output(run, 'move')).toMatchObject({ moved: false, why: 'dry-run' });
      expect(markOf(bench)).toBeUndefined();
      expect(sap.applied).toEqual([]);
    });

    test('WAI-4: a retried run moves no watermark over what its origin only withheld', async ({ bench, sap, act }) => {
      bench.world.withheld = true;
      const run = await bench.start('batch', changes(bench, 10 * MINUTE));
      bench.world.withheld = false;
      const retried = (await act(run, 'retry', { path: 'move' })) as { readonly runId: string };
      await bench.clock.settle();
      expect(bench.state(retried.runId)).toBe('completed');
      expect(bench.output(retried.runId, 'move')).toMatchObject({ moved: false, why: 'dry-run' });
      expect([markOf(bench), sap.applied]).toEqual([undefined, []]);
    });

    test('RES-1, WAI-4: a crash at every commit: every change once, and the watermark never before what was done', {
      timeout: 120_000,
    }, async ({ newBench }) => {
      let crashes = 0;
      for (let boundary = 1; boundary <= 20; boundary += 1) {
        const bench = newBench();
        slowDown(bench);
        const { applied } = bench.world.system('sap');
        let commits = 0;
        bench.onCommit(() => {
          commits += 1;
          if (commits === boundary) bench.killNow();
        });
        const body = changes(bench, 2.5 * MINUTE);
        const send = () =>
          bench.engine
            .start({ environment: 'test', flow: 'batch', trigger: { body }, source: 'poll', messageId: 'slot-1' })
            .catch(() => undefined);
        void send();
        await bench.clock.advance(1 * MINUTE);
        await bench.clock.advance(4 * MINUTE);
        bench.onCommit(undefined);
        const done = applied.length;
        if (commits >= boundary) {
          crashes += 1;
          await bench.crash();
          void send();
        }
        expect(done, `the watermark at commit ${boundary}`).toBeGreaterThanOrEqual(Number(markOf(bench)?.value ?? 0));
        await bench.clock.advance(20 * MINUTE);
        await bench.start('batch', changes(bench, 60 * MINUTE));
        await bench.clock.advance(20 * MINUTE);
        expect(
          applied.map(({ body: value }) => value),
          `crash at commit ${boundary}`,
        ).toEqual(VALUES);
        expect(markOf(bench)).toMatchObject({ value: 5 });
      }
      expect(crashes).toBeGreaterThanOrEqual(6);
    });
  });
}
