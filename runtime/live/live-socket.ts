/**
 * One watcher: its subscriptions, its frames, its pace. The first event after 16 quiet milliseconds leaves at once, else one frame
 * per 16 ms. A reader that is 1 MB behind is cut with the cursors to come back by; nobody else notices (F33).
 */
import type { TraceEvent } from '#flows/trace.ts';
import { type FlowCounters, LIVE_PROTOCOL, type LiveClientMessage, type LiveServerMessage, type LiveTopic } from '#flows/trace-protocol.ts';
import type { EventText } from './event-text.ts';
import { createEventText } from './event-text.ts';
import { belongsTo, cursorOf, readTopic } from './topic.ts';

export const FRAME_MS = 16;
export const COUNTERS_MS = 50;
export const SLOW_READER_BYTES = 1_048_576;
const HISTORY_PAGE = 500;
const MOST_SUBSCRIPTIONS = 64;

/** The transport, so that tests need no network. */
export interface Wire {
  send(text: string): void;
  close(code: number, reason: string): void;
  readonly bufferedBytes: number;
}

export interface LiveRights {
  /** Undefined = refused. `payloads` decides which text is sent. Throws nothing. */
  mayWatch(topic: LiveTopic): { readonly payloads: boolean } | { readonly refused: string };
}

export interface LiveHistory {
  /** Events of the topic after the cursor, in order, at most `limit`; never beyond what is committed. */
  readAfter(topic: LiveTopic, after: number, limit: number): readonly TraceEvent[];
  lastSeq(): number;
  counters(environment: string, all: boolean, since: ReadonlySet<string>): readonly FlowCounters[];
}

interface Subscription {
  readonly id: string;
  readonly topic: LiveTopic;
  payloads: boolean;
  /** Last event taken in; `sent` is the last that left, which is where a cut reader comes back. */
  cursor: number;
  sent: number;
  /** While history is read, live events are left to it: it ends where the journal ends. */
  catchingUp: boolean;
  queued: EventText[];
  readonly changedFlows: Set<string>;
}

export interface LiveSocket {
  receive(text: string): void;
  deliver(events: readonly EventText[]): void;
  countersChanged(environment: string, flow: string): void;
  /** Rights changed: subscriptions that are no longer allowed end. */
  recheck(): void;
  end(reason: Extract<LiveServerMessage, { type: 'bye' }>['reason']): void;
  closed(): void;
}

