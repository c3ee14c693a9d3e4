import { describe, expect } from 'vitest';
import type { EngineBench } from '../support/engine-fixture.ts';
import { conformanceFlows } from './conformance-flows.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

export function operatorsConformance(test: ConformanceTest): void {
  describe('operators', () => {
    async function parked(bench: EngineBench, fate: 'rejected' | 'lost-answer' = 'rejected', flow = 'ordered'): Promise<string> {
      bench.world.system('sap').fates = [fate];
      const run = await bench.start(flow, order(1));
      expect(bench.state(run)).toBe('parked');
      return run;
    }

    test('LAN-3: retry', async ({ bench, act }) => {
      const run = await parked(bench);
      expect(await act(run, 'retry')).toMatchObject({ kind: 'done' });
      expect(bench.state(run)).toBe('completed');
      expect(bench.events(run)).toContainEqual(
        expect.objectContaining({ type: 'operator-acted', action: 'retry', by: 'olga', reason: 'looked into it' }),
      );
    });

    test('LAN-3: edit the message, then the step runs with it under a key of its own', async ({ bench, appliedBodies, act }) => {
      const run = await parked(bench);
      await act(run, 'edit', { data: order(99) });
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual([99]);
      expect(bench.effects(run).map(({ epoch }) => epoch)).toEqual([0, 1]);
    });

    test('LAN-3: edit the config of the step', async ({ bench, appliedBodies, act }) => {
      const run = await parked(bench);
      await act(run, 'edit', { path: 'change', data: { operation: 'change', body: 'by hand' } });
      expect(appliedBodies()).toEqual(['by hand']);
    });

    test('LAN-3: skip with an output that later steps see', async ({ bench, sap, act }) => {
      const run = await parked(bench);
      await act(run, 'skip', { data: { answer: { number: 7 } } });
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'change')).toEqual({ answer: { number: 7 } });
      expect(sap.applied).toEqual([]);
    });

    test('LAN-6: set-aside lets the lane go on and names those that may depend on it', async ({ bench, act }) => {
      const run = await parked(bench);
      const next = await bench.start('ordered', order(2));
      const result = await act(run, 'set-aside');
      expect(bench.state(run)).toBe('set-aside');
      expect(result).toMatchObject({ kind: 'done', warnings: [expect.stringContaining(next)] });
      await bench.clock.settle();
      expect(bench.state(next)).toBe('completed');
    });

    test('LAN-3: cancel a parked run', async ({ bench, act }) => {
      const run = await parked(bench);
      await act(run, 'cancel');
      expect(bench.state(run)).toBe('cancelled');
    });

    test('LAN-3: compensate is refused with a reason where nothing can be undone', async ({ bench, act }) => {
      const run = await parked(bench);
      expect(await act(run, 'compensate')).toMatchObject({ kind: 'refused', code: 'nothing-to-compensate' });
      expect(bench.state(run)).toBe('parked');
    });

    test('LAN-3, STP-3: sent again is what was chosen; what else the step has done is recognised as done', async ({ bench, sap, act }) => {
      const appliedAs = () => sap.applied.map(({ operation }) => operation);
      bench.world.system('looked-at').fallback = 'rejected';
      const run = await bench.start('two-writes', order(1));
      expect(bench.state(run)).toBe('parked');
      expect(await act(run, 'send-again')).toMatchObject({ kind: 'refused', code: 'effect-ambiguous' });
      const key = (ordinal: number, epoch: number) => `${run}/both/${ordinal}/${epoch}`;
      expect(await act(run, 'send-again', { effectKey: 'other' })).toMatchObject({ kind: 'refused', code: 'no-such-effect' });
      expect(await act(run, 'send-again', { effectKey: key(1, 0) })).toMatchObject({
        kind: 'done',
        warnings: [expect.stringContaining('"first" of both')],
      });
      expect(appliedAs()).toEqual(['first', 'second', 'second']);
      await bench.crash();
      await act(run, 'send-again', { effectKey: key(0, 0) });
      expect(appliedAs()).toEqual(['first', 'second', 'second', 'first']);
      await act(run, 'send-again', { effectKey: key(1, 1) });
      bench.world.system('looked-at').fallback = 'ok';
      await act(run, 'retry');
      expect([bench.state(run), sap.applied.length]).toEqual(['completed', 5]);
      expect(
        bench
          .effects(run)
          .filter(({ kind }) => kind === 'write')
          .map(({ effectKey }) => effectKey),
      ).toEqual([key(0, 0), key(1, 0), key(1, 1), key(0, 1), key(1, 2)]);
    });

    test('LAN-3, STP-3: without a choice the write that did not get through is sent again, also by an edited message', async ({
      bench,
      sap,
      act,
    }) => {
      sap.fates = ['ok', 'rejected', 'rejected'];
      const run = await bench.start('two-writes', order(1));
      await act(run, 'send-again');
      expect(bench.state(run)).toBe('parked');
      expect(await act(run, 'edit', { data: order(2) })).toMatchObject({
        kind: 'done',
        warnings: [expect.stringContaining('"first" of both')],
      });
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied.map(({ operation, body }) => [operation, body])).toEqual([
        ['first', 1],
        ['second', 2],
      ]);
    });

    test('LAN-3: send-again raises the epoch: the other system gets it as new', async ({ bench, sap, act }) => {
      const run = await parked(bench, 'lost-answer', 'blind');
      await act(run, 'send-again');
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(2);
      expect(new Set(sap.applied.map(({ key }) => key)).size).toBe(2);
    });

    test('LAN-3: mark-confirmed: the ledger answers and nothing is sent', async ({ bench, sap, act }) => {
      const run = await parked(bench, 'lost-answer', 'blind');
      await act(run, 'mark-confirmed', { data: { number: 42 } });
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'change')).toEqual({ answer: { number: 42 } });
      expect(sap.calls).toBe(1);
    });

    test('LAN-3: mark-not-applied: it is sent again under the same key', async ({ bench, sap, act }) => {
      const run = await parked(bench, 'lost-answer', 'blind');
      await act(run, 'mark-not-applied');
      expect(bench.state(run)).toBe('completed');
      expect(sap.calls).toBe(2);
      expect(sap.applied).toHaveLength(1);
    });

    test('LAN-3: what the state does not allow is refused with a sentence', async ({ bench, act }) => {
      const done = await bench.start('ordered', order(1));
      expect(await act(done, 'skip')).toMatchObject({ kind: 'refused', code: 'run-final' });
      const run = await parked(bench);
      expect(await act(run, 'mark-confirmed')).toMatchObject({ kind: 'refused', code: 'no-unknown-effect' });
      expect(await act(run, 'skip', { path: 'nowhere' })).toMatchObject({ kind: 'refused', code: 'unknown-step' });
      expect(await act('no-run', 'retry')).toMatchObject({ kind: 'refused', code: 'no-such-run' });
      const waiting = await bench.start('ordered', order(2));
      expect(await act(waiting, 'retry')).toMatchObject({ kind: 'refused', code: 'run-not-started' });
    });

    test('LAN-3: an edit is refused while it is not known whether the first request was applied', async ({ bench, act }) => {
      const run = await parked(bench, 'lost-answer', 'blind');
      expect(await act(run, 'edit', { data: order(2) })).toMatchObject({ kind: 'refused', code: 'effect-unknown' });
    });

    test('LAN-3: a run that waits for its turn can be set aside', async ({ bench, act }) => {
      await parked(bench);
      const second = await bench.start('ordered', order(2));
      await act(second, 'set-aside');
      expect(bench.state(second)).toBe('set-aside');
    });

    test('RES-3: retrying a final run makes a new one that keeps the keys of its effects', async ({ bench, appliedBodies, act }) => {
      const run = await parked(bench, 'rejected', 'simple-like');
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

    test('RES-3: a run that has not ended keeps its version, and is told how to go on by another', async ({ bench, act }) => {
      const run = await parked(bench);
      expect(await act(run, 'retry', { version: 2 })).toMatchObject({ kind: 'refused', code: 'version-fixed' });
      expect(bench.state(run)).toBe('parked');
    });

    test('RES-3: a replay from a node takes over what came before it', async ({ bench, sap, act }) => {
      const run = await bench.start('simple', { id: 'r', value: 1 });
      const echoes = bench.world.echoes;
      const result = await act(run, 'retry', { path: 'answer' });
      if (result.kind !== 'done' || result.runId === undefined) throw new Error('no new run');
      expect(bench.state(result.runId)).toBe('completed');
      expect(bench.world.echoes).toBe(echoes);
      expect(sap.calls).toBe(1);
    });

    test('RES-3: a completed run that is retried as a whole applies nothing twice', async ({ bench, sap, act }) => {
      const run = await bench.start('simple', { id: 'r', value: 1 });
      await act(run, 'retry');
      expect(sap.applied).toHaveLength(1);
      expect(sap.calls).toBe(1);
    });

    test('LAN-3: cancel during a step: the attempt is stopped, its effect is unknown, the run ends', async ({ bench, sap, act }) => {
      sap.fates = ['hang'];
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

    test('LAN-3: skip leaves by the port that is named, and only by one that is drawn', async ({ bench, act }) => {
      const run = await bench.start('approving', order(1));
      expect(await act(run, 'skip', { port: 'nowhere' })).toMatchObject({ kind: 'refused', code: 'unknown-port' });
      await act(run, 'skip', { port: 'reject', data: { by: 'olga' } });
      expect(bench.state(run)).toBe('completed');
      expect(bench.output(run, 'no')).toEqual({ rejected: true });
    });

    test('LAN-3: retry does not wait for the time of the next attempt', async ({ bench, sap, act }) => {
      sap.fates = ['unavailable'];
      const run = await bench.start('ordered', order(1));
      expect(bench.state(run)).toBe('waiting');
      await act(run, 'retry');
      expect(bench.state(run)).toBe('completed');
      await bench.clock.advance(60_000);
      expect(sap.calls).toBe(2);
    });

    test('LAN-3: every action works on a run that was parked before a restart', async ({ newBench }) => {
      const cases = [
        ['retry', 'rejected', 'ordered', 'completed'],
        ['edit', 'rejected', 'ordered', 'completed'],
        ['skip', 'rejected', 'ordered', 'completed'],
        ['set-aside', 'rejected', 'ordered', 'set-aside'],
        ['cancel', 'rejected', 'ordered', 'cancelled'],
        ['send-again', 'lost-answer', 'blind', 'completed'],
        ['mark-confirmed', 'lost-answer', 'blind', 'completed'],
        ['mark-not-applied', 'lost-answer', 'blind', 'completed'],
      ] as const;
      for (const [action, fate, flow, state] of cases) {
        const bench = newBench();
        const run = await parked(bench, fate, flow);
        const next = await bench.start(flow, order(2));
        await bench.crash();
        expect(bench.state(run), action).toBe('parked');
        const acted = bench.engine.act(run, { action, by: 'olga', reason: 'after the restart', data: order(1) });
        await bench.clock.settle();
        expect(await acted, action).toMatchObject({ kind: 'done' });
        expect([bench.state(run), bench.state(next)], action).toEqual([state, 'completed']);
        expect(bench.events(run), action).toContainEqual(expect.objectContaining({ type: 'operator-acted', action, by: 'olga' }));
      }
    });

    test('LAN-3: an edited message goes through again: into maps, called flows and under a key of its own', async ({
      bench,
      act,
      appliedBodies,
    }) => {
      const run = await parked(bench, 'rejected', 'calling-in-order');
      expect(bench.row(run)).toMatchObject({ blockedAt: 'call/change' });
      await bench.crash();
      expect(await act(run, 'edit', { data: order('edited') })).toMatchObject({ kind: 'done', warnings: [] });
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['edited']);
      expect(bench.effects(run).map(({ effectKey, state }) => [effectKey, state])).toEqual([
        [`${run}/call/change/0/0`, 'refused'],
        [`${run}/call/change/0/1`, 'confirmed'],
      ]);
    });

    test('LAN-3: an edit sends nothing again that was confirmed, and says so', async ({ bench, act, appliedBodies }) => {
      const run = await parked(bench, 'rejected', 'simple-like');
      const result = await act(run, 'edit', { data: { value: 'edited' } });
      expect(result).toMatchObject({ kind: 'done', warnings: [expect.stringContaining('"first" of first')] });
      expect([appliedBodies('crm'), appliedBodies()]).toEqual([['first'], ['edited']]);
      expect(bench.state(run)).toBe('completed');
    });

    test('RES-3: a retry runs the version of the run it retries; another one is named and said', async ({ bench, act, appliedBodies }) => {
      const run = await parked(bench, 'rejected', 'simple-like');
      await act(run, 'cancel');
      const [flow] = conformanceFlows.filter(({ id }) => id === 'simple-like');
      bench.flows.deploy({
        ...flow!,
        nodes: { ...flow!.nodes, change: { ...flow!.nodes['change']!, config: { operation: 'change', body: 'by version 2' } } },
      });
      const same = await act(run, 'retry');
      expect(same).toMatchObject({ kind: 'done', warnings: [expect.stringContaining('version 1 as before; deployed now is version 2')] });
      expect(same.kind === 'done' && bench.row(same.runId!)).toMatchObject({ version: 1, originRunId: run });
      expect(appliedBodies()).toEqual([1]);

      const failing = await parked(bench, 'rejected', 'simple-like');
      await act(failing, 'cancel');
      const other = await act(failing, 'retry', { version: 1 });
      expect(other).toMatchObject({ kind: 'done', warnings: [expect.stringContaining('version 1 instead of 2')] });
      expect(other.kind === 'done' && bench.row(other.runId!)).toMatchObject({ version: 1 });
      expect(await act(failing, 'retry', { version: 9 })).toMatchObject({ kind: 'refused', code: 'unknown-version' });
    });

    test('RES-3: a replay from a step that the flow does not have is refused', async ({ bench, act }) => {
      const run = await bench.start('simple', { id: 'r', value: 1 });
      expect(await act(run, 'retry', { path: 'nowhere' })).toMatchObject({ kind: 'refused', code: 'unknown-step' });
      expect(bench.listRuns()).toHaveLength(1);
    });

    test('LAN-3: two operators at once: the second is told that it is done', async ({ bench, settled }) => {
      const run = await parked(bench);
      const [first, second] = await settled(
        Promise.all([
          bench.engine.act(run, { action: 'cancel', by: 'olga', reason: 'twice ordered' }),
          bench.engine.act(run, { action: 'skip', by: 'otto', reason: 'not needed' }),
        ]),
      );
      expect(first).toMatchObject({ kind: 'done' });
      expect(second).toMatchObject({ kind: 'refused' });
      expect(bench.state(run)).toBe('cancelled');
    });
  });
}
