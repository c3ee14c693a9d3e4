/**
 * Messages on their way out of the simulated systems: at least once, again and again until the receiver takes them, in order per
 * key unless a reorder fault is armed. What waits is part of the sandbox's state and survives a restart.
 */
import { isAcknowledged } from './acknowledgement.ts';
import type { FaultPanel } from './faults.ts';
import { signDelivery } from './sign-delivery.ts';
import type { OutboundDelivery, SimulatedSystem } from './simulator.ts';
import { isLoopback, type Subscriptions } from './subscriptions.ts';

/** A waiting message as it is kept. */
export interface WaitingDelivery {
  readonly id: string;
  readonly system: SimulatedSystem;
  readonly topic: string;
  readonly url?: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  readonly key: string;
  readonly queuedAt: number;
  readonly expiresAt?: number;
}

export interface DeliveryCounts {
  readonly waiting: number;
  readonly delivered: number;
  /** Attempts that the receiver did not take. */
  readonly refused: number;
  /** Nobody had subscribed, the address was not on this machine, or the time was up. */
  readonly dropped: number;
  /** What the last refused attempt met. */
  readonly lastFailure?: string;
}

export interface Deliveries {
  queue(system: SimulatedSystem, message: OutboundDelivery): void;
  /** The same object until something changed. */
  waiting(): { readonly [id: string]: WaitingDelivery };
  counts(): DeliveryCounts;
  /** Somebody subscribed or moved: what waits for a receiver that was down is tried at once. */
  wake(): void;
  /** Forget everything that waits. */
  clear(): void;
  /** Ends attempts under way; what waits stays kept. */
  close(): void;
}

export type SendDelivery = (
  url: string,
  message: { readonly headers: { readonly [name: string]: string }; readonly body: string },
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string }>;

export interface DeliveryParts {
  readonly panel: FaultPanel;
  readonly subscriptions: () => Subscriptions;
  /** Signs what goes to an address that came with the request (scheduler callbacks) when the topic has no secret of its own. */
  readonly callbackSecret: string;
  readonly now: () => number;
  readonly send: SendDelivery;
  /** What waits has changed. */
  readonly onChange: () => void;
}

interface Entry {
  readonly kept: WaitingDelivery;
  readonly accepted: OutboundDelivery['accepted'];
  readonly refresh: OutboundDelivery['refresh'];
}

/** Entries of one key; only the first one is ever under way. */
interface Lane {
  readonly name: string;
  readonly entries: Entry[];
  /** Held back by a reorder fault until the next one of this lane has come. */
  heldBack?: Entry;
  failures: number;
  state: 'idle' | 'ready' | 'sending' | 'waiting';
}

/** One receiver: when it is down, one message knocks, not all of them. */
interface Destination {
  failures: number;
  paused: boolean;
  readonly lanes: Set<Lane>;
}

const CONCURRENCY = 8;
const FIRST_RETRY_MS = 100;
/** Far shorter than a real system's: a restarted receiver shall not be waited for. */
const LAST_RETRY_MS = 5_000;
const ATTEMPT_MS = 15_000;
/** How long a reordered message waits for another of its key to overtake it. */
const HOLD_BACK_MS = 1_500;

