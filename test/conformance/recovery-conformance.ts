import { describe, expect } from 'vitest';
import { type ConformanceTest, order } from './conformance-test.ts';
import { histories, killAtCommit, killAtEffect, playThrough } from './crash-histories.ts';

export function recoveryConformance(test: ConformanceTest): void {
  describe('recovery', () => {
    for (const history of histories) {
      test(`RES-1: a crash at every commit: ${history.name}`, async ({ newBench }) => {
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

      test(`RES-1: a crash between an effect and its answer, at every effect: ${history.name}`, async ({ newBench }) => {
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

    test('RES-1: crash after crash during recovery converges', async ({ bench, sap, appliedBodies }) => {
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
  });
}
