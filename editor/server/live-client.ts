/**
 * The page's one socket to `/live`. It comes back by itself after a cut and asks for everything after the last event it has seen,
 * so a listener gets each event once and in order.
 */
import type { TraceEvent } from '#flows/trace.ts';
import {
  type FlowCounters,
  type LiveClientMessage,
  type LiveServerMessage,
  type LiveTopic,
  type PersonPresent,
  traceEventsOf,
} from '#flows/trace-protocol.ts';

export interface LiveListener {
  readonly onEvents?: (events: readonly TraceEvent[]) => void;
  readonly onCounters?: (flows: readonly FlowCounters[]) => void;
  /** Who is at the place now, whoever asks included. */
  readonly onPresence?: (people: readonly PersonPresent[]) => void;
  /** Events that can no longer be had here: read them over HTTP. */
  readonly onGap?: (from: number, to: number) => void;
  readonly onRefused?: (code: string, message: string) => void;
}

export type LiveStatus = 'idle' | 'connecting' | 'live' | 'broken';

/** What we need of a WebSocket. */
export interface LiveWire {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface LiveClient {
  /** `after`: last runSeq (run topics) or seq that is known. Returns how to stop. */
  subscribe(topic: LiveTopic, listener: LiveListener, after?: number): () => void;
  status(): LiveStatus;
  onStatus(listener: () => void): () => void;
  /** Nobody is signed in: no socket would be let in. */
  pause(): void;
  resume(): void;
}

interface Subscription {
  readonly topic: LiveTopic;
  readonly listener: LiveListener;
  cursor: number | undefined;
}

const FIRST_DELAY_MS = 250;
const MOST_DELAY_MS = 10_000;
/** From one page to the next nobody listens for a moment. */
const LINGER_MS = 2_000;

/** `later` is setTimeout in pages; tests step through it. */
export function createLiveClient(
  openWire: () => LiveWire,
  later: (run: () => void, ms: number) => void,
  onBye: (reason: string) => void = () => {},
): LiveClient {
  const subscriptions = new Map<string, Subscription>();
  const statusListeners = new Set<() => void>();
  let wire: LiveWire | undefined;
  /** From then on it can be spoken to, a moment before it says hello. */
  let isOpen = false;
  let status: LiveStatus = 'idle';
  let failures = 0;
  let paused = false;
  let lastId = 0;

  function setStatus(next: LiveStatus): void {
    if (status === next) return;
    status = next;
    for (const listener of statusListeners) listener();
  }

  function send(message: LiveClientMessage): void {
    wire?.send(JSON.stringify(message));
  }

  function sendSubscribe(id: string, { topic, cursor }: Subscription): void {
    send({ type: 'subscribe', id, topic, ...(cursor === undefined ? {} : { after: cursor }) });
  }

  function connect(): void {
    if (wire !== undefined || subscriptions.size === 0 || paused) return;
    setStatus(failures === 0 ? 'connecting' : 'broken');
    const opened = openWire();
    wire = opened;
    isOpen = false;
    opened.onopen = () => {
      if (wire !== opened) return;
      isOpen = true;
      for (const [id, subscription] of subscriptions) sendSubscribe(id, subscription);
    };
    opened.onmessage = ({ data }) => receive(JSON.parse(String(data)) as LiveServerMessage);
    opened.onclose = () => {
      if (wire !== opened) return;
      wire = undefined;
      isOpen = false;
      if (subscriptions.size === 0) return setStatus('idle');
      setStatus('broken');
      later(connect, Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures));
      failures += 1;
    };
  }

  function receive(message: LiveServerMessage): void {
    if (message.type === 'hello') {
      failures = 0;
      return setStatus('live');
    }
    // The cursors in `bye` say what was sent; ours say what arrived, which is what to come back with.
    if (message.type === 'bye') return onBye(message.reason);
    const subscription = subscriptions.get(message.id);
    if (subscription === undefined) return;
    const { listener, topic } = subscription;
    switch (message.type) {
      case 'snapshot':
        if (subscription.cursor === undefined && !('run' in topic)) subscription.cursor = message.seq;
        return;
      case 'events': {
        const events = traceEventsOf(message.runs);
        const last = events.at(-1);
        if (last !== undefined) subscription.cursor = 'run' in topic ? last.runSeq : last.seq;
        return listener.onEvents?.(events);
      }
      case 'counters':
        return listener.onCounters?.(message.flows);
      case 'presence':
        return listener.onPresence?.(message.people);
      case 'gap':
        subscription.cursor = message.to;
        return listener.onGap?.(message.from, message.to);
      case 'refused':
        return listener.onRefused?.(message.code, message.message);
    }
  }

  function hangUpIfIdle(): void {
    if (subscriptions.size > 0 || wire === undefined) return;
    const idle = wire;
    // Whoever comes now gets a socket of their own: nothing can be said on one that closes.
    wire = undefined;
    isOpen = false;
    setStatus('idle');
    idle.close();
  }

  return {
    subscribe(topic, listener, after) {
      const id = String(++lastId);
      const subscription: Subscription = { topic, listener, cursor: after };
      subscriptions.set(id, subscription);
      if (wire === undefined) connect();
      else if (isOpen) sendSubscribe(id, subscription);
      return () => {
        subscriptions.delete(id);
        if (isOpen) send({ type: 'unsubscribe', id });
        if (subscriptions.size === 0) later(hangUpIfIdle, LINGER_MS);
      };
    },
    pause() {
      paused = true;
    },
    resume() {
      if (!paused) return;
      paused = false;
      failures = 0;
      connect();
    },
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
  };
}
