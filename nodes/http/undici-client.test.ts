import { getEventListeners } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from '../../test/support/local-server.ts';
import { StepError } from '../errors.ts';
import type { HttpRequest } from './http-client.ts';
import { type ClosableHttpClient, createHttpClient, type HttpClientOptions } from './undici-client.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serve(handler: Parameters<typeof startLocalServer>[0]): Promise<LocalServer> {
  const server = await startLocalServer(handler);
  cleanUp.push(() => server.close());
  return server;
}

function clientFor(port: number, options: Partial<HttpClientOptions> = {}): ClosableHttpClient {
  const client = createHttpClient({
    baseUrl: `http://127.0.0.1:${port}`,
    allowedHosts: [`127.0.0.1:${port}`],
    allowedLoopbackPorts: [port],
    ...options,
  });
  cleanUp.push(() => client.close());
  return client;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  signal: new AbortController().signal,
  ...more,
});

/** The first exchange opens a socket that is kept: what is sent on it next is on its way at once, however busy the machine. */
const answerFirst: Parameters<typeof startLocalServer>[0] = ({ url }, response) => void (url === '/first' && response.end('ok'));

async function failureOf(answer: Promise<unknown>): Promise<StepError> {
  const failure = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof StepError)) throw new Error(`expected a StepError, got ${String(failure)}`);
  return failure;
}

describe('a good exchange', () => {
  test('sends method, path, headers and body and gives back status, headers, cookies and text', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'x-many': ['one', 'two'] });
      response.end('{"ok":true}');
    });
    const client = clientFor(server.port, { baseUrl: `${server.url}/base/` });

    const answer = await client.request(get('/orders?x=1', { method: 'POST', headers: { 'x-key': '7' }, body: 'Grüße' }));

    expect(answer).toMatchObject({ status: 201, cookies: ['a=1', 'b=2'], text: '{"ok":true}' });
    expect(answer.headers['x-many']).toBe('one, two');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/base/orders?x=1', body: 'Grüße' });
    expect(server.requests[0]?.headers['x-key']).toBe('7');
  });

  test('keeps the socket for the next request', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = clientFor(server.port);
    for (const url of ['/1', '/2', '/3', '/4', '/5', '/6']) await client.request(get(url));
    // A socket rests for one turn of the loop after its answer, so two take turns.
    expect(new Set(server.requests.map((request) => request.clientPort)).size).toBeLessThanOrEqual(2);
  });

  test('many requests under one signal warn nobody and leave no listener behind', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = clientFor(server.port);
    const { signal } = new AbortController();
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', listen);
    await Promise.all(Array.from({ length: 40 }, () => client.request(get('/', { signal }))));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync('déjà vu')],
    ['deflate', deflateSync('déjà vu')],
    ['br', brotliCompressSync('déjà vu')],
  ])('unpacks %s', async (encoding, bytes) => {
    const server = await serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes));
    expect((await clientFor(server.port).request(get('/'))).text).toBe('déjà vu');
  });

  test('reads the character set that the sender names and drops a byte order mark', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/latin') response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(Buffer.from([0xfc]));
      else response.end(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]));
    });
    const client = clientFor(server.port);
    expect((await client.request(get('/latin'))).text).toBe('ü');
    expect((await client.request(get('/mark'))).text).toBe('{}');
  });

  test('a redirect is an answer like any other: nobody follows it', async () => {
    const server = await serve((_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    expect(await clientFor(server.port).request(get('/'))).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what an exchange is not allowed to do', () => {
  test('S16 a loopback port without permission is refused before a byte leaves', async () => {
    const server = await serve((_request, response) => response.end('secret'));
    const failure = await failureOf(clientFor(server.port, { allowedLoopbackPorts: [] }).request(get('/')));
    expect(failure).toMatchObject({ class: 'denied', maybeApplied: false, options: { code: 'address-forbidden' } });
    expect(server.requests).toHaveLength(0);
  });

  test('S16 a name is judged by what it resolves to', async () => {
    const server = await serve((_request, response) => response.end('secret'));
    const host = `localhost:${server.port}`;
    const options = { baseUrl: `http://${host}`, allowedHosts: [host] };
    const failure = await failureOf(clientFor(server.port, { ...options, allowedLoopbackPorts: [] }).request(get('/')));
    expect(failure.options.code).toBe('address-forbidden');
    expect(failure.message).toContain('localhost resolves to');
    expect((await clientFor(server.port, options).request(get('/'))).text).toBe('secret');
  });

  test('S15 a host that the secrets are not bound to is refused', async () => {
    const failure = await failureOf(clientFor(1).request(get('https://example.com/x')));
    expect(failure).toMatchObject({ class: 'denied', options: { code: 'host-not-bound' } });
  });

  test.each(['/../admin', '/a/%2e%2e/b', '/a/..%2fb', '/a\\..\\b'])('a path that climbs out (%s) is refused', async (url) => {
    const failure = await failureOf(clientFor(1).request(get(url)));
    expect(failure).toMatchObject({ class: 'invalid', options: { code: 'path-leaves-base' } });
  });

  test.each(['orders', 'file:///etc/passwd', 'http://user:pw@127.0.0.1:1/'])('%s is not an address to send to', async (url) => {
    expect(await failureOf(clientFor(1).request(get(url)))).toMatchObject({ class: 'invalid', options: { code: 'url-malformed' } });
  });

  test.each([{ 'x-a': 'b\r\nevil: 1' }, { 'bad name': 'x' }])('a header that splits the request is refused: %j', async (headers) => {
    const server = await serve((_request, response) => response.end('ok'));
    expect(await failureOf(clientFor(server.port).request(get('/', { headers })))).toMatchObject({
      class: 'invalid',
      maybeApplied: false,
      options: { code: 'request-malformed' },
    });
  });

  test('S18 an answer above the cap is cut off, declared, undeclared or packed', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/declared') response.writeHead(200, { 'content-length': '5000' }).end(Buffer.alloc(5000));
      else if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)));
      else response.end(Buffer.alloc(5000));
    });
    const client = clientFor(server.port);
    for (const url of ['/declared', '/streamed', '/bomb']) {
      const failure = await failureOf(client.request(get(url, { maxAnswerBytes: url === '/bomb' ? 100_000 : 4999 })));
      expect(failure, url).toMatchObject({ class: 'invalid', maybeApplied: true, options: { code: 'answer-too-large' } });
    }
    expect((await client.request(get('/streamed', { maxAnswerBytes: 5000 }))).text).toHaveLength(5000);
  });
});