export function createDeliveries(parts: DeliveryParts, kept: { readonly [id: string]: WaitingDelivery } = {}): Deliveries {
  const { panel, now } = parts;
  const lanes = new Map<string, Lane>();
  const destinations = new Map<string, Destination>();
  const ready: Lane[] = [];
  const waiting = new Map<string, WaitingDelivery>();
  let waitingView: { readonly [id: string]: WaitingDelivery } | undefined;
  const timers = new Set<NodeJS.Timeout>();
  const stopped = new AbortController();
  let [sending, delivered, refused, dropped, serial] = [0, 0, 0, 0, 0];
  let lastFailure: string | undefined;
  let pumpDue = false;

  function later(milliseconds: number, then: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, milliseconds);
    timers.add(timer);
  }

  function laneOf({ topic, url, key }: WaitingDelivery): Lane {
    const name = JSON.stringify([topic, url, key]);
    let lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, (lane = { name, entries: [], failures: 0, state: 'idle' }));
    return lane;
  }

  function enter(lane: Lane, entries: readonly Entry[]): void {
    lane.entries.push(...entries);
    if (lane.state === 'idle') makeReady(lane);
  }

  function makeReady(lane: Lane): void {
    lane.state = lane.entries.length === 0 ? 'idle' : 'ready';
    if (lane.state === 'ready') ready.push(lane);
    else if (lane.heldBack === undefined) lanes.delete(lane.name);
    pump();
  }

  /** Not at once: the present exchange is put on disk first. */
  function pump(): void {
    if (pumpDue || stopped.signal.aborted) return;
    pumpDue = true;
    setImmediate(() => {
      pumpDue = false;
      while (sending < CONCURRENCY && ready.length > 0 && !stopped.signal.aborted) void attempt(ready.shift()!);
    });
  }

  function settle(lane: Lane, entry: Entry): void {
    lane.entries.shift();
    lane.failures = 0;
    waiting.delete(entry.kept.id);
    waitingView = undefined;
    parts.onChange();
    makeReady(lane);
  }

  async function attempt(lane: Lane): Promise<void> {
    const entry = lane.entries[0];
    if (entry === undefined) return makeReady(lane);
    const { kept: message } = entry;
    const subscription = parts.subscriptions()[message.topic];
    const url = message.url ?? subscription?.url;
    if (url === undefined || (message.expiresAt !== undefined && message.expiresAt <= now())) {
      dropped++;
      settle(lane, entry);
      // It may have been the one that knocks for others.
      return wake();
    }
    const destination = destinationOf(url);
    if (destination.paused) {
      lane.state = 'waiting';
      destination.lanes.add(lane);
      return;
    }
    lane.state = 'sending';
    sending++;
    const body = entry.refresh?.() ?? message.body;
    const secret = subscription?.secret ?? (message.url === undefined ? undefined : parts.callbackSecret);
    const signed = secret === undefined || 'webhook-signature' in message.headers ? {} : signDelivery(secret, message.id, body, now());
    const outgoing = { headers: { ...message.headers, ...subscription?.headers, ...signed }, body };
    const outcome = await sendOnce(url, outgoing, entry);
    sending--;
    if (stopped.signal.aborted) return;
    if (outcome === 'taken') {
      delivered++;
      recover(destination);
      const twice = panel.take(message.system, ['duplicate'], { operations: [message.topic], keys: [message.key] });
      if (twice !== undefined) await sendOnce(url, outgoing, entry);
      if (stopped.signal.aborted) return;
      settle(lane, entry);
      return;
    }
    refused++;
    lane.state = 'waiting';
    if (outcome === 'unreachable') pause(destination, lane);
    else {
      recover(destination);
      later(retryMs(lane.failures++), () => makeReady(lane));
    }
    pump();
  }

  async function sendOnce(
    url: string,
    outgoing: Parameters<SendDelivery>[1],
    { accepted }: Entry,
  ): Promise<'taken' | 'refused' | 'unreachable'> {
    try {
      const answer = await parts.send(url, outgoing, AbortSignal.any([stopped.signal, AbortSignal.timeout(ATTEMPT_MS)]));
      if (accepted(answer.status, answer.body)) return 'taken';
      lastFailure = `${answer.status} ${answer.body.slice(0, 200)}`;
      return answer.status >= 500 || answer.status === 429 || answer.status === 408 ? 'unreachable' : 'refused';
    } catch (error) {
      lastFailure = String((error as Error).cause ?? error);
      return 'unreachable';
    }
  }

  function destinationOf(url: string): Destination {
    const { origin } = new URL(url);
    let destination = destinations.get(origin);
    if (destination === undefined) destinations.set(origin, (destination = { failures: 0, paused: false, lanes: new Set() }));
    return destination;
  }

  function pause(destination: Destination, lane: Lane): void {
    destination.lanes.add(lane);
    if (destination.paused) return;
    destination.paused = true;
    later(retryMs(destination.failures++), () => {
      destination.paused = false;
      // One knocks for all; the others follow when it was let in.
      const [first] = destination.lanes;
      if (first === undefined) return;
      destination.lanes.delete(first);
      makeReady(first);
    });
  }

  function recover(destination: Destination): void {
    destination.failures = 0;
    for (const lane of destination.lanes) makeReady(lane);
    destination.lanes.clear();
  }

  function wake(): void {
    for (const destination of destinations.values()) {
      destination.paused = false;
      recover(destination);
    }
  }

  function release(lane: Lane, entry: Entry): void {
    if (lane.heldBack !== entry) return;
    delete lane.heldBack;
    enter(lane, [entry]);
  }

  for (const message of Object.values(kept)) {
    waiting.set(message.id, message);
    serial = Math.max(serial, Number(message.id.slice(message.id.lastIndexOf('-') + 1)));
    enter(laneOf(message), [{ kept: message, accepted: acceptedByTopic(message.topic), refresh: undefined }]);
  }

  return {
    queue(system, message) {
      const { topic, url, headers, body, key, expiresAfterMs } = message;
      if (url === undefined ? parts.subscriptions()[topic] === undefined : !isLoopback(url)) {
        dropped++;
        if (url !== undefined) lastFailure = `Not delivered to ${url}: the sandbox speaks to this machine only.`;
        return;
      }
      const queuedAt = now();
      const kept: WaitingDelivery = {
        id: `delivery-${queuedAt.toString(36)}-${++serial}`,
        system,
        topic,
        ...(url === undefined ? {} : { url }),
        headers,
        body,
        key,
        queuedAt,
        ...(expiresAfterMs === undefined ? {} : { expiresAt: queuedAt + expiresAfterMs }),
      };
      waiting.set(kept.id, kept);
      waitingView = undefined;
      const entry: Entry = { kept, accepted: message.accepted, refresh: message.refresh };
      const lane = laneOf(kept);
      const { heldBack } = lane;
      if (heldBack !== undefined) {
        delete lane.heldBack;
        enter(lane, [entry, heldBack]);
        return;
      }
      const reorder = panel.take(system, ['reorder'], { operations: [topic], keys: [key] });
      if (reorder === undefined) enter(lane, [entry]);
      else {
        lane.heldBack = entry;
        later(reorder.milliseconds ?? HOLD_BACK_MS, () => release(lane, entry));
      }
    },
    waiting: () => (waitingView ??= Object.fromEntries(waiting)),
    counts: () => ({ waiting: waiting.size, delivered, refused, dropped, ...(lastFailure === undefined ? {} : { lastFailure }) }),
    wake,
    clear() {
      for (const lane of lanes.values()) {
        // The one under way is not called back; it leaves its lane when its answer is here.
        lane.entries.splice(lane.state === 'sending' ? 1 : 0);
        delete lane.heldBack;
      }
      waiting.clear();
      waitingView = undefined;
      parts.onChange();
    },
    close() {
      stopped.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const retryMs = (failures: number): number => Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);

/** How a message kept over a restart is judged: the simulator's own judgement is gone. */
function acceptedByTopic(topic: string): OutboundDelivery['accepted'] {
  if (topic === 'crm-outbound-message') return (status, body) => status >= 200 && status < 300 && isAcknowledged(body);
  // 410: the receiver will never want it. Without this a callback that was answered before the restart would be repeated for a day.
  return (status) => (status >= 200 && status < 300) || status === 410;
}
