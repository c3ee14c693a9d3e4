/**
 * One watcher: its subscriptions, its frames, its pace. The first event after 16 quiet milliseconds leaves at once, else one frame
 * per 16 ms, or at the common beat of 48 ms while they are large. A reader that is 1 MB behind is cut with the cursors to come back by; nobody else notices (F33).
 */
import type { TraceEvent } from '#flows/trace.ts';
import {
  type FlowCounters,
  LIVE_PROTOCOL,
  type LiveClientMessage,
  type LiveServerMessage,
  type LiveTopic,
  type PersonPresent,
} from '#flows/trace-protocol.ts';
import { type EventBatch, keyOf } from './event-batch.ts';
import { encodeFrame } from './event-frame.ts';
import { type EventText, eventToText } from './event-text.ts';
import { type FrameClock, nextBeat, passedMs } from './frame-clock.ts';
import { cursorOf, readTopic } from './topic.ts';

export const FRAME_MS = 16;
/** After a large frame: who gets that much sees no difference, and everybody's processors do. */
const LARGE_FRAME_MS = 48;
const LARGE_FRAME_BYTES = 16_384;
export const COUNTERS_MS = 50;
export const SLOW_READER_BYTES = 1_048_576;
const HISTORY_PAGE = 500;
/** History is read no further ahead of the reader than this: catching up takes time, not memory, and makes nobody a slow reader. */
const AHEAD_BYTES = 262_144;
const MOST_SUBSCRIPTIONS = 64;

/** The transport, so that tests need no network. */
export interface Wire {
  /** `cursor`: what to come back after, for transports that say so with each message. */
  send(text: string | Buffer, cursor?: number): void;
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
  /** Up to here events have been removed on purpose; 0 when none. */
  removedUpTo(topic: LiveTopic): number;
  counters(environment: string, all: boolean, since: ReadonlySet<string>): readonly FlowCounters[];
}

interface Subscription {
  readonly id: string;
  readonly topic: LiveTopic;
  readonly key: string;
  readonly wantsPayloads: boolean;
  payloads: boolean;
  /** Last event taken in; `sent` is the last that left, which is where a cut reader comes back. */
  cursor: number;
  sent: number;
  /** While history is read, live events are left to it: it ends where the journal ends. */
  catchingUp: boolean;
  /** How many events the next page of it reads: fewer when they are large. */
  page: number;
  /** Made when they come: what waits for a frame is text and holds no payload that nobody reads. */
  queued: string[];
  leave: (() => void) | undefined;
  readonly changedFlows: Set<string>;
}

export interface LiveSocket {
  receive(text: string): void;
  deliver(batch: EventBatch): void;
  countersChanged(environment: string, flow: string): void;
  /** Rights changed: subscriptions that are no longer allowed end. */
  recheck(): void;
  end(reason: Extract<LiveServerMessage, { type: 'bye' }>['reason']): void;
  closed(): void;
}

/** Says who is at a place, until it is left; the socket's own person is among them. */
export type EnterPlace = (place: string, listener: (people: readonly PersonPresent[]) => void) => () => void;

