import { describe, expect } from 'vitest';
import type { EngineBench } from '../support/engine-fixture.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

export function waitsConformance(test: ConformanceTest): void {
  describe('waiting', () => {
    test('WAI-1: a timer survives a restart', async ({ bench }) => {
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

    test('WAI-1: a timer that came due while nothing ran fires at the start, once', async ({ bench, sap }) => {
      const run = await bench.start('delayed', order(1));
      await bench.crash(7_200_000);
      expect(bench.state(run)).toBe('completed');
      expect(sap.applied).toHaveLength(1);
    });

    const callbackOf = (bench: EngineBench): string => {
      const [{ body } = { body: null }] = bench.world.system('scheduler').applied;
      return (body as { callback: string }).callback.split('/').at(-1)!;
    };

    test('WAI-2: an answer after the wait began; the address works once', async ({ bench, appliedBodies, settled }) => {
      const run = await bench.start('asking', order(1));
      expect(bench.state(run)).toBe('waiting');
      expect(await settled(bench.engine.signal(callbackOf(bench), 'planned'))).toBe(true);
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['planned']);
      expect(await settled(bench.engine.signal(callbackOf(bench), 'again'))).toBe(false);
    });

    test('WAI-2: an answer that comes before the wait began is kept for it', async ({ bench, appliedBodies, settled }) => {
      let early: Promise<boolean> | undefined;
      bench.world.system('scheduler').onApplied = () => {
        early = bench.engine.signal(callbackOf(bench), 'quick');
      };
      const run = await bench.start('asking', order(1));
      expect(await settled(early!)).toBe(true);
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['quick']);
    });

    test('WAI-2: the address that was sent out works after a restart', async ({ bench, settled }) => {
      const run = await bench.start('asking', order(1));
      await bench.crash();
      expect(await settled(bench.engine.signal(callbackOf(bench), 'planned'))).toBe(true);
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
    });

    test('WAI-2: a forged or foreign address is refused', async ({ bench, settled }) => {
      await bench.start('asking', order(1));
      const token = callbackOf(bench);
      expect(await settled(bench.engine.signal(`${token}x`, 'planned'))).toBe(false);
      expect(await settled(bench.engine.signal('', 'planned'))).toBe(false);
    });

    test('STP-6: looking again beside the callback, and the wait ends at its time', async ({ bench, appliedBodies }) => {
      const run = await bench.start('asking', order(1));
      await bench.clock.advance(599_999);
      expect(bench.state(run)).toBe('waiting');
      expect(bench.world.system('scheduler').applied).toHaveLength(1);
      await bench.clock.advance(1);
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['none']);
    });

    test('STP-6: polling without a slot', async ({ bench }) => {
      const run = await bench.start('polling', order(1));
      await bench.clock.advance(10_000);
      expect(bench.state(run)).toBe('waiting');
      await bench.crash();
      await bench.clock.advance(10_000);
      expect(bench.output(run, 'poll')).toEqual({ looks: 3 });
    });

    test('WAI-3: a person decides, and reason and person are in the journal', async ({ bench, appliedBodies, settled }) => {
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

    test('WAI-3: the flow says what may be chosen, each choice is a way of its own, and who is late chooses nothing', async ({
      bench,
      appliedBodies,
      settled,
    }) => {
      const [first, second, third] = [
        await bench.start('choosing', order(1)),
        await bench.start('choosing', order(2)),
        await bench.start('choosing', order(3)),
      ];
      const decide = async (run: string, choice: string) => {
        const decided = await settled(bench.engine.decide(bench.approvalOf(run), { choice, by: 'petra', reason: 'capacity' }));
        await bench.clock.settle();
        return decided;
      };
      expect(await decide(first, 'approve')).toMatchObject({ kind: 'refused', code: 'unknown-choice' });
      await decide(first, 'aalen');
      await decide(second, 'neither');
      expect(appliedBodies()).toEqual(['made in aalen']);
      expect(bench.output(second, 'nowhere')).toEqual({ why: 'capacity' });
      const asked = bench.approvalOf(third);
      await bench.crash(3_600_000);
      expect(bench.state(third)).toBe('completed');
      expect(await settled(bench.engine.decide(asked, { choice: 'ulm', by: 'petra', reason: 'too late' }))).toMatchObject({
        kind: 'refused',
        code: 'approval-closed',
      });
      expect(appliedBodies()).toEqual(['made in aalen']);
    });

    test('WAI-3: a decision that nobody takes ends at its time', async ({ bench }) => {
      const run = await bench.start('approving', order(1));
      await bench.crash();
      await bench.clock.advance(86_400_000);
      expect(bench.output(run, 'late')).toEqual({ late: true });
    });

    test('WAI-2: an emitted event starts its subscribers in the same commit and wakes who waits', async ({ bench, appliedBodies }) => {
      const waiting = await bench.start('waiting-for-event', { order: '4711' });
      const run = await bench.start('emitting', order('new'));
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies('crm')).toEqual(['new']);
      expect(bench.output(waiting, 'wait')).toEqual({ by: 'event', answer: { order: '4711', value: 'new' } });
    });

    test('WAI-2: an event that nobody waits for yet is kept', async ({ bench }) => {
      await bench.start('emitting', order('new'));
      const waiting = await bench.start('waiting-for-event', { order: '4711' });
      expect(bench.state(waiting)).toBe('completed');
      const tooLate = await bench.start('waiting-for-event', { order: '4711' });
      expect(bench.state(tooLate)).toBe('waiting');
      await bench.clock.advance(600_000);
      expect(bench.output(tooLate, 'wait')).toEqual({ by: 'timer', answer: null });
    });

    test('STP-6: a run that passes its deadline parks and says so', async ({ bench, act, settled }) => {
      const run = await bench.start('deadline', order(1));
      await bench.clock.advance(60_000);
      expect(bench.state(run)).toBe('parked');
      expect(bench.row(run)?.error).toMatchObject({ code: 'deadline-passed' });
      // An answer that comes now is kept for the operator who lets the step go on.
      expect(await settled(bench.engine.signal(callbackOf(bench), 'late'))).toBe(true);
      await act(run, 'retry');
      expect(bench.output(run, 'ask')).toEqual({ answer: 'late' });
      expect(bench.world.system('scheduler').applied).toHaveLength(1);
    });

    test('WAI-2: one event wakes one run, the oldest', async ({ bench }) => {
      const first = await bench.start('waiting-for-event', { order: '4711' });
      const second = await bench.start('waiting-for-event', { order: '4711' });
      const other = await bench.start('waiting-for-event', { order: '4712' });
      await bench.start('emitting', order('new'));
      expect([first, second, other].map((run) => bench.state(run))).toEqual(['completed', 'waiting', 'waiting']);
    });

    test('WAI-2: an event that nobody waited for is forgotten after its time', async ({ bench }) => {
      await bench.start('emitting', order('new'));
      await bench.clock.advance(86_400_000);
      const waiting = await bench.start('waiting-for-event', { order: '4711' });
      expect(bench.state(waiting)).toBe('waiting');
    });

    test('WAI-2: an event from outside wakes who waits, also after a restart', async ({ bench, settled }) => {
      const waiting = await bench.start('waiting-for-event', { order: '4711' });
      await bench.crash();
      const event = { id: 'e1', type: 'OrderChanged', source: '/test', subject: '4711', time: '2026-11-24T08:00:00.000Z', data: { ok: 1 } };
      await settled(bench.engine.publish('test', event));
      await bench.clock.settle();
      expect(bench.output(waiting, 'wait')).toEqual({ by: 'event', answer: { ok: 1 } });
    });

    test('WAI-3: an approval that was asked before a restart is decided after it', async ({ bench, settled, appliedBodies }) => {
      const run = await bench.start('approving', order(1));
      await bench.crash();
      await settled(bench.engine.decide(bench.approvalOf(run), { choice: 'approve', by: 'fin', reason: 'known' }));
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['approved by fin']);
    });

    test('STP-6: a deadline counts through restarts', async ({ bench }) => {
      const run = await bench.start('deadline', order(1));
      await bench.crash(59_999);
      expect(bench.state(run)).toBe('waiting');
      await bench.clock.advance(1);
      expect(bench.row(run)).toMatchObject({ state: 'parked', error: { code: 'deadline-passed' } });
    });
  });
}
