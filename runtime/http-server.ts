/** The one listener: webhooks and callbacks on node:http itself, the API and pages by express, `/live` as websocket. */
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import express, { type Express } from 'express';
import { ApiError } from './http/api-error.ts';
import { createListener, HEADER_BYTES } from './http/create-listener.ts';
import { SECURITY_HEADERS } from './http/security-headers.ts';
import { keepSocketRoom } from './http/socket-room.ts';
import type { TlsMaterial } from './http/tls-material.ts';
import type { LiveServer } from './live/live-server.ts';

export interface HttpServerParts {
  readonly api: Express;
  readonly hooks: (request: IncomingMessage, response: ServerResponse) => void;
  readonly resume: (request: IncomingMessage, response: ServerResponse) => void;
  readonly live: LiveServer;
  /** False before recovery and while the store cannot be written. */
  readonly isReady: () => boolean;
  /** Prometheus text of what the caller may see, or why not. */
  readonly metrics: (headers: IncomingMessage['headers']) => string | ApiError;
  /** Folder of the built pages; left out in tests without pages. */
  readonly pages?: string;
}

export interface ListeningServer {
  readonly port: number;
  /** New requests get 503 with Retry-After; running ones go on. */
  stopIntake(): void;
  /** For new sockets; does nothing where plain HTTP is spoken. */
  useCertificate(tls: TlsMaterial): void;
  close(): Promise<void>;
}

export async function listen(parts: HttpServerParts, host: string, port: number, tls?: TlsMaterial): Promise<ListeningServer> {
  let draining = false;
  const { server, useCertificate } = createListener((request, response) => {
    const url = request.url ?? '';
    const queryAt = url.indexOf('?');
    const path = queryAt === -1 ? url : url.slice(0, queryAt);
    if (path === '/healthz') return answerText(response, 200, 'ok');
    if (path === '/readyz')
      return answerText(response, parts.isReady() && !draining ? 200 : 503, parts.isReady() && !draining ? 'ready' : 'not ready');
    if (room.isFull(request.socket)) {
      response.setHeader('Retry-After', String(COME_BACK_S));
      response.setHeader('Connection', 'close');
      return answerProblem(response, TOO_MANY);
    }
    if (draining) {
      response.setHeader('Retry-After', '5');
      response.setHeader('Connection', 'close');
      return answerProblem(response, new ApiError(503, 'stopping', 'Millrace is stopping.', 'Send it again in a few seconds.'));
    }
    if (url.startsWith('/hooks/')) return parts.hooks(request, response);
    if (url.startsWith('/resume/')) return parts.resume(request, response);
    if (path === '/metrics') {
      const text = parts.metrics(request.headers);
      return typeof text === 'string' ? answerText(response, 200, text, PROMETHEUS) : answerProblem(response, text);
    }
    parts.api(request, response);
  }, tls);
  const room = keepSocketRoom(server, tls === undefined ? rawProblem(TOO_MANY, `Retry-After: ${COME_BACK_S}\r\n`) : '');
  server.on('clientError', answerBrokenRequest);
  server.on('upgrade', (request, socket, head) => {
    if (draining || request.url?.split('?')[0] !== '/live')
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else parts.live.upgrade(request, socket, head);
  });
  await bind(server, host, port);
  return {
    useCertificate,
    port: (server.address() as AddressInfo).port,
    stopIntake() {
      draining = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Sockets that still send nothing must not hold up the end.
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(new Error(`Port ${port} on ${host} is taken. Is another Millrace running? MILLRACE_PORT chooses another port.`));
    });
    server.listen(port, host, () => resolve());
  });
}

const COME_BACK_S = 5;
const TOO_MANY = new ApiError(
  503,
  'too-many-connections',
  'Too many connections are open for the files that this process may have.',
  'Send it again in a few seconds.',
);
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

function answerText(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(text);
}

function answerProblem(response: ServerResponse, error: ApiError): void {
  response.writeHead(error.status, { ...SECURITY_HEADERS, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(error.toProblem()));
}

/** What is no HTTP, or too much of it, before there is a request to answer. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // What failed before TLS stood cannot be answered over it.
  const isTls = error.code?.startsWith('ERR_SSL') === true || error.code?.startsWith('ERR_TLS') === true;
  if (!socket.writable || isTls || error.code === 'ECONNRESET') return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = tooLong
    ? new ApiError(431, 'header-too-large', `Address and headers are larger than ${HEADER_BYTES} bytes.`, 'Send shorter ones.')
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new ApiError(408, 'too-slow', 'The request did not come within a minute.', 'Send it again.')
      : new ApiError(400, 'not-http', 'This is no HTTP request.');
  socket.end(rawProblem(problem));
}

/** `headers`: whole lines. */
function rawProblem(problem: ApiError, headers = ''): string {
  const body = JSON.stringify(problem.toProblem());
  return `HTTP/1.1 ${problem.status} Refused\r\nConnection: close\r\n${headers}Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The pages: hashed files may be kept for ever, the page itself never; every unknown path is a page of the editor. */
export function servePages(app: Express, folder: string): void {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  app.use(express.static(folder, { index: false, maxAge: 0, dotfiles: 'ignore' }));
  app.get('/{*path}', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  });
}
