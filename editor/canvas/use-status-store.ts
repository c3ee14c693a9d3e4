/** Statuses that a page works out anew with every message, as the drawing hears of them: once a frame, card by card. */
import { useEffect, useState } from 'react';
import type { CanvasStatus } from './canvas-types.ts';
import { createStatusStore, type StatusStore } from './status-store.ts';

export function useStatusStore(statuses: ReadonlyMap<string, CanvasStatus>): StatusStore {
  const [store] = useState(() => createStatusStore(undefined, statuses));
  useEffect(() => store.replace(statuses), [store, statuses]);
  return store;
}
