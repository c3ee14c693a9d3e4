/** Work that can wait for an idle moment, but no longer than given, nor until the page is left. */
import { useEffect, useState } from 'react';
import { useStable } from '../ui/use-stable.ts';

/** Gives the function that asks for it; however often it is asked meanwhile, the work is done once. */
export function useIdle(work: () => void, atLatestMs: number): () => void {
  const latest = useStable(work);
  const [idle] = useState(() => createIdle(latest, atLatestMs));
  useEffect(() => {
    // A tab that is closed or put aside on a phone may never come back.
    const hidden = () => document.visibilityState === 'hidden' && idle.now();
    addEventListener('pagehide', idle.now);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('pagehide', idle.now);
      document.removeEventListener('visibilitychange', hidden);
      idle.now();
    };
  }, [idle]);
  return idle.ask;
}

function createIdle(work: () => void, atLatestMs: number) {
  let forget: (() => void) | undefined;
  const now = () => {
    if (forget === undefined) return;
    forget();
    forget = undefined;
    work();
  };
  return {
    ask() {
      forget ??= whenIdle(now, atLatestMs);
    },
    now,
  };
}

/** Once, and not at all when it is forgotten before: gives how. */
export function whenIdle(work: () => void, atLatestMs: number): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, atLatestMs);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: atLatestMs });
  return () => cancelIdleCallback(asked);
}
