/**
 * Watchers of `/live`, by websocket or as server-sent events: Origin and session are checked at the door, rights at each subscription
 * and again when they change; then frames go to one live socket per watcher.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveTopic } from '#flows/trace-protocol.ts';
import { isOwnOrigin } from '../http/origin.ts';
import type { Caller } from '../http/route.ts';
import type { AppendedEvents } from '../store/appended-events.ts';
import { createEventBatch } from './event-batch.ts';
import { createEventStream } from './event-stream.ts';
import { createEventText, type EventText } from './event-text.ts';
import { createFrameClock } from './frame-clock.ts';
import { createLiveSocket, type LiveHistory, type LiveSocket, type Wire } from './live-socket.ts';
import { createPresenceBook } from './presence.ts';
import { createWatchRights, type WatchRightsParts } from './watch-rights.ts';

/** Pings without a pong: a machine that is busy for a moment is not gone. */
const MOST_UNANSWERED = 2;
const MOST_INBOUND_BYTES = 65_536;
const MOST_MESSAGES_PER_SECOND = 100;
/** How often a sign of life is asked for, and whether the session still holds. */
export const PING_MS = 30_000;
/** For watchers to answer the last message of a runtime that stops. */
const GOODBYE_MS = 500;

export interface LiveServerParts extends WatchRightsParts {
  readonly history: LiveHistory;
  readonly publicUrl: string | undefined;
  /** Is this the name that we are asked by? */
  readonly isOwnHost: (host: string | undefined) => boolean;
  readonly now: () => number;
  readonly pingMs: number;
  authenticate(headers: IncomingMessage['headers']): Caller | undefined;
  /** The same, without being a use of the session. */
  peek(headers: IncomingMessage['headers']): Caller | undefined;
}

export interface LiveServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** One topic as server-sent events, until the reader goes; the caller has been let in already. */
  stream(caller: Caller, headers: IncomingMessage['headers'], topic: LiveTopic, after: number | undefined, response: ServerResponse): void;
  /** Sent in the next turn of the loop: whoever waits for an answer goes first. */
  deliver(appended: readonly AppendedEvents[]): void;
  countersChanged(environment: string, flow: string): void;
  /** A session or token ended, or its rights changed: its sockets end or are asked again. */
  credentialEnded(credentialId: string): void;
  rightsChanged(userId: string): void;
  readonly watchers: number;
  close(): void;
}

interface Watcher {
  readonly socket: LiveSocket;
  readonly headers: IncomingMessage['headers'];
  caller: Caller;
  /** Asks for a sign of life, or gives one; hangs up on who gave none since the last time. */
  readonly ping: () => void;
}

