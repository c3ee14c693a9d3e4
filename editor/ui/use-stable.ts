/** A function that stays the same and does what it was last given: for listeners that would otherwise be hung up anew with every drawing. */
import { useCallback, useRef, useState } from 'react';

/** Not for what is asked while a page is being drawn: it would answer as of the last time. */
export function useStable<Arguments extends readonly unknown[], Result>(
  run: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((...args: Arguments) => latest.current(...args), []);
}

/** The same for several at once; which ones there are never changes. */
export function useStableActs<Acts extends object>(acts: { readonly [name in keyof Acts]: Acts[name] }): Acts {
  const latest = useRef(acts);
  latest.current = acts;
  const [stable] = useState(() => {
    const names = Object.keys(acts) as (keyof Acts)[];
    return Object.fromEntries(names.map((name) => [name, (...args: readonly unknown[]) => (latest.current[name] as Run)(...args)])) as Acts;
  });
  return stable;
}

/**
 * The same for many alike: for each key a function that stays, and hands the key to what was given last. For fields and rows that are
 * drawn anew only when something about them changed.
 */
export function useStableFor<Key, Arguments extends readonly unknown[]>(
  run: (key: Key, ...args: Arguments) => void,
): (key: Key) => (...args: Arguments) => void {
  const latest = useRef(run);
  latest.current = run;
  const [of] = useState(() => {
    const known = new Map<Key, (...args: Arguments) => void>();
    return (key: Key) => {
      let own = known.get(key);
      if (own === undefined) known.set(key, (own = (...args) => latest.current(key, ...args)));
      return own;
    };
  });
  return of;
}

type Run = (...args: readonly unknown[]) => unknown;
