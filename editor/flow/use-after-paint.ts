/** A value that follows behind: what changed is painted first, then comes an idle moment, then what is drawn of it here, and no hand waits. */
import { startTransition, useEffect, useState } from 'react';
import { useIdle } from './use-idle.ts';

/** Nobody looks longer at what was before, however busy the page is. */
const LATEST_MS = 200;

/** `isSame`: those two need no drawing; the one that is known may be the older. `first`: what stands there in the first frame. */
export function useAfterPaint<T>(wanted: T, isSame: (known: T, wanted: T) => boolean, first: T = wanted): T {
  const [known, follow] = useState(first);
  const whenIdle = useIdle(() => startTransition(() => follow(wanted)), LATEST_MS);
  const behind = !isSame(known, wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each other value waits for a frame of its own
  useEffect(() => {
    if (!behind) return;
    const frame = requestAnimationFrame(whenIdle);
    return () => cancelAnimationFrame(frame);
  }, [behind, wanted, whenIdle]);
  return known;
}
