import { describe, expect } from 'vitest';
import { type ConformanceTest, order } from './conformance-test.ts';

const values = (...all: string[]) => order(null, { values: all });

export function loopsConformance(test: ConformanceTest): void {
  describe('loops and scopes', () => {
    test('CMP-3: a for-each runs its body for every item, in order, under paths of their own', async ({ bench, appliedBodies }) => {
      const run = await bench.start('loop-in-order', values('a', 'b', 'c'));
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['0: a', '1: b', '2: c']);
      expect(bench.effects(run).map(({ path }) => path)).toEqual(['change@0', 'change@1', 'change@2']);
      expect(bench.output(run, 'each')).toMatchObject({ items: [{ answer: { number: 0 } }, { answer: { number: 1 } }, {}], errors: [] });
      expect(bench.output(run, 'sum')).toEqual({ count: 3, failed: 0 });
    });

    test('CMP-3: an empty list is done at once', async ({ bench }) => {
      const run = await bench.start('loop-in-order', values());
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'each')).toEqual({ items: [], errors: [] });
    });

    test('CMP-3: no more items than allowed are at work at once', async ({ bench, sap }) => {
      sap.blocked = [];
      const run = await bench.start('loop-four-at-once', values('a', 'b', 'c', 'd', 'e', 'f'));
      expect(sap.calls).toBe(4);
      sap.release();
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(6);
      expect((bench.output(run, 'each') as { items: unknown[] }).items).toHaveLength(6);
    });

    test('LAN-3: an item that fails for good parks the run at its own path, and goes on from there', async ({ bench, sap, act }) => {
      sap.fallback = (_operation, body) => (body === '1: b' ? 'rejected' : 'ok');
      const run = await bench.start('loop-four-at-once', values('a', 'b', 'c'));
      expect(bench.row(run)).toMatchObject({ state: 'parked', blockedAt: 'change@1' });
      await bench.crash();
      sap.fallback = 'ok';
      expect(await act(run, 'retry')).toMatchObject({ kind: 'done' });
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied.map(({ body }) => body).sort()).toEqual(['0: a', '1: b', '2: c']);
    });

    test('LAN-3: once a loop has begun the step is edited, not the message', async ({ bench, sap, act, appliedBodies }) => {
      sap.fallback = (_operation, body) => (body === '1: b' ? 'rejected' : 'ok');
      const run = await bench.start('loop-four-at-once', values('a', 'b', 'c'));
      expect(await act(run, 'edit', { data: values('a', 'B', 'c') })).toMatchObject({ kind: 'refused', code: 'loop-begun' });
      expect(await act(run, 'edit', { path: 'change@1', data: { operation: 'change', body: 'by hand' } })).toMatchObject({ kind: 'done' });
      expect(bench.state(run)).toBe('completed');
      expect([...appliedBodies()].sort()).toEqual(['0: a', '2: c', 'by hand']);
    });

    test('CMP-3: errors of items are collected where the loop says so', async ({ bench, sap }) => {
      sap.fallback = (_operation, body) => (body === '1: b' ? 'rejected' : 'ok');
      const run = await bench.start('loop-collecting', values('a', 'b', 'c'));
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'each')).toMatchObject({
        items: [{ answer: {} }, null, { answer: {} }],
        errors: [{ index: 1, error: { code: 'V1/331' } }],
      });
      expect(bench.output(run, 'sum')).toEqual({ count: 3, failed: 1 });
    });

    test('CMP-3: loops within loops, called flows within loops', async ({ bench, appliedBodies }) => {
      const nested = await bench.start(
        'loop-in-loop',
        order(null, {
          orders: [
            { order: 1, lines: ['a', 'b'] },
            { order: 2, lines: ['c'] },
          ],
        }),
      );
      expect(bench.state(nested)).toBe('completed');
      expect(appliedBodies()).toEqual(['a', 'b', 'c']);
      expect(bench.effects(nested).map(({ path }) => path)).toEqual(['change@0.0', 'change@0.1', 'change@1.0']);
      expect(bench.output(nested, 'orders')).toMatchObject({
        items: [
          { lines: 2, order: 1 },
          { lines: 1, order: 2 },
        ],
      });

      const calling = await bench.start('loop-of-calls', values('x', 'y'));
      expect(bench.state(calling)).toBe('completed');
      expect(appliedBodies('crm')).toEqual(['tell x', 'tell y']);
      expect(new Set(bench.effects(calling).map(({ path }) => path))).toEqual(
        new Set(['call@0/book', 'call@0/tell', 'call@0/ship', 'call@1/book', 'call@1/tell', 'call@1/ship']),
      );
    });

    test('RES-1: a crash at every commit of a loop: every item once', { timeout: 120_000 }, async ({ newBench }) => {
      for (let boundary = 1; boundary <= 12; boundary += 1) {
        const bench = newBench();
        let commits = 0;
        bench.onCommit(() => {
          commits += 1;
          if (commits === boundary) bench.killNow();
        });
        bench.engine
          .start({ environment: 'test', flow: 'loop-four-at-once', trigger: { body: values('a', 'b', 'c', 'd', 'e') }, source: 'manual' })
          .catch(() => undefined);
        await bench.clock.advance(1_000);
        bench.onCommit(undefined);
        if (commits >= boundary) await bench.crash();
        await bench.clock.advance(120_000);
        const bodies = bench.world.system('sap').applied.map(({ body }) => body);
        expect([...bodies].sort(), `crash at commit ${boundary}`).toEqual(['0: a', '1: b', '2: c', '3: d', '4: e']);
      }
    });

    test('CMP-3: a long list takes no more room in the plan than what runs at once', async ({ bench, sap }) => {
      const run = await bench.start('loop-four-at-once', values(...Array.from({ length: 300 }, (_, index) => `v${index}`)));
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(300);
      expect((bench.output(run, 'each') as { items: unknown[] }).items).toHaveLength(300);
    });

    test('CMP-1, CMP-3: what ended items of a loop did is undone, last first, with their items and outputs; after a crash too', async ({
      newBench,
    }) => {
      const orders = [
        { order: 'A', lines: ['a1', 'a2'] },
        { order: 'B', lines: ['b1'] },
        { order: 'C', lines: ['c1', 'c2'] },
      ];
      for (const crashes of ['never', 'before', 'meanwhile']) {
        const bench = newBench();
        bench.world.system('listener').fallback = 'rejected';
        const run = await bench.start('loop-undone', order(null, { orders }));
        expect(bench.state(run)).toBe('parked');
        const sap = bench.world.system('sap');
        const done = sap.applied.map(({ body, order: number }) => ({ body: String(body), number }));
        expect(done).toHaveLength(8);
        if (crashes === 'before') await bench.crash();
        if (crashes === 'meanwhile')
          sap.fallback = (_operation, body) => (String(body).startsWith('un') && sap.applied.length > 10 ? 'unavailable' : 'ok');
        const acted = bench.engine.act(run, { action: 'compensate', by: 'olga', reason: 'the order is withdrawn' });
        await bench.clock.settle();
        expect(await acted).toMatchObject({ kind: 'done' });
        if (crashes === 'meanwhile') {
          expect(bench.state(run)).not.toBe('failed');
          await bench.crash();
          sap.fallback = 'ok';
          await bench.clock.advance(60_000);
        }
        expect(bench.state(run), crashes).toBe('failed');
        const undone = sap.applied.slice(8).map(({ body }) => body);
        const expected = [...done].reverse().map(({ body, number }) =>
          // Of the called flow, or of a line, whose item is seen.
          body.startsWith('book') ? `unbook ${body}, number ${number}` : `un${body}/${number}/${body.slice(0, 2)}`,
        );
        expect(undone, crashes).toEqual(expected);
        expect(bench.world.system('crm').applied.map(({ operation }) => operation)).toEqual([
          'tell',
          'tell',
          'tell',
          'untell',
          'untell',
          'untell',
        ]);
      }
    });

    test('CMP-3: a scope undoes what its loop did, and of no loop outside; after a crash too', async ({ newBench }) => {
      for (const crash of [false, true]) {
        const bench = newBench();
        const sap = bench.world.system('sap');
        bench.world.system('scheduler').fallback = 'rejected';
        if (crash) sap.fallback = (_operation, body) => (body === 'unbook b/b' ? 'unavailable' : 'ok');
        const run = await bench.start('loop-in-scope-undone', values('a', 'b', 'c'));
        if (crash) {
          await bench.crash();
          sap.fallback = 'ok';
          await bench.clock.advance(60_000);
        }
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'caught')).toEqual({ why: 'V1/331' });
        expect(sap.applied.map(({ body }) => body)).toEqual(['book a', 'book b', 'book c', 'unbook c/c', 'unbook b/b', 'unbook a/a']);
        expect(bench.world.system('crm').applied.map(({ body }) => body)).toEqual(['note a', 'note b', 'note c']);
      }
    });

    test('CMP-3: a scope has one error port for all that is in it, and its steps are seen behind it', async ({
      bench,
      sap,
      appliedBodies,
    }) => {
      const good = await bench.start('scoped', order(1));
      expect(bench.state(good)).toBe('completed');
      expect(bench.output(good, 'after')).toEqual({ first: 'change' });
      sap.fallback = (_operation, body) => (body === 'second 2' ? 'rejected' : 'ok');
      const bad = await bench.start('scoped', order(2));
      expect(bench.state(bad)).toBe('completed');
      expect(bench.output(bad, 'caught')).toEqual({ why: 'V1/331' });
      expect(appliedBodies()).toEqual(['first 1', 'second 1', 'first 2']);
    });
  });
}
