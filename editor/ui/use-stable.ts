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

type Run = (...args: readonly unknown[]) => unknown;
