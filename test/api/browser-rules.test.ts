/** What a browser is told, and what a foreign page cannot do with it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN, type Api, createApi } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, signIn, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let cookie: string;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  cookie = await signIn(runtime.url, ADMIN.email, ADMIN.password);
});
afterAll(() => runtime.close());

const callAs = (headers: { readonly [name: string]: string }, method = 'POST', path = '/api/tokens') =>
  createApi(runtime.url, '').raw(method, path, method === 'GET' ? undefined : { name: 't', grants: [] }, { cookie, ...headers });

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['nobody knows where', {}],
  ['a neighbour port', { origin: 'http://127.0.0.1:1' }],
  ['a page that names our origin and was fetched across sites', { origin: 'OURS', 'sec-fetch-site': 'cross-site' }],
])('S7 a change by cookie from %s is refused', async (_name, headers) => {
  const from = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value === 'OURS' ? runtime.url : value!]));
  expect(await callAs(from)).toMatchObject({ status: 403 });
});

test('S7 a change that is no JSON is refused, from our own pages too', async () => {
  const answer = await fetch(`${runtime.url}/api/tokens`, {
    method: 'POST',
    headers: { cookie, origin: runtime.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=t',
  });
  expect(answer.status).toBe(415);
});

test('S8 every answer of the API and the pages carries a policy without foreign or inline scripts', async () => {
  for (const path of ['/', '/api/session', '/api/nothing-here']) {
    const { headers } = await fetch(runtime.url + path);
    const policy = headers.get('content-security-policy')!;
    expect(policy, path).toContain("script-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
  }
});

test('S9 what a flow answers with runs nowhere', async () => {
  await deploy(
    admin,
    smallFlow({
      id: 'page',
      webhook: { path: 'page', authentication: 'public', synchronous: true, method: 'GET' },
      nodes: {
        answer: { type: 'core/respond', config: { body: '<script>alert(1)</script>' } },
      },
      edges: ['start > answer'],
    }),
  );
  const { status, headers } = await fetch(`${runtime.url}/hooks/development/page`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('application/json');
  expect(headers.get('content-security-policy')).toBe('sandbox');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('set-cookie')).toBeNull();
});

test('S22 a field that is not known is refused, and nobody becomes more by naming it', async () => {
  const answer = await callAs({ origin: runtime.url });
  expect(answer.status).not.toBe(403);
  const smuggled = await createApi(runtime.url, '').raw(
    'POST',
    '/api/users',
    { email: 'x@plant.example', name: 'X', password: 'seven mills by the river 2', grants: [], disabled: false, userId: 'usr_mine' },
    { cookie, origin: runtime.url },
  );
  expect(smuggled).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
});
