/** Time as the engine asks for it, so that tests and the simulation own it. */
export interface Clock {
  /** Epoch milliseconds of the wall clock. */
  now(): number;
  /** Calls `fire` once after `delayMs` (0: in the next turn of the loop); the result cancels it. Does not keep the process alive. */
  after(delayMs: number, fire: () => void): () => void;
}

/** setTimeout takes at most this; longer waits are cut into pieces by those who ask. */
export const LONGEST_TIMEOUT_MS = 2_147_000_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, fire) {
    if (delayMs <= 0) {
      const handle = setImmediate(fire);
      return () => clearImmediate(handle);
    }
    const handle = setTimeout(fire, Math.min(delayMs, LONGEST_TIMEOUT_MS)).unref();
    return () => clearTimeout(handle);
  },
};
