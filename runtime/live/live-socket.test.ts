import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TraceEvent } from '#flows/trace.ts';
import { type EventsOfRun, type LiveServerMessage, traceEventsOf } from '#flows/trace-protocol.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { createEventBatch } from './event-batch.ts';
import { createEventText, type EventText, eventToText } from './event-text.ts';
import { createFrameClock } from './frame-clock.ts';
import { createLiveSocket, type EnterPlace, type LiveHistory, type LiveRights, SLOW_READER_BYTES } from './live-socket.ts';
import { createPresenceBook } from './presence.ts';
import { belongsTo, cursorOf } from './topic.ts';

const anEvent = (seq: number, runId: string, runSeq: number): TraceEvent => ({
  seq,
  runSeq,
  runId,
  at: '2026-03-02T08:00:00.000Z',
  environment: 'test',
  flow: 'order-change',
  type: 'step-completed',
  path: 'change-order',
  attempt: 1,
  port: 'confirmed',
  output: { salesOrder: '0000004711' },
  durationMs: 12,
});

/** As commits bring them: what stands together of one run is one text. */
function textsOf(events: readonly TraceEvent[], texts: readonly string[] = []): readonly EventText[] {
  const groups: TraceEvent[][] = [];
  for (const event of events) {
    if (groups.at(-1)?.[0]?.runId === event.runId) groups.at(-1)!.push(event);
    else groups.push([event]);
  }
  return groups.map((group) => {
    const { runId, environment, flow, seq, runSeq } = group[0]!;
    return createEventText({ runId, environment, flow, firstSeq: seq, firstRunSeq: runSeq, bodies: group.map(bodyOf), texts });
  });
}

function bodyOf({ seq: _seq, runSeq: _runSeq, runId: _runId, environment: _environment, flow: _flow, ...body }: TraceEvent): TimedBody {
  return body as TimedBody;
}

