import { describe, expect } from 'vitest';
import { conformanceFlows } from './conformance-flows.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

export function lanesConformance(test: ConformanceTest): void {
  describe('lanes', () => {
    test('LAN-1: runs with one key go one at a time in order of acceptance, others in parallel', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      const first = await bench.start('ordered', order(1));
      const second = await bench.start('ordered', order(2));
      const other = await bench.start('ordered', order(3, { order: '4712' }));
      expect([first, second, other].map((run) => bench.state(run))).toEqual(['running', 'accepted', 'running']);
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual([1, 3, 2]);
    });

    test('LAN-1: order holds through retries: a later run never passes an earlier one', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['unavailable', 'unavailable'];
      const first = await bench.start('ordered', order(1));
      await bench.start('ordered', order(2));
      expect(bench.state(first)).toBe('waiting');
      await bench.clock.advance(10_000);
      expect(appliedBodies()).toEqual([1, 2]);
    });

    test('LAN-3, F29: a failure parks the run at the head of its lane; other lanes go on', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['rejected'];
      const bad = await bench.start('ordered', order(1));
      const next = await bench.start('ordered', order(2));
      await bench.start('ordered', order(3, { order: '4712' }));
      expect([bench.state(bad), bench.state(next)]).toEqual(['parked', 'accepted']);
      expect(bench.row(bad)).toMatchObject({ blockedAt: 'change', error: { class: 'rejected', code: 'V1/331' } });
      expect(appliedBodies()).toEqual([3]);
    });

    test('LAN-3: continue: the run fails and the lane goes on', async ({ bench, sap }) => {
      sap.fates = ['rejected'];
      const bad = await bench.start('ordered-continue', order(1));
      const next = await bench.start('ordered-continue', order(2));
      expect([bench.state(bad), bench.state(next)]).toEqual(['failed', 'completed']);
    });

    test('LAN-3: a run that ends over an error edge is completed', async ({ bench, sap }) => {
      sap.fates = ['rejected'];
      const run = await bench.start('with-error-edge', order(1));
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'sorry')).toEqual({ message: 'sap refuses the change' });
    });

    test('LAN-3: an error of ours parks even where an error edge is drawn', async ({ bench }) => {
      const run = await bench.start('buggy', order(1));
      expect(bench.state(run)).toBe('parked');
      expect(bench.row(run)?.error).toMatchObject({ class: 'internal' });
    });

    test('LAN-4: a lane that is released while waiting lets the next run go on', async ({ bench, appliedBodies }) => {
      const first = await bench.start('ordered-release', order(1));
      const second = await bench.start('ordered-release', order(2));
      expect(bench.types(first)).toContain('lane-released');
      expect(appliedBodies()).toEqual([1, 2]);
      await bench.clock.advance(60_000);
      expect([bench.state(first), bench.state(second)]).toEqual(['completed', 'completed']);
    });

    test('LAN-5: supersede: runs that have not begun end and name the one that took over', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      const first = await bench.start('superseding', order(1));
      const second = await bench.start('superseding', order(2));
      const third = await bench.start('superseding', order(3));
      expect(bench.state(second)).toBe('superseded');
      expect(bench.events(second).at(-1)).toMatchObject({ type: 'run-superseded', byRunId: third });
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual([1, 3]);
      expect(bench.state(first)).toBe('completed');
    });

    test('LAN-5: coalesce: the merge sees both bodies', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      await bench.start('coalescing', order(1));
      const second = await bench.start('coalescing', order(2));
      await bench.start('coalescing', order(3, { partial: true }));
      expect(bench.state(second)).toBe('superseded');
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual([1, 2]);
    });

    test('LAN-5: a debounced lane collects a burst', async ({ bench, appliedBodies }) => {
      const runs = [await bench.start('debounced', order(1))];
      await bench.clock.advance(3_000);
      runs.push(await bench.start('debounced', order(2)));
      await bench.clock.advance(4_999);
      expect(appliedBodies()).toEqual([]);
      await bench.clock.advance(1);
      expect(appliedBodies()).toEqual([2]);
      expect(runs.map((run) => bench.state(run))).toEqual(['superseded', 'completed']);
    });

    test('LAN-5: a debounced run starts after a restart too', async ({ bench, appliedBodies }) => {
      await bench.start('debounced', order(1));
      await bench.crash();
      expect(appliedBodies()).toEqual([]);
      await bench.clock.advance(5_000);
      expect(appliedBodies()).toEqual([1]);
    });

    test('INT-6, F30: an older sequence ends as stale, an equal one does not', async ({ bench, appliedBodies }) => {
      await bench.start('sequenced', order('r2', { revision: 2 }));
      const older = await bench.start('sequenced', order('r1', { revision: 1 }));
      const equal = await bench.start('sequenced', order('r2 again', { revision: 2 }));
      expect(bench.state(older)).toBe('stale');
      expect(bench.events(older).at(-1)).toMatchObject({ type: 'run-stale', sequence: 1, highest: 2 });
      expect(bench.state(equal)).toBe('completed');
      expect(appliedBodies()).toEqual(['r2', 'r2 again']);
    });

    test('LAN-2: a flow runs at most as many at once as it says', async ({ bench, sap }) => {
      sap.blocked = [];
      const runs = [];
      for (const value of [1, 2, 3, 4]) runs.push(await bench.start('few-at-once', order(value, { order: String(value) })));
      expect(runs.map((run) => bench.state(run))).toEqual(['running', 'running', 'accepted', 'accepted']);
      sap.release();
      await bench.clock.settle();
      expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
    });

    test('LAN-2: runs that wake keep to it too: the others are held at their step, before any that has not begun', async ({
      bench,
      sap,
      act,
    }) => {
      const runs: string[] = [];
      const states = () => runs.map((run) => bench.state(run));
      for (const value of [1, 2, 3, 4]) runs.push(await bench.start('few-after-rest', order(value)));
      expect(states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
      sap.blocked = [];
      await bench.clock.advance(60_000);
      expect(states()).toEqual(['running', 'running', 'held', 'held']);
      expect(bench.row(runs[2]!)).toMatchObject({ heldBy: 'flow:few-after-rest', blockedAt: 'rest' });
      expect(bench.events(runs[2]!).at(-1)).toMatchObject({ type: 'step-held', reason: 'flow-full' });
      // Nobody gets past it by hand, and who comes new waits behind those that are held.
      await act(runs[3]!, 'retry');
      runs.push(await bench.start('few-after-rest', order(5)));
      expect(states()).toEqual(['running', 'running', 'held', 'held', 'accepted']);
      sap.release();
      await bench.clock.settle();
      expect(states()).toEqual(['completed', 'completed', 'completed', 'completed', 'waiting']);
      expect(sap.applied.map(({ body }) => body)).toEqual([1, 2, 3, 4]);
    });

    test('LAN-2: it holds over a restart: who was at work goes on first, then who was held', async ({ bench, sap }) => {
      const runs: string[] = [];
      for (const value of [1, 2, 3, 4]) runs.push(await bench.start('few-after-rest', order(value)));
      sap.blocked = [];
      await bench.clock.advance(60_000);
      let most = 0;
      bench.onCommit(() => {
        most = Math.max(most, runs.filter((run) => bench.state(run) === 'running').length);
      });
      await bench.crash();
      expect(runs.map((run) => bench.state(run))).toEqual(['running', 'running', 'held', 'held']);
      sap.release();
      await bench.clock.advance(1_000);
      expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
      expect(most).toBe(2);
    });

    test('LAN-2: a held run of a version that cannot be run any more is parked alone, and lets the others of its flow in', async ({
      bench,
      sap,
      act,
    }) => {
      const runs = [await bench.start('few-after-rest', order(1)), await bench.start('few-after-rest', order(2))];
      const [document] = conformanceFlows.filter(({ id }) => id === 'few-after-rest');
      bench.flows.deploy(document!, 2);
      for (const value of [3, 4, 5]) runs.push(await bench.start('few-after-rest', order(value)));
      bench.paused.add('few-after-rest');
      await bench.clock.advance(60_000);
      expect(runs.map((run) => bench.state(run))).toEqual(['held', 'held', 'held', 'held', 'held']);
      bench.killNow();
      bench.flows.lose('few-after-rest', 1);
      await bench.crash();
      bench.errors.length = 0;
      bench.paused.clear();
      bench.engine.flowResumed('test', 'few-after-rest');
      await bench.clock.advance(60_000);
      expect(runs.map((run) => bench.state(run))).toEqual(['parked', 'parked', 'completed', 'completed', 'completed']);
      expect(sap.applied.map(({ body }) => body)).toEqual([3, 4, 5]);
      // Once for each of them, and not again and again.
      expect(bench.errors).toHaveLength(2);
      expect(bench.row(runs[0]!)?.error).toMatchObject({
        class: 'internal',
        code: 'version-unusable',
        message: expect.stringMatching(/^Version 1 of "few-after-rest" cannot be run: /),
        help: expect.any(String),
      });
      expect(bench.row(runs[0]!)?.heldBy ?? 'nobody').toBe('nobody');
      expect(await act(runs[0]!, 'set-aside')).toMatchObject({ kind: 'done' });
      bench.flows.deploy(document!, 1);
      expect(await act(runs[1]!, 'retry')).toMatchObject({ kind: 'done' });
      expect([bench.state(runs[0]!), bench.state(runs[1]!)]).toEqual(['set-aside', 'completed']);
    });

    test('LAN-2: a run of such a version that has not begun is parked alone too, and nobody waits behind it', async ({ bench }) => {
      bench.paused.add('few-at-once');
      const lost = await bench.start('few-at-once', order(1));
      const [document] = conformanceFlows.filter(({ id }) => id === 'few-at-once');
      bench.flows.deploy(document!, 2);
      const well = await bench.start('few-at-once', order(2));
      bench.killNow();
      bench.flows.lose('few-at-once', 1);
      await bench.crash();
      const other = await bench.start('ordered', order(3));
      expect([bench.state(lost), bench.state(well), bench.state(other)]).toEqual(['accepted', 'accepted', 'completed']);
      bench.paused.clear();
      bench.engine.flowResumed('test', 'few-at-once');
      await bench.clock.advance(1_000);
      expect([bench.state(lost), bench.state(well)]).toEqual(['parked', 'completed']);
      expect(bench.row(lost)?.error).toMatchObject({ code: 'version-unusable' });
    });

    test('LAN-7: of a paused flow nothing begins and nothing goes on after a wait; messages are taken, and all go on in order', async ({
      bench,
      sap,
      appliedBodies,
    }) => {
      const resting = await bench.start('few-after-rest', order('woken'));
      sap.blocked = [];
      const atWork = await bench.start('ordered', order('at work'));
      for (const flow of ['ordered', 'few-after-rest']) bench.paused.add(flow);
      const behind = [
        await bench.start('ordered', order(1)),
        await bench.start('ordered', order(2)),
        await bench.start('ordered', order(3)),
      ];
      sap.release();
      await bench.clock.advance(60_000);
      // What was at work has ended; what woke is held, what came since has not begun.
      expect(bench.state(atWork)).toBe('completed');
      expect(bench.events(resting).at(-1)).toMatchObject({ type: 'step-held', connection: 'flow:few-after-rest', reason: 'flow-paused' });
      expect(behind.map((run) => bench.state(run))).toEqual(['accepted', 'accepted', 'accepted']);
      await bench.crash();
      await bench.clock.advance(600_000);
      expect(appliedBodies()).toEqual(['at work']);
      for (const flow of ['ordered', 'few-after-rest']) {
        bench.paused.delete(flow);
        bench.engine.flowResumed('test', flow);
      }
      await bench.clock.advance(1_000);
      expect([resting, ...behind].map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
      expect(appliedBodies().filter((body) => typeof body === 'number')).toEqual([1, 2, 3]);
    });

    test('LAN-2: what comes due all at once waits for room in the process, and all of it runs', async ({ newBench }) => {
      const bench = newBench({ activeRuns: 3 });
      const runs = [];
      for (let value = 0; value < 20; value += 1) runs.push(await bench.start('delayed', order(value)));
      bench.world.system('sap').blocked = [];
      await bench.clock.advance(3_600_000);
      expect(bench.engine.health().running).toBe(3);
      bench.world.system('sap').release();
      await bench.clock.advance(10_000);
      expect(new Set(runs.map((run) => bench.state(run)))).toEqual(new Set(['completed']));
    });

    test('LAN-1: a lane may span flows; environments do not share lanes', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      await bench.start('ordered', order(1));
      const otherFlow = await bench.start('ordered-too', order(2));
      const otherEnvironment = await bench.start('ordered-too', order(3), { environment: 'production' });
      expect([bench.state(otherFlow), bench.state(otherEnvironment)]).toEqual(['accepted', 'running']);
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual([1, 3, 2]);
    });

    test('LAN-4: a run that waits keeps its place unless the lane says otherwise', async ({ bench, appliedBodies }) => {
      const first = await bench.start('ordered-rest', order(1));
      const second = await bench.start('ordered-rest', order(2));
      expect([bench.state(first), bench.state(second)]).toEqual(['waiting', 'accepted']);
      await bench.crash();
      await bench.clock.advance(60_000);
      expect([bench.state(first), bench.state(second)]).toEqual(['completed', 'waiting']);
      await bench.clock.advance(60_000);
      expect(appliedBodies()).toEqual([1, 2]);
    });

    test('LAN-4: a node releases the lane behind the effects that need order', async ({ bench, sap, appliedBodies }) => {
      bench.world.system('crm').blocked = [];
      sap.fates = ['unavailable'];
      const first = await bench.start('ordered-first-only', order(1));
      const second = await bench.start('ordered-first-only', order(2));
      // It waits for its retry: the effect that needs order is still to come.
      expect(bench.state(second)).toBe('accepted');
      await bench.clock.advance(1_100);
      expect(appliedBodies()).toEqual([1, 2]);
      expect([bench.state(first), bench.state(second)]).toEqual(['running', 'running']);
      expect(bench.types(first).filter((type) => type === 'lane-released')).toHaveLength(1);
      bench.world.system('crm').release();
      await bench.clock.settle();
      expect([bench.state(first), bench.state(second)]).toEqual(['completed', 'completed']);
    });

    test('LAN-4: a lane that was released stays released after a restart', async ({ bench, appliedBodies }) => {
      const first = await bench.start('ordered-release', order(1));
      await bench.crash();
      await bench.start('ordered-release', order(2));
      expect(appliedBodies()).toEqual([1, 2]);
      await bench.clock.advance(60_000);
      expect(bench.state(first)).toBe('completed');
      expect(bench.types(first).filter((type) => type === 'lane-released')).toHaveLength(1);
    });

    test('LAN-5: coalesce without a merge: the newer body wins', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      await bench.start('coalescing-newest', order(1));
      const second = await bench.start('coalescing-newest', order(2));
      await bench.start('coalescing-newest', order(3));
      sap.release();
      await bench.clock.settle();
      expect(bench.state(second)).toBe('superseded');
      expect(appliedBodies()).toEqual([1, 3]);
    });

    test('LAN-5: a body that was merged is merged on', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      await bench.start('collecting', order('a'));
      for (const value of ['b', 'c', 'd']) await bench.start('collecting', order(value));
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a', 'bcd']);
    });

    test('LAN-5: messages of one transaction are merged, or queue: nothing is lost', async ({ bench, sap, appliedBodies, settled }) => {
      sap.blocked = [];
      await bench.start('collecting', order('a'));
      const request = (value: string) => ({
        environment: 'test',
        flow: 'collecting',
        trigger: { body: order(value) },
        source: 'poll' as const,
      });
      const results = await settled(bench.engine.startMany([request('b'), request('c')]));
      expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies().join('')).toBe('abc');
    });

    test('LAN-5: an event whose merge would have to be waited for queues, and whoever emits it is not harmed', async ({
      bench,
      sap,
      appliedBodies,
    }) => {
      sap.blocked = [];
      for (const [id, value] of ['a', 'b', 'c'].entries()) {
        const event = {
          id: String(id),
          type: 'Collected',
          source: '/test',
          subject: '4711',
          time: '2026-11-24T08:00:00.000Z',
          data: order(value),
        };
        const published = bench.engine.publish('test', event);
        await bench.clock.settle();
        await published;
      }
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a', 'b', 'c']);
    });

    test('LAN-5: where the merge fails the newer one queues', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      for (const value of ['a', 'b', 'c']) await bench.start('merging-badly', order(value));
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a', 'b', 'c']);
    });

    test('LAN-5: a late old message replaces nothing', async ({ bench, sap, appliedBodies }) => {
      sap.blocked = [];
      await bench.start('superseding-by-sequence', order('r1', { revision: 1 }));
      const newest = await bench.start('superseding-by-sequence', order('r3', { revision: 3 }));
      const late = await bench.start('superseding-by-sequence', order('r2', { revision: 2 }));
      expect([bench.state(newest), bench.state(late)]).toEqual(['accepted', 'accepted']);
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['r1', 'r3']);
      expect(bench.state(late)).toBe('stale');
    });

    test('LAN-5: a retried run is not newer: it replaces nobody', async ({ bench, sap, act, appliedBodies }) => {
      sap.fates = ['rejected'];
      const old = await bench.start('superseding', order('old'));
      await act(old, 'cancel');
      sap.blocked = [];
      await bench.start('superseding', order('new'));
      const newest = await bench.start('superseding', order('newest'));
      await act(old, 'retry');
      expect(bench.state(newest)).toBe('accepted');
      sap.release();
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['new', 'newest', 'old']);
    });

    test('LAN-6: many parked lanes cost the others nothing', async ({ bench, sap }) => {
      sap.fallback = (_operation, body) => (body === 'bad' ? 'rejected' : 'ok');
      for (let lane = 0; lane < 100; lane += 1) await bench.start('ordered', order('bad', { order: `parked-${lane}` }));
      expect(bench.engine.health()).toMatchObject({ openRuns: 100, running: 0 });
      const before = bench.clock.pending;
      expect(bench.state(await bench.start('ordered', order('good', { order: 'free' })))).toBe('completed');
      expect(bench.clock.pending).toBe(before);
    });
  });
}
