/** Secrets go in and never come out: not in answers, events, logs, exports, nor anywhere in the data folder. The other system does its worst. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import { type Api, createApi, eventually, runReaches } from '../support/api.ts';
import { deploy, register, smallFlow } from '../support/api-flows.ts';
import { callCli } from '../support/cli.ts';
import { filesContain, formsOf } from '../support/files-contain.ts';
import { openLive, type TestSocket } from '../support/live-socket.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const CANARY = `Canary/${randomBytes(12).toString('hex')}+"quoted"`;
const PASSWORD = `another ${randomBytes(12).toString('hex')}`;

let runtime: InProcessRuntime;
let admin: Api;
let system: LocalServer;
let watcher: TestSocket;
const answers: string[] = [];

beforeAll(async () => {
  // A system that quotes what it was sent wherever it can.
  system = await startLocalServer((request, response) => {
    const key = String(request.headers['x-api-key'] ?? request.headers.authorization ?? '');
    const quoted = key.startsWith('Basic ') ? Buffer.from(key.slice(6), 'base64').toString('utf8') : key;
    const status = request.url.startsWith('/refuse') ? 400 : request.url.startsWith('/down') ? 503 : 200;
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(quoted) });
    response.end(
      JSON.stringify({
        youSent: quoted,
        encoded: Buffer.from(quoted).toString('base64'),
        message: `The key ${quoted} is fine`,
        order: '4711',
      }),
    );
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` } }));
  watcher = await openLive(runtime.url, { authorization: `Bearer ${admin.token}` });
  watcher.subscribe('e', { environment: 'development' }, 0);
  await watcher.next('snapshot', 'e');
  const put = (name: string, settings: object, secrets: object) =>
    admin.raw(
      'PUT',
      `/api/environments/development/connections/${name}`,
      { type: 'http', settings: { baseUrl: system.url, ...settings }, secrets },
      { 'if-match': '0' },
    );
  for (const answer of [
    await put('shop', { authentication: 'api-key' }, { apiKey: CANARY }),
    await put('till', { authentication: 'basic', user: 'mill' }, { password: PASSWORD }),
  ]) {
    expect(answer.status).toBe(200);
    answers.push(JSON.stringify(answer.body));
  }
});
afterAll(async () => {
  watcher?.close();
  await runtime?.close();
  await system?.close();
});

const calls = (id: string, path: string, connection = 'shop', method = 'GET') =>
  smallFlow({
    id,
    nodes: {
      call: {
        type: 'http/request',
        connection,
        config: { method, path, idempotency: 'naturally-idempotent', ...(method === 'GET' ? {} : { body: '= trigger.body' }) },
        retry: { attempts: 1 },
      },
      take: {
        type: 'core/map',
        config: {
          rows: [
            { target: 'said', expression: '= steps.call.body.message' },
            { target: 'length', expression: '= $length(steps.call.body.youSent)' },
          ],
        },
      },
    },
    edges: ['start > call', 'call > take'],
  });
const start = async (flow: string, input: unknown = {}) =>
  (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input })).runId;

function expectNowhere(texts: readonly string[]): void {
  for (const secret of [CANARY, PASSWORD])
    for (const form of [...formsOf(secret), JSON.stringify(secret).slice(1, -1)])
      for (const text of texts)
        expect([form, text.indexOf(form), text.slice(Math.max(0, text.indexOf(form) - 200), text.indexOf(form) + 50)]).toEqual([
          form,
          -1,
          expect.anything(),
        ]);
}

describe('a secret', () => {
  test('API-84 is written and never read: answers say which fields are set', async () => {
    const view = await admin.get<ConnectionView>('/api/environments/development/connections/shop');
    expect(view).toMatchObject({ secretsSet: ['apiKey'], hosts: [`127.0.0.1:${system.port}`] });
    const kept = await admin.send<ConnectionView>(
      'PUT',
      '/api/environments/development/connections/shop',
      { type: 'http', settings: { ...view.settings, checkPath: '/check' } },
      { 'if-match': String(view.revision) },
    );
    expect(kept.secretsSet).toEqual(['apiKey']);
    answers.push(JSON.stringify([view, kept]));
  });

  test('API-85 is bound to the hosts that it was given for: another address needs it again', async () => {
    const view = await admin.get<ConnectionView>('/api/environments/development/connections/till');
    const elsewhere = { type: 'http', settings: { ...view.settings, baseUrl: 'https://attacker.example' } };
    const headers = { 'if-match': String(view.revision) };
    expect(await admin.raw('PUT', '/api/environments/development/connections/till', elsewhere, headers)).toMatchObject({
      status: 409,
      body: { code: 'secrets-bound-to-hosts', help: expect.stringContaining('again') },
    });
    expect(system.requests.some(({ headers: sent }) => sent.host?.includes('attacker'))).toBe(false);
  });

  test('API-85 is not bound to an address that is only named: a private key never goes to the audience of its assertion', async () => {
    const settings = {
      baseUrl: 'https://mill.my.salesforce.example',
      clientId: 'millrace',
      authentication: 'jwt-bearer',
      username: 'flows@mill.example',
      audience: 'https://login.example',
    };
    const at = '/api/environments/development/connections/named';
    const view = await admin.send<ConnectionView>('PUT', at, { type: 'salesforce', settings, secrets: {} }, { 'if-match': '0' });
    expect(view.hosts).toEqual(['mill.my.salesforce.example']);
  });

  test('API-86 is used, and nothing that comes of it shows it: runs, steps, effects, events, checks, exceptions, metrics', async () => {
    for (const flow of [
      calls('reads', '/orders'),
      calls('writes', '/orders', 'shop', 'POST'),
      calls('signs-in', '/orders', 'till'),
      calls('is-refused', '/refuse'),
      calls('is-down', '/down'),
    ])
      await deploy(admin, flow);
    const runs = {
      reads: await start('reads'),
      writes: await start('writes', { note: CANARY, nested: [{ deep: `x${CANARY}y` }] }),
      signsIn: await start('signs-in'),
      refused: await start('is-refused'),
      down: await start('is-down'),
    };
    for (const runId of [runs.reads, runs.writes, runs.signsIn]) await runReaches(admin, runId, 'completed');
    for (const runId of [runs.refused, runs.down]) await runReaches(admin, runId, 'parked');
    // It was really sent, and the flow really worked with what came back.
    expect(system.requests.some(({ headers }) => headers['x-api-key'] === CANARY)).toBe(true);
    expect(system.requests.some(({ headers }) => headers.authorization === `Basic ${btoa(`mill:${PASSWORD}`)}`)).toBe(true);
    const paths = [
      '/api/environments/development/connections',
      '/api/environments/development/circuits',
      '/api/environments/development/exceptions',
      '/api/environments/development/events',
      '/api/environments/development/lanes',
      '/api/audit?limit=200',
      '/api/runs?limit=200',
      '/api/metrics?environment=development',
      '/metrics',
      '/api/openapi.json',
      '/api/flows',
    ];
    for (const runId of Object.values(runs))
      paths.push(
        `/api/runs/${runId}`,
        `/api/runs/${runId}/events`,
        `/api/runs/${runId}/steps/call`,
        `/api/runs/${runId}/steps/take`,
        `/api/runs/${runId}/summary`,
      );
    answers.push(JSON.stringify((await admin.raw('POST', '/api/environments/development/connections/shop/check')).body));
    for (const path of paths) answers.push(JSON.stringify((await admin.raw('GET', path)).body));
    expectNowhere(answers);
    const run = await admin.get<RunView>(`/api/runs/${runs.reads}`);
    expect(run.steps.map(({ state }) => state)).toEqual(['completed', 'completed']);
  });

  test('API-87 a payload that holds it is sealed whole, and the engine goes on with the real one, also after a crash', async () => {
    const rests = smallFlow({
      id: 'rests',
      nodes: {
        call: { type: 'http/request', connection: 'shop', config: { method: 'GET', path: '/orders' } },
        rest: { type: 'core/delay', config: { durationMs: 2_500 } },
        send: {
          type: 'http/request',
          connection: 'shop',
          config: {
            method: 'POST',
            path: '/sink',
            body: '= { "came": steps.call.body.youSent, "given": trigger.body.note }',
            idempotency: 'naturally-idempotent',
          },
        },
      },
      edges: ['start > call', 'call > rest', 'rest > send'],
    });
    await deploy(admin, rests);
    const runId = await start('rests', { note: `is ${CANARY}` });
    await eventually(async () => (await admin.get<RunView>(`/api/runs/${runId}`)).state === 'waiting', 'it rests');
    const { events } = await admin.get<{
      events: readonly { type: string; path?: string; output?: unknown; trigger?: { body: unknown } }[];
    }>(`/api/runs/${runId}/events`);
    expect(events[0]!.trigger!.body).toEqual({ $sealed: expect.stringMatching(/^secret:/) });
    expect(events.find(({ type, path }) => type === 'step-completed' && path === 'call')!.output).toEqual({ $sealed: expect.any(String) });
    watcher.close();
    await runtime.close('keep');
    expectNowhere([runtime.logged()]);
    expect(filesContain(runtime.dataFolder, CANARY)).toEqual([]);
    runtime = await startInProcess({ folder: runtime.folder, environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` } });
    admin = createApi(runtime.url, admin.token);
    await runReaches(admin, runId, 'completed');
    const sink = system.requests.find(({ url }) => url === '/sink')!;
    expect(JSON.parse(sink.body)).toEqual({ came: CANARY, given: `is ${CANARY}` });
    answers.push(JSON.stringify((await admin.raw('GET', `/api/runs/${runId}/steps/send`)).body));
    expectNowhere(answers);
  });

  test('API-88 stands in no event that was sent, no log line, no file, no backup', async () => {
    expectNowhere([JSON.stringify(watcher.messages), runtime.logged()]);
    expect(watcher.events('e').length).toBeGreaterThan(20);
    const backup = join(runtime.folder, 'copy.millrace');
    const { code } = await callCli(['backup', backup], { MILLRACE_DATA: runtime.dataFolder });
    expect(code).toBe(0);
    for (const secret of [CANARY, PASSWORD, admin.token]) expect(filesContain(runtime.folder, secret)).toEqual([]);
    const key = readFileSync(join(runtime.folder, 'master.key'), 'utf8').trim().split(/\s+/).at(-1)!;
    expect(filesContain(runtime.dataFolder, key)).toEqual([]);
  });

  test('API-89 lives on under a new master key, and the old one may go', async () => {
    const keyFile = join(runtime.folder, 'master.key');
    const { credential } = await (async () => {
      await deploy(admin, smallFlow({ id: 'hears', webhook: { path: 'hears', authentication: 'signed' } }));
      return register(admin, 'hears');
    })();
    await runtime.close('keep');
    const before = readFileSync(keyFile, 'utf8').trimEnd();
    const next = `k2 ${randomBytes(32).toString('base64')}`;
    writeFileSync(keyFile, `${before}\n${next}\n`, { mode: 0o600 });
    const environment = { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` };
    runtime = await startInProcess({ folder: runtime.folder, environment });
    admin = createApi(runtime.url, admin.token);
    expect((await admin.get<Page<{ action: string; detail: object }>>('/api/audit')).items[0]).toMatchObject({
      action: 'secrets-rewrapped',
      detail: { secrets: 3, keyId: 'k2' },
    });
    await runReaches(admin, await start('reads'), 'completed');
    await runtime.close('keep');
    writeFileSync(keyFile, `${next}\n`, { mode: 0o600 });
    runtime = await startInProcess({ folder: runtime.folder, environment });
    admin = createApi(runtime.url, admin.token);
    await runReaches(admin, await start('reads'), 'completed');
    expect(filesContain(runtime.dataFolder, credential)).toEqual([]);
    expect((await admin.get<Page<RunSummary>>('/api/runs?state=parked')).items).toHaveLength(2);
  });
});
