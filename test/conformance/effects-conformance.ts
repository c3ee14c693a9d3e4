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

    test('RTY-2, F23: the other system says when to come back', async ({ bench, sap }) => {
      sap.fates = ['throttled'];
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(1_999);
      expect(bench.state(run)).toBe('waiting');
      await bench.clock.advance(1);
      expect(bench.state(run)).toBe('completed');
    });

    test('STP-4, F25: a lost answer is probed before anything is sent again', async ({ bench, sap }) => {
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

    test('STP-6, F24: an attempt that takes too long is stopped, and what it sent is unknown', async ({ bench, sap }) => {
      sap.fates = ['hang'];
      const run = await bench.start('hanging', order(1));
      await bench.clock.advance(5_000);
      expect(bench.types(run)).toContain('effect-unknown');
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(1);
    });

    test('RTY-3, F22: an open circuit holds runs without using attempts, and drains by itself in order', async ({
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

    test('RTY-3: a plant whose own system is down holds its own runs alone, which go on in order when it is back', async ({
      bench,
      sap,
      appliedBodies,
    }) => {
      bench.world.limits = { ...bench.world.limits, openAfter: 1 };
      bench.world.ownConnections.set('sap@1000', {});
      const own = bench.world.system('sap@1000');
      own.down = true;
      const start = (value: number, plant: string) => bench.start('of-plant', order(value, { order: `${plant}/${value % 2}`, plant }));
      const ill = [await start(1, '1000'), await start(2, '1000'), await start(3, '1000'), await start(4, '1000')];
      const well = [await start(1, '2000'), await start(2, '3000')];
      expect(ill.slice(0, 2).map((run) => bench.row(run)?.heldBy)).toEqual(['sap@1000', 'sap@1000']);
      expect(well.map((run) => bench.state(run))).toEqual(['completed', 'completed']);
      expect(bench.events(ill[1]!).at(-1)).toMatchObject({ type: 'step-held', connection: 'sap@1000' });
      const circuits = () => [...bench.engine.circuits('test')].sort((a, b) => (a.plant ?? '').localeCompare(b.plant ?? ''));
      expect(circuits()).toMatchObject([
        { connection: 'sap', state: 'closed', held: 0, failures: 0 },
        { connection: 'sap', plant: '1000', state: 'open', held: 2 },
      ]);
      expect(circuits()[0]).not.toHaveProperty('plant');

      await bench.crash();
      await bench.clock.advance(1_000);
      expect(ill.slice(0, 2).map((run) => bench.state(run))).toEqual(['held', 'held']);
      own.down = false;
      await bench.clock.advance(60_000);
      expect(ill.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
      const bodies = appliedBodies('sap@1000') as readonly number[];
      expect([...bodies].sort()).toEqual([1, 2, 3, 4]);
      expect([bodies.indexOf(1) < bodies.indexOf(3), bodies.indexOf(2) < bodies.indexOf(4)]).toEqual([true, true]);
      expect(sap.applied).toHaveLength(2);
    });

    test("RTY-3: a plant's own connection has limits of its own", async ({ bench, sap }) => {
      bench.world.ownConnections.set('sap@1000', { concurrency: 1 });
      const own = bench.world.system('sap@1000');
      own.blocked = [];
      for (const plant of ['1000', '1000', '1000', '2000', '2000', '2000'])
        await bench.start('of-plant', order(1, { order: `${plant}/${own.calls + sap.calls}`, plant }));
      expect([own.calls, sap.calls]).toEqual([1, 3]);
    });

    test('RTY-3: what is held by the connection for all goes on by its own once its plant has one, at once or after a restart', async ({
      newBench,
    }) => {
      for (const restarts of [false, true]) {
        const bench = newBench();
        bench.world.limits = { ...bench.world.limits, openAfter: 1 };
        bench.world.system('sap').down = true;
        const start = (plant: string) => bench.start('of-plant', order(plant, { order: plant, plant }));
        const [moved, other] = [await start('1000'), await start('2000')];
        expect([bench.row(moved)?.heldBy, bench.row(other)?.heldBy]).toEqual(['sap', 'sap']);
        bench.world.ownConnections.set('sap@1000', {});
        // A row from before plants had circuits of their own says no more than this one does.
        if (restarts) await bench.crash();
        else bench.engine.configureConnection({ environment: 'test', connection: 'sap', plant: '1000' }, bench.world.limits);
        await bench.clock.advance(2_000);
        expect([bench.state(moved), bench.state(other)]).toEqual(['completed', 'held']);
        if (!restarts) expect(bench.types(other)).not.toContain('step-released');
        expect(bench.engine.circuits('test').find(({ plant }) => plant === undefined)).toMatchObject({ state: 'open', held: 1 });
        bench.world.system('sap').down = false;
        await bench.clock.advance(60_000);
        expect(bench.state(other)).toBe('completed');
      }
    });

    test("RTY-3: what a plant's own connection holds goes on by the one for all when it is removed, also when a person held it", async ({
      bench,
      sap,
    }) => {
      bench.world.ownConnections.set('sap@1000', {});
      const own = { environment: 'test', connection: 'sap', plant: '1000' };
      void bench.engine.setCircuit(own, 'open', 'ada', 'moves to another hall');
      const run = await bench.start('of-plant', order(1, { plant: '1000' }));
      const other = await bench.start('of-plant', order(2, { order: '4712', plant: '2000' }));
      await bench.clock.advance(600_000);
      expect([bench.state(run), bench.state(other)]).toEqual(['held', 'completed']);
      bench.world.ownConnections.delete('sap@1000');
      bench.engine.connectionRemoved(own);
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(2);
      expect(bench.engine.circuits('test')).toMatchObject([{ connection: 'sap', held: 0 }]);
    });

    test('STP-1: what was computed is on disk before the effect that depends on it', async ({ bench, sap }) => {
      const journalAtCall: (readonly string[])[] = [];
      sap.onApplied = () => journalAtCall.push(bench.types(bench.listRuns()[0]!.runId));
      await bench.start('simple', { id: 'a', value: 1 });
      expect(journalAtCall).toEqual([['run-accepted', 'run-started', 'step-completed', 'step-started', 'effect-intended']]);
    });

    test('STP-3: the key names origin run, step, ordinal and epoch', async ({ bench }) => {
      const run = await bench.start('calling', order('x'));
      expect(bench.effects(run).map(({ effectKey }) => effectKey)).toEqual([`${run}/call/change/0/0`]);
    });

    test('STP-3: a refusal is a refusal: the next attempt sends again under the same key', async ({ bench, sap }) => {
      sap.fates = ['unavailable'];
      const run = await bench.start('ordered', order(1));
      expect(bench.effects(run)).toMatchObject([{ state: 'refused', attempt: 1 }]);
      await bench.clock.advance(1_000);
      expect(bench.effects(run)).toMatchObject([{ state: 'confirmed', attempt: 2, epoch: 0 }]);
      expect(bench.types(run)).not.toContain('effect-probed');
    });

    test('STP-4: while nobody can say whether it was applied, it has not failed: no error way, no end', async ({ bench, sap, act }) => {
      sap.honoursKeys = false;
      sap.onApplied = () => {
        sap.onApplied = undefined;
        sap.down = true;
        bench.killNow();
      };
      await bench.start('guarded', order(1)).catch(() => undefined);
      await bench.crash();
      const run = bench.listRuns()[0]!.runId;
      await bench.clock.advance(600_000);
      expect(bench.state(run)).toBe('parked');
      expect(bench.events(run).at(-1)).toMatchObject({ type: 'run-parked', reason: 'unknown-effect' });
      expect(bench.output(run, 'sorry')).toBeUndefined();
      sap.down = false;
      await act(run, 'retry');
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(1);
    });

    test('STP-4: a call that outlives its process may still arrive: "not applied" counts when it cannot any more', async ({
      bench,
      sap,
    }) => {
      let calls = 0;
      sap.latency = () => new Promise((resolve) => bench.clock.world.after(calls++ === 0 ? 800 : 0, resolve));
      // The second call overtakes the first one and is refused.
      sap.fates = ['rejected'];
      const run = await bench.start('guarded', order(1));
      await bench.crash();
      await bench.clock.advance(1_000);
      expect(sap.applied).toHaveLength(1);
      expect(bench.output(run, 'sorry')).toBeUndefined();
      expect(bench.effects(run)).toMatchObject([{ state: 'unknown' }]);
      await bench.clock.advance(180_000);
      expect(bench.state(run)).toBe('completed');
      expect(bench.effects(run)).toMatchObject([{ state: 'confirmed' }]);
      expect([sap.applied.length, bench.output(run, 'sorry')]).toEqual([1, undefined]);
    });

    test('STP-4: once the lost call cannot arrive any more, a refusal is a refusal', async ({ bench, sap }) => {
      sap.blocked = [];
      const run = await bench.start('guarded', order(1));
      // It is never heard of again.
      sap.blocked = undefined;
      sap.fallback = 'rejected';
      await bench.crash();
      await bench.clock.advance(180_000);
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'sorry')).toBeDefined();
      expect(bench.effects(run)).toMatchObject([{ state: 'refused' }]);
      expect(bench.effects(run)[0]).not.toHaveProperty('openSince');
    });

    test('STP-4: a lost call of a process that died may arrive as long as it would have been waited for, from then on', async ({
      bench,
      sap,
    }) => {
      sap.blocked = [];
      const run = await bench.start('guarded', order(1));
      sap.blocked = undefined;
      sap.fallback = 'rejected';
      await bench.clock.advance(1_000);
      await bench.crash(500);
      // The step's time-out is a minute; the first attempt of the new process is refused at once.
      await bench.clock.advance(59_900);
      expect(bench.effects(run)).toMatchObject([{ state: 'unknown' }]);
      await bench.clock.advance(200);
      expect([bench.state(run), bench.effects(run)[0]?.state]).toEqual(['completed', 'refused']);
    });

    test('STP-4: what somebody else changed meanwhile is for a person', async ({ bench, sap }) => {
      sap.fates = ['lost-answer'];
      sap.look = () => Promise.resolve('changed');
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(1_000);
      expect(bench.events(run).at(-1)).toMatchObject({ type: 'run-parked', reason: 'changed-by-somebody-else' });
      expect(bench.effects(run)).toMatchObject([{ state: 'unknown' }]);
      expect(sap.calls).toBe(1);
    });

    test('STP-2: a read is recorded with its answer', async ({ bench }) => {
      const run = await bench.start('reading', order(1));
      expect(bench.effects(run)).toMatchObject([{ kind: 'read', state: 'read', operation: 'look', answer: { done: 'look' } }]);
    });

    test('STP-2: a write that the connection withholds is recorded and never sent', async ({ bench, sap }) => {
      bench.world.withheld = true;
      const run = await bench.start('ordered', order(1));
      expect(bench.state(run)).toBe('completed');
      expect(bench.effects(run)).toMatchObject([{ state: 'withheld', request: { body: 1 } }]);
      expect(sap.calls).toBe(0);
    });

    test('STP-2, STP-4: a write that was begun before is not taken for one that never went out', async ({ bench, sap, act }) => {
      sap.fates = ['lost-answer', 'ok'];
      const run = await bench.start('keyed', order(1));
      expect(bench.state(run)).toBe('waiting');
      bench.world.withheld = true;
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('parked');
      expect(bench.effects(run)).toMatchObject([{ state: 'unknown' }]);
      bench.world.withheld = false;
      await act(run, 'retry');
      expect(bench.state(run)).toBe('completed');
      expect(bench.effects(run)).toMatchObject([{ state: 'confirmed' }]);
      expect([sap.calls, sap.applied.length]).toEqual([2, 1]);
    });

    test.for([
      ['conflict', 'waiting'],
      ['timeout', 'waiting'],
      ['not-arrived', 'waiting'],
      ['unavailable', 'waiting'],
      ['throttled', 'waiting'],
      ['invalid', 'parked'],
      ['rejected', 'parked'],
      ['denied', 'parked'],
      ['bug', 'parked'],
    ] as const)('RTY-1: after a first failure of kind %s the run is %s', async ([fate, state], { bench }) => {
      const run = await bench.start('failing', { fate });
      expect(bench.state(run)).toBe(state);
    });

    test('RTY-1: a run that lacks a right says which kind of help it needs', async ({ bench }) => {
      const run = await bench.start('failing', { fate: 'denied' });
      expect(bench.events(run).at(-1)).toMatchObject({ type: 'run-parked', reason: 'needs-credential' });
    });

    test('RTY-2: the delays grow, and are the same after a restart', async ({ bench, sap }) => {
      sap.fallback = 'unavailable';
      const run = await bench.start('ordered', order(1));
      const dueAts = () => bench.events(run).flatMap((event) => (event.type === 'retry-scheduled' ? [event.dueAt] : []));
      await bench.crash(500);
      await bench.clock.advance(500);
      expect(dueAts()).toEqual(['2026-11-24T08:00:01.000Z', '2026-11-24T08:00:03.000Z']);
    });

    test('RTY-3: in a maintenance window runs are held, also after a restart, and go on by themselves', async ({ bench, sap }) => {
      bench.world.limits = {
        ...bench.world.limits,
        maintenance: [{ from: '2026-11-24T07:00:00.000Z', to: '2026-11-24T09:00:00.000Z' }],
      };
      const run = await bench.start('ordered', order(1));
      expect(bench.state(run)).toBe('held');
      expect(bench.events(run)).toContainEqual(expect.objectContaining({ type: 'step-held', connection: 'sap', reason: 'maintenance' }));
      await bench.crash();
      await bench.clock.advance(3_599_000);
      expect(bench.state(run)).toBe('held');
      expect(sap.calls).toBe(0);
      await bench.clock.advance(3_000);
      expect(bench.state(run)).toBe('completed');
      expect(bench.events(run).filter(({ type }) => type === 'attempt-failed')).toEqual([]);
    });

    test('RTY-3: a rate is kept, and what has no room waits as rows', async ({ bench, sap }) => {
      bench.world.limits = { ...bench.world.limits, concurrency: 1, ratePerSecond: 2, burst: 1 };
      for (let value = 0; value < 40; value += 1) await bench.start('ordered', order(value, { order: `o${value}` }));
      expect(sap.calls).toBe(1);
      expect(bench.engine.health().running).toBeLessThan(40);
      await bench.clock.advance(5_000);
      expect(sap.calls).toBeGreaterThanOrEqual(8);
      expect(sap.calls).toBeLessThanOrEqual(12);
      await bench.clock.advance(60_000);
      expect(sap.applied).toHaveLength(40);
    });

    test('RTY-3: a person opens and closes a circuit', async ({ bench, sap }) => {
      void bench.engine.setCircuit({ environment: 'test', connection: 'sap' }, 'open', 'ada', 'SAP is being copied');
      const run = await bench.start('ordered', order(1));
      await bench.clock.advance(600_000);
      expect(bench.state(run)).toBe('held');
      expect(sap.calls).toBe(0);
      void bench.engine.setCircuit({ environment: 'test', connection: 'sap' }, 'closed', 'ada', 'done');
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
    });

    test('RTY-3: a circuit that a person opened stays open over restarts until a person closes it, and its removal closes it', async ({
      bench,
      sap,
      settled,
    }) => {
      const shared = { environment: 'test', connection: 'sap' };
      const own = { ...shared, plant: '1000' };
      await settled(bench.engine.setCircuit(shared, 'open', 'ada', 'SAP is being copied'));
      await settled(bench.engine.setCircuit(own, 'open', 'ada', 'moves to another hall'));
      const opened = bench.engine.circuits('test').map(({ since }) => since);
      const run = await bench.start('ordered', order(1));
      for (let life = 0; life < 2; life += 1) {
        await bench.crash(600_000);
        const later = await bench.start('ordered', order(2, { order: `${life}` }));
        await bench.clock.advance(600_000);
        expect([bench.state(run), bench.state(later)]).toEqual(['held', 'held']);
        expect(bench.engine.circuits('test')).toMatchObject([{ state: 'open' }, { state: 'open' }]);
        expect(bench.engine.circuits('test').map(({ since }) => since)).toEqual(opened);
      }
      expect(sap.calls).toBe(0);
      bench.engine.connectionRemoved(own);
      await settled(bench.engine.setCircuit(shared, 'closed', 'ada', 'done'));
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('completed');
      await bench.crash();
      const next = await bench.start('ordered', order(3));
      await bench.clock.advance(1_000);
      expect(bench.state(next)).toBe('completed');
      expect(bench.engine.circuits('test')).toMatchObject([{ connection: 'sap', state: 'closed' }]);
    });
  });
}
