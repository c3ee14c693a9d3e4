import { describe, expect, test } from 'vitest';
import { BASIC, openSap, SALES } from '../sap-fixture.ts';

const fetchToken = { authorization: BASIC, 'x-csrf-token': 'fetch' };
const cookieOf = (headers: { readonly [name: string]: string | readonly string[] }) =>
  ((headers['set-cookie'] ?? []) as readonly string[]).map((one) => one.split(';')[0]).join('; ');

describe('logon', () => {
  test.each([
    ['no credentials', {}],
    ['a wrong password', { authorization: `Basic ${Buffer.from('MILLRACE:wrong').toString('base64')}` }],
    ['an unknown client', { authorization: BASIC, 'sap-client': '999' }],
  ])('SAP-1: %s is answered with 401 in HTML', async (_name, headers) => {
    const answer = await openSap().raw('GET', `${SALES}/A_SalesOrder`, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="SAP NetWeaver/);
    expect(answer.text).toContain('<html>');
  });

  test('SAP-1: the client may stand in the query, and user names have no case', async () => {
    const sap = openSap();
    const authorization = `Basic ${Buffer.from('millrace:sandbox').toString('base64')}`;
    expect((await sap.raw('GET', `${SALES}/?sap-client=100`, { authorization })).status).toBe(200);
    expect((await sap.raw('GET', `${SALES}/?sap-client=200`, { authorization })).status).toBe(401);
  });
});

describe('the CSRF token', () => {
  test.each(['Fetch', 'fetch', 'FETCH'])('SAP-2: is handed out with its cookies for %s', async (word) => {
    const answer = await openSap().raw('HEAD', `${SALES}/`, { authorization: BASIC, 'x-csrf-token': word });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
    expect(answer.headers['x-csrf-token']).toMatch(/^\S{20,}$/);
    const [session, context] = answer.headers['set-cookie'] as readonly string[];
    expect(session).toMatch(/^SAP_SESSIONID_S4H_100=[^;]+; path=\/; secure; HttpOnly$/);
    expect(context).toBe('sap-usercontext=sap-client=100; path=/');
  });

  test.each([`${SALES}/A_SalesOrder('4711')/`, `${SALES}/$batch/`, `${SALES}/A_SalesOrder('999999')`])(
    'SAP-2: comes with whatever %s is answered',
    async (path) => {
      const answer = await openSap().raw('HEAD', path, fetchToken);
      expect(answer.headers['x-csrf-token']).toMatch(/^\S{20,}$/);
    },
  );

  test('SAP-2: stays the same within a session and differs between sessions', async () => {
    const sap = openSap();
    const first = await sap.raw('GET', `${SALES}/`, fetchToken);
    const again = await sap.raw('GET', `${SALES}/`, { ...fetchToken, cookie: cookieOf(first.headers) });
    const other = await sap.raw('GET', `${SALES}/`, fetchToken);
    expect(again.headers['x-csrf-token']).toBe(first.headers['x-csrf-token']);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(other.headers['x-csrf-token']).not.toBe(first.headers['x-csrf-token']);
  });

  test('SAP-3: a write without it, or with the token of another session, is refused', async () => {
    const sap = openSap();
    const [one, two] = [await sap.raw('GET', `${SALES}/`, fetchToken), await sap.raw('GET', `${SALES}/`, fetchToken)];
    const write = (headers: Record<string, string>) =>
      sap.raw(
        'PATCH',
        `${SALES}/A_SalesOrder('4711')`,
        { authorization: BASIC, 'content-type': 'application/json', 'if-match': '*', ...headers },
        '{"PurchaseOrderByCustomer":"X"}',
      );
    const token = String(one.headers['x-csrf-token']);
    for (const headers of [
      {},
      { 'x-csrf-token': token },
      { cookie: cookieOf(one.headers) },
      { 'x-csrf-token': token, cookie: cookieOf(two.headers) },
    ]) {
      const answer = await write(headers as Record<string, string>);
      expect(answer.status).toBe(403);
      expect(answer.headers['x-csrf-token']).toBe('Required');
      expect(answer.text).toBe('CSRF token validation failed');
    }
    // The way SAP's own client joins cookies: without a space.
    const joined = cookieOf(one.headers).replace('; ', ';');
    expect((await write({ 'x-csrf-token': token, cookie: joined })).status).toBe(204);
  });

  test('SAP-3: a batch needs it even for reads alone', async () => {
    const answer = await openSap().raw(
      'POST',
      `${SALES}/$batch`,
      { authorization: BASIC, 'content-type': 'multipart/mixed; boundary=b' },
      '--b--',
    );
    expect(answer.status).toBe(403);
  });

  test('SAP-4: dies with an idle session and with a lost one', async () => {
    const sap = openSap({ sessionIdleMs: 1000 });
    expect((await sap.send('PATCH', `${SALES}/A_SalesOrder('4711')`, { PurchaseOrderByCustomer: 'A' }, { 'if-match': '*' })).status).toBe(
      204,
    );
    sap.advance(1001);
    expect((await sap.send('PATCH', `${SALES}/A_SalesOrder('4711')`, { PurchaseOrderByCustomer: 'B' }, { 'if-match': '*' })).status).toBe(
      403,
    );

    const lost = openSap();
    lost.arm({ kind: 'session-lost', operation: 'change-sales-order', times: 1 });
    const answer = await lost.send('PATCH', `${SALES}/A_SalesOrder('4711')`, { PurchaseOrderByCustomer: 'A' }, { 'if-match': '*' });
    expect(answer.status).toBe(403);
    expect(lost.held('4711')['PurchaseOrderByCustomer']).not.toBe('A');
  });
});
