import { describe, expect, test } from 'vitest';
import type { EventsOfRun, LiveServerMessage } from '#flows/trace-protocol.ts';
import { createLiveClient, type LiveWire } from './live-client.ts';

function aServer() {
  const wires: (LiveWire & { readonly sent: string[] })[] = [];
  const waiting: (() => void)[] = [];
  const client = createLiveClient(
    () => {
      const sent: string[] = [];
      const wire: LiveWire & { readonly sent: string[] } = {
        sent,
        send: (text) => sent.push(text),
        close: () => wire.onclose?.(),
        onopen: null,
        onmessage: null,
        onclose: null,
      };
      wires.push(wire);
      return wire;
    },
    (run) => waiting.push(run),
  );
  const last = () => wires.at(-1)!;
  return {
    client,
    wires,
    accept() {
      last().onopen?.();
      this.say({ type: 'hello', protocol: 2 });
    },
    say: (message: LiveServerMessage) => last().onmessage?.({ data: JSON.stringify(message) }),
    cut: () => last().onclose?.(),
    letTimePass: () => waiting.shift()?.(),
    sent: () => last().sent.map((text) => JSON.parse(text) as unknown),
  };
}
const theEvents = (count: number): EventsOfRun => {
  const events = Array.from({ length: count }, () => ({ type: 'run-started', at: 'x' }) as const);
  return { runId: 'r1', environment: 'test', flow: 'f', seq: 101, runSeq: 1, events };
};

describe('TRC-1: the live socket', () => {
  test('comes back after a cut and asks for what follows the last event it saw', () => {
    const server = aServer();
    const seen: number[] = [];
    server.client.subscribe({ run: 'r1' }, { onEvents: (events) => seen.push(...events.map(({ runSeq }) => runSeq)) }, 0);
    server.accept();
    expect(server.sent()).toEqual([{ type: 'subscribe', id: '1', topic: { run: 'r1' }, after: 0 }]);
    server.say({ type: 'events', id: '1', runs: [theEvents(2)] });
    server.cut();
    expect(server.client.status()).toBe('broken');
    server.letTimePass();
    server.accept();
    expect(server.sent()).toEqual([{ type: 'subscribe', id: '1', topic: { run: 'r1' }, after: 2 }]);
    expect(server.client.status()).toBe('live');
    expect(seen).toEqual([1, 2]);
  });

  test('a wide topic that was quiet resumes from where its stream stood', () => {
    const server = aServer();
    server.client.subscribe({ environment: 'test' }, {});
    server.accept();
    server.say({ type: 'snapshot', id: '1', seq: 70 });
    server.cut();
    server.letTimePass();
    server.accept();
    expect(server.sent()).toEqual([{ type: 'subscribe', id: '1', topic: { environment: 'test' }, after: 70 }]);
  });

  test('gaps and refusals reach the listener', () => {
    const server = aServer();
    const heard: unknown[] = [];
    server.client.subscribe({ run: 'r1' }, { onGap: (from, to) => heard.push([from, to]), onRefused: (code) => heard.push(code) });
    server.accept();
    server.say({ type: 'gap', id: '1', from: 3, to: 9 });
    server.say({ type: 'refused', id: '1', code: 'not-allowed', message: 'No.' });
    expect(heard).toEqual([[3, 9], 'not-allowed']);
  });

  test('HERE-1: who is at a place reaches the listener, and is asked for anew after a cut', () => {
    const server = aServer();
    const heard: (readonly string[])[] = [];
    server.client.subscribe({ presence: 'runs/r1' }, { onPresence: (people) => heard.push(people.map(({ name }) => name)) });
    server.accept();
    const bea = { userId: 'bea', name: 'Bea', since: 'x' };
    server.say({ type: 'presence', id: '1', people: [bea] });
    server.say({ type: 'presence', id: '1', people: [] });
    expect(heard).toEqual([['Bea'], []]);
    server.cut();
    server.letTimePass();
    server.accept();
    expect(server.sent()).toEqual([{ type: 'subscribe', id: '1', topic: { presence: 'runs/r1' } }]);
  });

  test('who comes or goes between the opening of a socket and its hello is heard', () => {
    const server = aServer();
    const stop = server.client.subscribe({ run: 'r1' }, {});
    server.wires[0]!.onopen?.();
    server.client.subscribe({ run: 'r2' }, {});
    stop();
    server.say({ type: 'hello', protocol: 2 });
    expect(server.sent()).toEqual([
      { type: 'subscribe', id: '1', topic: { run: 'r1' } },
      { type: 'subscribe', id: '2', topic: { run: 'r2' } },
      { type: 'unsubscribe', id: '1' },
    ]);
  });

  test('hangs up when nobody listens any more, and does not come back', () => {
    const server = aServer();
    const stop = server.client.subscribe({ run: 'r1' }, {});
    server.accept();
    stop();
    server.letTimePass();
    expect(server.client.status()).toBe('idle');
    server.letTimePass();
    expect(server.wires).toHaveLength(1);
  });

  test('from one page to the next it is the same socket', () => {
    const server = aServer();
    const stop = server.client.subscribe({ run: 'r1' }, {});
    server.accept();
    stop();
    server.client.subscribe({ run: 'r2' }, {});
    server.letTimePass();
    expect(server.client.status()).toBe('live');
    expect(server.wires).toHaveLength(1);
    expect(server.sent().at(-1)).toMatchObject({ type: 'subscribe', topic: { run: 'r2' } });
  });

  test('who comes while a socket closes gets another one', () => {
    const server = aServer();
    const stop = server.client.subscribe({ run: 'r1' }, {});
    server.accept();
    stop();
    server.letTimePass();
    server.client.subscribe({ run: 'r2' }, {});
    expect(server.wires).toHaveLength(2);
  });

  test('knocks no more while nobody is signed in, and at once when somebody is', () => {
    const server = aServer();
    server.client.subscribe({ run: 'r1' }, {});
    server.accept();
    server.client.pause();
    server.cut();
    server.letTimePass();
    expect(server.wires).toHaveLength(1);
    server.client.resume();
    server.accept();
    expect(server.wires).toHaveLength(2);
    expect(server.client.status()).toBe('live');
  });
});
