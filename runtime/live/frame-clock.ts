/**
 * When the next frame of a watcher leaves. Large frames leave at the same beat for all: whoever watches the same then waits for the same
 * events, and one text and its bytes serve them all.
 */

/** Whole milliseconds that only go up: a clock that is set back must not keep a frame for as long. */
export function passedMs(): number {
  return Math.trunc(performance.now());
}

/** Calls `flush` at `at` of `passedMs`, by one timer for all who wait for the same moment. Gives what takes it back. */
export type FrameClock = (at: number, flush: () => void) => () => void;

export function createFrameClock(): FrameClock {
  const waiting = new Map<number, Set<() => void>>();
  return (at, flush) => {
    let all = waiting.get(at);
    if (all === undefined) {
      const those = new Set<() => void>();
      waiting.set(at, (all = those));
      setTimeout(() => {
        waiting.delete(at);
        for (const one of those) one();
      }, at - passedMs());
    }
    const those = all.add(flush);
    return () => void those.delete(flush);
  };
}

/** The next beat that is at least `gapMs` away. */
export function nextBeat(now: number, beatMs: number, gapMs: number): number {
  return (Math.floor((now + gapMs) / beatMs) + 1) * beatMs;
}
