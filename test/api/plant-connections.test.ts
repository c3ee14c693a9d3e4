import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api.ts';
import type { Api } from '../support/api.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

test('API-36 a connection that one plant alone has is added and changed like any other', async () => {
  const path = '/api/environments/development/connections/mes';
  const mes = { type: 'http', plant: '1000', settings: { baseUrl: 'https://mes.example.com' } };
  const put = (revision: number, limits: object) =>
    admin.send<ConnectionView>('PUT', path, { ...mes, limits }, { 'if-match': `${revision}` });
  const { revision, plant } = await put(0, {});
  expect(plant).toBe('1000');
  expect(await put(revision, { concurrency: 3 })).toMatchObject({ plant: '1000', limits: { concurrency: 3 } });
});
