/** Time that only passes when a test lets it: timers fire in order of their instant, then of their making. */
import type { Clock } from '#runtime/engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Lets this much time pass, and everything happen on the way. */
  advance(ms: number): Promise<void>;
  /** Time goes on until nothing is left to fire or `limitMs` passed. */
  runOut(limitMs: number): Promise<void>;
  /** Forgets every timer of the process: it has ended. What the world outside does goes on. */
  reset(): void;
  /** The same time for everything outside of the process: its timers survive `reset`. */
  readonly world: Clock;
  readonly pending: number;
  /** Waits for what happens outside of this clock (a real disk); true when something did. */
  quiesce: (() => Promise<boolean>) | undefined;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
  readonly outside: boolean;
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

  function after(delayMs: number, fire: () => void, outside: boolean): () => void {
    order += 1;
    const timer = { at: now + Math.max(0, delayMs), order, fire, outside };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  const clock: VirtualClock = {
    quiesce: undefined,
    world: { now: () => now, after: (delayMs, fire) => after(delayMs, fire, true) },
    now: () => now,
    after: (delayMs, fire) => after(delayMs, fire, false),
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
      timers = new Set([...timers].filter(({ outside }) => outside));
    },
    get pending() {
      return timers.size;
    },
  };
  return clock;
}
