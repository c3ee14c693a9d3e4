import { describe, expect } from 'vitest';
import { traceEventsOf } from '#runtime/store/appended-events.ts';
import { type ConformanceTest, order } from './conformance-test.ts';
import { histories, killAtCommit, killAtEffect, playThrough } from './crash-histories.ts';

export function recoveryConformance(test: ConformanceTest): void {
  describe('recovery', () => {
    for (const history of histories) {
      test(`RES-1: a crash at every commit: ${history.name}`, { timeout: 120_000 }, async ({ newBench }) => {
        const undisturbed = await playThrough(newBench(), history);
        let boundary = 1;
        for (; ; boundary += 1) {
          const bench = newBench();
          const reached = await playThrough(bench, history, (kill) => killAtCommit(bench, boundary, kill));
          expect(reached.effects, `crash at commit ${boundary}`).toEqual(undisturbed.effects);
          expect(reached.states, `crash at commit ${boundary}`).toEqual(undisturbed.states);
          if (!reached.crashed) break;
        }
        expect(boundary).toBeGreaterThan(history.commits);
      });

      test(`RES-1, F2: a crash between an effect and its answer, at every effect: ${history.name}`, { timeout: 120_000 }, async ({
        newBench,
      }) => {
        const undisturbed = await playThrough(newBench(), history);
        let nth = 1;
        for (; ; nth += 1) {
          const bench = newBench();
          const reached = await playThrough(bench, history, (kill) => killAtEffect(bench, nth, kill));
          expect(reached.effects, `crash at effect ${nth}`).toEqual(undisturbed.effects);
          expect(reached.states, `crash at effect ${nth}`).toEqual(undisturbed.states);
          if (!reached.crashed) break;
        }
        expect(nth).toBe(Object.values(undisturbed.effects).flat().length + 1);
      });
    }

    test('RES-1: a crash between effect and journal: probed, not repeated', async ({ bench, sap }) => {
      sap.honoursKeys = false;
      let crashed: Promise<void> | undefined;
      sap.onApplied = () => {
        sap.onApplied = undefined;
        crashed = bench.crash();
      };
      const run = await bench.start('ordered', order(1)).catch(() => undefined);
      await crashed;
      await bench.clock.advance(1_000);
      expect(sap.applied).toHaveLength(1);
      expect(run === undefined ? 'completed' : bench.state(run)).toBe('completed');
    });

    test('RES-1, F4: crash after crash during recovery converges', async ({ bench, sap, appliedBodies }) => {
      sap.fates = ['unavailable'];
      const runs = [];
      for (const value of [1, 2, 3]) runs.push(await bench.start('ordered', order(value)));
      for (let round = 0; round < 10; round += 1) await bench.crash();
      await bench.clock.advance(10_000);
      expect(runs.map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed']);
      expect(appliedBodies()).toEqual([1, 2, 3]);
    });

    test('RES-2: recovery changes nothing of a final run', async ({ bench }) => {
      const run = await bench.start('simple', { id: 'a', value: 1 });
      const before = bench.events(run).length;
      await bench.crash();
      await bench.clock.advance(60_000);
      expect(bench.events(run)).toHaveLength(before);
    });

    test('TRC-1: events of a run are gap-free and global sequence rises', async ({ bench, sap }) => {
      sap.fates = ['unavailable', 'lost-answer'];
      const run = await bench.start('ordered', order(1));
      await bench.crash();
      await bench.clock.advance(60_000);
      const events = bench.events(run);
      expect(events.map(({ runSeq }) => runSeq)).toEqual(events.map((_event, index) => index + 1));
      expect(events.every(({ seq }, index) => index === 0 || seq > events[index - 1]!.seq)).toBe(true);
    });

    test('RES-2: what can go on begins at once, whatever else waits', async ({ bench, sap }) => {
      sap.blocked = [];
      for (let value = 0; value < 50; value += 1) await bench.start('delayed', order(value, { order: `o${value}` }));
      const atWork = await bench.start('ordered', order('v'));
      sap.blocked = undefined;
      await bench.crash();
      expect(bench.state(atWork)).toBe('completed');
      expect(bench.engine.health()).toMatchObject({ recovering: false, running: 0, openRuns: 50 });
    });

    test('RES-4: a damaged run is parked at the start, and its lane stands until somebody acts', async ({ bench, act }) => {
      const damaged = await bench.start('ordered-rest', order(1));
      const next = await bench.start('ordered-rest', order(2));
      const bystander = await bench.start('ordered-rest', order(3, { order: '4712' }));
      bench.killNow();
      await bench.storage.damage(damaged);
      await bench.crash();
      expect(bench.row(damaged)).toMatchObject({ state: 'parked', error: { code: 'damaged' } });
      await bench.clock.advance(60_000);
      expect([bench.state(next), bench.state(bystander)]).toEqual(['accepted', 'completed']);
      expect(await act(damaged, 'retry')).toMatchObject({ kind: 'refused', code: 'run-unreadable' });
      expect(await act(damaged, 'set-aside')).toMatchObject({ kind: 'done' });
      await bench.clock.advance(60_000);
      expect([bench.state(damaged), bench.state(next)]).toEqual(['set-aside', 'completed']);
    });

    test('RES-4: damage that is found while running parks the run when its time comes', async ({ bench }) => {
      const damaged = await bench.start('ordered-rest', order(1));
      await bench.storage.damage(damaged);
      expect(bench.state(damaged)).toBe('waiting');
      await bench.clock.advance(60_000);
      expect(bench.row(damaged)).toMatchObject({ state: 'parked', error: { code: 'damaged' } });
    });

    test('RES-4: who signals, decides or emits for a damaged run is not harmed by it', async ({ bench, settled }) => {
      const asking = await bench.start('asking', order(1));
      const approving = await bench.start('approving', order(1));
      const waiting = await bench.start('waiting-for-event', { order: '4711' });
      const token = (bench.world.system('scheduler').applied[0]!.body as { callback: string }).callback.split('/').at(-1)!;
      const approvalId = bench.approvalOf(approving);
      for (const run of [asking, approving, waiting]) await bench.storage.damage(run);
      expect(await settled(bench.engine.signal(token, 'planned'))).toBe(false);
      expect(await settled(bench.engine.decide(approvalId, { choice: 'approve', by: 'fin', reason: 'ok' }))).toMatchObject({
        kind: 'refused',
      });
      const emitting = await bench.start('emitting', order('new'));
      await bench.clock.settle();
      expect(bench.state(emitting)).toBe('completed');
      expect(bench.world.system('crm').applied).toHaveLength(1);
      expect([asking, approving, waiting].map((run) => bench.state(run))).toEqual(['parked', 'parked', 'parked']);
    });

    test('TRC-1: what watchers hear is what the journal holds, committed first', async ({ bench }) => {
      const heard: { readonly seq: number; readonly runId: string; readonly runSeq: number }[] = [];
      bench.storage.writer.onCommitted((appended) => heard.push(...appended.flatMap(traceEventsOf)));
      const run = await bench.start('simple', { id: 'a', value: 1 });
      expect(heard).toEqual(bench.events(run));
    });
  });
}
