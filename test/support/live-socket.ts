/** A websocket to `/live` as a program or a browser opens it, for tests: everything that came, and waiting for what will. */
import { WebSocket } from 'ws';
import type { TraceEvent } from '#flows/trace.ts';
import { type LiveServerMessage, type LiveTopic, traceEventsOf } from '#flows/trace-protocol.ts';

type Message = LiveServerMessage;

export interface TestSocket {
  readonly messages: readonly Message[];
  send(message: unknown): void;
  sendRaw(data: string | Buffer): void;
  subscribe(id: string, topic: LiveTopic, after?: number): void;
  /** The first message of the type, with this id if given, now or later. */
  next<T extends Message['type']>(type: T, id?: string): Promise<Extract<Message, { type: T }>>;
  /** Events of the subscription so far. */
  events(id: string): readonly TraceEvent[];
  until(holds: () => boolean, what: string): Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  close(): void;
}

/** Of silence: as long as something comes, what is waited for may still come. How long in all is for the test to say. */
const PATIENCE_MS = 15_000;

/** Resolves when it is open; rejects with the HTTP status of the refusal. */
export function openLive(url: string, headers: { readonly [name: string]: string }): Promise<TestSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live`, { headers });
    const messages: Message[] = [];
    const waiting = new Set<() => void>();
    const closed = new Promise<{ code: number; reason: string }>((done) =>
      socket.on('close', (code, reason) => {
        done({ code, reason: reason.toString() });
        for (const check of [...waiting]) check();
      }),
    );
    socket.on('message', (data) => {
      messages.push(JSON.parse(String(data)) as Message);
      for (const check of [...waiting]) check();
    });
    socket.on('unexpected-response', (_request, answer) => {
      answer.resume();
      reject(Object.assign(new Error(`refused with ${answer.statusCode}`), { status: answer.statusCode }));
    });
    socket.on('error', reject);
    socket.on('open', () => resolve(test));

    function until(holds: () => boolean, what: string): Promise<void> {
      return new Promise((done, fail) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          fail(new Error(`It did not come: ${what}. Came: ${JSON.stringify(messages).slice(0, 2_000)}`));
        }, PATIENCE_MS);
        const check = () => {
          if (!holds()) return void timer.refresh();
          clearTimeout(timer);
          waiting.delete(check);
          done();
        };
        waiting.add(check);
        check();
      });
    }

    const test: TestSocket = {
      messages,
      send: (message) => socket.send(JSON.stringify(message)),
      sendRaw: (data) => socket.send(data),
      subscribe: (id, topic, after) =>
        socket.send(JSON.stringify({ type: 'subscribe', id, topic, ...(after === undefined ? {} : { after }) })),
      async next<T extends Message['type']>(type: T, id?: string) {
        const find = () =>
          messages.find((message) => message.type === type && (id === undefined || ('id' in message && message.id === id)));
        await until(() => find() !== undefined, `${type} ${id ?? ''}`);
        return find() as Extract<Message, { type: T }>;
      },
      events: (id) => messages.flatMap((message) => (message.type === 'events' && message.id === id ? traceEventsOf(message.runs) : [])),
      until,
      closed,
      close: () => socket.close(),
    };
  });
}
