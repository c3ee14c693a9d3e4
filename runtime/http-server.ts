/** The one listener: webhooks and callbacks on node:http itself, the API and pages by express, `/live` as websocket. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Express } from 'express';
import type { LiveServer } from './live/live-server.ts';

export interface HttpServerParts {
  readonly api: Express;
  readonly hooks: (request: IncomingMessage, response: ServerResponse) => void;
  readonly resume: (request: IncomingMessage, response: ServerResponse) => void;
  readonly live: LiveServer;
  /** False before recovery and while the store cannot be written. */
  readonly isReady: () => boolean;
  /** Prometheus text; only for who may read metrics. */
  readonly metrics: (headers: IncomingMessage['headers']) => string | undefined;
  /** Folder of the built pages; left out in tests without pages. */
  readonly pages?: string;
}

export interface ListeningServer {
  readonly port: number;
  /** New requests get 503 with Retry-After; running ones go on. */
  stopIntake(): void;
  close(): Promise<void>;
}

const HEADER_BYTES = 16_384;

export async function listen(parts: HttpServerParts, host: string, port: number): Promise<ListeningServer> {
  let draining = false;
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      const url = request.url ?? '';
      if (url === '/healthz') return answerText(response, 200, 'ok');
      if (url === '/readyz')
        return answerText(response, parts.isReady() && !draining ? 200 : 503, parts.isReady() && !draining ? 'ready' : 'not ready');
      if (draining) {
        response.setHeader('Retry-After', '5');
        response.setHeader('Connection', 'close');
        return answerText(response, 503, 'Millrace is stopping. Send it again in a few seconds.');
      }
      if (url.startsWith('/hooks/')) return parts.hooks(request, response);
      if (url.startsWith('/resume/')) return parts.resume(request, response);
      if (url === '/metrics') {
        const text = parts.metrics(request.headers);
        return text === undefined
          ? answerText(response, 401, 'A token is needed: Authorization: Bearer …')
          : answerText(response, 200, text);
      }
      parts.api(request, response);
    },
  );
  server.on('upgrade', (request, socket, head) => {
    if (draining || request.url?.split('?')[0] !== '/live')
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else parts.live.upgrade(request, socket, head);
  });
  await bind(server, host, port);
  return {
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

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(text);
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
