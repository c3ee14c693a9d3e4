/** The websocket at `/live`: checks Origin and session at the handshake, then hands frames to one live socket per watcher. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isAllowed } from '#flows/policy.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { isOwnOrigin } from '../http/origin.ts';
import type { Caller } from '../http/route.ts';
import { createEventText, type EventText } from './event-text.ts';
import { createLiveSocket, type LiveHistory, type LiveRights, type LiveSocket } from './live-socket.ts';

const MOST_INBOUND_BYTES = 65_536;
const MOST_MESSAGES_PER_SECOND = 100;
const PING_MS = 30_000;

export interface LiveServerParts {
  readonly history: LiveHistory;
  readonly publicUrl: string | undefined;
  authenticate(headers: IncomingMessage['headers']): Caller | undefined;
  /** The same, without being a use of the session. */
  peek(headers: IncomingMessage['headers']): Caller | undefined;
  /** Environment and owner of a run or flow, for the rights of a subscription. */
  findRunScope(runId: string): { readonly environment: string; readonly folder: string; readonly plant?: string } | undefined;
  findFolder(flow: string): string | undefined;
}

export interface LiveServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** `bodies` as in `createEventText`, one for each event. Sent in the next turn of the loop: whoever waits for an answer goes first. */
  deliver(events: readonly TraceEvent[], bodies: readonly (string | undefined)[]): void;
  countersChanged(environment: string, flow: string): void;
  /** A session or token ended, or its rights changed: its sockets end or are asked again. */
  credentialEnded(credentialId: string): void;
  rightsChanged(userId: string): void;
  readonly watchers: number;
  close(): void;
}

interface Watcher {
  readonly socket: LiveSocket;
  readonly connection: WebSocket;
  readonly headers: IncomingMessage['headers'];
  caller: Caller;
  alive: boolean;
}

export function createLiveServer(parts: LiveServerParts): LiveServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_INBOUND_BYTES, perMessageDeflate: false });
  const watchers = new Set<Watcher>();
  let undelivered: EventText[] = [];
  const pings = setInterval(ping, PING_MS);
  pings.unref();

  function deliverNow(): void {
    const texts = undelivered;
    undelivered = [];
    for (const watcher of watchers) watcher.socket.deliver(texts);
  }

  function ping(): void {
    for (const watcher of watchers) {
      // A session that idles out takes its sockets along: watching alone is no use of it.
      if (parts.peek(watcher.headers) === undefined) watcher.socket.end('session-ended');
      else if (!watcher.alive) watcher.connection.terminate();
      watcher.alive = false;
      watcher.connection.ping();
    }
  }

  function open(connection: WebSocket, headers: IncomingMessage['headers'], caller: Caller): void {
    let perSecond = 0;
    let second = 0;
    const rights: LiveRights = { mayWatch: (topic) => mayWatch(topic, watcher.caller, parts) };
    const wire = {
      send: (text: string) => connection.send(text),
      close: (code: number, reason: string) => connection.close(code, reason),
      get bufferedBytes() {
        return connection.bufferedAmount;
      },
    };
    const watcher: Watcher = { connection, headers, caller, alive: true, socket: undefined as unknown as LiveSocket };
    Object.assign(watcher, { socket: createLiveSocket(wire, rights, parts.history) });
    watchers.add(watcher);
    const expiry = setTimeout(() => watcher.socket.end('session-ended'), Math.min(Date.parse(caller.expiresAt) - Date.now(), 2 ** 31 - 1));
    expiry.unref();
    connection.on('message', (data, isBinary) => {
      const now = Math.floor(Date.now() / 1000);
      perSecond = now === second ? perSecond + 1 : 1;
      second = now;
      if (isBinary || perSecond > MOST_MESSAGES_PER_SECOND) watcher.socket.end('protocol');
      else watcher.socket.receive(data.toString());
    });
    connection.on('pong', () => {
      watcher.alive = true;
    });
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      clearTimeout(expiry);
      watchers.delete(watcher);
      watcher.socket.closed();
    });
  }

  return {
    upgrade(request, socket, head) {
      const caller = parts.authenticate(request.headers);
      const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      if (caller === undefined) return refuse('401 Unauthorized');
      // A bearer token without Origin is a program; every browser sends Origin, and it must be ours.
      const { origin, host } = request.headers;
      const isProgram = caller.kind === 'token' && origin === undefined;
      if (!isProgram && !isOwnOrigin({ origin, host, fetchSite: undefined }, parts.publicUrl)) return refuse('403 Forbidden');
      server.handleUpgrade(request, socket, head, (connection) => open(connection, request.headers, caller));
    },
    deliver(events, bodies) {
      if (watchers.size === 0) return;
      if (undelivered.length === 0) setImmediate(deliverNow);
      for (const [index, event] of events.entries()) undelivered.push(createEventText(event, bodies[index]));
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
    },
  };
}

function mayWatch(
  topic: Parameters<LiveRights['mayWatch']>[0],
  caller: Caller,
  parts: LiveServerParts,
): ReturnType<LiveRights['mayWatch']> {
  const allowed = (scope: {
    readonly environment?: string;
    readonly folder?: string;
    readonly plant?: string;
  }): ReturnType<LiveRights['mayWatch']> =>
    isAllowed(caller.grants, 'runs.read', scope)
      ? { payloads: isAllowed(caller.grants, 'payloads.read', scope) }
      : { refused: 'You do not have the right "runs.read" there.' };
  if ('run' in topic) {
    const scope = parts.findRunScope(topic.run);
    return scope === undefined ? { refused: `There is no run "${topic.run}".` } : allowed(scope);
  }
  if ('presence' in topic) return { payloads: false };
  if ('flow' in topic) {
    const folder = parts.findFolder(topic.flow);
    return folder === undefined ? { refused: `There is no flow "${topic.flow}".` } : allowed({ environment: topic.environment, folder });
  }
  // A whole environment crosses folders and plants: only a grant that does so too covers it.
  return allowed({ environment: topic.environment, folder: '*' });
}
