/**
 * What every engine adapter must do (design: one port, many adapters), as a suite over a factory. An adapter is the engine together
 * with its storage; the factory gives a bench whose clock the test owns and whose process can be killed at any instant.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { EngineBench } from '../support/engine-fixture.ts';
import { conformanceFlows } from './conformance-flows.ts';

export type ConformanceFactory = (options: { readonly flows: typeof conformanceFlows }) => EngineBench;

export function engineConformance(name: string, createBench: ConformanceFactory): void {
  describe(`conformance: ${name}`, () => {
    let bench: EngineBench;
    beforeEach(() => {
      bench = createBench({ flows: conformanceFlows });
    });

    const order = (value: Json, more: object = {}) => ({ order: '4711', value, ...more });
    const sap = () => bench.world.system('sap');
    const appliedBodies = (system = 'sap') => bench.world.system(system).applied.map(({ body }) => body);
    const act = async (runId: string, action: Parameters<EngineBench['engine']['act']>[1]['action'], more: object = {}) => {
      const acted = bench.engine.act(runId, { action, by: 'olga', reason: 'looked into it', ...more });
      await bench.clock.settle();
      return acted;
    };
    const settled = async <T>(promise: Promise<T>): Promise<T> => {
      await bench.clock.settle();
      return promise;
    };

    describe('intake', () => {
      test('INT-2: the same key starts one run; later senders get its id', async () => {
        const first = await bench.start('simple', { id: 'a', value: 1 });
        const again = await settled(
          bench.engine.start({ environment: 'test', flow: 'simple', trigger: { body: { value: 1, id: 'a' } }, source: 'http' }),
        );
        expect(again).toMatchObject({ kind: 'accepted', runId: first, duplicate: true });
        expect(sap().applied).toHaveLength(1);
      });

      test('INT-2: the same key with another body is 422 over HTTP and an exception from elsewhere', async () => {
        const first = await bench.start('simple', { id: 'a', value: 1 });
        const request = { environment: 'test', flow: 'simple', trigger: { body: { id: 'a', value: 2 } } };
        expect(await settled(bench.engine.start({ ...request, source: 'http' }))).toMatchObject({ kind: 'refused', status: 422 });
        const kept = await settled(bench.engine.start({ ...request, source: 'poll' }));
        expect(kept).toMatchObject({ kind: 'exception' });
        expect(bench.exceptions()).toMatchObject([{ flow: 'simple', state: 'open' }]);
        expect(bench.exceptions()[0]?.title).toContain(first);
      });

      test('INT-2: after the window the same key starts a new run', async () => {
        const first = await bench.start('simple', { id: 'a', value: 1 });
        await bench.clock.advance(604_800_001);
        expect(await bench.start('simple', { id: 'a', value: 1 })).not.toBe(first);
      });

      test('INT-2: a message without the declared value is 400 over HTTP and an exception from elsewhere', async () => {
        const request = { environment: 'test', flow: 'simple', trigger: { body: { value: 1 } } };
        expect(await settled(bench.engine.start({ ...request, source: 'http' }))).toMatchObject({ kind: 'refused', status: 400 });
        expect(await settled(bench.engine.start({ ...request, source: 'poll' }))).toMatchObject({ kind: 'exception' });
        const noLane = { environment: 'test', flow: 'ordered', trigger: { body: {} }, source: 'http' as const };
        expect(await settled(bench.engine.start(noLane))).toMatchObject({ kind: 'refused', status: 400, code: 'value-missing' });
      });

      test('INT-2: a synchronous duplicate gets the stored answer', async () => {
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

      test('INT-5: past the time a caller waits it hears nothing more, and the run goes on', async () => {
        sap().blocked = [];
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
        sap().release();
        await bench.clock.settle();
        expect(bench.state(result.runId)).toBe('completed');
      });

      test('INT-2: events of one message are taken whole or not at all', async () => {
        const request = (body: Json) => ({ environment: 'test', flow: 'simple', trigger: { body }, source: 'http' as const });
        const results = await settled(bench.engine.startMany([request({ id: 'x', value: 1 }), request({ value: 2 })]));
        expect(results.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
        expect(bench.runCount()).toBe(0);
      });
    });

    describe('lanes', () => {
      test('LAN-1: runs with one key go one at a time in order of acceptance, others in parallel', async () => {
        sap().blocked = [];
        const first = await bench.start('ordered', order(1));
        const second = await bench.start('ordered', order(2));
        const other = await bench.start('ordered', order(3, { order: '4712' }));
        expect([first, second, other].map((run) => bench.state(run))).toEqual(['running', 'accepted', 'running']);
        sap().release();
        await bench.clock.settle();
        expect(appliedBodies()).toEqual([1, 3, 2]);
      });

      test('LAN-1: order holds through retries: a later run never passes an earlier one', async () => {
        sap().fates = ['unavailable', 'unavailable'];
        const first = await bench.start('ordered', order(1));
        await bench.start('ordered', order(2));
        expect(bench.state(first)).toBe('waiting');
        await bench.clock.advance(10_000);
        expect(appliedBodies()).toEqual([1, 2]);
      });

      test('LAN-3: a failure parks the run at the head of its lane; other lanes go on', async () => {
        sap().fates = ['rejected'];
        const bad = await bench.start('ordered', order(1));
        const next = await bench.start('ordered', order(2));
        await bench.start('ordered', order(3, { order: '4712' }));
        expect([bench.state(bad), bench.state(next)]).toEqual(['parked', 'accepted']);
        expect(bench.row(bad)).toMatchObject({ blockedAt: 'change', error: { class: 'rejected', code: 'V1/331' } });
        expect(appliedBodies()).toEqual([3]);
      });

      test('LAN-3: continue: the run fails and the lane goes on', async () => {
        sap().fates = ['rejected'];
        const bad = await bench.start('ordered-continue', order(1));
        const next = await bench.start('ordered-continue', order(2));
        expect([bench.state(bad), bench.state(next)]).toEqual(['failed', 'completed']);
      });

      test('LAN-3: a run that ends over an error edge is completed', async () => {
        sap().fates = ['rejected'];
        const run = await bench.start('with-error-edge', order(1));
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'sorry')).toEqual({ message: 'sap refuses the change' });
      });

      test('LAN-3: an error of ours parks even where an error edge is drawn', async () => {
        const run = await bench.start('buggy', order(1));
        expect(bench.state(run)).toBe('parked');
        expect(bench.row(run)?.error).toMatchObject({ class: 'internal' });
      });

      test('LAN-4: a lane that is released while waiting lets the next run go on', async () => {
        const first = await bench.start('ordered-release', order(1));
        const second = await bench.start('ordered-release', order(2));
        expect(bench.types(first)).toContain('lane-released');
        expect(appliedBodies()).toEqual([1, 2]);
        await bench.clock.advance(60_000);
        expect([bench.state(first), bench.state(second)]).toEqual(['completed', 'completed']);
      });

      test('LAN-5: supersede: runs that have not begun end and name the one that took over', async () => {
        sap().blocked = [];
        const first = await bench.start('superseding', order(1));
        const second = await bench.start('superseding', order(2));
        const third = await bench.start('superseding', order(3));
        expect(bench.state(second)).toBe('superseded');
        expect(bench.events(second).at(-1)).toMatchObject({ type: 'run-superseded', byRunId: third });
        sap().release();
        await bench.clock.settle();
        expect(appliedBodies()).toEqual([1, 3]);
        expect(bench.state(first)).toBe('completed');
      });

      test('LAN-5: coalesce: the merge sees both bodies', async () => {
        sap().blocked = [];
        await bench.start('coalescing', order(1));
        const second = await bench.start('coalescing', order(2));
        await bench.start('coalescing', order(3, { partial: true }));
        expect(bench.state(second)).toBe('superseded');
        sap().release();
        await bench.clock.settle();
        expect(appliedBodies()).toEqual([1, 2]);
      });

      test('LAN-5: a debounced lane collects a burst', async () => {
        const runs = [await bench.start('debounced', order(1))];
        await bench.clock.advance(3_000);
        runs.push(await bench.start('debounced', order(2)));
        await bench.clock.advance(4_999);
        expect(appliedBodies()).toEqual([]);
        await bench.clock.advance(1);
        expect(appliedBodies()).toEqual([2]);
        expect(runs.map((run) => bench.state(run))).toEqual(['superseded', 'completed']);
      });

      test('LAN-5: a debounced run starts after a restart too', async () => {
        await bench.start('debounced', order(1));
        await bench.crash();
        expect(appliedBodies()).toEqual([]);
        await bench.clock.advance(5_000);
        expect(appliedBodies()).toEqual([1]);
      });

      test('INT-6: an older sequence ends as stale, an equal one does not', async () => {
        await bench.start('sequenced', order('r2', { revision: 2 }));
        const older = await bench.start('sequenced', order('r1', { revision: 1 }));
        const equal = await bench.start('sequenced', order('r2 again', { revision: 2 }));
        expect(bench.state(older)).toBe('stale');
        expect(bench.events(older).at(-1)).toMatchObject({ type: 'run-stale', sequence: 1, highest: 2 });
        expect(bench.state(equal)).toBe('completed');
        expect(appliedBodies()).toEqual(['r2', 'r2 again']);
      });

      test('LAN-2: a flow runs at most as many at once as it says', async () => {
        sap().blocked = [];
        const runs = [];
        for (const value of [1, 2, 3, 4]) runs.push(await bench.start('few-at-once', order(value, { order: String(value) })));
        expect(runs.map((run) => bench.state(run))).toEqual(['running', 'running', 'accepted', 'accepted']);
        sap().release();
        await bench.clock.settle();
        expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
      });
    });

    describe('retries and effects', () => {
      test('RTY-1: retried by policy, then the step ends for good', async () => {
        sap().fallback = 'unavailable';
        const run = await bench.start('ordered', order(1));
        await bench.clock.advance(1_000);
        await bench.clock.advance(2_000);
        expect(sap().calls).toBe(3);
        expect(bench.state(run)).toBe('parked');
        await bench.clock.advance(600_000);
        expect(sap().calls).toBe(3);
      });

      test('RTY-2: the other system says when to come back', async () => {
        sap().fates = ['throttled'];
        const run = await bench.start('ordered', order(1));
        await bench.clock.advance(1_999);
        expect(bench.state(run)).toBe('waiting');
        await bench.clock.advance(1);
        expect(bench.state(run)).toBe('completed');
      });

      test('STP-4: a lost answer is probed before anything is sent again', async () => {
        sap().honoursKeys = false;
        sap().fates = ['lost-answer'];
        const run = await bench.start('ordered', order(1));
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('completed');
        expect(sap().calls).toBe(1);
        expect(bench.types(run)).toContain('effect-probed');
        expect(bench.effects(run)).toMatchObject([{ state: 'confirmed', kind: 'write' }]);
      });

      test('STP-3: the key is the same in every attempt', async () => {
        sap().fates = ['lost-answer', 'ok'];
        const run = await bench.start('keyed', order(1));
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('completed');
        expect(sap().calls).toBe(2);
        expect(sap().applied).toHaveLength(1);
      });

      test('STP-4: without a probe and a receiver that honours keys the run parks', async () => {
        sap().fates = ['lost-answer'];
        const run = await bench.start('blind', order(1));
        expect(bench.state(run)).toBe('parked');
        expect(bench.events(run).at(-1)).toMatchObject({ type: 'run-parked', reason: 'unknown-effect' });
        await bench.clock.advance(600_000);
        expect(sap().calls).toBe(1);
      });

      test('STP-6: an attempt that takes too long is stopped, and what it sent is unknown', async () => {
        sap().fates = ['hang'];
        const run = await bench.start('hanging', order(1));
        await bench.clock.advance(5_000);
        expect(bench.types(run)).toContain('effect-unknown');
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('completed');
        expect(sap().applied).toHaveLength(1);
      });

      test('RTY-3: an open circuit holds runs without using attempts, and drains by itself in order', async () => {
        bench.world.limits = { ...bench.world.limits, openAfter: 2, trialAfterMs: 30_000, drainPerSecond: 10 };
        sap().down = true;
        const runs = [];
        for (const value of [1, 2, 3, 4]) runs.push(await bench.start('ordered', order(value, { order: `o${value}` })));
        const queued = await bench.start('ordered', order(5, { order: 'o1' }));
        await bench.clock.advance(5_000);
        const calls = sap().calls;
        expect(runs.map((run) => bench.state(run))).toEqual(['held', 'held', 'held', 'held']);
        expect(bench.engine.circuits('test')).toMatchObject([{ connection: 'sap', state: 'open', held: 4 }]);
        expect(bench.engine.health().running).toBe(0);
        // Ten minutes of outage: one trial call each half minute, nothing else.
        await bench.clock.advance(600_000);
        expect(sap().calls - calls).toBeLessThanOrEqual(21);
        sap().down = false;
        await bench.clock.advance(60_000);
        expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed', 'completed']);
        expect(bench.state(queued)).toBe('completed');
        const bodies = appliedBodies();
        expect([...bodies].sort()).toEqual([1, 2, 3, 4, 5]);
        expect(bodies.indexOf(1)).toBeLessThan(bodies.indexOf(5));
        expect(bench.engine.circuits('test')).toMatchObject([{ state: 'closed', held: 0 }]);
      });

      test('RTY-3: what is held is held after a restart too, until the system is back', async () => {
        bench.world.limits = { ...bench.world.limits, openAfter: 1 };
        sap().down = true;
        const run = await bench.start('ordered', order(1));
        expect(bench.state(run)).toBe('held');
        await bench.crash();
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('held');
        sap().down = false;
        await bench.clock.advance(60_000);
        expect(bench.state(run)).toBe('completed');
      });

      test('RTY-3: a connection takes as many calls at once as it says', async () => {
        bench.world.limits = { ...bench.world.limits, concurrency: 2 };
        sap().blocked = [];
        for (const value of [1, 2, 3, 4]) await bench.start('ordered', order(value, { order: `o${value}` }));
        expect(sap().calls).toBe(2);
        sap().release();
        await bench.clock.settle();
        expect(sap().applied).toHaveLength(4);
      });
    });

    describe('operators', () => {
      async function parked(fate: 'rejected' | 'lost-answer' = 'rejected', flow = 'ordered'): Promise<string> {
        sap().fates = [fate];
        const run = await bench.start(flow, order(1));
        expect(bench.state(run)).toBe('parked');
        return run;
      }

      test('LAN-3: retry', async () => {
        const run = await parked();
        expect(await act(run, 'retry')).toMatchObject({ kind: 'done' });
        expect(bench.state(run)).toBe('completed');
        expect(bench.events(run)).toContainEqual(
          expect.objectContaining({ type: 'operator-acted', action: 'retry', by: 'olga', reason: 'looked into it' }),
        );
      });

      test('LAN-3: edit the message, then the step runs with it under a key of its own', async () => {
        const run = await parked();
        await act(run, 'edit', { data: order(99) });
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual([99]);
        expect(bench.effects(run).map(({ epoch }) => epoch)).toEqual([0, 1]);
      });

      test('LAN-3: edit the config of the step', async () => {
        const run = await parked();
        await act(run, 'edit', { path: 'change', data: { operation: 'change', body: 'by hand' } });
        expect(appliedBodies()).toEqual(['by hand']);
      });

      test('LAN-3: skip with an output that later steps see', async () => {
        const run = await parked();
        await act(run, 'skip', { data: { answer: { number: 7 } } });
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'change')).toEqual({ answer: { number: 7 } });
        expect(sap().applied).toEqual([]);
      });

      test('LAN-6: set-aside lets the lane go on and names those that may depend on it', async () => {
        const run = await parked();
        const next = await bench.start('ordered', order(2));
        const result = await act(run, 'set-aside');
        expect(bench.state(run)).toBe('set-aside');
        expect(result).toMatchObject({ kind: 'done', warnings: [expect.stringContaining(next)] });
        await bench.clock.settle();
        expect(bench.state(next)).toBe('completed');
      });

      test('LAN-3: cancel a parked run', async () => {
        const run = await parked();
        await act(run, 'cancel');
        expect(bench.state(run)).toBe('cancelled');
      });

      test('LAN-3: compensate is refused with a reason where nothing can be undone', async () => {
        const run = await parked();
        expect(await act(run, 'compensate')).toMatchObject({ kind: 'refused', code: 'nothing-to-compensate' });
        expect(bench.state(run)).toBe('parked');
      });

      test('LAN-3: send-again raises the epoch: the other system gets it as new', async () => {
        const run = await parked('lost-answer', 'blind');
        await act(run, 'send-again');
        expect(bench.state(run)).toBe('completed');
        expect(sap().applied).toHaveLength(2);
        expect(new Set(sap().applied.map(({ key }) => key)).size).toBe(2);
      });

      test('LAN-3: mark-confirmed: the ledger answers and nothing is sent', async () => {
        const run = await parked('lost-answer', 'blind');
        await act(run, 'mark-confirmed', { data: { number: 42 } });
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'change')).toEqual({ answer: { number: 42 } });
        expect(sap().calls).toBe(1);
      });

      test('LAN-3: mark-not-applied: it is sent again under the same key', async () => {
        const run = await parked('lost-answer', 'blind');
        await act(run, 'mark-not-applied');
        expect(bench.state(run)).toBe('completed');
        expect(sap().calls).toBe(2);
        expect(sap().applied).toHaveLength(1);
      });

      test('LAN-3: what the state does not allow is refused with a sentence', async () => {
        const done = await bench.start('ordered', order(1));
        expect(await act(done, 'skip')).toMatchObject({ kind: 'refused', code: 'run-final' });
        const run = await parked();
        expect(await act(run, 'mark-confirmed')).toMatchObject({ kind: 'refused', code: 'no-unknown-effect' });
        expect(await act(run, 'skip', { path: 'nowhere' })).toMatchObject({ kind: 'refused', code: 'unknown-step' });
        expect(await act('no-run', 'retry')).toMatchObject({ kind: 'refused', code: 'no-such-run' });
        const waiting = await bench.start('ordered', order(2));
        expect(await act(waiting, 'retry')).toMatchObject({ kind: 'refused', code: 'run-not-started' });
      });

      test('LAN-3: an edit is refused while it is not known whether the first request was applied', async () => {
        const run = await parked('lost-answer', 'blind');
        expect(await act(run, 'edit', { data: order(2) })).toMatchObject({ kind: 'refused', code: 'effect-unknown' });
      });

      test('LAN-3: a run that waits for its turn can be set aside', async () => {
        await parked();
        const second = await bench.start('ordered', order(2));
        await act(second, 'set-aside');
        expect(bench.state(second)).toBe('set-aside');
      });

      test('RES-3: retrying a final run makes a new one that keeps the keys of its effects', async () => {
        const run = await parked('rejected', 'simple-like');
        await act(run, 'cancel');
        const result = await act(run, 'retry');
        if (result.kind !== 'done' || result.runId === undefined) throw new Error('no new run');
        expect(bench.state(run)).toBe('cancelled');
        expect(bench.state(result.runId)).toBe('completed');
        expect(bench.row(result.runId)).toMatchObject({ originRunId: run });
        // What the first run had applied is not applied again.
        expect(appliedBodies('crm')).toEqual(['first']);
        expect(appliedBodies()).toEqual([1]);
      });

      test('RES-3: a replay from a node takes over what came before it', async () => {
        const run = await bench.start('simple', { id: 'r', value: 1 });
        const echoes = bench.world.echoes;
        const result = await act(run, 'retry', { path: 'answer' });
        if (result.kind !== 'done' || result.runId === undefined) throw new Error('no new run');
        expect(bench.state(result.runId)).toBe('completed');
        expect(bench.world.echoes).toBe(echoes);
        expect(sap().calls).toBe(1);
      });

      test('RES-3: a completed run that is retried as a whole applies nothing twice', async () => {
        const run = await bench.start('simple', { id: 'r', value: 1 });
        await act(run, 'retry');
        expect(sap().applied).toHaveLength(1);
        expect(sap().calls).toBe(1);
      });

      test('LAN-3: cancel during a step: the attempt is stopped, its effect is unknown, the run ends', async () => {
        sap().fates = ['hang'];
        const run = await bench.start('ordered', order(1));
        const next = await bench.start('ordered', order(2));
        await act(run, 'cancel');
        expect(bench.state(run)).toBe('cancelled');
        expect(bench.effects(run)).toMatchObject([{ state: 'unknown' }]);
        await bench.clock.settle();
        expect(bench.state(next)).toBe('completed');
        await bench.clock.advance(600_000);
        expect(bench.state(run)).toBe('cancelled');
      });
    });

    describe('waiting', () => {
      test('WAI-1: a timer survives a restart', async () => {
        const run = await bench.start('delayed', order(1));
        expect(bench.state(run)).toBe('waiting');
        expect(bench.engine.health().running).toBe(0);
        await bench.clock.advance(1_800_000);
        await bench.crash();
        await bench.clock.advance(1_799_999);
        expect(bench.state(run)).toBe('waiting');
        await bench.clock.advance(1);
        expect(bench.state(run)).toBe('completed');
      });

      test('WAI-1: a timer that came due while nothing ran fires at the start, once', async () => {
        const run = await bench.start('delayed', order(1));
        await bench.crash(7_200_000);
        expect(bench.state(run)).toBe('completed');
        expect(sap().applied).toHaveLength(1);
      });

      const callbackOf = (): string => {
        const [{ body } = { body: null }] = bench.world.system('scheduler').applied;
        return (body as { callback: string }).callback.split('/').at(-1)!;
      };

      test('WAI-2: an answer after the wait began; the address works once', async () => {
        const run = await bench.start('asking', order(1));
        expect(bench.state(run)).toBe('waiting');
        expect(await settled(bench.engine.signal(callbackOf(), 'planned'))).toBe(true);
        await bench.clock.settle();
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual(['planned']);
        expect(await settled(bench.engine.signal(callbackOf(), 'again'))).toBe(false);
      });

      test('WAI-2: an answer that comes before the wait began is kept for it', async () => {
        let early: Promise<boolean> | undefined;
        bench.world.system('scheduler').onApplied = () => {
          early = bench.engine.signal(callbackOf(), 'quick');
        };
        const run = await bench.start('asking', order(1));
        expect(await settled(early!)).toBe(true);
        await bench.clock.settle();
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual(['quick']);
      });

      test('WAI-2: the address that was sent out works after a restart', async () => {
        const run = await bench.start('asking', order(1));
        await bench.crash();
        expect(await settled(bench.engine.signal(callbackOf(), 'planned'))).toBe(true);
        await bench.clock.settle();
        expect(bench.state(run)).toBe('completed');
      });

      test('WAI-2: a forged or foreign address is refused', async () => {
        await bench.start('asking', order(1));
        const token = callbackOf();
        expect(await settled(bench.engine.signal(`${token}x`, 'planned'))).toBe(false);
        expect(await settled(bench.engine.signal('', 'planned'))).toBe(false);
      });

      test('STP-6: looking again beside the callback, and the wait ends at its time', async () => {
        const run = await bench.start('asking', order(1));
        await bench.clock.advance(599_999);
        expect(bench.state(run)).toBe('waiting');
        expect(bench.world.system('scheduler').applied).toHaveLength(1);
        await bench.clock.advance(1);
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual(['none']);
      });

      test('STP-6: polling without a slot', async () => {
        const run = await bench.start('polling', order(1));
        await bench.clock.advance(10_000);
        expect(bench.state(run)).toBe('waiting');
        await bench.crash();
        await bench.clock.advance(10_000);
        expect(bench.output(run, 'poll')).toEqual({ looks: 3 });
      });

      test('WAI-3: a person decides, and reason and person are in the journal', async () => {
        const run = await bench.start('approving', order(1));
        const approvalId = bench.approvalOf(run);
        expect(await settled(bench.engine.decide(approvalId, { choice: 'maybe', by: 'fin', reason: '?' }))).toMatchObject({
          kind: 'refused',
          code: 'unknown-choice',
        });
        expect(await settled(bench.engine.decide(approvalId, { choice: 'approve', by: 'fin', reason: 'key account' }))).toMatchObject({
          kind: 'done',
        });
        await bench.clock.settle();
        expect(appliedBodies()).toEqual(['approved by fin']);
        expect(bench.events(run)).toContainEqual(
          expect.objectContaining({ type: 'approval-decided', choice: 'approve', by: 'fin', reason: 'key account' }),
        );
        expect(await settled(bench.engine.decide(approvalId, { choice: 'approve', by: 'fin', reason: 'twice' }))).toMatchObject({
          kind: 'refused',
        });
      });

      test('WAI-3: a decision that nobody takes ends at its time', async () => {
        const run = await bench.start('approving', order(1));
        await bench.crash();
        await bench.clock.advance(86_400_000);
        expect(bench.output(run, 'late')).toEqual({ late: true });
      });

      test('WAI-2: an emitted event starts its subscribers in the same commit and wakes who waits', async () => {
        const waiting = await bench.start('waiting-for-event', { order: '4711' });
        const run = await bench.start('emitting', order('new'));
        await bench.clock.settle();
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies('crm')).toEqual(['new']);
        expect(bench.output(waiting, 'wait')).toEqual({ by: 'event', answer: { order: '4711', value: 'new' } });
      });

      test('WAI-2: an event that nobody waits for yet is kept', async () => {
        await bench.start('emitting', order('new'));
        const waiting = await bench.start('waiting-for-event', { order: '4711' });
        expect(bench.state(waiting)).toBe('completed');
        const tooLate = await bench.start('waiting-for-event', { order: '4711' });
        expect(bench.state(tooLate)).toBe('waiting');
        await bench.clock.advance(600_000);
        expect(bench.output(tooLate, 'wait')).toEqual({ by: 'timer', answer: null });
      });

      test('STP-6: a run that passes its deadline parks and says so', async () => {
        const run = await bench.start('deadline', order(1));
        await bench.clock.advance(60_000);
        expect(bench.state(run)).toBe('parked');
        expect(bench.row(run)?.error).toMatchObject({ code: 'deadline-passed' });
        // An answer that comes now is kept for the operator who lets the step go on.
        expect(await settled(bench.engine.signal(callbackOf(), 'late'))).toBe(true);
        await act(run, 'retry');
        expect(bench.output(run, 'ask')).toEqual({ answer: 'late' });
        expect(bench.world.system('scheduler').applied).toHaveLength(1);
      });
    });

    describe('flows', () => {
      test('parallel branches meet in a join, whatever order they end in', async () => {
        sap().fates = ['unavailable'];
        const run = await bench.start('parallel', order(1));
        expect(bench.state(run)).toBe('waiting');
        expect(appliedBodies('crm')).toEqual(['right']);
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'after')).toEqual({ done: true });
      });

      test('a join of any goes on with the first, and the run ends with the last', async () => {
        bench.world.system('crm').blocked = [];
        const run = await bench.start('first-wins', order(1));
        expect(bench.output(run, 'after')).toEqual({ done: true });
        expect(bench.state(run)).toBe('running');
        bench.world.system('crm').release();
        await bench.clock.settle();
        expect(bench.state(run)).toBe('completed');
        expect(bench.types(run).filter((type) => type === 'run-completed')).toHaveLength(1);
      });

      test('a way that is not taken dies, and what lies behind it is skipped', async () => {
        const run = await bench.start('switching', { amount: 5 });
        expect(bench.output(run, 'small')).toEqual({ way: 'small' });
        expect(bench.output(run, 'large')).toBeUndefined();
        expect(bench.output(run, 'behind')).toBeUndefined();
        expect(bench.output(run, 'end')).toEqual({ end: true });
      });

      test('LAN-1: a called flow runs inside its caller: one trace, one lane, its answer is the output', async () => {
        const run = await bench.start('calling', order('x'));
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual(['for x']);
        expect(bench.output(run, 'call')).toEqual({ changed: 0 });
        expect(bench.output(run, 'after')).toEqual({ number: 0 });
        expect(bench.effects(run)).toMatchObject([{ path: 'call/change' }]);
      });

      test('LAN-1: a called flow that fails leaves by the error port of the call', async () => {
        sap().fates = ['rejected'];
        const run = await bench.start('calling', order('x'));
        expect(bench.state(run)).toBe('completed');
        expect(bench.output(run, 'sorry')).toEqual({ message: 'V1/331' });
      });

      test('LAN-1: a called flow keeps the version that was fixed at acceptance', async () => {
        sap().fates = ['unavailable'];
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

      test('RES-3: a run keeps the version it started with', async () => {
        sap().fates = ['unavailable'];
        const run = await bench.start('ordered', order(1));
        const [flow] = conformanceFlows.filter(({ id }) => id === 'ordered');
        bench.flows.deploy({ ...flow!, nodes: { ...flow!.nodes, change: { ...flow!.nodes['change']!, config: { body: 'v2' } } } });
        await bench.clock.advance(1_000);
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual([1]);
      });

      test('an exception that a flow raises is committed with its step', async () => {
        const run = await bench.start('raising', order(1));
        expect(bench.exceptions()).toMatchObject([
          { runId: run, title: 'Credit block on 4711', owner: 'finance', state: 'open', dueAt: '2026-11-24T09:00:00.000Z' },
        ]);
      });

      test('STP-7: a result of several megabytes is kept and seen by later steps', async () => {
        const value = 'x'.repeat(3_000_000);
        const run = await bench.start('simple', { id: 'big', value });
        expect(bench.state(run)).toBe('completed');
        expect(appliedBodies()).toEqual([value]);
        await bench.crash();
        expect(bench.output(run, 'prepare')).toEqual({ value });
      });
    });

    describe('recovery', () => {
      test('RES-1: a crash at every boundary: nothing lost, nothing doubled, order kept', async () => {
        let boundary = 1;
        for (; ; boundary += 1) {
          const candidate = createBench({ flows: conformanceFlows });
          if (!(await crashAtCommit(candidate, boundary))) break;
          const bodies = candidate.world.system('sap').applied.map(({ body }) => body);
          expect(bodies, `crash at commit ${boundary}`).toEqual(['one', 'two', 'three', 'one', 'two', 'three']);
        }
        expect(boundary).toBeGreaterThan(6);
      });

      test('RES-1: a crash between effect and journal: probed, not repeated', async () => {
        sap().honoursKeys = false;
        let crashed: Promise<void> | undefined;
        sap().onApplied = () => {
          sap().onApplied = undefined;
          crashed = bench.crash();
        };
        const run = await bench.start('ordered', order(1)).catch(() => undefined);
        await crashed;
        await bench.clock.advance(1_000);
        expect(sap().applied).toHaveLength(1);
        expect(run === undefined ? 'completed' : bench.state(run)).toBe('completed');
      });

      test('RES-1: crash after crash during recovery converges', async () => {
        sap().fates = ['unavailable'];
        const runs = [];
        for (const value of [1, 2, 3]) runs.push(await bench.start('ordered', order(value)));
        for (let round = 0; round < 10; round += 1) await bench.crash();
        await bench.clock.advance(10_000);
        expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed']);
        expect(appliedBodies()).toEqual([1, 2, 3]);
      });

      test('RES-2: recovery changes nothing of a final run', async () => {
        const run = await bench.start('simple', { id: 'a', value: 1 });
        const before = bench.events(run).length;
        await bench.crash();
        await bench.clock.advance(60_000);
        expect(bench.events(run)).toHaveLength(before);
      });

      test('TRC-1: events of a run are gap-free and global sequence rises', async () => {
        sap().fates = ['unavailable', 'lost-answer'];
        const run = await bench.start('ordered', order(1));
        await bench.crash();
        await bench.clock.advance(60_000);
        const events = bench.events(run);
        expect(events.map(({ runSeq }) => runSeq)).toEqual(events.map((_event, index) => index + 1));
        expect(events.every(({ seq }, index) => index === 0 || seq > events[index - 1]!.seq)).toBe(true);
      });
    });

    /** False when the history had fewer commits than that. */
    async function crashAtCommit(candidate: EngineBench, boundary: number): Promise<boolean> {
      let commits = 0;
      let reached = false;
      candidate.onCommit(() => {
        commits += 1;
        if (commits !== boundary) return;
        reached = true;
        candidate.killNow();
      });
      const begin = (key: string) => {
        candidate.engine
          .start({ environment: 'test', flow: 'chain-of-writes', trigger: { body: { order: '1' } }, source: 'http', messageId: key })
          .catch(() => undefined);
      };
      begin('a');
      begin('b');
      await candidate.clock.settle();
      candidate.onCommit(undefined);
      if (reached) await candidate.crash();
      // The sender heard nothing and sends again.
      begin('a');
      await candidate.clock.settle();
      begin('b');
      await candidate.clock.advance(60_000);
      return reached;
    }
  });
}
