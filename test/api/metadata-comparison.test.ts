/** What a connection's system describes, held against the example flows over the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { addPerson, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
const CONNECTIONS = '/api/environments/development/connections';
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  // Nothing listens there.
  await admin.send(
    'PUT',
    `${CONNECTIONS}/sap-far`,
    { type: 'sap-odata', settings: { baseUrl: 'http://127.0.0.1:9', sapClient: '100' } },
    { 'if-match': '"0"' },
  );
  await admin.send('PUT', `${CONNECTIONS}/web`, { type: 'http', settings: { baseUrl: 'http://127.0.0.1:9' } }, { 'if-match': '"0"' });
});
afterAll(() => runtime?.close());

const compare = (name: string, body: object, by: Api = admin) => by.raw('POST', `${CONNECTIONS}/${name}/metadata-comparison`, body);

test('API-116 a file is compared without asking the system; what is no EDMX is refused with a sentence', async () => {
  const schema =
    '<Schema Namespace="S"><EntityType Name="A_SalesOrderType"><Property Name="SalesOrder" Type="Edm.String"/></EntityType></Schema>';
  const answer = await compare('sap-far', { metadata: `<Edmx><DataServices>${schema}</DataServices></Edmx>` });
  expect(answer).toMatchObject({
    status: 200,
    body: { source: 'file', entities: [{ name: 'A_SalesOrderType', isThere: true }, { isThere: false }, { isThere: false }] },
  });
  expect(await compare('sap-far', { metadata: 'Log on' })).toMatchObject({ status: 400, body: { code: 'metadata-malformed' } });
});

test('API-116 a system that does not answer, and one without metadata, say so', async () => {
  expect(await compare('sap-far', {})).toMatchObject({ status: 502 });
  expect(await compare('web', {})).toMatchObject({ status: 409, body: { code: 'no-metadata' } });
  expect(await compare('none', {})).toMatchObject({ status: 404 });
  const stranger = await addPerson(admin, 'Stranger', []);
  expect((await compare('sap-far', {}, stranger)).status).toBe(403);
});

test('API-146 a field under another name is kept in the connection, versioned and audited, and judged as what it stands for', async () => {
  const field = (name: string) => `<Property Name="${name}" Type="Edm.String" MaxLength="20"/>`;
  const header = `<EntityType Name="A_SalesOrderType">${['SalesOrder', 'PurchaseOrderByCustomer', 'ZZ1_REVISION'].map(field).join('')}</EntityType>`;
  const metadata = `<Edmx><DataServices><Schema Namespace="S">${header}</Schema></DataServices></Edmx>`;
  interface Compared {
    readonly mapped: object;
    readonly entities: readonly {
      readonly findings: readonly { readonly field: string; readonly kind: string }[];
      readonly extra: readonly string[];
    }[];
  }
  const look = async () => (await compare('sap-far', { metadata })).body as Compared;
  const before = await look();
  expect(before.mapped).toEqual({});
  expect(before.entities[0]!.findings).toContainEqual(expect.objectContaining({ field: 'YY1_CRMRevision_SDH', kind: 'missing' }));
  expect(before.entities[0]!.extra).toEqual(['ZZ1_REVISION']);

  const path = `${CONNECTIONS}/sap-far`;
  const { settings, revision } = await admin.get<{ settings: object; revision: number }>(path);
  const put = (fieldNames: object, at = revision) =>
    admin.raw('PUT', path, { type: 'sap-odata', settings: { ...settings, fieldNames } }, { 'if-match': `"${at}"` });
  const fieldNames = { 'A_SalesOrderType/YY1_CRMRevision_SDH': 'ZZ1_REVISION' };
  for (const wrong of [
    { YY1_CRMRevision_SDH: 'ZZ1_REVISION' },
    { 'A_SalesOrderType/SalesOrder': "x' or 1" },
    { 'A_SalesOrderType/SalesOrder': 7 },
  ])
    expect((await put(wrong)).status).toBe(400);
  expect(await put(fieldNames)).toMatchObject({ status: 200, body: { revision: revision + 1, settings: { fieldNames } } });
  // Somebody who looked at the connection before does not take them away again.
  expect((await put({})).status).toBe(412);

  const after = await look();
  expect(after.mapped).toEqual(fieldNames);
  // It is there, and a text where the flows were tried with a number.
  const found = after.entities[0]!.findings.filter((one) => one.field === 'YY1_CRMRevision_SDH');
  expect(found.map(({ kind }) => kind)).toEqual(['other-type']);
  expect(after.entities[0]!.extra).toEqual([]);
  const { items } = await admin.get<{ items: readonly { action: string; object: string; before?: string; after?: string }[] }>(
    '/api/audit?limit=5',
  );
  expect(items[0]).toMatchObject({ action: 'connection-changed', object: 'connection development/sap-far' });
});
