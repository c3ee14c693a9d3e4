import { describe, expect } from 'vitest';
import { type ConformanceTest, order } from './conformance-test.ts';

export function effectsConformance(test: ConformanceTest): void {
  describe('retries and effects', () => {
    test('RTY-1: retried by policy, then the step ends for good', async ({ bench, sap }) => {
      sap.fallback = 'unavailable';
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(1_000);
      await bench.clock.advance(2_000);
      expect(sap.calls).toBe(3);
      expect(bench.state(run)).toBe('parked');
      await bench.clock.advance(600_000);
      expect(sap.calls).toBe(3);
    });

    test('RTY-2: the other system says when to come back', async ({ bench, sap }) => {
      sap.fates = ['throttled'];
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(1_999);
      expect(bench.state(run)).toBe('waiting');
      await bench.clock.advance(1);
      expect(bench.state(run)).toBe('completed');
    });

    test('STP-4: a lost answer is probed before anything is sent again', async ({ bench, sap }) => {
      sap.honoursKeys = false;
      sap.fates = ['lost-answer'];
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.calls).toBe(1);
      expect(bench.types(run)).toContain('effect-probed');
      expect(bench.effects(run)).toMatchObject([{ state: 'confirmed', kind: 'write' }]);
    });

    test('STP-3: the key is the same in every attempt', async ({ bench, sap }) => {
      sap.fates = ['lost-answer', 'ok'];
      const run = await bench.start('keyed', order(1));
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.calls).toBe(2);
      expect(sap.applied).toHaveLength(1);
    });

    test('STP-4: without a probe and a receiver that honours keys the run parks', async ({ bench, sap }) => {
      sap.fates = ['lost-answer'];
      const run = await bench.start('blind', order(1));
      expect(bench.state(run)).toBe('parked');
      expect(bench.events(run).at(-1)).toMatchObject({ type: 'run-parked', reason: 'unknown-effect' });
      await bench.clock.advance(600_000);
      expect(sap.calls).toBe(1);
    });

    test('STP-6: an attempt that takes too long is stopped, and what it sent is unknown', async ({ bench, sap }) => {
      sap.fates = ['hang'];
      const run = await bench.start('hanging', order(1));
      await bench.clock.advance(5_000);
      expect(bench.types(run)).toContain('effect-unknown');
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(1);
    });

    test('RTY-3: an open circuit holds runs without using attempts, and drains by itself in order', async ({
      bench,
      sap,
      appliedBodies,
    }) => {
      bench.world.limits = { ...bench.world.limits, openAfter: 2, trialAfterMs: 30_000, drainPerSecond: 10 };
      sap.down = true;
      const runs = [];
      for (const value of [1, 2, 3, 4]) runs.push(await bench.start('ordered', order(value, { order: `o${value}` })));
      const queued = await bench.start('ordered', order(5, { order: 'o1' }));
      await bench.clock.advance(5_000);
      const calls = sap.calls;
      expect(runs.map((run) => bench.state(run))).toEqual(['held', 'held', 'held', 'held']);
      expect(bench.engine.circuits('test')).toMatchObject([{ connection: 'sap', state: 'open', held: 4 }]);
      expect(bench.engine.health().running).toBe(0);
      // Ten minutes of outage: one trial call each half minute, nothing else.
      await bench.clock.advance(600_000);
      expect(sap.calls - calls).toBeLessThanOrEqual(21);
      sap.down = false;
      await bench.clock.advance(60_000);
      expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
      expect(bench.state(queued)).toBe('completed');
      const bodies = appliedBodies();
      expect([...bodies].sort()).toEqual([1, 2, 3, 4, 5]);
      expect(bodies.indexOf(1)).toBeLessThan(bodies.indexOf(5));
      expect(bench.engine.circuits('test')).toMatchObject([{ state: 'closed', held: 0 }]);
    });

    test('RTY-3: what is held is held after a restart too, until the system is back', async ({ bench, sap }) => {
      bench.world.limits = { ...bench.world.limits, openAfter: 1 };
      sap.down = true;
      const run = await bench.start('ordered', order(1));
      expect(bench.state(run)).toBe('held');
      await bench.crash();
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('held');
      sap.down = false;
      await bench.clock.advance(60_000);
      expect(bench.state(run)).toBe('completed');
    });

    test('RTY-3: a connection takes as many calls at once as it says', async ({ bench, sap }) => {
      bench.world.limits = { ...bench.world.limits, concurrency: 2 };
      sap.blocked = [];
      for (const value of [1, 2, 3, 4]) await bench.start('ordered', order(value, { order: `o${value}` }));
      expect(sap.calls).toBe(2);
      sap.release();
      await bench.clock.settle();
      expect(sap.applied).toHaveLength(4);
    });
  });
}