function aSocket(journal: TraceEvent[], rights: LiveRights = { mayWatch: () => ({ payloads: true }) }, removedUpTo = 0) {
  const sent: LiveServerMessage[] = [];
  const wire = {
    sent,
    closed: undefined as string | undefined,
    bufferedBytes: 0,
    send: (text: string | Buffer) => void sent.push(JSON.parse(text.toString())),
    close: (_code: number, reason: string) => void (wire.closed = reason),
  };
  const history: LiveHistory = {
    readAfter: (topic, after, limit) =>
      journal.filter((event) => belongsTo(topic, event) && cursorOf(topic, event) > after).slice(0, limit),
    lastSeq: () => journal.at(-1)?.seq ?? 0,
    removedUpTo: () => removedUpTo,
    counters: () => [],
  };
  const presence = createPresenceBook(() => 0);
  const enter: EnterPlace = (place, listener) => presence.enter(place, { userId: 'mia', name: 'Mia' }, listener);
  const socket = createLiveSocket(wire, rights, history, enter, createFrameClock());
  const commit = (...events: TraceEvent[]) => {
    journal.push(...events);
    socket.deliver(createEventBatch(textsOf(events)));
  };
  const received = () => sent.flatMap((message) => (message.type === 'events' ? traceEventsOf(message.runs) : []));
  return { socket, wire, sent, commit, received, presence };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a watcher', () => {
  test('gets the same event whether its text comes from the journal or is made here', () => {
    const event = anEvent(7, 'a', 3);
    const [fromJournal] = textsOf([event], [JSON.stringify(bodyOf(event))]);
    expect(traceEventsOf([JSON.parse(fromJournal!.withPayload()) as EventsOfRun])).toEqual([event]);
    expect(fromJournal!.withoutPayload()).toBe(eventToText(event).withoutPayload());
  });

  test('goes on hearing of what happens when the clock of the machine is set back', () => {
    const { socket, commit, received } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { run: 'a' } }));
    commit(anEvent(1, 'a', 1));
    vi.setSystemTime(Date.now() - 3_600_000);
    commit(anEvent(2, 'a', 2));
    vi.advanceTimersByTime(100);
    expect(received().map(({ runSeq }) => runSeq)).toEqual([1, 2]);
  });

  test('TRC-1: whose history ends in the middle of a commit hears each event of it once', () => {
    const { socket, wire, received } = aSocket([anEvent(1, 'a', 1), anEvent(2, 'a', 2)]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { run: 'a' } }));
    socket.deliver(createEventBatch(textsOf([anEvent(2, 'a', 2), anEvent(3, 'a', 3), anEvent(4, 'b', 1), anEvent(5, 'a', 4)])));
    vi.advanceTimersByTime(20);
    expect(wire.closed).toBeUndefined();
    expect(received().map(({ runSeq }) => runSeq)).toEqual([1, 2, 3, 4]);
  });

  test('that asks for no payloads gets none, whatever it may see', () => {
    const { socket, commit, received } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' }, payloads: false }));
    commit(anEvent(1, 'a', 1));
    socket.recheck();
    commit(anEvent(2, 'a', 2));
    vi.advanceTimersByTime(20);
    expect(received().map((event) => 'output' in event)).toEqual([false, false]);
  });

  test('TRC-1: sees a run whole and in order, history first, then live', () => {
    const { socket, commit, received } = aSocket([anEvent(1, 'a', 1), anEvent(2, 'b', 1), anEvent(3, 'a', 2)]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { run: 'a' } }));
    commit(anEvent(4, 'a', 3), anEvent(5, 'b', 2));
    vi.advanceTimersByTime(20);
    expect(received().map(({ runId, runSeq }) => [runId, runSeq])).toEqual([
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ]);
  });

  test('TRC-1: resumes after its cursor without loss or repetition, through more than one page', () => {
    const journal = Array.from({ length: 1200 }, (_, index) => anEvent(index + 1, 'a', index + 1));
    const { socket, commit, received } = aSocket(journal);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { run: 'a' }, after: 10 }));
    commit(anEvent(1201, 'a', 1201));
    vi.advanceTimersByTime(200);
    expect(received().map(({ runSeq }) => runSeq)).toEqual(Array.from({ length: 1191 }, (_, index) => index + 11));
  });

  test('the first event after quiet leaves at once, the next ones share a frame', () => {
    const { socket, commit, sent } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    commit(anEvent(1, 'a', 1));
    expect(sent.filter(({ type }) => type === 'events')).toHaveLength(1);
    commit(anEvent(2, 'a', 2));
    commit(anEvent(3, 'a', 3));
    vi.advanceTimersByTime(16);
    expect(sent.flatMap((message) => (message.type === 'events' ? [traceEventsOf(message.runs).length] : []))).toEqual([1, 2]);
  });

  test('API-70: of events of one run that follow one another, whose they are is said once', () => {
    const { socket, commit, sent } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    const events = [anEvent(1, 'a', 1), anEvent(2, 'a', 2), anEvent(3, 'b', 1), anEvent(4, 'a', 3)];
    commit(...events);
    vi.advanceTimersByTime(20);
    const [message] = sent.filter((message) => message.type === 'events');
    expect(message!.runs.map(({ runId, seq, runSeq, events }) => [runId, seq, runSeq, events.length])).toEqual([
      ['a', 1, 1, 2],
      ['b', 3, 1, 1],
      ['a', 4, 3, 1],
    ]);
    expect(message!.runs[0]!.events[0]).toEqual(bodyOf(events[0]!));
    expect(traceEventsOf(message!.runs)).toEqual(events);
  });

  test('F33: a slow reader is cut with the cursor of the last event that left', () => {
    const { socket, wire, commit, sent } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    commit(anEvent(50, 'a', 1));
    wire.bufferedBytes = SLOW_READER_BYTES + 1;
    commit(anEvent(100, 'a', 2), anEvent(200, 'a', 3));
    vi.advanceTimersByTime(16);
    expect(sent.at(-1)).toEqual({ type: 'bye', reason: 'slow-reader', cursors: { 1: 50 } });
    expect(wire.closed).toBe('slow-reader');
  });

  test('a reader that is cut before its frame left comes back at the last sent event', () => {
    const { socket, commit, sent } = aSocket([]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    commit(anEvent(50, 'a', 1));
    commit(anEvent(100, 'a', 2), anEvent(200, 'a', 3));
    socket.end('shutting-down');
    expect(sent.at(-1)).toMatchObject({ type: 'bye', cursors: { 1: 50 } });
  });

  test('rights are asked at each subscription and again when they change', () => {
    let allowed = true;
    const { socket, commit, sent, received } = aSocket([], {
      mayWatch: () => (allowed ? { payloads: false } : { refused: 'You may not watch this.' }),
    });
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    commit(anEvent(1, 'a', 1));
    expect(received()[0]).not.toHaveProperty('output');
    allowed = false;
    socket.recheck();
    commit(anEvent(2, 'a', 2));
    vi.advanceTimersByTime(100);
    expect(sent.at(-1)).toMatchObject({ type: 'refused', id: '1', code: 'not-allowed' });
    expect(received()).toHaveLength(1);
  });

  test('whose right to payloads ends while a frame waits gets the events of that frame without', () => {
    let payloads = true;
    const { socket, commit, received } = aSocket([], { mayWatch: () => ({ payloads }) });
    socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic: { environment: 'test' } }));
    vi.advanceTimersByTime(100);
    commit(anEvent(1, 'a', 1));
    commit(anEvent(2, 'a', 2), anEvent(3, 'a', 3));
    payloads = false;
    socket.recheck();
    vi.advanceTimersByTime(20);
    expect(received().map((event) => [event.seq, 'output' in event])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
  });

  test('two that watch the same get each what is theirs, by the name that each gave it', () => {
    const batch = createEventBatch(textsOf([anEvent(1, 'a', 1), anEvent(2, 'b', 1)]));
    const watchers = ['left', 'right', 'left'].map((id) => {
      const watcher = aSocket([]);
      watcher.socket.receive(JSON.stringify({ type: 'subscribe', id, topic: { environment: 'test' } }));
      return { id, ...watcher };
    });
    for (const { socket } of watchers) socket.deliver(batch);
    vi.advanceTimersByTime(20);
    for (const { id, sent, received } of watchers) {
      expect(received().map(({ seq }) => seq)).toEqual([1, 2]);
      expect(sent.at(-1)).toMatchObject({ type: 'events', id });
    }
  });

  test('who watch something else, or may see less, get theirs of the same batch', () => {
    const other = { ...anEvent(3, 'c', 1), flow: 'ship-order' };
    const batch = createEventBatch(textsOf([anEvent(1, 'a', 1), anEvent(2, 'b', 1), other]));
    const seen = (topic: object, payloads = true) => {
      const { socket, received } = aSocket([]);
      socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic, payloads }));
      socket.deliver(batch);
      vi.advanceTimersByTime(20);
      return received().map((event) => [event.seq, 'output' in event]);
    };
    expect(seen({ environment: 'test' })).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    expect(seen({ environment: 'test', flow: 'order-change' }, false)).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(seen({ flow: 'ship-order', environment: 'test' })).toEqual([[3, true]]);
    expect(seen({ run: 'b' })).toEqual([[2, true]]);
    expect(seen({ environment: 'production' })).toEqual([]);
  });

  test.each(['no json', '{"type":"shout"}', 'null'])('%s ends the socket with a reason', (text) => {
    const { socket, wire } = aSocket([]);
    socket.receive(text);
    expect(wire.closed).toBe('protocol');
  });

  test.each([{}, { run: '' }, { run: 'a', environment: 'test' }, { environment: 'test', all: true }, { flow: 'x' }])(
    'the topic %j is refused',
    (topic) => {
      const { socket, sent } = aSocket([]);
      socket.receive(JSON.stringify({ type: 'subscribe', id: '1', topic }));
      expect(sent.at(-1)).toMatchObject({ type: 'refused', code: 'unknown-topic' });
    },
  );

  test('API-80 a long history is read no further ahead than the reader follows, and cuts nobody', () => {
    const large = Array.from({ length: 40 }, (_, index) => ({ ...anEvent(index + 1, 'a', index + 1), output: 'x'.repeat(100_000) }));
    const { socket, wire, received } = aSocket(large as TraceEvent[]);
    let buffered = 0;
    let most = 0;
    const send = wire.send;
    wire.send = (text) => {
      buffered += text.length;
      most = Math.max(most, buffered);
      send(text);
    };
    Object.defineProperty(wire, 'bufferedBytes', { get: () => buffered });
    socket.receive(JSON.stringify({ type: 'subscribe', id: 'a', topic: { run: 'a' } }));
    for (let turn = 0; turn < 200 && received().length < 40; turn += 1) {
      vi.advanceTimersByTime(16);
      buffered = Math.max(0, buffered - 150_000);
    }
    expect(received().map(({ seq }) => seq)).toEqual(large.map(({ seq }) => seq));
    expect(wire.closed).toBeUndefined();
    expect(most).toBeLessThan(SLOW_READER_BYTES);
    socket.closed();
  });

  test('API-74 is told what cannot be had any more, and goes on after it', () => {
    const journal = [anEvent(1, 'run-1', 1), anEvent(9, 'run-2', 1)];
    const { socket, sent, received } = aSocket(journal, undefined, 5);
    socket.receive(JSON.stringify({ type: 'subscribe', id: 'a', topic: { environment: 'test' }, after: 2 }));
    expect(sent).toContainEqual({ type: 'gap', id: 'a', from: 3, to: 5 });
    expect(received().map(({ seq }) => seq)).toEqual([9]);
  });

  test('API-74 with a cursor from before a restore hears of the gap and of everything new', () => {
    const { socket, sent, commit, received } = aSocket([anEvent(3, 'run-1', 1)]);
    socket.receive(JSON.stringify({ type: 'subscribe', id: 'a', topic: { environment: 'test' }, after: 100 }));
    expect(sent).toContainEqual({ type: 'gap', id: 'a', from: 4, to: 100 });
    vi.advanceTimersByTime(20);
    commit(anEvent(4, 'run-1', 2));
    vi.advanceTimersByTime(20);
    expect(received().map(({ seq }) => seq)).toEqual([4]);
  });

  test('API-77 sees who else is at a place, each once, until they leave', () => {
    const { socket, sent, presence } = aSocket([]);
    const present = () =>
      sent
        .filter((message) => message.type === 'presence')
        .at(-1)
        ?.people.map(({ name }) => name);
    socket.receive(JSON.stringify({ type: 'subscribe', id: 'p', topic: { presence: 'flows/a' } }));
    expect(present()).toEqual(['Mia']);
    const leaves = [1, 2].map(() => presence.enter('flows/a', { userId: 'otto', name: 'Otto' }, () => {}));
    expect(present()).toEqual(['Mia', 'Otto']);
    leaves[0]!();
    expect(present()).toEqual(['Mia', 'Otto']);
    leaves[1]!();
    expect(present()).toEqual(['Mia']);
    presence.enter('flows/b', { userId: 'otto', name: 'Otto' }, () => {});
    expect(present()).toEqual(['Mia']);
    socket.closed();
  });
});