export function createLiveSocket(wire: Wire, rights: LiveRights, history: LiveHistory): LiveSocket {
  const subscriptions = new Map<string, Subscription>();
  let lastFrameAt = 0;
  let frameTimer: NodeJS.Timeout | undefined;
  let countersTimer: NodeJS.Timeout | undefined;
  let over = false;

  send({ type: 'hello', protocol: LIVE_PROTOCOL });

  function send(message: LiveServerMessage): void {
    if (!over) wire.send(JSON.stringify(message));
  }

  function refuse(id: string, code: string, message: string): void {
    send({ type: 'refused', id, code, message });
  }

  function subscribe(message: { id?: unknown; topic?: unknown; after?: unknown }): void {
    const id = typeof message.id === 'string' ? message.id : '';
    const topic = readTopic(message.topic);
    if (id === '' || id.length > 64) return refuse(id.slice(0, 64), 'invalid-id', 'A subscription needs an id of 1 to 64 characters.');
    if (topic === undefined)
      return refuse(id, 'unknown-topic', 'The topic is not one of run, flow + environment, environment, counters + environment, presence.');
    if (message.after !== undefined && !Number.isSafeInteger(message.after))
      return refuse(id, 'invalid-cursor', '"after" must be a whole number.');
    if (subscriptions.size >= MOST_SUBSCRIPTIONS && !subscriptions.has(id))
      return refuse(id, 'too-many-subscriptions', `At most ${MOST_SUBSCRIPTIONS} subscriptions per socket.`);
    const allowed = rights.mayWatch(topic);
    if ('refused' in allowed) return refuse(id, 'not-allowed', allowed.refused);
    const subscription: Subscription = {
      id,
      topic,
      payloads: allowed.payloads,
      cursor: 0,
      sent: 0,
      catchingUp: false,
      queued: [],
      changedFlows: new Set(),
    };
    subscriptions.set(id, subscription);
    const now = history.lastSeq();
    if ('counters' in topic) {
      send({ type: 'snapshot', id, seq: now });
      send({ type: 'counters', id, flows: history.counters(topic.environment, true, new Set()) });
      return;
    }
    send({ type: 'snapshot', id, seq: now });
    // A run that is watched without a cursor is shown whole; wider topics start from now.
    const after = (message.after as number | undefined) ?? ('run' in topic ? 0 : now);
    subscription.cursor = after;
    subscription.sent = after;
    catchUp(subscription);
  }

  /** Reads pages until the journal has no more; yields between pages so that a long history never blocks the others. */
  function catchUp(subscription: Subscription): void {
    if (over || subscriptions.get(subscription.id) !== subscription) return;
    const events = history.readAfter(subscription.topic, subscription.cursor, HISTORY_PAGE);
    subscription.catchingUp = events.length === HISTORY_PAGE;
    for (const event of events) enqueue(subscription, createEventText(event));
    if (events.length > 0) scheduleFrame();
    if (subscription.catchingUp) setTimeout(catchUp, wire.bufferedBytes > SLOW_READER_BYTES / 2 ? FRAME_MS * 4 : 0, subscription);
  }

  function enqueue(subscription: Subscription, text: EventText): void {
    const cursor = cursorOf(subscription.topic, text.event);
    if (cursor <= subscription.cursor) return;
    subscription.cursor = cursor;
    subscription.queued.push(text);
  }

  function scheduleFrame(): void {
    if (frameTimer !== undefined || over) return;
    const quietFor = Date.now() - lastFrameAt;
    if (quietFor >= FRAME_MS) flush();
    else frameTimer = setTimeout(flush, FRAME_MS - quietFor);
  }

  function flush(): void {
    frameTimer = undefined;
    if (over) return;
    lastFrameAt = Date.now();
    for (const subscription of subscriptions.values()) {
      if (subscription.queued.length === 0) continue;
      const texts = subscription.queued.map((text) => (subscription.payloads ? text.withPayload() : text.withoutPayload()));
      wire.send(`{"type":"events","id":${JSON.stringify(subscription.id)},"events":[${texts.join(',')}]}`);
      subscription.queued = [];
      subscription.sent = subscription.cursor;
    }
    if (wire.bufferedBytes > SLOW_READER_BYTES) end('slow-reader');
  }

  function flushCounters(): void {
    countersTimer = undefined;
    for (const subscription of subscriptions.values()) {
      if (!('counters' in subscription.topic) || subscription.changedFlows.size === 0) continue;
      send({
        type: 'counters',
        id: subscription.id,
        flows: history.counters(subscription.topic.environment, false, subscription.changedFlows),
      });
      subscription.changedFlows.clear();
    }
    if (wire.bufferedBytes > SLOW_READER_BYTES) end('slow-reader');
  }

  function end(reason: Extract<LiveServerMessage, { type: 'bye' }>['reason']): void {
    if (over) return;
    const cursors = Object.fromEntries([...subscriptions.values()].map(({ id, sent }) => [id, sent]));
    send({ type: 'bye', reason, cursors });
    over = true;
    clearTimers();
    wire.close(reason === 'shutting-down' ? 1001 : 1008, reason);
  }

  function clearTimers(): void {
    clearTimeout(frameTimer);
    clearTimeout(countersTimer);
  }

  return {
    receive(text) {
      let message: LiveClientMessage;
      try {
        message = JSON.parse(text) as LiveClientMessage;
      } catch {
        return end('protocol');
      }
      if (message?.type === 'subscribe') subscribe(message);
      else if (message?.type === 'unsubscribe') subscriptions.delete(String(message.id));
      else end('protocol');
    },
    deliver(events) {
      let any = false;
      for (const subscription of subscriptions.values()) {
        if (subscription.catchingUp) continue;
        for (const text of events) {
          if (!belongsTo(subscription.topic, text.event)) continue;
          enqueue(subscription, text);
          any = true;
        }
      }
      if (any) scheduleFrame();
    },
    countersChanged(environment, flow) {
      let any = false;
      for (const subscription of subscriptions.values()) {
        if (!('counters' in subscription.topic) || subscription.topic.environment !== environment) continue;
        subscription.changedFlows.add(flow);
        any = true;
      }
      if (any) countersTimer ??= setTimeout(flushCounters, COUNTERS_MS);
    },
    recheck() {
      for (const subscription of [...subscriptions.values()]) {
        const allowed = rights.mayWatch(subscription.topic);
        if ('refused' in allowed) {
          subscriptions.delete(subscription.id);
          refuse(subscription.id, 'not-allowed', allowed.refused);
        } else subscription.payloads = allowed.payloads;
      }
    },
    end,
    closed() {
      over = true;
      clearTimers();
      subscriptions.clear();
    },
  };
}
