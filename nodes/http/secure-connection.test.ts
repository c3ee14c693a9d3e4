/** TLS to other systems, and the way through a proxy: what is trusted, what fails closed (F32). */
import { createServer as createPlainServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { authority, certificateOf } from '../../test/support/certificates.ts';
import { createHttpClient, type HttpClientOptions } from './undici-client.ts';

const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startSystem(options: ServerOptions): Promise<number> {
  const server = createServer(options, (request, response) => {
    response.end(
      `hello ${(request.socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }).getPeerCertificate().subject?.CN ?? 'stranger'}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function get(port: number, options: Partial<HttpClientOptions> = {}): Promise<string> {
  const client = createHttpClient({
    baseUrl: `https://localhost:${port}`,
    allowedHosts: [`localhost:${port}`],
    allowedLoopbackPorts: [port],
    ...options,
  });
  cleanUps.push(() => client.close());
  const { text } = await client.request({ method: 'GET', url: '/', signal: new AbortController().signal });
  return text;
}

const untrusted = { options: { code: 'tls-failed', maybeApplied: false } };

describe('a connection over TLS', () => {
  test('trusts the authority that it was given beside the public ones', async () => {
    const port = await startSystem(certificateOf('server'));
    expect(await get(port, { tls: { ca: authority } })).toBe('hello stranger');
  });

  test('trusts nobody whom no known authority has signed', async () => {
    await expect(get(await startSystem(certificateOf('server')))).rejects.toMatchObject(untrusted);
  });

  test('sends nothing to a system whose certificate has expired (F32)', async () => {
    await expect(get(await startSystem(certificateOf('expired')), { tls: { ca: authority } })).rejects.toMatchObject(untrusted);
  });

  test('sends nothing to a system that shows the certificate of another (F32)', async () => {
    await expect(get(await startSystem(certificateOf('other-name')), { tls: { ca: authority } })).rejects.toMatchObject(untrusted);
  });

  test('shows its client certificate to a system that wants one', async () => {
    const port = await startSystem({ ...certificateOf('server'), ca: authority, requestCert: true, rejectUnauthorized: true });
    expect(await get(port, { tls: { ca: authority, ...certificateOf('client') } })).toBe('hello plant gateway');
    await expect(get(port, { tls: { ca: authority } })).rejects.toMatchObject({ class: 'network' });
  });
});

describe('a connection through a proxy', () => {
  test('lets the proxy find the system, signs in at the proxy, and speaks TLS with the system itself', async () => {
    const systemPort = await startSystem(certificateOf('other-name'));
    const asked: { readonly target: string | undefined; readonly authorization: string | undefined }[] = [];
    const sockets = new Set<Socket>();
    const proxy = createPlainServer().on('connect', (request, socket: Socket) => {
      asked.push({ target: request.url, authorization: request.headers['proxy-authorization'] });
      const through = connect(systemPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const end of [socket, through]) {
        sockets.add(end);
        end.on('error', () => end.destroy());
      }
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(resolve));
    });
    const client = createHttpClient({
      baseUrl: 'https://sap.example.com',
      allowedHosts: ['sap.example.com'],
      proxy: `http://me:hidden@127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      tls: { ca: authority },
    });
    cleanUps.push(() => client.close());
    const { text } = await client.request({ method: 'GET', url: '/', signal: new AbortController().signal });
    expect(text).toBe('hello stranger');
    expect(asked).toEqual([{ target: 'sap.example.com:443', authorization: `Basic ${btoa('me:hidden')}` }]);
  });

  test('names the proxy when the proxy cannot be reached', async () => {
    const client = createHttpClient({ baseUrl: 'https://sap.example.com', allowedHosts: ['sap.example.com'], proxy: 'http://127.0.0.1:9' });
    cleanUps.push(() => client.close());
    await expect(client.request({ method: 'GET', url: '/', signal: new AbortController().signal })).rejects.toMatchObject({
      class: 'network',
      message: 'sap.example.com through the proxy 127.0.0.1:9 refuses the connection',
      options: { maybeApplied: false },
    });
  });

  test('says what the proxy said when it lets nothing through', async () => {
    const proxy = createPlainServer().on('connect', (_request, socket: Socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => new Promise((resolve) => proxy.close(resolve)));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const client = createHttpClient({ baseUrl: 'https://sap.example.com', allowedHosts: ['sap.example.com'], proxy: address });
    cleanUps.push(() => client.close());
    await expect(client.request({ method: 'GET', url: '/', signal: new AbortController().signal })).rejects.toMatchObject({
      options: { code: 'proxy-refused', maybeApplied: false },
      message: expect.stringContaining('status 407'),
    });
  });
});