describe('through a proxy', () => {
  test('the request goes over the proxy; a literal address is judged here all the same', async () => {
    const server = await serve((_request, response) => response.end('behind the proxy'));
    const tunnels: string[] = [];
    const proxy = createHttpServer((_request, response) => response.writeHead(502).end());
    proxy.on('connect', (request, socket, head) => {
      tunnels.push(request.url ?? '');
      const upstream = connectTcp(server.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [upstream, socket]) end.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => new Promise((resolve) => proxy.close(resolve)));
    const over = { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    const named = { baseUrl: 'http://plant.invalid', allowedHosts: ['plant.invalid'] };
    expect((await clientFor(1, { ...over, ...named }).request(get('/'))).text).toBe('behind the proxy');
    expect(tunnels).toEqual(['plant.invalid:80']);
    const literal = { baseUrl: 'http://169.254.169.254', allowedHosts: ['169.254.169.254'] };
    expect(await failureOf(clientFor(1, { ...over, ...literal }).request(get('/')))).toMatchObject({
      class: 'denied',
      options: { code: 'address-forbidden' },
    });
    expect(tunnels).toHaveLength(1);
  });
});

describe('failures carry their class', () => {
  test('RTY-1 a refused connection is network and certainly not applied', async () => {
    const server = await startLocalServer(() => undefined);
    await server.close();
    expect(await failureOf(clientFor(server.port).request(get('/')))).toMatchObject({
      class: 'network',
      maybeApplied: false,
      options: { code: 'connection-refused' },
    });
  });

  test('RTY-1 an unknown host is network and certainly not applied', async () => {
    const client = clientFor(1, { baseUrl: 'http://no-such-host.invalid', allowedHosts: ['no-such-host.invalid'] });
    expect(await failureOf(client.request(get('/')))).toMatchObject({
      class: 'network',
      maybeApplied: false,
      options: { code: 'address-not-found' },
    });
  });

  test('RTY-1 a connection that breaks before the answer may have been applied', async () => {
    const server = await serve((_request, response) => void response.destroy());
    expect(await failureOf(clientFor(server.port).request(get('/', { method: 'POST', body: 'x' })))).toMatchObject({
      class: 'network',
      maybeApplied: true,
      options: { code: 'connection-reset' },
    });
  });

  test('RTY-1 an answer cut off in the middle is network', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await failureOf(clientFor(server.port).request(get('/')))).toMatchObject({ class: 'network', maybeApplied: true });
  });

  test('RTY-1 damaged compression and a peer that does not speak HTTP are network', async () => {
    const server = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'));
    expect(await failureOf(clientFor(server.port).request(get('/')))).toMatchObject({
      class: 'network',
      options: { code: 'answer-malformed' },
    });
    const other = createTcpServer((socket) => void socket.resume().end('220 smtp ready\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => new Promise((resolve) => other.close(resolve)));
    const failure = await failureOf(clientFor((other.address() as AddressInfo).port).request(get('/')));
    expect(failure).toMatchObject({ class: 'network', options: { code: 'answer-malformed' } });
  });

  test('RTY-1 silence ends at the deadline of the exchange as timeout', async () => {
    const server = await serve(answerFirst);
    const client = clientFor(server.port);
    await client.request(get('/first'));
    await new Promise(setImmediate);
    expect(await failureOf(client.request(get('/silence', { timeoutMs: 20 })))).toMatchObject({
      class: 'timeout',
      maybeApplied: true,
      options: { code: 'deadline' },
    });
  });

  test('RTY-1 a stopped step ends its request at once; before it was sent nothing can have been applied', async () => {
    let onArrival = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      onArrival = resolve;
    });
    const server = await serve(() => onArrival());
    const running = new AbortController();
    const request = clientFor(server.port).request(get('/', { signal: running.signal }));
    await arrival;
    running.abort(new Error('cancelled by an operator'));
    const failure = await failureOf(request);
    expect(failure.options.code).toBe('stopped');
    expect(failure.message).toContain('cancelled by an operator');

    const before = await failureOf(clientFor(server.port).request(get('/', { signal: AbortSignal.abort() })));
    expect(before).toMatchObject({ class: 'timeout', maybeApplied: false });
  });

  test('RTY-1 a request that waited in vain for a free socket was never sent', async () => {
    const server = await serve(answerFirst);
    const client = clientFor(server.port, { maxSockets: 1 });
    await client.request(get('/first'));
    await new Promise(setImmediate);
    const silent = failureOf(client.request(get('/silence', { timeoutMs: 200 })));
    expect(await failureOf(client.request(get('/waits', { timeoutMs: 20 })))).toMatchObject({ class: 'timeout', maybeApplied: false });
    expect((await silent).maybeApplied).toBe(true);
    expect(server.requests.map((request) => request.url)).toEqual(['/first', '/silence']);
  });
});
