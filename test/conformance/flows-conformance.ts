import { describe, expect } from 'vitest';
import { conformanceFlows } from './conformance-flows.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

export function flowsConformance(test: ConformanceTest): void {
  describe('flows', () => {
    test('parallel branches meet in a join, whatever order they end in', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['unavailable'];
      const run = await bench.start('parallel', order(1));
      expect(bench.state(run)).toBe('waiting');
      expect(appliedBodies('crm')).toEqual(['right']);
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'after')).toEqual({ done: true });
    });

    test('a join of any goes on with the first, and the run ends with the last', async ({ bench }) => {
      bench.world.system('crm').blocked = [];
      const run = await bench.start('first-wins', order(1));
      // Nothing depends on these events yet: they are written within a moment.
      await bench.clock.advance(100);
      expect(bench.output(run, 'after')).toEqual({ done: true });
      expect(bench.state(run)).toBe('running');
      bench.world.system('crm').release();
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(bench.types(run).filter((type) => type === 'run-completed')).toHaveLength(1);
    });

    test('a way that is not taken dies, and what lies behind it is skipped', async ({ bench }) => {
      const run = await bench.start('switching', { amount: 5 });
      expect(bench.output(run, 'small')).toEqual({ way: 'small' });
      expect(bench.output(run, 'large')).toBeUndefined();
      expect(bench.output(run, 'behind')).toBeUndefined();
      expect(bench.output(run, 'end')).toEqual({ end: true });
    });

    test('LAN-1: a called flow runs inside its caller: one trace, one lane, its answer is the output', async ({ bench, appliedBodies }) => {
      const run = await bench.start('calling', order('x'));
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['for x']);
      expect(bench.output(run, 'call')).toEqual({ changed: 0 });
      expect(bench.output(run, 'after')).toEqual({ number: 0 });
      expect(bench.effects(run)).toMatchObject([{ path: 'call/change' }]);
    });

    test('LAN-1: a called flow that fails leaves by the error port of the call', async ({ bench, sap }) => {
      sap.fates = ['rejected'];
      const run = await bench.start('calling', order('x'));
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'sorry')).toEqual({ message: 'V1/331' });
    });

    test('LAN-1: a called flow keeps the version that was fixed at acceptance', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['unavailable'];
      const run = await bench.start('calling', order('x'));
      const [called] = conformanceFlows.filter(({ id }) => id === 'sap-order');
      bench.flows.deploy({
        ...called!,
        nodes: { ...called!.nodes, change: { ...called!.nodes['change']!, config: { body: 'new version' } } },
      });
      await bench.crash();
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['for x']);
    });

    test('RES-3, F39: a run keeps the version it started with', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['unavailable'];
      const run = await bench.start('ordered', order(1));
      const [flow] = conformanceFlows.filter(({ id }) => id === 'ordered');
      bench.flows.deploy({ ...flow!, nodes: { ...flow!.nodes, change: { ...flow!.nodes['change']!, config: { body: 'v2' } } } });
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual([1]);
    });

    test('an exception that a flow raises is committed with its step', async ({ bench }) => {
      const run = await bench.start('raising', order(1));
      expect(bench.exceptions()).toMatchObject([
        { runId: run, title: 'Credit block on 4711', owner: 'finance', state: 'open', dueAt: '2026-11-24T09:00:00.000Z' },
      ]);
    });

    test('STP-7: a result of several megabytes is kept and seen by later steps', async ({ bench, appliedBodies }) => {
      const value = 'x'.repeat(3_000_000);
      const run = await bench.start('simple', { id: 'big', value });
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual([value]);
      await bench.crash();
      expect(bench.output(run, 'prepare')).toEqual({ value });
    });

    test('a join of two of three goes on with the second', async ({ bench, sap }) => {
      bench.world.system('crm').blocked = [];
      bench.world.system('scheduler').blocked = [];
      const run = await bench.start('two-of-three', order(1));
      expect(sap.applied).toHaveLength(1);
      expect(bench.output(run, 'after')).toBeUndefined();
      bench.world.system('scheduler').release();
      await bench.clock.advance(100);
      expect(bench.output(run, 'after')).toEqual({ done: true });
      expect(bench.state(run)).toBe('running');
      bench.world.system('crm').release();
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
    });

    test('CMP-2: a compensation does not run by itself', async ({ bench, appliedBodies }) => {
      bench.world.system('crm').fates = ['rejected'];
      const run = await bench.start('undoable', order(1));
      expect(bench.state(run)).toBe('parked');
      expect(appliedBodies()).toEqual([1]);
    });

    test('TRC-4: trace context and correlation of the sender reach the other system and the flows that events start', async ({ bench }) => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const seen: object[] = [];
      for (const name of ['sap', 'crm']) {
        bench.world.system(name).onCall = ({ correlationId, traceparent: sent }) => seen.push({ name, correlationId, traceparent: sent });
      }
      await bench.start('emitting', order('new'), { correlationId: 'c-1', traceparent });
      expect(seen).toEqual([
        { name: 'sap', correlationId: 'c-1', traceparent },
        { name: 'crm', correlationId: 'c-1', traceparent },
      ]);
    });

    test('TRC-4: a run that came without a trace context has one, the same after a restart', async ({ bench, sap }) => {
      const seen: string[] = [];
      sap.onCall = ({ traceparent }) => seen.push(traceparent);
      sap.fates = ['unavailable'];
      await bench.start('ordered', order(1));
      await bench.crash();
      await bench.clock.advance(1_000);
      expect(seen).toHaveLength(2);
      expect(seen[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(seen[1]).toBe(seen[0]);
    });
  });
}
