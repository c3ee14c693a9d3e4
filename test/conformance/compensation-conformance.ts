import { describe, expect } from 'vitest';
import { type ConformanceTest, order } from './conformance-test.ts';

/** Flow `undoing`: book (sap) → tell (crm) → ship (scheduler); book and tell name what undoes them. `undone` does so by itself. */
export function compensationConformance(test: ConformanceTest): void {
  describe('compensation', () => {
    test('CMP-1: confirmed effects are undone, last first, then the run fails and the lane goes on', async ({ bench, appliedBodies }) => {
      bench.world.system('scheduler').fates = ['rejected'];
      const run = await bench.start('undone', order('a'));
      const next = await bench.start('undone', order('b'));
      await bench.clock.settle();

      expect(bench.state(run)).toBe('failed');
      expect(appliedBodies('crm').slice(0, 2)).toEqual(['tell a', 'untell tell a, number 0']);
      expect(appliedBodies('sap').slice(0, 2)).toEqual(['book a', 'unbook book a, number 0']);
      expect(bench.types(run).filter((type) => type.includes('compensat'))).toEqual([
        'compensation-started',
        'step-compensated',
        'step-compensated',
        'compensation-ended',
      ]);
      expect(bench.events(run).filter(({ type }) => type === 'step-compensated')).toMatchObject([
        { path: 'tell', by: 'untell', restored: true },
        { path: 'book', by: 'unbook', restored: true },
      ]);
      expect(bench.row(run)?.error).toMatchObject({ code: 'V1/331' });
      expect(bench.state(next)).toBe('completed');
    });

    test('CMP-1: an operator decides to undo a parked run; what nothing undoes is named', async ({ bench, act, appliedBodies }) => {
      bench.world.system('scheduler').fates = ['rejected'];
      const run = await bench.start('undoing', order('a'));
      expect(bench.state(run)).toBe('parked');
      expect(await act(run, 'compensate')).toMatchObject({ kind: 'done', warnings: [expect.stringContaining('note')] });
      expect(bench.state(run)).toBe('failed');
      expect(appliedBodies('sap')).toEqual(['book a', 'unbook book a, number 0']);
      expect(bench.events(run)).toContainEqual(
        expect.objectContaining({ type: 'compensation-ended', restored: ['tell', 'book'], left: ['note'] }),
      );
    });

    test('CMP-1: a compensation retries, parks when it fails for good, and keeps the first cause', async ({ bench, act }) => {
      bench.world.system('scheduler').fates = ['rejected'];
      const sap = bench.world.system('sap');
      sap.onApplied = () => {
        sap.fates = ['unavailable', 'rejected'];
      };
      const run = await bench.start('undone', order('a'));
      await bench.clock.advance(5_000);
      expect(bench.state(run)).toBe('parked');
      expect(bench.row(run)).toMatchObject({
        blockedAt: 'unbook',
        error: { message: 'sap refuses the change', details: [{ firstCause: 'scheduler refuses the change' }] },
      });
      expect(bench.events(run)).toContainEqual(
        expect.objectContaining({ type: 'run-parked', path: 'unbook', reason: 'compensation-failed' }),
      );
      sap.onApplied = undefined;
      await act(run, 'retry', { path: 'unbook' });
      expect(bench.state(run)).toBe('failed');
      expect(bench.row(run)?.error).toMatchObject({ message: 'scheduler refuses the change' });
    });

    test('CMP-1: an effect that is unknown is found out before anything is undone, and nothing more is sent', async ({ bench, act }) => {
      const scheduler = bench.world.system('scheduler');
      scheduler.fates = ['lost-answer'];
      scheduler.onApplied = () => {
        scheduler.down = true;
      };
      const run = await bench.start('undoing', order('a'));
      // Not told whether it was applied, and nobody to ask: it waits for its next attempt.
      expect(bench.types(run)).toContain('effect-unknown');
      expect(await act(run, 'compensate')).toMatchObject({ kind: 'done' });
      expect(bench.world.system('sap').applied).toHaveLength(1);
      scheduler.down = false;
      scheduler.onApplied = undefined;
      await bench.clock.advance(120_000);
      expect(bench.state(run)).toBe('failed');
      expect(scheduler.applied.map(({ body }) => body)).toEqual(['ship a', 'unship ship a, number 0']);
      expect(bench.world.system('sap').applied).toHaveLength(2);
    });

    test('CMP-1: an effect that did not arrive is not sent any more', async ({ bench, act }) => {
      const scheduler = bench.world.system('scheduler');
      scheduler.fates = ['timeout', 'timeout', 'timeout'];
      const run = await bench.start('undoing', order('a'));
      await act(run, 'compensate');
      await bench.clock.advance(120_000);
      expect(bench.state(run)).toBe('failed');
      expect(scheduler.applied).toEqual([]);
      expect(bench.world.system('sap').applied).toHaveLength(2);
    });

    test('RES-1: a crash at every commit of a compensation undoes everything once', { timeout: 120_000 }, async ({ newBench }) => {
      for (let boundary = 1; boundary <= 12; boundary += 1) {
        const bench = newBench();
        bench.world.system('scheduler').fallback = 'rejected';
        let commits = 0;
        let killed = false;
        bench.onCommit(() => {
          commits += 1;
          if (commits !== boundary) return;
          killed = true;
          bench.killNow();
        });
        bench.engine.start({ environment: 'test', flow: 'undone', trigger: { body: order('a') }, source: 'manual' }).catch(() => undefined);
        await bench.clock.advance(1_000);
        bench.onCommit(undefined);
        if (killed) await bench.crash();
        await bench.clock.advance(300_000);
        const applied = (system: string) => bench.world.system(system).applied.map(({ body }) => body);
        expect(applied('sap'), `crash at commit ${boundary}`).toEqual(['book a', 'unbook book a, number 0']);
        expect(applied('crm'), `crash at commit ${boundary}`).toEqual(['tell a', 'untell tell a, number 0']);
      }
    });

    test('CMP-3: a scope undoes its own steps, last first, then leaves by its error port; what is outside stays', async ({
      bench,
      appliedBodies,
    }) => {
      bench.world.system('scheduler').fallback = 'rejected';
      const run = await bench.start('scope-undoing', order('a'));
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies('sap')).toEqual(['note a', 'book a', 'unbook book a']);
      expect(appliedBodies('crm')).toEqual(['tell a', 'untell tell a']);
      expect(bench.output(run, 'caught')).toEqual({ why: 'V1/331' });
      expect(appliedBodies('listener')).toEqual(['after a']);
      expect(bench.events(run).filter(({ type }) => type.startsWith('compensation'))).toMatchObject([
        { type: 'compensation-started', scope: 'together', path: 'ship' },
        { type: 'compensation-ended', scope: 'together', restored: ['tell', 'book'], left: [] },
      ]);
    });

    test('CMP-3: a scope that goes well undoes nothing', async ({ bench, appliedBodies }) => {
      const run = await bench.start('scope-undoing', order('a'));
      expect([bench.state(run), appliedBodies('sap'), appliedBodies('listener')]).toEqual(['completed', ['note a', 'book a'], []]);
    });

    test('CMP-3: a compensation of a scope that fails parks and keeps the first cause; then the run goes on by the error way', async ({
      bench,
      act,
      appliedBodies,
    }) => {
      bench.world.system('scheduler').fallback = 'rejected';
      const crm = bench.world.system('crm');
      crm.onApplied = () => {
        crm.onApplied = undefined;
        crm.fates = ['rejected'];
      };
      const run = await bench.start('scope-undoing', order('a'));
      expect(bench.row(run)).toMatchObject({
        state: 'parked',
        blockedAt: 'untell',
        error: { message: 'crm refuses the change', details: [{ firstCause: 'scheduler refuses the change' }] },
      });
      expect(await act(run, 'compensate')).toMatchObject({ kind: 'refused', code: 'scope-undone' });
      expect(await act(run, 'edit', { data: order('b') })).toMatchObject({ kind: 'refused', code: 'scope-undone' });
      await bench.crash();
      expect(await act(run, 'retry')).toMatchObject({ kind: 'done' });
      expect([bench.state(run), appliedBodies('crm'), appliedBodies('sap')]).toEqual([
        'completed',
        ['tell a', 'untell tell a'],
        ['note a', 'book a', 'unbook book a'],
      ]);
    });

    test('CMP-3: what a scope has undone is not undone again with the whole run', async ({ bench, act, appliedBodies }) => {
      bench.world.system('scheduler').fallback = 'rejected';
      const listener = bench.world.system('listener');
      listener.fates = ['rejected'];
      const run = await bench.start('scope-undoing', order('a'));
      expect(bench.row(run)).toMatchObject({ state: 'parked', blockedAt: 'after' });
      await act(run, 'retry');
      expect(bench.state(run)).toBe('completed');
      listener.fates = ['rejected'];
      const other = await bench.start('scope-undoing', order('b'));
      expect(await act(other, 'compensate')).toMatchObject({ kind: 'refused', code: 'no-compensation' });
      expect(appliedBodies('sap').filter((body) => body === 'unbook book b')).toHaveLength(1);
    });

    test('CMP-3: an effect in the scope that is unknown is found out before anything is undone', async ({ bench, appliedBodies }) => {
      const scheduler = bench.world.system('scheduler');
      scheduler.fates = ['timeout'];
      scheduler.fallback = 'rejected';
      const run = await bench.start('scope-undoing', order('a'));
      expect(appliedBodies('crm')).toEqual(['tell a']);
      await bench.clock.advance(600_000);
      expect(bench.state(run)).toBe('completed');
      expect([scheduler.applied, appliedBodies('crm')]).toEqual([[], ['tell a', 'untell tell a']]);
    });

    test('RES-1, CMP-3: a crash at every commit of a scope that undoes its steps: everything once', { timeout: 120_000 }, async ({
      newBench,
    }) => {
      for (let boundary = 1; boundary <= 14; boundary += 1) {
        const bench = newBench();
        bench.world.system('scheduler').fallback = 'rejected';
        let commits = 0;
        let killed = false;
        bench.onCommit(() => {
          commits += 1;
          if (commits !== boundary) return;
          killed = true;
          bench.killNow();
        });
        bench.engine
          .start({ environment: 'test', flow: 'scope-undoing', trigger: { body: order('a') }, source: 'manual' })
          .catch(() => undefined);
        await bench.clock.advance(1_000);
        bench.onCommit(undefined);
        if (killed) await bench.crash();
        await bench.clock.advance(300_000);
        const applied = (system: string) => bench.world.system(system).applied.map(({ body }) => body);
        expect(applied('sap'), `crash at commit ${boundary}`).toEqual(['note a', 'book a', 'unbook book a']);
        expect(applied('crm'), `crash at commit ${boundary}`).toEqual(['tell a', 'untell tell a']);
        expect(applied('listener'), `crash at commit ${boundary}`).toEqual(['after a']);
        expect(bench.listRuns().map(({ state }) => state)).toEqual(['completed']);
      }
    });

    test('CMP-1: a run that was undone is not retried: its effects would be taken for done', async ({ bench, act }) => {
      bench.world.system('scheduler').fates = ['rejected'];
      const run = await bench.start('undone', order('a'));
      expect(bench.state(run)).toBe('failed');
      expect(await act(run, 'retry')).toMatchObject({ kind: 'refused', code: 'run-compensated' });
    });

    test('CMP-1: what a called flow did is undone by the step of the called flow', async ({ bench, act, appliedBodies }) => {
      bench.world.system('scheduler').fates = ['rejected'];
      const run = await bench.start('undoing-call', order('a'));
      expect(bench.state(run)).toBe('parked');
      await act(run, 'compensate');
      expect(bench.state(run)).toBe('failed');
      expect(appliedBodies('sap')).toEqual(['book a', 'unbook book a, number 0']);
      expect(bench.events(run)).toContainEqual(expect.objectContaining({ type: 'step-compensated', path: 'call/book', by: 'call/unbook' }));
    });
  });
}