export function createLiveServer(parts: LiveServerParts): LiveServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_INBOUND_BYTES, perMessageDeflate: false });
  const watchers = new Set<Watcher>();
  const presence = createPresenceBook(parts.now);
  const at = createFrameClock();
  const mayWatch = createWatchRights(parts);
  let undelivered: EventText[] = [];
  const pings = setInterval(ping, parts.pingMs);
  pings.unref();

  function deliverNow(): void {
    const texts = undelivered;
    undelivered = [];
    const batch = createEventBatch(texts);
    for (const watcher of watchers) watcher.socket.deliver(batch);
  }

  function ping(): void {
    for (const watcher of watchers) {
      // A session that idles out takes its sockets along: watching alone is no use of it.
      if (parts.peek(watcher.headers) === undefined) watcher.socket.end('session-ended');
      else watcher.ping();
    }
  }

  /** Gives the watcher and how it ends. */
  function admit(caller: Caller, headers: IncomingMessage['headers'], wire: Wire, pingOne: () => void) {
    const rights = { mayWatch: (topic: LiveTopic) => mayWatch(topic, watcher.caller) };
    const { userId, name } = caller;
    const socket = createLiveSocket(
      wire,
      rights,
      parts.history,
      (place, listener) => presence.enter(place, { userId, name }, listener),
      at,
    );
    const watcher: Watcher = { socket, headers, caller, ping: pingOne };
    watchers.add(watcher);
    const lastsMs = Date.parse(caller.expiresAt) - parts.now();
    const expiry = setTimeout(() => socket.end('session-ended'), Math.min(lastsMs, 2 ** 31 - 1));
    expiry.unref();
    const ended = () => {
      clearTimeout(expiry);
      watchers.delete(watcher);
      socket.closed();
    };
    return { socket, ended };
  }

  function open(connection: WebSocket, headers: IncomingMessage['headers'], caller: Caller): void {
    let perSecond = 0;
    let second = 0;
    let unanswered = 0;
    const wire: Wire = {
      send: (text) => connection.send(text, { binary: false }),
      close: (code, reason) => connection.close(code, reason),
      get bufferedBytes() {
        return connection.bufferedAmount;
      },
    };
    const { socket, ended } = admit(caller, headers, wire, () => {
      if (unanswered >= MOST_UNANSWERED) return connection.terminate();
      unanswered += 1;
      connection.ping();
    });
    connection.on('message', (data, isBinary) => {
      const now = Math.floor(Date.now() / 1000);
      perSecond = now === second ? perSecond + 1 : 1;
      second = now;
      if (isBinary || perSecond > MOST_MESSAGES_PER_SECOND) socket.end('protocol');
      else socket.receive(data.toString());
    });
    connection.on('pong', () => {
      unanswered = 0;
    });
    connection.on('error', () => connection.terminate());
    connection.on('close', ended);
  }

  return {
    upgrade(request, socket, head) {
      const { origin, host } = request.headers;
      if (!parts.isOwnHost(host)) return refuseUpgrade(socket, '421 Misdirected Request');
      const caller = parts.authenticate(request.headers);
      if (caller === undefined) return refuseUpgrade(socket, '401 Unauthorized');
      // A bearer token without Origin is a program; every browser sends Origin, and it must be ours.
      const isProgram = caller.kind === 'token' && origin === undefined;
      if (!isProgram && !isOwnOrigin({ origin, host, fetchSite: undefined }, parts.publicUrl))
        return refuseUpgrade(socket, '403 Forbidden');
      server.handleUpgrade(request, socket, head, (connection) => open(connection, request.headers, caller));
    },
    stream(caller, headers, topic, after, response) {
      const { wire, ping: pingOne } = createEventStream(response);
      const { socket, ended } = admit(caller, headers, wire, pingOne);
      response.on('close', ended);
      socket.receive(JSON.stringify({ type: 'subscribe', id: 'events', topic, ...(after === undefined ? {} : { after }) }));
    },
    deliver(appended) {
      if (watchers.size === 0) return;
      if (undelivered.length === 0) setImmediate(deliverNow);
      for (const one of appended) undelivered.push(createEventText(one));
    },
    countersChanged(environment, flow) {
      for (const watcher of watchers) watcher.socket.countersChanged(environment, flow);
    },
    credentialEnded(credentialId) {
      for (const watcher of watchers) if (watcher.caller.credentialId === credentialId) watcher.socket.end('session-ended');
    },
    rightsChanged(userId) {
      for (const watcher of watchers) {
        if (watcher.caller.userId !== userId) continue;
        const caller = parts.peek(watcher.headers);
        if (caller === undefined) watcher.socket.end('session-ended');
        else {
          watcher.caller = caller;
          watcher.socket.recheck();
        }
      }
    },
    get watchers() {
      return watchers.size;
    },
    close() {
      clearInterval(pings);
      for (const watcher of watchers) watcher.socket.end('shutting-down');
      server.close();
      // Who does not answer the goodbye must not hold up the end: a notebook that was shut, a reader that stands still.
      setTimeout(() => {
        for (const connection of server.clients) connection.terminate();
      }, GOODBYE_MS).unref();
    },
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
