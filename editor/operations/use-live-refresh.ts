/** Lists that follow what happens: they are asked for again when the environment's counters move, at most once in a while. */
import { useEffect, useRef } from 'react';
import type { LiveStatus } from '../server/live-client.ts';
import { queryClient } from '../server/query-client.ts';
import { useLive } from '../server/use-live.ts';

/** A busy environment moves twenty times a second; people read once or twice. */
const LEAST_PAUSE_MS = 1_000;

export function useLiveRefresh(environment: string, resources: readonly string[]): LiveStatus {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useLive(environment === '' ? undefined : { counters: true, environment }, {
    onCounters() {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        for (const resource of resources) void queryClient.invalidateQueries({ queryKey: [resource] });
      }, LEAST_PAUSE_MS);
    },
  });
}
