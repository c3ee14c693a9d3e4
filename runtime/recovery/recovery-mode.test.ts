import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../test/support/virtual-clock.ts';
import type { StoreDamage } from '../store/opening-check.ts';
import { createRecoveryMode, type RecoveryModeParts } from './recovery-mode.ts';

const DAMAGE: StoreDamage = { journalFindings: ['Two are gone.'], damagedRuns: [], sentences: ['Two are gone.'] };

function installation(more: Partial<RecoveryModeParts> = {}) {
  const clock = createVirtualClock();
  const audited: string[] = [];
  const done: string[] = [];
  const faults: { begin?: string | undefined; feed?: string | undefined } = {};
  const mode = createRecoveryMode({
    damage: DAMAGE,
    clock,
    acceptDamage: async (by, reason) => void audited.push(`${by}: ${reason}`),
    async begin() {
      if (faults.begin !== undefined) throw new Error(faults.begin);
      done.push('begun');
    },
    async feed() {
      if (faults.feed !== undefined) throw new Error(faults.feed);
      done.push('fed');
    },
    failed: (_what, error) => (error as Error).message,
    ...more,
  });
  return { clock, audited, done, faults, mode };
}

describe('RES-6 accepting a loss', () => {
  test('begins to work, once', async () => {
    const { mode, audited, done } = installation();
    expect(mode.standsStill()).toMatch(/only looks/);
    expect(await mode.accept('ada', 'the disk was replaced')).toBe(true);
    expect(mode.standsStill()).toBeUndefined();
    expect(mode.view()).toMatchObject({ state: 'working', findings: ['Two are gone.'] });
    expect(await mode.accept('olga', 'again')).toBe(false);
    expect([audited, done]).toEqual([['ada: the disk was replaced'], ['begun', 'fed']]);
  });

  test('two at once are one acceptance, and both hear how it went', async () => {
    const { mode, audited, done } = installation();
    expect(await Promise.all([mode.accept('ada', 'first'), mode.accept('olga', 'second')])).toEqual([true, true]);
    expect([audited, done]).toEqual([['ada: first'], ['begun', 'fed']]);
  });

  test('that cannot be stored leaves everything as it was', async () => {
    let full = true;
    const accepted: string[] = [];
    const { mode, done } = installation({
      async acceptDamage(by) {
        if (full) throw new Error('The disk is full.');
        accepted.push(by);
      },
    });
    await expect(mode.accept('ada', 'go on')).rejects.toThrow('The disk is full.');
    expect([mode.view().state, done]).toEqual(['read-only', []]);
    full = false;
    expect(await mode.accept('olga', 'there is space')).toBe(true);
    expect([mode.view().state, accepted]).toEqual(['working', ['olga']]);
  });

  test('after which the engine does not begin: it says so, takes nothing, and is tried again by itself', async () => {
    const { mode, clock, audited, done, faults } = installation();
    faults.begin = 'The port of the sandbox is taken.';
    expect(await mode.accept('ada', 'go on')).toBe(true);
    expect(mode.view()).toMatchObject({ state: 'going-on', problem: 'The port of the sandbox is taken.' });
    expect(mode.standsStill()).toMatch(/is accepted; work has not begun yet \(The port of the sandbox is taken\.\)/);
    await clock.advance(60_000);
    expect(mode.view().state).toBe('going-on');
    faults.begin = undefined;
    await clock.advance(10_000);
    expect(mode.view()).not.toHaveProperty('problem');
    expect([mode.view().state, mode.standsStill(), done, audited]).toEqual(['working', undefined, ['begun', 'fed'], ['ada: go on']]);
  });

  test('that another has accepted, while work does not begin, tries at once and is not audited again', async () => {
    const { mode, clock, audited, done, faults } = installation();
    faults.begin = 'not yet';
    await mode.accept('ada', 'go on');
    faults.begin = undefined;
    expect(await mode.accept('olga', 'now')).toBe(true);
    expect(mode.view().state).toBe('working');
    await clock.advance(60_000);
    expect([audited, done]).toEqual([['ada: go on'], ['begun', 'fed']]);
  });

  test('after which the engine works and what feeds it does not: it works, and the rest is tried again by itself', async () => {
    const { mode, clock, audited, done, faults } = installation();
    faults.feed = 'no answer from the sandbox';
    expect(await mode.accept('ada', 'go on')).toBe(true);
    expect([mode.view().state, mode.standsStill()]).toEqual(['working', undefined]);
    expect(await mode.accept('olga', 'again')).toBe(false);
    faults.feed = undefined;
    await clock.advance(10_000);
    expect([audited, done]).toEqual([['ada: go on'], ['begun', 'fed']]);
  });

  test('is not pursued by an installation that ends', async () => {
    const { mode, clock, done, faults } = installation();
    faults.begin = 'not yet';
    await mode.accept('ada', 'go on');
    await mode.close();
    faults.begin = undefined;
    await clock.advance(60_000);
    expect(done).toEqual([]);
  });
});