export function createLiveSocket(wire: Wire, rights: LiveRights, history: LiveHistory, enter: EnterPlace, at: FrameClock): LiveSocket {
  const subscriptions = new Map<string, Subscription>();
  let nextFrameAt = 0;
  let takeBackFrame: (() => void) | undefined;
  let countersTimer: NodeJS.Timeout | undefined;
  /** Characters of history that wait for the next frame. */
  let queuedBytes = 0;
  let over = false;

  send({ type: 'hello', protocol: LIVE_PROTOCOL });

  function send(message: LiveServerMessage): void {
    if (!over) wire.send(JSON.stringify(message));
  }

  function refuse(id: string, code: string, message: string): void {
    send({ type: 'refused', id, code, message });
  }

  function subscribe(message: { id?: unknown; topic?: unknown; after?: unknown; payloads?: unknown }): void {
    const id = typeof message.id === 'string' ? message.id : '';
    const topic = readTopic(message.topic);
    if (id === '' || id.length > 64) return refuse(id.slice(0, 64), 'invalid-id', 'A subscription needs an id of 1 to 64 characters.');
    if (topic === undefined)
      return refuse(
        id,
        'unknown-topic',
        'The topic is not one of run, flow + environment, environment, counters + environment, presence (a place).',
      );
    if (message.after !== undefined && !Number.isSafeInteger(message.after))
      return refuse(id, 'invalid-cursor', '"after" must be a whole number.');
    if (subscriptions.size >= MOST_SUBSCRIPTIONS && !subscriptions.has(id))
      return refuse(id, 'too-many-subscriptions', `At most ${MOST_SUBSCRIPTIONS} subscriptions per socket.`);
    const allowed = rights.mayWatch(topic);
    if ('refused' in allowed) return refuse(id, 'not-allowed', allowed.refused);
    const subscription: Subscription = {
      id,
      topic,
      key: keyOf(topic),
      wantsPayloads: message.payloads !== false,
      payloads: allowed.payloads && message.payloads !== false,
      cursor: 0,
      sent: 0,
      catchingUp: false,
      page: HISTORY_PAGE,
      queued: [],
      leave: undefined,
      changedFlows: new Set(),
    };
    drop(id);
    subscriptions.set(id, subscription);
    if ('presence' in topic) {
      subscription.leave = enter(topic.presence, (people) => send({ type: 'presence', id, people }));
      return;
    }
    const now = history.lastSeq();
    if ('counters' in topic) {
      send({ type: 'snapshot', id, seq: now });
      send({ type: 'counters', id, flows: history.counters(topic.environment, true, new Set()) });
      return;
    }
    send({ type: 'snapshot', id, seq: now });
    // A run that is watched without a cursor is shown whole; wider topics start from now.
    const after = startAfter(subscription, message.after as number | undefined, now);
    subscription.cursor = after;
    subscription.sent = after;
    catchUp(subscription);
  }

  /** Where to begin; says what cannot be had any more, or never was: a store that was restored has not seen what its watchers have. */
  function startAfter({ id, topic }: Subscription, asked: number | undefined, now: number): number {
    if (asked === undefined) return 'run' in topic ? 0 : now;
    const removedUpTo = history.removedUpTo(topic);
    if (asked < removedUpTo) {
      send({ type: 'gap', id, from: asked + 1, to: removedUpTo });
      return removedUpTo;
    }
    if (asked > now && !('run' in topic)) {
      send({ type: 'gap', id, from: now + 1, to: asked });
      return now;
    }
    return Math.max(0, asked);
  }

  function drop(id: string): void {
    subscriptions.get(id)?.leave?.();
    subscriptions.delete(id);
  }

  /** Reads pages until the journal has no more; yields between pages, and waits for the reader, so that a long history blocks nobody. */
  function catchUp(subscription: Subscription): void {
    if (over || subscriptions.get(subscription.id) !== subscription) return;
    subscription.catchingUp = true;
    if (wire.bufferedBytes + queuedBytes > AHEAD_BYTES) return void setTimeout(catchUp, FRAME_MS, subscription);
    const { page } = subscription;
    const events = history.readAfter(subscription.topic, subscription.cursor, page);
    let taken = 0;
    for (const event of events) {
      if (queuedBytes > AHEAD_BYTES) break;
      enqueue(subscription, eventToText(event));
      queuedBytes += subscription.queued.at(-1)?.length ?? 0;
      taken += 1;
    }
    subscription.page = Math.max(10, Math.min(HISTORY_PAGE, taken * 2));
    subscription.catchingUp = taken < events.length || events.length === page;
    if (taken > 0) scheduleFrame();
    if (subscription.catchingUp) setTimeout(catchUp, 0, subscription);
  }

  function enqueue(subscription: Subscription, text: EventText): void {
    const { topic } = subscription;
    const cursor = cursorOf(topic, text.last);
    if (cursor <= subscription.cursor) return;
    // History may have ended in the middle of what one commit brought.
    if (cursorOf(topic, text.first) <= subscription.cursor) {
      for (const one of text.split()) enqueue(subscription, one);
      return;
    }
    subscription.cursor = cursor;
    subscription.queued.push(subscription.payloads ? text.withPayload() : text.withoutPayload());
  }

  function changePayloads(subscription: Subscription, payloads: boolean): void {
    if (subscription.payloads === payloads) return;
    subscription.payloads = payloads;
    if (subscription.queued.length === 0) return;
    // It was made for the rights before.
    subscription.queued = [];
    subscription.cursor = subscription.sent;
    if (!subscription.catchingUp) catchUp(subscription);
  }

  function scheduleFrame(): void {
    if (takeBackFrame !== undefined || over) return;
    if (nextFrameAt <= passedMs()) flush();
    else takeBackFrame = at(nextFrameAt, flush);
  }

  function flush(): void {
    takeBackFrame = undefined;
    if (over) return;
    // Asked before more is added: one large frame is no sign of a slow reader, one that has not left by the next is.
    if (wire.bufferedBytes > SLOW_READER_BYTES) return end('slow-reader');
    queuedBytes = 0;
    let bytes = 0;
    for (const subscription of subscriptions.values()) {
      if (subscription.queued.length === 0) continue;
      const frame = encodeFrame(subscription.id, subscription.queued);
      wire.send(frame, subscription.cursor);
      bytes += frame.length;
      subscription.queued = [];
      subscription.sent = subscription.cursor;
    }
    const now = passedMs();
    nextFrameAt = bytes > LARGE_FRAME_BYTES ? nextBeat(now, LARGE_FRAME_MS, FRAME_MS) : now + FRAME_MS;
  }

  function flushCounters(): void {
    countersTimer = undefined;
    if (wire.bufferedBytes > SLOW_READER_BYTES) return end('slow-reader');
    for (const subscription of subscriptions.values()) {
      if (!('counters' in subscription.topic) || subscription.changedFlows.size === 0) continue;
      send({
        type: 'counters',
        id: subscription.id,
        flows: history.counters(subscription.topic.environment, false, subscription.changedFlows),
      });
      subscription.changedFlows.clear();
    }
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
    takeBackFrame?.();
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
      else if (message?.type === 'unsubscribe') drop(String(message.id));
      else end('protocol');
    },
    deliver(batch) {
      let any = false;
      for (const subscription of subscriptions.values()) {
        if (subscription.catchingUp) continue;
        const events = batch.of(subscription.topic, subscription.key);
        if (events === undefined) continue;
        any = true;
        if (events.first > subscription.cursor) {
          subscription.cursor = events.last;
          subscription.queued.push(subscription.payloads ? events.withPayload() : events.withoutPayload());
        }
        // Some of it was in the history that has just been read.
        else for (const text of events.texts) enqueue(subscription, text);
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
          drop(subscription.id);
          refuse(subscription.id, 'not-allowed', allowed.refused);
        } else changePayloads(subscription, allowed.payloads && subscription.wantsPayloads);
      }
    },
    end,
    closed() {
      over = true;
      clearTimers();
      for (const id of [...subscriptions.keys()]) drop(id);
    },
  };
}
