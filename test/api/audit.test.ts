/** The audit trail: who, what, why, from where, and what the change made of what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { Api } from '../support/api.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

const newest = async (count: number) => (await admin.get<Page<AuditView>>(`/api/audit?limit=${count}`)).items;
const HASH = /^[0-9a-f]{64}$/;

describe('S13 an audit row', () => {
  test('says from where: address, kind of credential, client', async () => {
    const headers = { 'if-match': '0', 'user-agent': 'a-program/1.0' };
    await admin.send('PUT', '/api/environments/development/variables/limit', { value: 1 }, headers);
    expect((await newest(1))[0]!.where).toEqual({ address: '127.0.0.1', through: 'token', client: 'a-program/1.0' });
    const setUp = (await admin.get<Page<AuditView>>('/api/audit?limit=200')).items.find(({ action }) => action === 'setup-completed')!;
    expect(setUp.where).toMatchObject({ address: '127.0.0.1', through: 'nobody' });
  });

  test('has the hash of the object before and after, so that a chain of changes can be followed', async () => {
    const put = (body: object, revision: number) =>
      admin.send<ConnectionView>(
        'PUT',
        '/api/environments/development/connections/shop',
        { type: 'http', ...body },
        { 'if-match': `${revision}` },
      );
    const settings = { baseUrl: 'https://shop.example', authentication: 'api-key' };
    const made = await put({ settings, secrets: { apiKey: 'first key of the shop' } }, 0);
    const changed = await put({ settings: { ...settings, checkPath: '/' } }, made.revision);
    await put({ settings: { ...settings, checkPath: '/' }, secrets: { apiKey: 'second key of the shop' } }, changed.revision);
    await admin.send('DELETE', '/api/environments/development/connections/shop');
    const rows = (await newest(4)).toReversed();
    expect(rows.map(({ before }) => before === undefined)).toEqual([true, false, false, false]);
    expect(rows.map(({ after }) => after === undefined)).toEqual([false, false, false, true]);
    for (const [index, { before }] of rows.entries()) if (index > 0) expect(before).toBe(rows[index - 1]!.after);
    const hashes = rows.flatMap(({ after }) => after ?? []);
    expect(new Set(hashes).size).toBe(3);
    for (const hash of hashes) expect(hash).toMatch(HASH);
  });

  test('is in the chain with all of it', async () => {
    expect(await admin.get('/api/audit/verify')).toMatchObject({ ok: true });
  });
});
