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
  let asked: ReturnType<typeof later> | undefined;
  const now = () => {
    if (asked === undefined) return;
    forget(asked);
    asked = undefined;
    work();
  };
  return {
    ask() {
      asked ??= later(now, atLatestMs);
    },
    now,
  };
}

// Safari has no idle callbacks.
const hasIdle = typeof requestIdleCallback === 'function';

function later(work: () => void, atLatestMs: number): number {
  return hasIdle ? requestIdleCallback(work, { timeout: atLatestMs }) : Number(setTimeout(work, atLatestMs));
}

function forget(asked: number): void {
  if (hasIdle) cancelIdleCallback(asked);
  else clearTimeout(asked);
}
