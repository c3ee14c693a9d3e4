/** The socket of one simulated system, on 127.0.0.1 only. An outage closes it together with every live connection. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExchangeOutcome } from './exchange.ts';
import type { SimulatorRequest, SimulatorResponse } from './simulator.ts';

export interface SystemListener {
  /** Stays the same over outages. */
  readonly port: number;
  isListening(): boolean;
  /** Nobody is connected any more when this resolves. */
  close(): Promise<void>;
  reopen(): Promise<void>;
  /** Ends the connections that a `hang` has left open. */
  releaseHanging(): void;
}

export interface ListenerOptions {
  readonly name: string;
  /** 0: the system chooses one. */
  readonly port: number;
  readonly exchange: (request: SimulatorRequest) => Promise<ExchangeOutcome>;
}

const MAX_BODY_BYTES = 20_000_000;
const HOST = '127.0.0.1';
/** As long as real gateways keep an idle connection: callers shall not meet a closed one by chance. */
const KEEP_ALIVE_MS = 65_000;

export async function openListener({ name, port, exchange }: ListenerOptions): Promise<SystemListener> {
  const hanging = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The simulator failed; its log says why.');
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === undefined) {
      response.writeHead(413, { connection: 'close', 'content-type': 'text/plain' }).end(`At most ${MAX_BODY_BYTES} bytes.`);
      return;
    }
    const outcome = await exchange({ method: request.method ?? 'GET', url: request.url ?? '/', headers: flatHeaders(request), body });
    switch (outcome.type) {
      case 'answer':
        return answer(response, outcome.response);
      case 'drop':
        request.socket.resetAndDestroy();
        return;
      case 'hang':
        hanging.add(response);
        response.once('close', () => hanging.delete(response));
        return;
      case 'drip':
        return drip(response, outcome.response, outcome.millisecondsPerByte);
    }
  }

  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, port);
  const chosenPort = (server.address() as AddressInfo).port;
  return {
    port: chosenPort,
    isListening: () => server.listening,
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    async reopen() {
      if (!server.listening) await listen(server, chosenPort);
    },
    releaseHanging() {
      for (const response of hanging) response.socket?.destroy();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Undefined: larger than what is taken. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(request: IncomingMessage): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

function answer(response: ServerResponse, { status, headers, body }: SimulatorResponse): void {
  response.writeHead(status, mutableHeaders(headers));
  response.end(body);
}

function drip(response: ServerResponse, { status, headers, body }: SimulatorResponse, millisecondsPerByte: number): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, mutableHeaders(headers));
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    if (sent === bytes.length) {
      clearInterval(timer);
      response.end();
    } else response.write(bytes.subarray(sent, ++sent));
  }, millisecondsPerByte);
  response.once('close', () => clearInterval(timer));
}

function mutableHeaders(headers: SimulatorResponse['headers']): { [name: string]: string | string[] } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
}
