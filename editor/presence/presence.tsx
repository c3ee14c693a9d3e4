/** Who else is at a place now; asked for when the page stands, so that it opens no later for it. */
import { type ReactNode, useEffect, useState } from 'react';
import { whenIdle } from '../flow/use-idle.ts';
import { useOnline } from '../flow/use-online.ts';

/** A page that is never idle says it all the same. */
const LATEST_MS = 2_000;

interface PresenceProps {
  /** As the live protocol says it: `flows/{flowId}/drafts/{draftId}`, `runs/{runId}`. */
  readonly place: string;
}

/** Not `later()`: nobody asked for it, so that it could not be had is not worth a word. */
export function Presence({ place }: PresenceProps) {
  const online = useOnline();
  const [part, setPart] = useState<{ readonly HereNow: (props: PresenceProps) => ReactNode }>();
  const isMissing = part === undefined;
  useEffect(() => {
    if (!online || !isMissing) return;
    return whenIdle(
      () =>
        void import('./here-now.tsx').then(setPart, () => {
          // Asked for again when the network comes back.
        }),
      LATEST_MS,
    );
  }, [online, isMissing]);
  return online && part !== undefined && <part.HereNow key={place} place={place} />;
}
