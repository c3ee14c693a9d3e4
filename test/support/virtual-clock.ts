/** Time that only passes when a test lets it: timers fire in order of their instant, then of their making. */
import type { Clock } from '#runtime/engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Lets this much time pass, and everything happen on the way. */
  advance(ms: number): Promise<void>;
  /** Time goes on until nothing is left to fire or `limitMs` passed. */
  runOut(limitMs: number): Promise<void>;
  /** Forgets every timer: their process has ended. */
  reset(): void;
  readonly pending: number;
  /** Waits for what happens outside of this clock (a real disk); true when something did. */
  quiesce: (() => Promise<boolean>) | undefined;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

export function createVirtualClock(start = Date.parse('2026-11-24T08:00:00.000Z')): VirtualClock {
  let now = start;
  let order = 0;
  let timers = new Set<Timer>();

  function next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }

  async function run(until: number): Promise<void> {
    for (;;) {
      // Every promise that can be settled is settled before time is asked again.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const timer = next(until);
      if (timer === undefined) {
        if ((await clock.quiesce?.()) === true) continue;
        return;
      }
      timers.delete(timer);
      now = Math.max(now, timer.at);
      timer.fire();
    }
  }

  const clock: VirtualClock = {
    quiesce: undefined,
    now: () => now,
    after(delayMs, fire) {
      order += 1;
      const timer = { at: now + Math.max(0, delayMs), order, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    settle: () => run(now),
    async advance(ms) {
      const until = now + ms;
      await run(until);
      now = until;
    },
    async runOut(limitMs) {
      const until = now + limitMs;
      while (timers.size > 0 && now < until) {
        await run(now);
        const upcoming = [...timers].reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
        if (upcoming > until) break;
        await run(upcoming);
      }
    },
    reset() {
      timers = new Set();
    },
    get pending() {
      return timers.size;
    },
  };
  return clock;
}
