import { describe, expect } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { ConformanceTest } from './conformance-test.ts';

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
  });
}
