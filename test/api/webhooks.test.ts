/** What other systems send in, and what answers they get: who may, what is taken, once. */
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsumerCreated } from '#flows/api/consumers.ts';
import type { ExceptionView, FlowMetrics } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { signStandardWebhook } from '#runtime/hooks/standard-webhooks.ts';
import { type Api, createApi, eventually, runReaches, setUp } from '../support/api.ts';
import { deploy, publish, type Registered, register, smallFlow } from '../support/api-flows.ts';
import { filesContain, formsOf } from '../support/files-contain.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const echo = { greet: { type: 'core/map', config: { rows: [{ target: 'got', expression: '= trigger.body.order' }] } } };
const MINUTE = 60_000;

let runtime: InProcessRuntime;
let admin: Api;
let issuer: LocalServer;
const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
let publishedKeys: readonly object[] = [];

beforeAll(async () => {
  issuer = await startLocalServer((_request, response) => response.end(JSON.stringify({ keys: publishedKeys })));
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${issuer.port}` } }));
});
afterAll(async () => {
  await runtime?.close();
  await issuer?.close();
});

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, Json>;
}
async function send(address: string, body: unknown, headers: Record<string, string> = {}, method = 'POST'): Promise<Sent> {
  const answer = await fetch(runtime.url + address, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, Json> };
}

function signed(secret: string, body: string, id: string = randomUUID(), at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signStandardWebhook(secret, id, timestamp, body)}`,
  };
}

async function webhook(id: string, config: Record<string, Json>, more: Parameters<typeof smallFlow>[0]['more'] = {}): Promise<string> {
  await deploy(
    admin,
    smallFlow({ id, webhook: { path: id, authentication: 'public', ...config }, nodes: echo, edges: ['start > greet'], more }),
  );
  return `/hooks/development/v1/${id}`;
}
const runsOf = async (flow: string) => (await admin.get<Page<RunSummary>>(`/api/runs?flow=${flow}&limit=200`)).items;

