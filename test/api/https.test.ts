/** HTTPS at our own door: who is served, what is refused, and a certificate that is renewed while it runs. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { Agent, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Api, setUp } from '../support/api.ts';
import { deploy, register, smallFlow } from '../support/api-flows.ts';
import { AUTHORITY_FILE, authority, type CertificateName, certificateFiles, certificateOf } from '../support/certificates.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type InProcessRuntime, startInProcess } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let port: number;
const folder = mkdtempSync(join(tmpdir(), 'millrace-tls-'));
const shown = { certificate: join(folder, 'millrace.pem'), key: join(folder, 'millrace.key') };

function show(name: CertificateName): void {
  const { certificate, key } = certificateFiles(name);
  cpSync(certificate, shown.certificate);
  cpSync(key, shown.key);
}

beforeAll(async () => {
  setGlobalDispatcher(new Agent({ connect: { ca: authority } }));
  show('server');
  runtime = await startInProcess({
    environment: {
      MILLRACE_TLS_CERTIFICATE: shown.certificate,
      MILLRACE_TLS_KEY: shown.key,
      MILLRACE_TLS_CLIENT_AUTHORITIES: AUTHORITY_FILE,
    },
  });
  port = Number(new URL(runtime.url).port);
  admin = await setUp(runtime);
});
afterAll(async () => {
  await runtime?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The name in the certificate that a new socket is shown. */
function nameShown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, ca: authority }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

interface Answer {
  readonly status: number;
  readonly body: string;
}
function post(path: string, body: string, client?: CertificateName): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method: 'POST', ca: authority, agent: false as const };
    const sent = request(
      { ...options, ...(client === undefined ? {} : certificateOf(client)), headers: { 'content-type': 'application/json' } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('HTTPS', () => {
  test('API-110 serves pages, API and live view over TLS alone, and tells browsers to stay with it', async () => {
    expect(runtime.url).toMatch(/^https:/);
    const { status, headers } = await admin.raw('GET', '/api/session');
    expect(status).toBe(200);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    const live = new WebSocket(`wss://127.0.0.1:${port}/live`, { ca: authority, headers: { authorization: `Bearer ${admin.token}` } });
    await new Promise((resolve, reject) => live.once('open', resolve).once('error', reject));
    live.close();
  });

  test('API-110 drops whoever speaks plain HTTP, and goes on for the others', async () => {
    await expect(rawRequest(port, 'GET', '/healthz', { host: '127.0.0.1' })).rejects.toThrow(/hang up|ECONNRESET/);
    expect((await admin.raw('GET', '/healthz')).status).toBe(200);
  });

  test('API-111 shows the renewed certificate once told, and keeps the one before when the new pair is no good', async () => {
    expect(await nameShown()).toBe('millrace test server');
    show('renewed');
    runtime.renewCertificate();
    expect(await nameShown()).toBe('millrace test server renewed');
    writeFileSync(shown.key, 'half a key');
    runtime.renewCertificate();
    expect(runtime.logged()).toContain('the new certificate cannot be used; the one before stays');
    expect(await nameShown()).toBe('millrace test server renewed');
    const metrics = await admin.get<string>('/metrics');
    expect(metrics).toMatch(/^millrace_certificate_expires_seconds \d{10}$/m);
  });

  test('API-112 lets a sender in by its client certificate, and nobody without it or with another', async () => {
    await deploy(
      admin,
      smallFlow({
        id: 'by-certificate',
        webhook: { path: 'by-certificate', authentication: 'certificate' },
        nodes: { greet: { type: 'core/map', config: { rows: [{ target: 'got', expression: '= trigger.body.order' }] } } },
        edges: ['start > greet'],
      }),
    );
    const { address } = await register(admin, 'by-certificate', { certificate: certificateOf('client').cert });
    const body = JSON.stringify({ order: '4711' });
    expect((await post(address, body, 'client')).status).toBe(202);
    expect((await post(address, body)).status).toBe(401);
    expect((await post(address, body, 'renewed')).status).toBe(401);
  });
});

describe('an expired certificate of our own', () => {
  test('API-111 is shown all the same and called by its name in the log', async () => {
    const { certificate, key } = certificateFiles('expired');
    const old = await startInProcess({ environment: { MILLRACE_TLS_CERTIFICATE: certificate, MILLRACE_TLS_KEY: key } });
    try {
      expect(old.logged()).toContain('our certificate has expired');
      await expect(fetch(`${old.url}/healthz`)).rejects.toMatchObject({ cause: { code: 'CERT_HAS_EXPIRED' } });
    } finally {
      await old.close();
    }
  });
});
