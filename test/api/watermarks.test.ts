/** How far a flow's work has come: moved by its runs, seen by everybody, set by an operator with a reason. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView, StepDetail } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const PLACE = '/api/environments/development/deployments/nightly/watermarks';
let runtime: InProcessRuntime;
let admin: Api;
let operator: Api;
let viewer: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  operator = await addPerson(admin, 'Olga', [everywhere('operator')]);
  viewer = await addPerson(admin, 'Vera', [everywhere('viewer')]);
  const mark = { name: 'changes', key: '= trigger.body.plant' };
  await deploy(
    admin,
    smallFlow({
      id: 'nightly',
      nodes: {
        mark: { type: 'core/read-watermark', config: { ...mark, start: '2026-11-01T00:00:00Z', overlapMs: 300_000 } },
        rest: { type: 'core/wait-for-event', config: { event: 'go.on', correlation: '= trigger.body.plant', timeoutMs: 60_000 } },
        move: { type: 'core/move-watermark', config: { ...mark, value: '= trigger.body.upTo', seen: '= trigger.body.seen' } },
      },
      edges: ['start > mark', 'mark > rest', 'rest > move', 'rest:timeout > move'],
    }),
  );
  await deploy(
    admin,
    smallFlow({
      id: 'go-on',
      nodes: { tell: { type: 'core/emit-event', config: { type: 'go.on', subject: '= trigger.body.plant', data: {} } } },
      edges: ['start > tell'],
    }),
  );
});
afterAll(() => runtime?.close());

const start = async (flow: string, input: Json) =>
  (await operator.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input })).runId;
async function work(plant: string, upTo: string, meanwhile?: () => Promise<unknown>): Promise<RunView> {
  const runId = await start('nightly', { plant, upTo, seen: ['4711', '4712'] });
  await runReaches(admin, runId, 'waiting');
  await meanwhile?.();
  await start('go-on', { plant });
  await runReaches(admin, runId, 'completed');
  return admin.get<RunView>(`/api/runs/${runId}`);
}
const outputOf = async ({ runId }: RunView, path: string) => (await admin.get<StepDetail>(`/api/runs/${runId}/steps/${path}`)).output;
const marks = async (api: Api = viewer) => (await api.get<Page<WatermarkView>>(PLACE)).items;
const set = (body: object, api: Api = operator) => api.raw('POST', PLACE, { name: 'changes', key: '1010', ...body });

test('API-120, WAI-4 a watermark is seen, and set with a right and a reason; a run that began before leaves it', async () => {
  const first = await work('1010', '2026-11-24T04:00:00Z');
  expect(await outputOf(first, 'mark')).toMatchObject({ first: true, since: '2026-11-01T00:00:00Z' });
  await work('1710', '2026-11-24T05:00:00Z');
  expect(await marks()).toMatchObject([
    { name: 'changes', key: '1010', value: '2026-11-24T04:00:00Z', seen: 2, runId: first.runId },
    { key: '1710', value: '2026-11-24T05:00:00Z' },
  ]);

  const back = { value: '2026-11-20T00:00:00Z', reason: 'Plant 1010 was restored from a backup' };
  expect((await set(back, viewer)).status).toBe(403);
  expect((await set({ value: back.value })).status).toBe(400);
  expect(await set({ ...back, value: 7 })).toMatchObject({ status: 409, body: { code: 'watermark-kind-differs' } });
  expect(await set({ ...back, value: '2026-13-45T00:00:00Z' })).toMatchObject({ status: 400, body: { code: 'watermark-malformed' } });

  const overtaken = await work('1010', '2026-11-25T04:00:00Z', () => set(back));
  expect(await outputOf(overtaken, 'move')).toEqual({ value: back.value, before: back.value, moved: false, why: 'set-by-hand' });
  expect((await marks())[0]).toMatchObject({
    value: back.value,
    seen: 0,
    set: { by: expect.stringContaining('Olga'), reason: back.reason },
  });
  const next = await work('1010', '2026-11-25T04:00:00Z');
  expect(await outputOf(next, 'mark')).toMatchObject({ value: back.value, since: '2026-11-19T23:55:00.000Z', seen: [] });
  expect((await marks())[0]).toMatchObject({ value: '2026-11-25T04:00:00Z', runId: next.runId });

  const { items } = await admin.get<Page<AuditView>>('/api/audit');
  expect(items.find(({ action }) => action === 'watermark-set')).toMatchObject({
    object: 'flow nightly',
    reason: back.reason,
    detail: { name: 'changes', key: '1010', from: '2026-11-24T04:00:00Z', to: back.value },
  });
});

test('API-120 set to null, the next run begins anew; the command line does the same', async () => {
  await work('2000', '2026-11-24T04:00:00Z');
  let out = '';
  const cli = (...args: string[]) =>
    runCli([...args, '--json'], {
      environment: { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: operator.token },
      write: (text) => {
        out += text;
      },
      complain: (text) => {
        out += text;
      },
    });
  expect(
    await cli('watermarks', 'set', 'nightly', '--name', 'changes', '--key', '2000', '--value', 'null', '--reason', 'all of it again'),
    out,
  ).toBe(0);
  out = '';
  expect(await cli('watermarks', 'list', 'nightly')).toBe(0);
  expect((JSON.parse(out) as Page<WatermarkView>).items.find(({ key }) => key === '2000')).toMatchObject({ value: null });
  expect(await outputOf(await work('2000', '2026-11-02T00:00:00Z'), 'mark')).toMatchObject({ first: true });
  expect((await marks()).find(({ key }) => key === '2000')).toMatchObject({ value: '2026-11-02T00:00:00Z' });
});

test('API-39, API-120 the list pages', async () => {
  for (const plant of ['3001', '3002', '3003']) await set({ key: plant, value: 1, reason: 'for the list' });
  const all = (await marks()).map(({ key }) => key);
  const page = await viewer.get<Page<WatermarkView>>(`${PLACE}?limit=2`);
  const rest = await viewer.get<Page<WatermarkView>>(`${PLACE}?cursor=${page.next}`);
  expect([...page.items, ...rest.items].map(({ key }) => key)).toEqual(all);
  expect((await viewer.raw('GET', `${PLACE}?cursor=abc`)).status).toBe(400);
});