describe('a signed webhook (Standard Webhooks)', () => {
  let sender: Registered;
  let address: string;
  beforeAll(async () => {
    address = await webhook('signed', { authentication: 'signed' });
  });

  test('API-50 takes nobody before a sender is registered, whose secret is then shown once', async () => {
    expect(await send(address, {}, signed('whsec_AAAA', '{}'))).toMatchObject({
      status: 401,
      body: { code: 'not-authenticated', help: expect.any(String) },
    });
    sender = await register(admin, 'signed');
    expect(sender.credential).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect(sender.address).toBe(address);
    const listed = JSON.stringify(await admin.get('/api/environments/development/consumers'));
    expect(listed).toContain(sender.consumerId);
    for (const form of formsOf(sender.credential)) expect(listed).not.toContain(form);
    expect(filesContain(runtime.dataFolder, sender.credential)).toEqual([]);
  });

  test('API-51 is committed before it is acknowledged, and says where its run is', async () => {
    const body = JSON.stringify({ order: '4711' });
    const taken = await send(address, body, { ...signed(sender.credential, body), 'x-correlation-id': 'from-the-crm' });
    expect(taken).toMatchObject({ status: 202, body: { runId: expect.any(String), correlationId: 'from-the-crm', duplicate: false } });
    expect(taken.headers.get('location')).toBe(`/api/runs/${taken.body['runId']}`);
    const run = await runReaches(admin, String(taken.body['runId']), 'completed');
    expect(run).toMatchObject({ correlationId: 'from-the-crm', trigger: { body: { order: '4711' } } });
    expect(JSON.stringify(run)).not.toContain('webhook-signature');
  });

  test.each([
    ['unsigned', () => ({})],
    ['signed with another secret', (body: string) => signed(`whsec_${Buffer.from('another').toString('base64')}`, body)],
    ['older than five minutes', (body: string) => signed(sender.credential, body, 'old', Date.now() - 5 * MINUTE - 2_000)],
    ['from the future', (body: string) => signed(sender.credential, body, 'new', Date.now() + 5 * MINUTE + 2_000)],
    ['with another body than was signed', () => signed(sender.credential, '{"order":"1"}')],
    ['with another id than was signed', (body: string) => ({ ...signed(sender.credential, body), 'webhook-id': 'swapped' })],
    ['with a signature of odd length', (body: string) => ({ ...signed(sender.credential, body), 'webhook-signature': 'v1,AA' })],
  ])('API-52 is refused %s', async (_name, headersOf) => {
    const body = JSON.stringify({ order: 'forged' });
    expect(await send(address, body, headersOf(body))).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
  });

  test('API-53 that comes again gets the answer of the first and never runs twice, also when what is not signed was changed', async () => {
    const flow = 'keyed-by-query';
    const other = await webhook(flow, { authentication: 'signed' }, { idempotency: { key: '= trigger.query.n', windowMs: 1_000 } });
    const { credential } = await register(admin, flow);
    const body = JSON.stringify({ order: '1' });
    const headers = signed(credential, body, 'msg_1');
    const first = await send(`${other}?n=1`, body, headers);
    const replays = await Promise.all(['1', '2', '3'].map((n) => send(`${other}?n=${n}`, body, headers)));
    for (const replay of replays) expect(replay).toMatchObject({ status: 202, body: { runId: first.body['runId']!, duplicate: true } });
    const altered = JSON.stringify({ order: '2' });
    expect(await send(`${other}?n=9`, altered, signed(credential, altered, 'msg_1'))).toMatchObject({
      status: 422,
      body: { code: 'message-id-reused' },
    });
    expect(await runsOf(flow)).toHaveLength(1);
    const both = await Promise.all([0, 1].map((n) => send(`${other}?n=1${n}`, body, signed(credential, body, 'msg_2'))));
    expect(new Set(both.map(({ body: { runId } }) => runId)).size).toBe(1);
    const { items } = await admin.get<Page<FlowMetrics>>('/api/metrics?environment=development');
    expect(items.find(({ flowId }) => flowId === flow)).toMatchObject({ accepted: 2, duplicates: 4 });
    await eventually(
      async () =>
        String((await admin.raw('GET', '/metrics')).body).includes(`duplicates_total{environment="development",flow="${flow}"} 4`),
      'duplicates are counted',
    );
  });

  test('API-53 is known after a restart too, whatever the flow makes of it', async () => {
    const flow = 'keyed-by-another-query';
    const other = await webhook(flow, { authentication: 'signed' }, { idempotency: { key: '= trigger.query.n', windowMs: 1_000 } });
    const { credential } = await register(admin, flow);
    const body = JSON.stringify({ order: '1' });
    const headers = signed(credential, body, 'msg_kept');
    const first = await send(`${other}?n=1`, body, headers);
    await runtime.close('keep');
    const environment = { MILLRACE_ALLOWED_NETWORKS: `loopback:${issuer.port}` };
    runtime = await startInProcess({ folder: runtime.folder, environment });
    admin = createApi(runtime.url, admin.token);
    expect(await send(`${other}?n=2`, body, headers)).toMatchObject({
      status: 202,
      body: { runId: first.body['runId']!, duplicate: true },
    });
    const altered = JSON.stringify({ order: '2' });
    expect(await send(`${other}?n=3`, altered, signed(credential, altered, 'msg_kept'))).toMatchObject({
      status: 422,
      body: { code: 'message-id-reused' },
    });
    expect(await runsOf(flow)).toHaveLength(1);
  });

  test('API-54 is taken under both secrets while one is replaced, and under the old one no longer than said', async () => {
    const path = `/api/environments/development/consumers/${sender.consumerId}/rotate`;
    const rotated = await admin.send<ConsumerCreated>('POST', path, { keepHours: 2 });
    expect(rotated.credential).not.toBe(sender.credential);
    const body = JSON.stringify({ order: '4712' });
    const now = () => Date.now();
    for (const secret of [sender.credential, rotated.credential!])
      expect((await send(address, body, signed(secret, body))).status).toBe(202);
    const two = signed(rotated.credential!, body, 'two');
    two['webhook-signature'] = `v1,AAAA ${two['webhook-signature']}`;
    expect((await send(address, body, two)).status).toBe(202);
    runtime.passTime(121 * MINUTE);
    const later = (secret: string) => send(address, body, signed(secret, body, randomUUID(), now() + 121 * MINUTE));
    expect((await later(sender.credential)).status).toBe(401);
    expect((await later(rotated.credential!)).status).toBe(202);
    await admin.send('DELETE', `/api/environments/development/consumers/${sender.consumerId}`);
    expect((await later(rotated.credential!)).status).toBe(401);
  });

  test("API-55 follows the sender's own scheme where it has one", async () => {
    const github = await webhook('github', { authentication: 'signed', scheme: 'github' });
    const { credential } = await register(admin, 'github');
    const body = JSON.stringify({ order: 'g' });
    const headers = {
      'x-github-delivery': 'd1',
      'x-hub-signature-256': `sha256=${createHmac('sha256', credential).update(body).digest('hex')}`,
    };
    expect((await send(github, body, headers)).status).toBe(202);
    expect((await send(github, `${body} `, headers)).status).toBe(401);
    const hubspot = await webhook('hubspot', { authentication: 'signed', scheme: 'hubspot-v3' });
    const spot = await register(admin, 'hubspot');
    // The server's clock, which an earlier test has moved.
    const timestamp = String(Date.parse((await send(hubspot, body)).headers.get('date')!) + 121 * MINUTE);
    const signature = createHmac('sha256', spot.credential).update(`POST${runtime.url}${hubspot}${body}${timestamp}`).digest('base64');
    expect((await send(hubspot, body, { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': signature })).status).toBe(202);
  });
});

describe('other ways to be known', () => {
  test('API-56 an API key, a name and password, a secret address', async () => {
    const key = await webhook('by-key', { authentication: 'api-key' });
    const byKey = await register(admin, 'by-key');
    expect((await send(key, { order: 1 }, { 'x-api-key': byKey.credential })).status).toBe(202);
    expect(await send(key, { order: 1 }, { 'x-api-key': 'wrong' })).toMatchObject({ status: 401 });
    expect((await send(`${key}?api_key=${byKey.credential}`, { order: 1 })).status).toBe(401);
    const basic = await webhook('by-password', { authentication: 'basic' });
    const byPassword = await register(admin, 'by-password');
    expect((await send(basic, { order: 1 }, { authorization: `Basic ${btoa(byPassword.credential)}` })).status).toBe(202);
    const asked = await send(basic, { order: 1 });
    expect([asked.status, asked.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="millrace"']);
    await webhook('by-address', { authentication: 'secret-path' });
    const byAddress = await register(admin, 'by-address');
    expect(byAddress.address).toMatch(/^\/hooks\/development\/v1\/by-address\/[\w-]{24}$/);
    const taken = await send(byAddress.address, { order: 1 });
    expect(taken.status).toBe(202);
    expect((await send('/hooks/development/v1/by-address', { order: 1 })).status).toBe(404);
    expect((await send('/hooks/development/v1/by-address/AAAAAAAAAAAAAAAAAAAAAAAA', { order: 1 })).status).toBe(401);
    await runReaches(admin, String(taken.body['runId']), 'completed');
    for (const credential of [byKey.credential, byPassword.credential, byAddress.credential]) {
      expect(filesContain(runtime.dataFolder, credential)).toEqual([]);
      expect(runtime.logged()).not.toContain(credential);
    }
    const rotated = await admin.send<ConsumerCreated>('POST', `/api/environments/development/consumers/${byAddress.consumerId}/rotate`, {});
    for (const address of [byAddress.address, rotated.address])
      expect([address, (await send(address, { order: 1 })).status]).toEqual([address, 202]);
    const at0 = await admin.send<ConsumerCreated>('POST', `/api/environments/development/consumers/${byAddress.consumerId}/rotate`, {
      keepHours: 0,
    });
    expect((await send(rotated.address, { order: 1 })).status).toBe(401);
    expect((await send(at0.address, { order: 1 })).status).toBe(202);
  });

  test('API-57 a token of an issuer of its own, whose keys are fetched and followed', async () => {
    const address = await webhook('by-token', { authentication: 'jwt' });
    const settings = { issuer: 'https://login.plant.example', audience: 'millrace', subject: 'mes', keysUrl: `${issuer.url}/keys` };
    const list = '/api/environments/development/consumers';
    const base = { flow: 'by-token', name: 'MES', owner: 'Bea' };
    expect(await admin.raw('POST', list, base)).toMatchObject({ status: 400, body: { detail: expect.stringContaining('jwt') } });
    expect(await admin.raw('POST', list, { ...base, jwt: { ...settings, keys: [{}] } })).toMatchObject({ status: 400 });
    const created = await admin.send<ConsumerCreated>('POST', list, { ...base, jwt: settings });
    expect(created).toMatchObject({ address, consumer: { kind: 'jwt', settings } });
    expect(created.credential).toBeUndefined();
    const bearer = (kid: string, key: KeyObject = issuerKey.privateKey, claims: object = {}) => {
      const exp = Math.floor(Date.now() / 1_000) + 10_000;
      const text = [
        { alg: 'ES256', kid },
        { iss: settings.issuer, aud: 'millrace', sub: 'mes', exp, ...claims },
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      return {
        authorization: `Bearer ${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`,
      };
    };
    publishedKeys = [{ ...issuerKey.publicKey.export({ format: 'jwk' }), kid: 'k1' }];
    expect((await send(address, { order: 1 }, bearer('k1'))).status).toBe(202);
    const refused = await send(address, { order: 1 }, bearer('k1', undefined, { aud: 'erp' }));
    expect([refused.status, refused.headers.get('www-authenticate'), refused.body['detail']]).toEqual([
      401,
      'Bearer',
      expect.stringContaining('somebody else'),
    ]);
    expect((await send(address, { order: 1 }, { authorization: `Bearer ${admin.token}` })).status).toBe(401);
    // The issuer takes a new key: it is asked again, but not by every stranger at once.
    const next = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    publishedKeys = [{ ...next.publicKey.export({ format: 'jwk' }), kid: 'k2' }];
    const asked = issuer.requests.length;
    expect((await send(address, { order: 1 }, bearer('k2', next.privateKey))).status).toBe(401);
    expect(issuer.requests.length).toBe(asked);
    runtime.passTime(MINUTE);
    expect((await send(address, { order: 1 }, bearer('k2', next.privateKey))).status).toBe(202);
    expect(issuer.requests.length).toBe(asked + 1);
  });

  test('API-58 keys that cannot be had are not the sender’s fault', async () => {
    const address = await webhook('by-lost-token', { authentication: 'jwt' });
    const jwt = { issuer: 'https://login.plant.example', audience: 'millrace', subject: 'mes', keysUrl: 'http://127.0.0.1:1/keys' };
    await register(admin, 'by-lost-token', { jwt });
    const answer = await send(address, { order: 1 }, { authorization: 'Bearer a.b.c' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'keys-unreachable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('API-59 nobody at all, only where the flow says so', async () => {
    expect((await send(await webhook('open', { authentication: 'public' }), { order: 1 })).status).toBe(202);
    expect(await admin.raw('POST', '/api/environments/development/consumers', { flow: 'open', name: 'x', owner: 'y' })).toMatchObject({
      status: 409,
      body: { code: 'webhook-public' },
    });
    const silent = smallFlow({ id: 'silent', webhook: { path: 'silent' } });
    const { draftId } = await admin.send<{ draftId: string }>('POST', '/api/flows/silent/drafts', { document: silent });
    expect(await admin.raw('POST', '/api/flows/silent/versions', { draftId, note: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'flow-has-errors' },
    });
  });
});

describe('what is taken', () => {
  test('API-60 of an address that is none, or another method, is said', async () => {
    await webhook('posts', {});
    expect(await send('/hooks/development/v1/nothing', {})).toMatchObject({ status: 404, body: { code: 'no-such-webhook' } });
    expect((await send('/hooks/moon/v1/posts', {})).status).toBe(404);
    const wrong = await send('/hooks/development/v1/posts', '', {}, 'GET');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    // Without the contract's major the newest is meant.
    expect((await send('/hooks/development/posts', { order: 1 })).status).toBe(202);
  });

  test('API-61 of a body that is no JSON, too big, too deep, or does not fit the contract, nothing is', async () => {
    const contract = { major: 1, input: { type: 'object', required: ['order'], properties: { order: { type: 'string' } } } };
    const address = await webhook('strict', {}, { contract });
    expect(await send(address, '{"order":')).toMatchObject({ status: 400, body: { code: 'body-malformed', help: expect.any(String) } });
    expect(await send(address, { order: 7 })).toMatchObject({
      status: 400,
      body: { code: 'body-invalid', detail: expect.stringContaining('/order must be string'), errors: [{ path: '/order' }] },
    });
    expect(await send(address, `{"order":"1","deep":${'['.repeat(70)}${']'.repeat(70)}}`)).toMatchObject({
      status: 400,
      body: { code: 'body-too-complex' },
    });
    expect(await send(address, '{"order":"1","__proto__":{"x":1}}')).toMatchObject({ status: 400 });
    const port = Number(new URL(runtime.url).port);
    const big = await rawRequest(port, 'POST', address, { 'content-type': 'application/json', 'content-length': '11000000' }, '{}').catch(
      () => undefined,
    );
    if (big !== undefined) expect([big.status, big.body]).toEqual([413, expect.stringContaining('body-too-large')]);
    const binary = await rawRequest(
      port,
      'POST',
      address,
      { 'content-type': 'application/json', 'content-length': '2' },
      Buffer.from([0xff, 0xfe]),
    );
    expect([binary.status, binary.body]).toEqual([400, expect.stringContaining('not-utf8')]);
    const byHand = await admin.raw('POST', '/api/runs', { environment: 'development', flow: 'strict', input: { order: 7 } });
    expect(byHand).toMatchObject({ status: 400, body: { code: 'input-invalid', errors: [{ path: '/order' }] } });
    expect(await runsOf('strict')).toEqual([]);
  });

  test('API-62 INT-2 a key that came before: the same run for the same body, 422 for another, 400 where there is none', async () => {
    const lane = { name: 'order', key: '= trigger.body.order' };
    const address = await webhook('once', {}, { idempotency: { key: '= trigger.body.id' }, lane });
    const first = await send(address, { id: 'a', order: '1', n: 1.0 });
    expect(await send(address, '{ "n": 1, "order": "1", "id": "a" }')).toMatchObject({
      status: 202,
      body: { runId: first.body['runId']!, duplicate: true },
    });
    expect(await send(address, { id: 'a', order: '1', n: 2 })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused', detail: expect.stringContaining(String(first.body['runId'])) },
    });
    expect(await send(address, { order: '1' })).toMatchObject({
      status: 400,
      body: { code: 'value-missing', detail: expect.stringContaining('idempotency key') },
    });
    expect(await send(address, { id: 'b' })).toMatchObject({
      status: 400,
      body: { code: 'value-missing', detail: expect.stringContaining('lane key') },
    });
    expect(await runsOf('once')).toHaveLength(1);
    expect((await admin.get<Page<ExceptionView>>('/api/environments/development/exceptions')).items).toEqual([]);
    const byHand = (body: object) => admin.raw('POST', '/api/runs', { environment: 'development', flow: 'once', ...body });
    expect(await byHand({ input: { id: 'a', order: '1', n: 3 } })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await byHand({ input: { id: 'a', order: '1', n: 1 } })).toMatchObject({ status: 202, body: { duplicate: true } });
  });

  test('API-63 is no more than the sender’s quota', async () => {
    const address = await webhook('rationed', { authentication: 'api-key' });
    const { credential, consumerId } = await register(admin, 'rationed', { quotaPerMinute: 2 });
    const attempt = () => send(address, { order: 1 }, { 'x-api-key': credential });
    expect([(await attempt()).status, (await attempt()).status]).toEqual([202, 202]);
    const third = await attempt();
    expect(third).toMatchObject({ status: 429, body: { code: 'quota-used-up' } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    runtime.passTime(31_000);
    expect((await attempt()).status).toBe(202);
    expect((await attempt()).status).toBe(429);
    await admin.send('PUT', `/api/environments/development/consumers/${consumerId}`, { quotaPerMinute: null });
    expect((await attempt()).status).toBe(202);
  });

  test('API-64 INT-3 at the backlog limit senders are asked to come again, and nothing is dropped', async () => {
    const small = await startInProcess({ environment: { MILLRACE_MAX_OPEN_RUNS: '2' } });
    try {
      const boss = await setUp(small);
      const waits = smallFlow({
        id: 'waits',
        webhook: { path: 'waits', authentication: 'public' },
        nodes: { rest: { type: 'core/delay', config: { durationMs: 3_600_000 } } },
        edges: ['start > rest'],
      });
      await deploy(boss, waits);
      const post = () =>
        fetch(`${small.url}/hooks/development/v1/waits`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
      expect([(await post()).status, (await post()).status]).toEqual([202, 202]);
      const third = await post();
      expect([third.status, await third.json()]).toMatchObject([503, { code: expect.any(String) }]);
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
      const { items } = await boss.get<Page<RunSummary>>('/api/runs');
      expect(items).toHaveLength(2);
      await boss.send('POST', `/api/runs/${items[0]!.runId}/actions`, { action: 'cancel', reason: 'make room' });
      await runReaches(boss, items[0]!.runId, 'cancelled');
      expect((await post()).status).toBe(202);
    } finally {
      await small.close();
    }
  });
});

describe('a synchronous webhook', () => {
  const answers = (
    id: string,
    nodes: NonNullable<Parameters<typeof smallFlow>[0]['nodes']>,
    edges: readonly string[],
    more: Parameters<typeof smallFlow>[0]['more'] = {},
  ) => deploy(admin, smallFlow({ id, webhook: { path: id, authentication: 'public', synchronous: true }, nodes, edges, more }));

  test("API-65 INT-5 gets the flow's own answer; one that comes again gets the stored one", async () => {
    const respond = {
      type: 'core/respond',
      config: { status: 201, body: { promised: '= trigger.body.order' }, headers: { 'x-plant': '1010', location: '/orders/7' } },
    };
    await answers('answers', { respond }, ['start > respond'], { idempotency: { key: '= trigger.body.id' } });
    const address = '/hooks/development/v1/answers';
    const first = await send(address, { id: '1', order: 'A' });
    expect(first).toMatchObject({ status: 201, body: { promised: 'A' } });
    expect([first.headers.get('x-plant'), first.headers.get('location'), first.headers.get('idempotent-replayed')]).toEqual([
      '1010',
      '/orders/7',
      null,
    ]);
    expect(first.headers.get('content-security-policy')).toBe('sandbox');
    const runId = first.headers.get('millrace-run')!;
    const again = await send(address, { id: '1', order: 'A' });
    expect(again).toMatchObject({ status: 201, body: { promised: 'A' } });
    expect([again.headers.get('idempotent-replayed'), again.headers.get('millrace-run')]).toEqual(['true', runId]);
    expect(await admin.get<RunView>(`/api/runs/${runId}`)).toMatchObject({ state: 'completed' });
  });

  test('API-66 INT-5 past its time gets 202 with the address of the run, which goes on', async () => {
    const nodes = {
      rest: { type: 'core/delay', config: { durationMs: 1_500 } },
      respond: { type: 'core/respond', config: { body: 'late' } },
    };
    await answers('is-late', nodes, ['start > rest', 'rest > respond'], { respondWithinMs: 100 });
    const answer = await send('/hooks/development/v1/is-late', {});
    expect(answer).toMatchObject({ status: 202, body: { duplicate: false } });
    expect(answer.headers.get('location')).toBe(`/api/runs/${answer.body['runId']}`);
    expect(await runReaches(admin, String(answer.body['runId']), 'completed')).toMatchObject({ state: 'completed' });
  });
});

describe('two contracts side by side', () => {
  test('API-67 each major has its address; the older one says that it is, and INT-4 none is ever missing', async () => {
    const version1 = smallFlow({ id: 'majors', webhook: { path: 'majors', authentication: 'public' } });
    await deploy(admin, version1);
    expect((await send('/hooks/development/v1/majors', {})).headers.get('sunset')).toBeNull();
    const version = await publish(admin, { ...version1, contract: { major: 2 } });
    let stop = false;
    const statuses = new Set<number>();
    const hammer = (async () => {
      while (!stop) statuses.add((await send('/hooks/development/v1/majors', {})).status);
    })();
    await admin.send('PUT', '/api/environments/development/deployments/majors', { version });
    for (let n = 0; n < 5; n += 1)
      await admin.send('PUT', '/api/environments/development/deployments/majors', { version: n % 2 === 0 ? 1 : version });
    stop = true;
    await hammer;
    expect([...statuses]).toEqual([202]);
    const old = await send('/hooks/development/v1/majors', {});
    expect(old.headers.get('deprecation')).toMatch(/^@\d{10}$/);
    expect(Date.parse(old.headers.get('sunset')!)).toBeGreaterThan(Date.now());
    const current = await send('/hooks/development/v2/majors', {});
    expect([current.status, current.headers.get('sunset')]).toEqual([202, null]);
    const runId = String((await send('/hooks/development/majors', {})).body['runId']);
    expect((await admin.get<RunView>(`/api/runs/${runId}`)).version).toBe(version);
  });
});
