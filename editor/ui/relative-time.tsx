import { useSyncExternalStore } from 'react';
import { instantText, relativeText } from './time-text.ts';

/** One clock for all relative times of the page. */
const listeners = new Set<() => void>();
let nowMs = Date.now();
setInterval(() => {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}, 1_000);

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The time now in ms, moving once a second. */
export function useNow(): number {
  return useSyncExternalStore(onTick, () => nowMs);
}

/** `3 min. ago`; the exact time on hover and for screen readers. */
export function RelativeTime({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={instantText(at)} className="number">
      {relativeText(at, now)}
    </time>
  );
}
