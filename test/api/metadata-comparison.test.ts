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
