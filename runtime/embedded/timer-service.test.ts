/** Timers by a clock that people and servers set: what is due fires once, whichever way it was put. */
import { describe, expect, test } from 'vitest';
import type { TimerRow } from '../store/engine-rows.ts';
import { createTimerService } from './timer-service.ts';

/** The wall clock and the passing of time are apart here, as they are when somebody sets the clock. */
function aService(rows: TimerRow[]) {
  let wall = Date.parse('2026-11-24T08:00:00.000Z');
  let passed = 0;
  let sleeping: { readonly at: number; readonly wake: () => void }[] = [];
  const fired: string[] = [];
  const service = createTimerService({
    clock: {
      now: () => wall,
      after(delayMs, wake) {
        const sleeper = { at: passed + delayMs, wake };
        sleeping.push(sleeper);
        return () => {
          sleeping = sleeping.filter((other) => other !== sleeper);
        };
      },
    },
    reads: {
      dueTimers: (nowIso, limit) => rows.filter(({ dueAt }) => dueAt <= nowIso).slice(0, limit),
      nextTimerAt: () => rows.map(({ dueAt }) => dueAt).sort()[0],
    },
    room: () => 10,
    fire(due) {
      for (const timer of due) {
        fired.push(timer.runId);
        rows.splice(rows.indexOf(timer), 1);
      }
      return Promise.resolve();
    },
    onError(error) {
      throw error;
    },
  });
  service.start();
  return {
    service,
    fired,
    async pass(ms: number) {
      const until = passed + ms;
      for (;;) {
        const [next] = sleeping.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        wall += next.at - passed;
        passed = next.at;
        sleeping = sleeping.filter((other) => other !== next);
        next.wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      wall += until - passed;
      passed = until;
    },
    setClock(byMs: number) {
      wall += byMs;
    },
  };
}

const timer = (runId: string, dueAt: string): TimerRow => ({ runId, path: 'rest', dueAt, kind: 'delay' });
const HOUR = 3_600_000;

describe('WAI-1: a clock that is set', () => {
  test('F19: put forward, what is due fires within half a minute, once', async () => {
    const { fired, pass, setClock } = aService([timer('a', '2026-11-24T09:00:00.000Z'), timer('b', '2026-11-24T12:00:00.000Z')]);
    await pass(1_000);
    setClock(2 * HOUR);
    await pass(30_000);
    expect(fired).toEqual(['a']);
    await pass(3 * HOUR);
    expect(fired).toEqual(['a', 'b']);
  });

  test('F20: put back, nothing fires twice and nothing too early', async () => {
    const { fired, pass, setClock } = aService([timer('a', '2026-11-24T08:10:00.000Z'), timer('b', '2026-11-24T08:20:00.000Z')]);
    await pass(HOUR / 6);
    expect(fired).toEqual(['a']);
    setClock(-HOUR);
    await pass(HOUR);
    expect(fired).toEqual(['a']);
    await pass(HOUR / 6);
    expect(fired).toEqual(['a', 'b']);
  });
});
