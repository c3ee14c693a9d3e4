import { describe, expect } from 'vitest';
import type { Json } from '#flows/json.ts';
import { conformanceFlows } from './conformance-flows.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

export function intakeConformance(test: ConformanceTest): void {
  describe('intake', () => {
    test('INT-2: the same key starts one run; later senders get its id', async ({ bench, sap, settled }) => {
      const first = await bench.start('simple', { id: 'a', value: 1 });
      const again = await settled(
        bench.engine.start({ environment: 'test', flow: 'simple', trigger: { body: { value: 1, id: 'a' } }, source: 'http' }),
      );
      expect(again).toMatchObject({ kind: 'accepted', runId: first, duplicate: true });
      expect(sap.applied).toHaveLength(1);
    });

    test('INT-2: the same key with another body is 422 over HTTP and an exception from elsewhere', async ({ bench, settled }) => {
      const first = await bench.start('simple', { id: 'a', value: 1 });
      const request = { environment: 'test', flow: 'simple', trigger: { body: { id: 'a', value: 2 } } };
      expect(await settled(bench.engine.start({ ...request, source: 'http' }))).toMatchObject({ kind: 'refused', status: 422 });
      const kept = await settled(bench.engine.start({ ...request, source: 'poll' }));
      expect(kept).toMatchObject({ kind: 'exception' });
      expect(bench.exceptions()).toMatchObject([{ flow: 'simple', state: 'open' }]);
      expect(bench.exceptions()[0]?.title).toContain(first);
    });

    test('INT-2: after the window the same key starts a new run', async ({ bench }) => {
      const first = await bench.start('simple', { id: 'a', value: 1 });
      await bench.clock.advance(604_800_001);
      expect(await bench.start('simple', { id: 'a', value: 1 })).not.toBe(first);
    });

    test('INT-2: a message without the declared value is 400 over HTTP and an exception from elsewhere', async ({ bench, settled }) => {
      const request = { environment: 'test', flow: 'simple', trigger: { body: { value: 1 } } };
      expect(await settled(bench.engine.start({ ...request, source: 'http' }))).toMatchObject({ kind: 'refused', status: 400 });
      expect(await settled(bench.engine.start({ ...request, source: 'poll' }))).toMatchObject({ kind: 'exception' });
      const noLane = { environment: 'test', flow: 'ordered', trigger: { body: {} }, source: 'http' as const };
      expect(await settled(bench.engine.start(noLane))).toMatchObject({ kind: 'refused', status: 400, code: 'value-missing' });
    });

    test('INT-2: a synchronous duplicate gets the stored answer', async ({ bench, settled }) => {
      const request = {
        environment: 'test',
        flow: 'simple',
        trigger: { body: { id: 's', value: 1 } },
        source: 'http' as const,
        synchronous: true,
      };
      const first = await settled(bench.engine.start(request));
      expect(first.kind === 'accepted' && (await first.answer)).toEqual({ status: 200, body: { number: 0 } });
      const again = await settled(bench.engine.start(request));
      expect(again).toMatchObject({ duplicate: true, replayed: true });
      expect(again.kind === 'accepted' && (await again.answer)).toEqual({ status: 200, body: { number: 0 } });
    });

    test('INT-5: past the time a caller waits it hears nothing more, and the run goes on', async ({ bench, sap, settled }) => {
      sap.blocked = [];
      const request = {
        environment: 'test',
        flow: 'simple',
        trigger: { body: { id: 's', value: 1 } },
        source: 'http' as const,
        synchronous: true,
      };
      const result = await settled(bench.engine.start(request));
      if (result.kind !== 'accepted') throw new Error(result.kind);
      await bench.clock.advance(10_000);
      expect(await result.answer).toBeUndefined();
      sap.release();
      await bench.clock.settle();
      expect(bench.state(result.runId)).toBe('completed');
    });

    test('INT-2: events of one message are taken whole or not at all', async ({ bench, settled }) => {
      const request = (body: Json) => ({ environment: 'test', flow: 'simple', trigger: { body }, source: 'http' as const });
      const results = await settled(bench.engine.startMany([request({ id: 'x', value: 1 }), request({ value: 2 })]));
      expect(results.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
      expect(bench.listRuns()).toEqual([]);
    });

    test('INT-1: what was acknowledged is there after a crash; what was not leaves no trace', async ({ bench }) => {
      const request = { environment: 'test', flow: 'simple', source: 'http' as const };
      let heard = false;
      bench.engine.start({ ...request, trigger: { body: { id: 'unheard', value: 1 } } }).then(
        () => (heard = true),
        () => undefined,
      );
      await bench.crash();
      expect(heard).toBe(false);
      expect(bench.listRuns()).toEqual([]);

      const acknowledged = await bench.start('delayed', { value: 2 });
      await bench.crash();
      expect(bench.state(acknowledged)).toBe('waiting');
    });

    test('INT-2: keys are apart by environment and by flow', async ({ bench }) => {
      const first = await bench.start('simple', { id: 'a', value: 1 });
      const elsewhere = await bench.start('simple', { id: 'a', value: 1 }, { environment: 'production' });
      const otherFlow = await bench.start('delayed', { value: 1 }, { messageId: 'a' });
      expect(new Set([first, elsewhere, otherFlow]).size).toBe(3);
    });

    test('INT-2: the fallback key of a message counts where the flow declares none', async ({ bench }) => {
      const first = await bench.start('delayed', { value: 1 }, { messageId: 'm1' });
      expect(await bench.start('delayed', { value: 1 }, { messageId: 'm1' })).toBe(first);
      expect(await bench.start('delayed', { value: 1 })).not.toBe(first);
    });

    test('INT-2: a sender that repeats with the state of then is no mistake', async ({ bench, settled }) => {
      const first = await bench.start('simple', { id: 'a', value: 1 });
      const again = await settled(
        bench.engine.start({
          environment: 'test',
          flow: 'simple',
          trigger: { body: { id: 'a', value: 2 } },
          source: 'http',
          bodyMayDiffer: true,
        }),
      );
      expect(again).toMatchObject({ kind: 'accepted', runId: first, duplicate: true });
    });

    test('INT-2: a synchronous duplicate waits for the answer that is still on its way', async ({ bench, sap, settled }) => {
      sap.blocked = [];
      const request = {
        environment: 'test',
        flow: 'simple',
        trigger: { body: { id: 's', value: 1 } },
        source: 'http' as const,
        synchronous: true,
      };
      await settled(bench.engine.start(request));
      const again = await settled(bench.engine.start(request));
      expect(again).toMatchObject({ duplicate: true, replayed: false });
      sap.release();
      await bench.clock.settle();
      expect(again.kind === 'accepted' && (await again.answer)).toEqual({ status: 200, body: { number: 0 } });
      expect(sap.applied).toHaveLength(1);
    });

    test('INT-3: intake does not wait for execution', async ({ bench, sap }) => {
      sap.blocked = [];
      const runs = [];
      for (let value = 0; value < 20; value += 1) runs.push(await bench.start('ordered', order(value)));
      expect(runs.map((run) => bench.state(run))).toEqual(['running', ...new Array<string>(19).fill('accepted')]);
    });

    test('INT-3: at the backlog limit the sender is told when to come back, and nothing is half taken', async ({ newBench }) => {
      const bench = newBench({ openRuns: 2, retryAfterMs: 7_000 });
      const request = (value: number) => ({ environment: 'test', flow: 'delayed', trigger: { body: { value } }, source: 'http' as const });
      const first = await bench.start('delayed', { value: 1 });
      const both = bench.engine.startMany([request(2), request(3)]);
      await bench.clock.settle();
      expect(await both).toMatchObject([
        { kind: 'refused', status: 503, code: 'backlog-full', retryAfterMs: 7_000 },
        { kind: 'refused', status: 503 },
      ]);
      expect(bench.listRuns().map(({ runId }) => runId)).toEqual([first]);
      await bench.clock.advance(3_600_000);
      expect(bench.state(first)).toBe('completed');
      expect(bench.state(await bench.start('delayed', { value: 2 }))).toBe('waiting');
    });

    test('INT-3: a page of more messages than may be open is taken whole when nothing else is open, so that it does not come back for ever', async ({
      newBench,
    }) => {
      for (const limits of [{ openRuns: 2 }, { openRunsOfFlow: 2 }]) {
        const bench = newBench(limits);
        const page = () => {
          const requests = [1, 2, 3].map((value) => ({
            environment: 'test',
            flow: 'delayed',
            trigger: { body: { value } },
            source: 'poll' as const,
          }));
          return bench.engine.startMany(requests);
        };
        const taken = page();
        await bench.clock.settle();
        expect((await taken).map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
        const next = page();
        await bench.clock.settle();
        expect((await next).map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
      }
    });

    test('INT-4: deploying and rolling back under load loses and doubles nothing', async ({ bench, appliedBodies }) => {
      const [flow] = conformanceFlows.filter(({ id }) => id === 'simple-like');
      const changed = {
        ...flow!,
        nodes: { ...flow!.nodes, change: { ...flow!.nodes['change']!, config: { body: '= "new " & trigger.body.value' } } },
      };
      const sent: string[] = [];
      for (let value = 0; value < 12; value += 1) {
        bench.engine
          .start({
            environment: 'test',
            flow: 'simple-like',
            trigger: { body: { value: `v${value}` } },
            source: 'http',
            messageId: `m${value}`,
          })
          .then((result) => sent.push(result.kind));
        if (value === 3) bench.flows.deploy(changed);
        if (value === 7) bench.flows.deploy(flow!);
        if (value % 2 === 1) await bench.clock.settle();
      }
      await bench.clock.settle();
      expect(sent).toEqual(new Array<string>(12).fill('accepted'));
      expect(appliedBodies()).toEqual([
        ...['v0', 'v1', 'v2', 'v3'],
        ...['new v4', 'new v5', 'new v6', 'new v7'],
        ...['v8', 'v9', 'v10', 'v11'],
      ]);
    });

    test('INT-5: only where somebody waits for the answer do acceptance and first intention share a commit', async ({ bench }) => {
      const firstCommit = async (flow: string, synchronous: boolean): Promise<readonly string[]> => {
        let types: readonly string[] | undefined;
        bench.onCommit(() => {
          types ??= bench.types(bench.listRuns().at(-1)!.runId);
        });
        await bench.start(flow, { id: String(synchronous), value: 'v' }, { source: 'http', synchronous });
        bench.onCommit(undefined);
        return types!;
      };
      expect(await firstCommit('simple', false)).toEqual(['run-accepted']);
      expect(await firstCommit('simple', true)).toEqual([
        'run-accepted',
        'run-started',
        'step-completed',
        'step-started',
        'effect-intended',
      ]);
      expect(await firstCommit('mapped', false)).toEqual(['run-accepted']);
      // A mapping that is waited for is pure as well.
      expect(await firstCommit('mapped', true)).toEqual([
        ...['run-accepted', 'run-started', 'step-started', 'step-completed'],
        ...['step-started', 'effect-intended'],
      ]);
    });

    test('INT-2: of two callers at once with one key, one run begins and answers both', async ({ bench, appliedBodies, settled }) => {
      const request = {
        environment: 'test',
        flow: 'mapped',
        trigger: { body: { id: 's', value: 'v' } },
        source: 'http' as const,
        synchronous: true,
      };
      const results = await settled(Promise.all([bench.engine.start(request), bench.engine.start(request)]));
      expect(results).toMatchObject([{ duplicate: false }, { duplicate: true }]);
      for (const result of results)
        expect(result.kind === 'accepted' && (await result.answer)).toEqual({ status: 200, body: { number: 0 } });
      expect(appliedBodies()).toEqual(['V']);
      expect(bench.listRuns()).toHaveLength(1);
      expect(bench.engine.health()).toMatchObject({ openRuns: 0, running: 0 });
    });

    test('INT-1: a run that began before it was accepted is forgotten by a crash and by a refused commit', async ({
      bench,
      sap,
      settled,
    }) => {
      const request = { environment: 'test', flow: 'mapped', trigger: { body: { id: 's', value: 'v' } }, source: 'http' as const };
      bench.engine.start({ ...request, synchronous: true }).catch(() => undefined);
      await bench.crash();
      await bench.clock.settle();
      expect(bench.listRuns()).toEqual([]);
      expect(sap.applied).toEqual([]);
      const again = await settled(bench.engine.start({ ...request, synchronous: true }));
      expect(again).toMatchObject({ kind: 'accepted', duplicate: false });
      const other = await settled(bench.engine.start({ ...request, trigger: { body: { id: 's', value: 'w' } }, synchronous: true }));
      expect(other).toMatchObject({ kind: 'refused', status: 422 });
      expect(bench.engine.health()).toMatchObject({ openRuns: 0, running: 0 });
    });

    test('INT-5: a synchronous run whose lane is taken is accepted alone and answers when its turn has come', async ({
      bench,
      sap,
      settled,
    }) => {
      sap.blocked = [];
      await bench.start('ordered-answering', order(1));
      const result = await settled(
        bench.engine.start({
          environment: 'test',
          flow: 'ordered-answering',
          trigger: { body: order(2) },
          source: 'http',
          synchronous: true,
        }),
      );
      if (result.kind !== 'accepted') throw new Error(result.kind);
      expect(bench.types(result.runId)).toEqual(['run-accepted']);
      sap.release();
      await bench.clock.settle();
      expect(await result.answer).toEqual({ status: 200, body: { number: 1 } });
    });

    test('INT-6: a sequence is an integer or an instant; a message without one is refused', async ({ bench, settled }) => {
      const start = (revision: Json) =>
        settled(
          bench.engine.start({ environment: 'test', flow: 'sequenced', trigger: { body: order('v', { revision }) }, source: 'http' }),
        );
      expect(await start('2026-11-24T08:00:00+01:00')).toMatchObject({ kind: 'accepted' });
      const older = await start('2026-11-24T06:59:59Z');
      expect(older.kind === 'accepted' && bench.state(older.runId)).toBe('stale');
      expect(await start('yesterday')).toMatchObject({ kind: 'refused', status: 400, code: 'value-missing' });
      expect(await start(1.5)).toMatchObject({ kind: 'refused', status: 400, code: 'value-missing' });
    });

    test('INT-6: only a completed run makes an older one stale', async ({ bench, sap, act }) => {
      sap.fates = ['rejected'];
      const newer = await bench.start('sequenced', order('r2', { revision: 2 }));
      const older = await bench.start('sequenced', order('r1', { revision: 1 }));
      await act(newer, 'cancel');
      expect(bench.state(older)).toBe('completed');
    });
  });
}
