/** Bad input at every edge: a problem that says what, where and what to do, and nothing half-stored. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { type Api, createApi, runReaches, setUp } from '../support/api.ts';
import { deploy, type Problem, publish, smallFlow } from '../support/api-flows.ts';
import { rawBytes, rawRequest } from '../support/raw-http.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let port: number;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  port = Number(new URL(runtime.url).port);
  await deploy(admin, smallFlow({ id: 'listens' }));
});
afterAll(() => runtime.close());

/** Sends a text as a body, whatever it is. */
async function sendText(path: string, text: string | Uint8Array, headers: Record<string, string> = {}, method = 'POST') {
  const answer = await rawRequest(
    port,
    method,
    path,
    {
      authorization: `Bearer ${admin.token}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      ...headers,
    },
    text,
  );
  return { ...answer, problem: JSON.parse(answer.body) as Problem };
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const run = (input: string) => `{"environment":"development","flow":"listens","input":${input}}`;

describe('a body', () => {
  test.each([
    ['no JSON', '{"a":', 400, 'invalid-body', /not JSON.*position|not JSON/],
    ['nothing', '', 400, 'invalid-body', /needs a JSON body/],
    ['a list where an object is wanted', '[]', 400, 'invalid-body', /the body must be object/],
    ['deeper than 64 levels', run(nested(64)), 400, 'body-too-complex', /deeper than 64/],
    ['deeper than any parser likes', run(nested(200_000)), 400, 'body-too-complex', /deeper than 64/],
    ['more than 100,000 values', run(`[${'0,'.repeat(100_001)}0]`), 400, 'body-too-complex', /more than 100000 values/],
    ['a member that merges take for the prototype', run('{"__proto__":{"isAdmin":true}}'), 400, 'body-too-complex', /__proto__/],
    [
      'an unknown field',
      '{"environment":"development","flow":"listens","input":1,"state":"completed"}',
      400,
      'invalid-body',
      /unknown field "state"/,
    ],
    ['a missing field', '{"environment":"development","flow":"listens"}', 400, 'invalid-body', /lacks "input"/],
    ['a field of another type', '{"environment":7,"flow":"listens","input":1}', 400, 'invalid-body', /environment must be string/],
    [
      'a text that is too long',
      `{"environment":"${'x'.repeat(65)}","flow":"listens","input":1}`,
      400,
      'invalid-body',
      /environment must NOT have more than 64/,
    ],
  ])('API-26 that is %s is refused, with its place', async (_name, text, status, code, sentence) => {
    const { problem } = await sendText('/api/runs', text);
    expect(problem).toMatchObject({ status, code, type: `urn:millrace:problem:${code}` });
    expect(problem.detail).toMatch(sentence);
    expect(problem.help).toBeTruthy();
  });

  test('API-27 is measured before it is read: a megabyte for most, ten for documents and runs', async () => {
    const mega = JSON.stringify({ name: 'x'.repeat(1_100_000), grants: [] });
    expect(await sendText('/api/tokens', mega)).toMatchObject({
      status: 413,
      problem: { code: 'body-too-large', detail: expect.stringContaining('1048576') },
    });
    expect((await sendText('/api/runs', run(`"${'x'.repeat(2_000_000)}"`))).status).toBe(202);
    expect(await sendText('/api/runs', run(`"${'x'.repeat(10_500_000)}"`))).toMatchObject({ status: 413 });
    // Without a length said beforehand it is counted as it comes.
    const chunked = await fetch(`${runtime.url}/api/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: new Blob([mega]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  test('API-28 is JSON in UTF-8, not compressed, and comes only where one is wanted', async () => {
    expect(await sendText('/api/runs', run('1'), { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      problem: { code: 'not-json' },
    });
    expect(await sendText('/api/runs', run('1'), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      problem: { code: 'encoded-body' },
    });
    expect(await sendText('/api/runs', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).toMatchObject({
      status: 400,
      problem: { code: 'not-utf8' },
    });
    expect(await sendText('/api/users', '{}', {}, 'GET')).toMatchObject({ status: 400, problem: { code: 'unexpected-body' } });
    expect((await sendText('/api/runs', `\ufeff${run('1')}`)).status).toBe(202);
  });

  test('API-29 that is refused leaves nothing behind', async () => {
    const count = async () => (await admin.get<Page<RunSummary>>('/api/runs?flow=listens&limit=200')).items.length;
    const before = await count();
    for (const text of [run(nested(64)), run('1').replace('listens', 'nothing'), run('1').replace('development', 'moon'), '{'])
      await sendText('/api/runs', text);
    expect(await count()).toBe(before);
  });

  test('API-30 of whatever kind never makes any route fail on our side', async () => {
    const { paths } = await admin.get<{ paths: Record<string, Record<string, { requestBody?: unknown }>> }>('/api/openapi.json');
    const bodies = [
      '',
      'null',
      '[]',
      '7',
      '"x"',
      '{}',
      '{"a":1}',
      '{"__proto__":1}',
      '{"document":{}}',
      '{"document":null}',
      '{"test":{}}',
      '{"value":{}}',
      nested(100),
    ];
    for (const [path, methods] of Object.entries(paths)) {
      const address = path.replace('{environment}', 'development').replace(/\{\w+\}/g, '%00..%2F%F0%9F%90%BF');
      for (const [method, { requestBody }] of Object.entries(methods)) {
        if (path === '/api/session' || path === '/api/setup' || !path.startsWith('/api/')) continue;
        for (const body of requestBody === undefined ? [''] : bodies) {
          const answer = await sendText(address, body, { 'if-match': '"1"' }, method.toUpperCase()).catch(
            (error: unknown) => error as Error,
          );
          if (answer instanceof Error) continue;
          expect([method, address, body, answer.body, answer.status < 500]).toEqual([method, address, body, answer.body, true]);
        }
      }
    }
    expect(runtime.logged()).not.toContain('request failed');
  });
});

describe('an address', () => {
  test('API-31 that is unknown, or used by another method, says so', async () => {
    expect(await admin.raw('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { code: 'unknown-route', help: expect.stringContaining('openapi') },
    });
    const wrong = await admin.raw('PATCH', '/api/flows/listens');
    expect(wrong).toMatchObject({ status: 405, body: { code: 'method-not-allowed', help: 'Possible: GET.' } });
    expect(wrong.headers.get('allow')).toBe('GET');
    expect(await admin.raw('POST', '/nothing')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  });

  test.each([
    ['/api/flows/nothing', 'flow'],
    ['/api/flows/listens/versions/99', 'version'],
    ['/api/flows/listens/versions/1e0', 'version'],
    ['/api/flows/listens/drafts/nothing', 'draft'],
    ['/api/runs/nothing', 'run'],
    ['/api/runs/nothing/events', 'run'],
    ['/api/environments/moon/connections', 'environment'],
    ['/api/environments/moon/variables', 'environment'],
    ['/api/environments/moon/lanes', 'environment'],
    ['/api/environments/development/connections/nothing', 'connection'],
    ['/api/environments/development/variables/nothing', 'variable'],
    ['/api/environments/development/lanes/order/nothing', 'lane'],
    ['/api/promotions/nothing', 'promotion'],
    ['/api/metrics?environment=moon', 'environment'],
  ])('API-32 of something that is not there is a 404 that names it: %s', async (path, what) => {
    const answer = await admin.raw('GET', path);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((answer.body as Problem).detail).toContain(what);
  });

  test.each([
    ['/api/runs?colour=red', 'unknown-parameter', /Known: cursor, limit/],
    ['/api/runs?limit=0', 'invalid-parameter', undefined],
    ['/api/runs?limit=201', 'invalid-parameter', undefined],
    ['/api/runs?limit=1&limit=2', 'repeated-parameter', undefined],
    ['/api/runs?key=ab', 'invalid-parameter', undefined],
    ['/api/runs?cursor=nonsense', 'invalid-cursor', /"next"/],
    ['/api/runs?from=yesterday', 'invalid-parameter', undefined],
    ['/api/runs?state=flying', 'invalid-parameter', undefined],
    ['/api/flows?cursor=nonsense', 'invalid-cursor', undefined],
    ['/api/audit?cursor=7', 'invalid-cursor', undefined],
    ['/api/environments/development/lanes?cursor=x', 'invalid-cursor', undefined],
    ['/api/environments/development/exceptions?cursor=x', 'invalid-cursor', undefined],
    ['/api/environments/development/effects', 'parameter-missing', undefined],
    ['/api/flows/listens/diff?from=1', 'parameter-missing', undefined],
  ])('API-33 with a wrong parameter is a 400 that says which: %s', async (path, code, help) => {
    const answer = await admin.raw('GET', path);
    expect(answer).toMatchObject({ status: 400, body: { code, detail: expect.any(String) } });
    if (help !== undefined) expect((answer.body as Problem).help).toMatch(help);
  });

  test('API-34 or headers that are too long, and what is no HTTP at all, get an answer and an end', async () => {
    const long = await rawBytes(port, `GET /api/setup HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1.1 431 /);
    expect(long).toContain('header-too-large');
    const garbage = await rawBytes(port, 'HELO millrace\r\n\r\n');
    expect(garbage).toMatch(/^HTTP\/1.1 400 /);
    expect(garbage).toContain('"code":"not-http"');
    expect((await admin.raw('GET', '/api/flows/%E0%A4%A')).status).toBe(400);
  });
});

describe('a change of a document', () => {
  test('API-35 of a draft needs its revision; who comes second gets what is there to merge with', async () => {
    const document = smallFlow({ id: 'merges' });
    const created = await admin.raw('POST', '/api/flows/merges/drafts', { document });
    const { draftId } = created.body as DraftView;
    expect(created.headers.get('etag')).toBe('"1"');
    const path = `/api/flows/merges/drafts/${draftId}`;
    expect(await admin.raw('PUT', path, { document })).toMatchObject({
      status: 428,
      body: { code: 'revision-missing', help: 'Send it as If-Match.' },
    });
    const better = { ...document, name: 'Better' };
    const saved = await admin.raw('PUT', path, { document: better }, { 'if-match': '"1"' });
    expect(saved.status).toBe(200);
    expect(saved.headers.get('etag')).toBe('"2"');
    for (const tag of ['"1"', '"7"', '*', 'nonsense'])
      expect([tag, await admin.raw('PUT', path, { document }, { 'if-match': tag })]).toMatchObject([
        tag,
        { status: 412, body: { code: 'changed-meanwhile', current: { revision: 2, document: { name: 'Better' } } } },
      ]);
    const both = await Promise.all(
      [1, 2].map((n) => admin.raw('PUT', path, { document: { ...document, name: `Mine ${n}` } }, { 'if-match': '"2"' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('API-36 of a connection too, beginning with 0; of variables and all the other reference data as well', async () => {
    const path = '/api/environments/test/connections/shop';
    const body = { type: 'http', settings: { baseUrl: 'https://shop.example' } };
    expect((await admin.raw('PUT', path, body)).status).toBe(428);
    expect((await admin.raw('PUT', path, body, { 'if-match': '3' })).status).toBe(412);
    expect((await admin.raw('PUT', path, body, { 'if-match': '0' })).headers.get('etag')).toBe('"1"');
    expect(await admin.raw('PUT', path, body, { 'if-match': '0' })).toMatchObject({ status: 412, body: { current: { revision: 1 } } });
    for (const [resource, value] of [
      ['variables', 7],
      ['value-maps', { a: 'b' }],
      ['plants', { label: 'Hamburg', timeZone: 'Europe/Berlin' }],
      ['calendars', { timeZone: 'Europe/Berlin' }],
      ['units', { baseUnit: 'PC', units: [{ unit: 'BOX', numerator: 12, denominator: 1 }] }],
    ] as const) {
      const one = `/api/environments/test/${resource}/1010`;
      expect([resource, (await admin.raw('PUT', one, { value })).status]).toEqual([resource, 428]);
      expect([resource, (await admin.raw('PUT', one, { value }, { 'if-match': '0' })).status]).toEqual([resource, 200]);
      expect([resource, await admin.raw('PUT', one, { value }, { 'if-match': '0' })]).toMatchObject([
        resource,
        { status: 412, body: { current: { revision: 1 } } },
      ]);
      expect(await admin.get(one)).toMatchObject({ name: '1010', value, revision: 1 });
      expect((await admin.raw('PUT', one, { value: null }, { 'if-match': '1' })).status).toBe(resource === 'variables' ? 200 : 400);
      expect((await admin.raw('DELETE', one)).status).toBe(204);
      expect((await admin.raw('GET', one)).status).toBe(404);
    }
    expect(
      await admin.raw('PUT', '/api/environments/test/plants/1', { value: { label: 'x', timeZone: 'Mars/Base' } }, { 'if-match': '0' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'invalid-value', detail: expect.stringContaining('Mars/Base') },
    });
    for (const shift of [
      { weekdays: [1], start: '22:00', end: '06:00' },
      { weekdays: [1], start: '06:00', end: '06:00' },
      { weekdays: [], start: '06:00', end: '14:00' },
    ]) {
      const value = { timeZone: 'Europe/Berlin', shifts: [{ weekdays: [2], start: '06:00', end: '14:00' }, shift] };
      expect(await admin.raw('PUT', '/api/environments/test/calendars/1', { value }, { 'if-match': '0' })).toMatchObject({
        status: 400,
        body: { code: 'invalid-value', detail: expect.stringMatching(/^Shift 2 \(.*one that goes over midnight is two/) },
      });
    }
    for (const name of ['%20', 'a%2Fb', '..', `${'x'.repeat(65)}`])
      expect([
        name,
        (await admin.raw('PUT', `/api/environments/test/variables/${name}`, { value: 1 }, { 'if-match': '0' })).status >= 400,
      ]).toEqual([name, true]);
  });

  test('API-37 of a connection says what is wrong with its settings; what live flows use stays', async () => {
    const put = (body: object) => admin.raw('PUT', '/api/environments/test/connections/other', body, { 'if-match': '0' });
    expect(await put({ type: 'carrier-pigeon', settings: {} })).toMatchObject({
      status: 400,
      body: { code: 'unknown-connection-type', help: expect.stringContaining('salesforce') },
    });
    expect(await put({ type: 'http', settings: { baseUrl: 'not an address' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid-settings', detail: expect.stringContaining('baseUrl') },
    });
    expect(await put({ type: 'http', settings: { baseUrl: 'https://x.example', colour: 'red' } })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('colour') },
    });
    expect(await put({ type: 'http', settings: { baseUrl: 'https://x.example' }, secrets: { pin: '1234' } })).toMatchObject({
      status: 400,
      body: { code: 'unknown-secret' },
    });
    expect(
      await admin.raw('PUT', '/api/environments/test/connections/Big%20One', { type: 'http', settings: {} }, { 'if-match': '0' }),
    ).toMatchObject({ status: 400, body: { code: 'invalid-name' } });
    const connection = { type: 'http', settings: { baseUrl: 'https://shop.example' }, limits: { concurrency: 3 } };
    await admin.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '0' });
    expect(await admin.get<ConnectionView>('/api/environments/development/connections/shop')).toMatchObject({ limits: { concurrency: 3 } });
    const sends = smallFlow({
      id: 'sends',
      nodes: {
        send: { type: 'http/request', connection: 'shop', config: { method: 'GET', path: '/', idempotency: 'naturally-idempotent' } },
      },
      edges: ['start > send'],
    });
    await deploy(admin, sends);
    expect(await admin.raw('DELETE', '/api/environments/development/connections/shop')).toMatchObject({
      status: 409,
      body: { code: 'connection-in-use', detail: expect.stringContaining('sends') },
    });
    await admin.send('DELETE', '/api/environments/development/deployments/sends');
    expect((await admin.raw('DELETE', '/api/environments/development/connections/shop')).status).toBe(204);
    const version = await publish(admin, sends);
    expect(await admin.raw('PUT', '/api/environments/development/deployments/sends', { version })).toMatchObject({
      status: 409,
      body: { code: 'cannot-deploy', problems: [{ code: 'connection-missing', path: '/nodes/send/connection', help: expect.any(String) }] },
    });
  });

  test('API-38 that is no flow, or another one, or has errors, says each problem with its place', async () => {
    const post = (body: object) => admin.raw('POST', '/api/flows/broken/drafts', body);
    expect(await post({ document: { hello: 'world' } })).toMatchObject({
      status: 422,
      body: { code: 'not-a-flow', problems: [{ path: expect.any(String), message: expect.any(String), help: expect.any(String) }] },
    });
    expect(await post({ document: smallFlow({ id: 'another' }) })).toMatchObject({ status: 422, body: { code: 'other-flow' } });
    expect(await post({})).toMatchObject({ status: 400, body: { code: 'document-missing' } });
    expect(await admin.raw('POST', '/api/flows/Not%20A%20Slug/drafts', { document: {} })).toMatchObject({
      status: 400,
      body: { code: 'invalid-name' },
    });
    const dangling = { ...smallFlow({ id: 'broken' }), edges: [{ from: 'start', to: 'nowhere' }] };
    const draft = await post({ document: dangling });
    expect(draft).toMatchObject({ status: 201, body: { problems: [{ severity: 'error' }] } });
    const { draftId } = draft.body as DraftView;
    expect(await admin.raw('POST', '/api/flows/broken/versions', { draftId, note: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'flow-has-errors', problems: [{ severity: 'error' }] },
    });
    expect(await admin.raw('GET', '/api/flows/broken/versions')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await admin.raw('PUT', '/api/environments/development/deployments/broken', { version: 1 })).toMatchObject({ status: 404 });
  });
});

describe('a list', () => {
  test('API-39 is paged by cursor and holds still while rows are added', async () => {
    const start = async () =>
      (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'listens', input: 1 })).runId;
    const started: string[] = [];
    for (let n = 0; n < 7; n += 1) started.push(await start());
    await runReaches(admin, started.at(-1)!, 'completed');
    const seen: string[] = [];
    let path = '/api/runs?flow=listens&limit=3';
    for (;;) {
      const page = await admin.get<Page<RunSummary>>(path);
      seen.push(...page.items.map(({ runId }) => runId));
      await start();
      if (page.next === undefined) break;
      path = `/api/runs?flow=listens&limit=3&cursor=${encodeURIComponent(page.next)}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const runId of started) expect(seen).toContain(runId);
    for (const list of ['/api/audit', '/api/flows']) {
      const first = await admin.get<Page<unknown>>(`${list}?limit=1`);
      expect(first.items).toHaveLength(1);
      const second = await admin.get<Page<unknown>>(`${list}?limit=1&cursor=${first.next}`);
      expect(second.items).not.toEqual(first.items);
    }
  });
});

describe('pace', () => {
  test('API-48 of one token is limited; others go on', async () => {
    const slow = await startInProcess({ environment: { MILLRACE_API_RATE: '5' } });
    try {
      const boss = await setUp(slow);
      const other = await addPerson(boss, 'Olga', [everywhere('viewer')]);
      const answers = await Promise.all(Array.from({ length: 40 }, () => boss.raw('GET', '/api/session')));
      const limited = answers.filter(({ status }) => status === 429);
      expect(limited.length).toBeGreaterThan(10);
      expect(limited[0]).toMatchObject({ body: { code: 'too-many-requests', help: expect.stringContaining('/live') } });
      expect(Number(limited[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await other.raw('GET', '/api/session')).status).toBe(200);
      slow.passTime(60_000);
      expect((await boss.raw('GET', '/api/session')).status).toBe(200);
    } finally {
      await slow.close();
    }
  });

  test('API-49 health and readiness are open, figures are not', async () => {
    const nobody = createApi(runtime.url, '');
    expect(await nobody.raw('GET', '/healthz')).toMatchObject({ status: 200, body: 'ok' });
    expect(await nobody.raw('GET', '/readyz')).toMatchObject({ status: 200, body: 'ready' });
    expect(await nobody.raw('GET', '/metrics')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    const { headers, body } = await admin.raw('GET', '/metrics');
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(body).toMatch(/^millrace_runs_accepted_total\{environment="development",flow="listens"\} \d+$/m);
    expect(body).toMatch(/^millrace_storage_ok 1$/m);
    for (const line of String(body).split('\n')) expect(line).toMatch(/^(#.*|[a-z_]+(\{[^}]*\})? -?[\d.e+]+|)$/);
  });
});
