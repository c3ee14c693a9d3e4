/** The live socket of this page, for components. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveTopic } from '#flows/trace-protocol.ts';
import { endSession, useSessionEnded } from '../session/session-state.ts';
import { createLiveClient, type LiveListener, type LiveStatus, type LiveWire } from './live-client.ts';

const client = createLiveClient(
  () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`) as unknown as LiveWire,
  (run, ms) => setTimeout(run, ms * (0.75 + Math.random() / 2)),
  (reason) => {
    if (reason === 'session-ended') endSession();
  },
);
useSessionEnded.subscribe(({ ended }) => (ended ? client.pause() : client.resume()));

/** Subscribes while the component stands; undefined: not now. The listener may change at every render. */
export function useLive(topic: LiveTopic | undefined, listener: LiveListener, after?: number): LiveStatus {
  const current = useRef(listener);
  current.current = listener;
  const key = topic === undefined ? '' : JSON.stringify(topic);
  const first = useRef(after);
  first.current = after;
  useEffect(() => {
    if (key === '') return;
    return client.subscribe(
      JSON.parse(key) as LiveTopic,
      {
        onEvents: (events) => current.current.onEvents?.(events),
        onCounters: (flows) => current.current.onCounters?.(flows),
        onPresence: (people) => current.current.onPresence?.(people),
        onGap: (from, to) => current.current.onGap?.(from, to),
        onRefused: (code, message) => current.current.onRefused?.(code, message),
      },
      first.current,
    );
  }, [key]);
  return useSyncExternalStore(client.onStatus, client.status);
}
