/** An operator pauses a flow: everybody can see it, messages are taken and wait, and all of it goes on afterwards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted, RunView } from '#flows/api/runs.ts';
import { type Api, createApi, eventually } from '../support/api.ts';
import { deploy, register, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const PLACE = '/api/environments/development/deployments/paused';
let runtime: InProcessRuntime;
let admin: Api;
let operator: Api;
let viewer: Api;
let credential: string;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  operator = await addPerson(admin, 'Olga', [everywhere('operator')]);
  viewer = await addPerson(admin, 'Vera', [everywhere('viewer')]);
  await deploy(admin, smallFlow({ id: 'paused', webhook: { path: 'paused', authentication: 'api-key' } }));
  ({ credential } = await register(admin, 'paused'));
});
afterAll(() => runtime?.close());

const state = async (runId: string) => (await admin.get<RunView>(`/api/runs/${runId}`)).state;
async function send(): Promise<string> {
  const headers = { 'x-api-key': credential, 'content-type': 'application/json' };
  const answer = await fetch(`${runtime.url}/hooks/development/v1/paused`, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as RunAccepted).runId;
}
const pausedNow = async () => (await admin.get<Page<DeploymentView>>('/api/environments/development/deployments')).items[0]?.paused;

test('API-119, LAN-7 messages of a paused flow are taken and wait, over a restart too, until it goes on', async () => {
  expect((await viewer.raw('POST', `${PLACE}/pause`, { reason: 'no' })).status).toBe(403);
  expect((await operator.raw('POST', `${PLACE}/pause`, {})).status).toBe(400);
  await operator.send('POST', `${PLACE}/pause`, { reason: 'Stock-taking in the plant' });
  expect((await operator.raw('POST', `${PLACE}/pause`, { reason: 'again' })).status).toBe(409);
  expect(await pausedNow()).toMatchObject({ by: expect.stringContaining('Olga'), reason: 'Stock-taking in the plant' });
  const first = await send();
  const { folder } = runtime;
  await runtime.close('keep');
  runtime = await startInProcess({ folder });
  [admin, operator] = [createApi(runtime.url, admin.token), createApi(runtime.url, operator.token)];
  const second = await send();
  expect([await state(first), await state(second)]).toEqual(['accepted', 'accepted']);

  await operator.send('POST', `${PLACE}/resumption`, { reason: 'Done' });
  await eventually(async () => (await state(first)) === 'completed' && (await state(second)) === 'completed', 'both have gone on');
  expect(await pausedNow()).toBeUndefined();
  expect((await operator.raw('POST', `${PLACE}/resumption`, { reason: 'again' })).status).toBe(409);
  const { items } = await admin.get<Page<AuditView>>('/api/audit');
  expect(
    items.filter(({ action }) => action.startsWith('flow-') && action !== 'flow-deployed').map(({ action, reason }) => [action, reason]),
  ).toContainEqual(['flow-resumed', 'Done']);
});
