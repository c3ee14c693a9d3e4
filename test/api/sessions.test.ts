/** Set-up, signing in and out, tokens, and from where a browser may change something. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionView, TokenView, UserView } from '#flows/api/people.ts';
import { ADMIN, type Api, createApi, setUp } from '../support/api.ts';
import { filesContain } from '../support/files-contain.ts';
import { rawGet } from '../support/raw-http.ts';
import { addPerson, everywhere, type InProcessRuntime, signIn, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const MINUTE = 60_000;
const PERSON = { ...ADMIN, email: 'bea@plant.example', name: 'Bea' };

describe('the one-time set-up', () => {
  let runtime: InProcessRuntime;
  let nobody: Api;
  beforeAll(async () => {
    runtime = await startInProcess();
    nobody = createApi(runtime.url, '');
  });
  afterAll(() => runtime.close());
  const attempt = (token: string) => nobody.raw('POST', '/api/setup', { token, ...ADMIN });

  test('API-11 takes the token once, within thirty minutes, and no other', async () => {
    expect(await nobody.get('/api/setup')).toEqual({ needed: true });
    expect(await attempt('not-the-token-of-this-one')).toMatchObject({ status: 403, body: { code: 'setup-token-invalid' } });
    expect(await nobody.raw('POST', '/api/setup', { token: runtime.setupToken, ...ADMIN, password: 'short' })).toMatchObject({
      status: 400,
      body: { code: 'weak-password' },
    });
    runtime.passTime(31 * MINUTE);
    expect(await attempt(runtime.setupToken)).toMatchObject({ status: 403, body: { help: expect.stringContaining('Restart') } });
    // A restart gives a new one, for as long as there is nobody.
    await runtime.close('keep');
    runtime = await startInProcess({ folder: runtime.folder });
    nobody = createApi(runtime.url, '');
    const both = await Promise.all([attempt(runtime.setupToken), attempt(runtime.setupToken)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    expect(both.find(({ status }) => status === 201)!.body).toMatchObject({
      user: { email: ADMIN.email },
      apiToken: expect.stringMatching(/^mlr_[\w-]{32}$/),
    });
    expect(await attempt(runtime.setupToken)).toMatchObject({ status: 403 });
    expect(await nobody.get('/api/setup')).toEqual({ needed: false });
  });

  test('API-12 the token stands nowhere: not in the data, not in the log', async () => {
    expect(runtime.logged()).not.toContain(runtime.setupToken);
    expect(filesContain(runtime.dataFolder, runtime.setupToken)).toEqual([]);
  });
});

describe('people', () => {
  let runtime: InProcessRuntime;
  let admin: Api;
  let nobody: Api;
  beforeAll(async () => {
    ({ runtime, admin } = await startWithAdmin());
    nobody = createApi(runtime.url, '');
    await admin.send('POST', '/api/users', { ...PERSON, grants: [everywhere('admin')] });
  });
  afterAll(() => runtime.close());

  const cookieOf = () => signIn(runtime.url, PERSON.email, PERSON.password);
  const whoAmI = (cookie: string) => nobody.raw('GET', '/api/session', undefined, { cookie });

  test('API-13 a session is an opaque cookie that scripts and other sites do not get', async () => {
    const answer = await nobody.raw('POST', '/api/session', { email: PERSON.email, password: PERSON.password });
    expect(answer).toMatchObject({ status: 200, body: { via: 'session', user: { email: PERSON.email } } });
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^__Host-millrace=[\w-]{32};/);
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Domain');
    expect(JSON.stringify(answer.body)).not.toContain(cookie.slice(16, 40));
    const id = cookie.split(';')[0]!.split('=')[1]!;
    expect(filesContain(runtime.dataFolder, id)).toEqual([]);
    expect(await cookieOf()).not.toBe(await cookieOf());
  });

  test('API-14 it ends thirty minutes after its last use, and twelve hours after its beginning', async () => {
    const idle = await cookieOf();
    const used = await cookieOf();
    runtime.passTime(29 * MINUTE);
    expect((await whoAmI(used)).status).toBe(200);
    runtime.passTime(2 * MINUTE);
    expect((await whoAmI(idle)).status).toBe(401);
    for (let minutes = 31; minutes < 12 * 60; minutes += 29) {
      expect([minutes, (await whoAmI(used)).status]).toEqual([minutes, 200]);
      runtime.passTime(29 * MINUTE);
    }
    expect((await whoAmI(used)).status).toBe(401);
  });

  test('API-15 signing out, a new password and being disabled end it at once', async () => {
    const { items } = await admin.get<{ items: readonly UserView[] }>('/api/users');
    const { userId } = items.find(({ email }) => email === PERSON.email)!;
    const first = await cookieOf();
    const out = await nobody.raw('DELETE', '/api/session', undefined, { cookie: first, origin: runtime.url });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-millrace=; Max-Age=0/);
    expect((await whoAmI(first)).status).toBe(401);
    const second = await cookieOf();
    await admin.send('PUT', `/api/users/${userId}`, { password: `${PERSON.password} again` });
    expect((await whoAmI(second)).status).toBe(401);
    const third = await signIn(runtime.url, PERSON.email, `${PERSON.password} again`);
    await admin.send('PUT', `/api/users/${userId}`, { disabled: true });
    expect((await whoAmI(third)).status).toBe(401);
    expect(await nobody.raw('POST', '/api/session', { email: PERSON.email, password: `${PERSON.password} again` })).toMatchObject({
      status: 401,
    });
    await admin.send('PUT', `/api/users/${userId}`, { disabled: false, password: PERSON.password });
  });

  test('API-16 a change of rights holds from the next request on', async () => {
    const person = await addPerson(admin, 'Rita Rights', [everywhere('viewer')]);
    expect((await person.raw('GET', '/api/users')).status).toBe(403);
    const { userId, email } = (await person.get<SessionView>('/api/session')).user;
    await admin.send('PUT', `/api/users/${userId}`, { password: PERSON.password });
    const cookie = await signIn(runtime.url, email, PERSON.password);
    expect((await nobody.raw('GET', '/api/users', undefined, { cookie })).status).toBe(403);
    await admin.send('PUT', `/api/users/${userId}`, { grants: [everywhere('admin')] });
    expect((await nobody.raw('GET', '/api/users', undefined, { cookie })).status).toBe(200);
  });

  test('API-17 guesses are slowed per account, an unknown address answers as a wrong password does', async () => {
    const guess = (email: string) => nobody.raw('POST', '/api/session', { email, password: 'a wrong password' });
    const unknown = await guess('nobody@plant.example');
    const wrong = await guess(PERSON.email);
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect(unknown.body).toEqual(wrong.body);
    // All at once: none slips through before the first is counted.
    const many = await Promise.all(Array.from({ length: 12 }, () => guess('guessed@plant.example')));
    expect(many.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    const slowed = many.find(({ status }) => status === 429)!;
    expect(slowed).toMatchObject({ body: { code: 'too-many-attempts' } });
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    runtime.passTime(16 * MINUTE);
    expect((await guess('guessed@plant.example')).status).toBe(401);
  });

  test('API-18 an address is a person once, whatever its letters', async () => {
    const again = { ...PERSON, email: PERSON.email.toUpperCase(), grants: [] };
    expect(await admin.raw('POST', '/api/users', again)).toMatchObject({ status: 409, body: { code: 'email-taken' } });
    expect((await nobody.raw('POST', '/api/session', { email: PERSON.email.toUpperCase(), password: PERSON.password })).status).toBe(200);
    for (const password of ['password1234', 'bea-is-the-best', 'aaaaaaaaaaaaaaa', 'short'])
      expect(await admin.raw('POST', '/api/users', { ...PERSON, email: 'bea-is@plant.example', password, grants: [] })).toMatchObject({
        status: 400,
        body: { code: 'weak-password', detail: expect.any(String) },
      });
  });
});

describe('tokens', () => {
  let runtime: InProcessRuntime;
  let admin: Api;
  beforeAll(async () => {
    ({ runtime, admin } = await startWithAdmin());
  });
  afterAll(() => runtime.close());

  test('API-19 are shown once, stored as a hash, end at their expiry and when they are revoked', async () => {
    const expiresAt = new Date(Date.now() + 60 * MINUTE).toISOString();
    const { token, secret } = await admin.send<{ token: TokenView; secret: string }>('POST', '/api/tokens', {
      name: 'erp',
      grants: [{ role: 'viewer', environment: 'test', folder: '*' }],
      expiresAt,
    });
    const machine = createApi(runtime.url, secret);
    expect(await machine.get<SessionView>('/api/session')).toMatchObject({
      via: 'token',
      expiresAt,
      user: { grants: [{ role: 'viewer' }] },
    });
    const listed = await admin.raw('GET', '/api/tokens');
    expect(JSON.stringify(listed.body)).toContain(token.tokenId);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect(secret.startsWith(token.prefix)).toBe(true);
    expect(filesContain(runtime.dataFolder, secret)).toEqual([]);
    expect(runtime.logged()).not.toContain(secret);
    runtime.passTime(61 * MINUTE);
    expect((await machine.raw('GET', '/api/session')).status).toBe(401);
    const other = await admin.send<{ token: TokenView; secret: string }>('POST', '/api/tokens', {
      name: 'crm',
      grants: [everywhere('viewer')],
    });
    const crm = createApi(runtime.url, other.secret);
    expect((await crm.raw('GET', '/api/session')).status).toBe(200);
    await admin.send('DELETE', `/api/tokens/${other.token.tokenId}`);
    expect((await crm.raw('GET', '/api/session')).status).toBe(401);
    expect(await admin.raw('POST', '/api/tokens', { name: 'old', grants: [], expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { code: 'expired' },
    });
  });

  test('API-20 let nobody in from an address line', async () => {
    const nobody = createApi(runtime.url, '');
    for (const query of [`token=${admin.token}`, `access_token=${admin.token}`, `api_key=${admin.token}`])
      expect((await nobody.raw('GET', `/api/session?${query}`)).status).toBe(401);
  });
});

describe('a browser', () => {
  let runtime: InProcessRuntime;
  let cookie: string;
  let nobody: Api;
  beforeAll(async () => {
    runtime = await startInProcess({ environment: { MILLRACE_PUBLIC_URL: 'https://millrace.plant.example' } });
    const local = runtime.localUrl;
    await setUp({ ...runtime, url: local });
    nobody = createApi(local, '');
    cookie = await signIn(local, ADMIN.email, ADMIN.password);
  });
  afterAll(() => runtime.close());

  const change = (headers: Record<string, string>) =>
    nobody.raw('PUT', '/api/environments/development/variables/x', { value: 1 }, { cookie, 'if-match': '9', ...headers });

  test('API-21 changes something only from our own pages', async () => {
    const local = runtime.localUrl;
    for (const headers of [
      { origin: local },
      { origin: local, 'sec-fetch-site': 'same-origin' },
      { origin: 'https://millrace.plant.example', 'sec-fetch-site': 'same-origin' },
    ])
      expect([headers, (await change(headers)).status]).toEqual([headers, 412]);
    for (const headers of [
      {},
      { origin: 'https://attacker.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { origin: local, 'sec-fetch-site': 'cross-site' },
      { origin: local, 'sec-fetch-site': 'same-site' },
    ])
      expect([headers, await change(headers)]).toMatchObject([headers, { status: 403, body: { code: 'foreign-origin' } }]);
  });

  test('API-22 signs in only from our own pages, too', async () => {
    const body = { email: ADMIN.email, password: ADMIN.password };
    expect((await nobody.raw('POST', '/api/session', body, { origin: 'https://attacker.example' })).status).toBe(403);
    expect((await nobody.raw('POST', '/api/setup', { token: 'x', ...ADMIN }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('API-23 sends JSON: what a form can send is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await fetch(`${runtime.localUrl}/api/tokens`, {
        method: 'POST',
        headers: { cookie, origin: runtime.localUrl, 'content-type': type },
        body: '{"name":"x","grants":[]}',
      });
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });

  test('API-24 reaches us by our own names only: a name that somebody let point here is refused', async () => {
    const port = new URL(runtime.localUrl).port;
    const ask = (host: string) => rawGet(Number(port), '/api/setup', host);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'millrace.plant.example'])
      expect([host, (await ask(host)).status]).toEqual([host, 200]);
    for (const host of ['attacker.example', `attacker.example:${port}`, '127.0.0.1.attacker.example'])
      expect([host, await ask(host)]).toMatchObject([host, { status: 421, body: expect.stringContaining('unknown-host') }]);
  });

  test('API-25 is told what it may do with every answer', async () => {
    for (const path of ['/api/setup', '/api/nothing', '/nothing', '/healthz', '/metrics']) {
      const { headers } = await fetch(runtime.localUrl + path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect([path, policy]).toEqual([path, expect.stringContaining(rule)]);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await fetch(`${runtime.localUrl}/api/setup`)).headers.get('cache-control')).toBe('no-store');
  });
});
