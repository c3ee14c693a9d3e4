/** A promise whose end is decided elsewhere. */
export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export function createDeferred(): Deferred {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  // Whoever waits sees the failure; nobody waiting is no failure.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
