/** A schedule is caught up with by hand: which times there are, which have run, each once unless it is wanted again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { SlotsRun } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, type Problem, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const PLACE = '/api/environments/development/deployments/nightly/slots';
let runtime: InProcessRuntime;
let admin: Api;
let operator: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  operator = await addPerson(admin, 'Olga', [everywhere('operator')]);
  const nightly = smallFlow({ id: 'nightly' });
  const config = { cron: '0 6 * * *', timeZone: 'Europe/Berlin', parameters: { plant: '1010' } };
  const start = { type: 'core/schedule', version: 1, label: 'Every morning', config };
  await deploy(admin, { ...nightly, nodes: { ...nightly.nodes, start } });
  const asked = {
    type: 'object',
    required: ['order'],
    additionalProperties: false,
    properties: { order: { type: 'string', minLength: 4 } },
  };
  const byHand = smallFlow({ id: 'by-hand' });
  await deploy(admin, {
    ...byHand,
    nodes: { ...byHand.nodes, start: { type: 'core/manual', version: 1, label: 'Start', config: { body: asked } } },
  });
});
afterAll(() => runtime?.close());

const bodyOf = async (runId: string) => ((await admin.get<RunView>(`/api/runs/${runId}`)).trigger as { body: object }).body;
const countRuns = async () => (await admin.get<Page<RunSummary>>('/api/runs?flow=nightly')).items.length;
const run = (body: object, api = operator) => api.send<SlotsRun>('POST', PLACE, body);
const days = { from: '2026-03-27', to: '2026-03-29' };

test('API-122, WAI-1 the times of three days are looked at first, then run once, through daylight saving time', async () => {
  const looked = await run({ ...days, dryRun: true });
  expect(looked).toEqual({
    timeZone: 'Europe/Berlin',
    slots: [
      { slot: '2026-03-27T05:00:00.000Z', local: '2026-03-27 06:00' },
      { slot: '2026-03-28T05:00:00.000Z', local: '2026-03-28 06:00' },
      { slot: '2026-03-29T04:00:00.000Z', local: '2026-03-29 06:00' },
    ],
    started: 0,
  });
  expect(await countRuns()).toBe(0);

  const done = await run({ ...days, until: '2026-03-30T10:00:00Z' });
  expect(done.started).toBe(3);
  for (const { runId } of done.slots) await runReaches(admin, runId!, 'completed');
  expect(await bodyOf(done.slots[2]!.runId!)).toEqual({
    slot: '2026-03-29T04:00:00.000Z',
    missed: 0,
    parameters: { plant: '1010' },
    until: '2026-03-30T10:00:00Z',
  });

  const wider = await run({ from: '2026-03-26', to: '2026-03-27', parameters: { plant: '1710' } });
  expect(wider.slots).toMatchObject([{ started: true }, { runId: done.slots[0]!.runId }]);
  expect([wider.started, await bodyOf(wider.slots[0]!.runId!)]).toMatchObject([1, { parameters: { plant: '1710' } }]);
  const again = await run({ from: '2026-03-27', to: '2026-03-27', again: true });
  expect(again.started).toBe(1);
  expect(again.slots[0]!.runId).not.toBe(done.slots[0]!.runId);
  expect(await countRuns()).toBe(5);
  const { items } = await admin.get<Page<AuditView>>('/api/audit');
  expect(items.find(({ action }) => action === 'slots-run')).toMatchObject({ object: 'flow nightly', detail: { started: 1, again: true } });
});

test('API-122, WAI-1 a flow with a key of its own runs no time twice, however long ago it ran', async () => {
  const keyed = smallFlow({ id: 'keyed', more: { idempotency: { key: '= "night " & trigger.body.slot', windowMs: 1 } } });
  const start = { type: 'core/schedule', version: 1, label: 'Every morning', config: { cron: '0 6 * * *', timeZone: 'Europe/Berlin' } };
  await deploy(admin, { ...keyed, nodes: { ...keyed.nodes, start } });
  const place = PLACE.replace('nightly', 'keyed');
  const first = await operator.send<SlotsRun>('POST', place, days);
  expect(first.started).toBe(3);
  for (const { runId } of first.slots) await runReaches(admin, runId!, 'completed');
  const second = await operator.send<SlotsRun>('POST', place, days);
  expect(second.slots.map(({ runId }) => runId)).toEqual(first.slots.map(({ runId }) => runId));
  expect(second.started).toBe(0);
});

test('API-122 parameters are judged by what the flow takes, field by field, before anything starts', async () => {
  const strict = smallFlow({
    id: 'strict',
    more: {
      contract: {
        major: 1,
        input: {
          type: 'object',
          required: ['parameters'],
          properties: {
            parameters: {
              type: 'object',
              required: ['plant'],
              additionalProperties: false,
              properties: { plant: { type: 'string', minLength: 4 }, days: { type: 'integer', minimum: 1 } },
            },
          },
        },
      },
    },
  });
  const start = { type: 'core/schedule', version: 1, label: 'Every morning', config: { cron: '0 6 * * *', timeZone: 'Europe/Berlin' } };
  await deploy(admin, { ...strict, nodes: { ...strict.nodes, start } });
  const place = PLACE.replace('nightly', 'strict');
  for (const dryRun of [true, false])
    expect(await operator.raw('POST', place, { ...days, dryRun, parameters: { plant: '10', days: 0 } })).toMatchObject({
      status: 400,
      body: {
        code: 'input-invalid',
        errors: [expect.objectContaining({ path: '/parameters/plant' }), expect.objectContaining({ path: '/parameters/days' })],
      },
    });
  expect((await operator.raw('POST', place, days)).status).toBe(400);
  expect((await admin.get<Page<RunSummary>>('/api/runs?flow=strict')).items).toEqual([]);
  expect((await operator.send<SlotsRun>('POST', place, { ...days, parameters: { plant: '1010', days: 2 } })).started).toBe(3);
});

test('API-122 what is no range, too much, or no schedule is said', async () => {
  const refused = async (body: object, place = PLACE) => (await operator.raw('POST', place, body)) as { status: number; body: Problem };
  expect(await refused({ from: 'monday', to: '2026-03-29' })).toMatchObject({
    status: 400,
    body: { code: 'range-invalid', errors: [{ path: '/from' }] },
  });
  expect((await refused({ from: '2025-01-01', to: '2026-03-29' })).body).toMatchObject({ code: 'range-invalid' });
  expect(await refused(days, PLACE.replace('nightly', 'by-hand'))).toMatchObject({ status: 409, body: { code: 'no-schedule' } });
  expect((await refused(days, PLACE.replace('nightly', 'nowhere'))).status).toBe(404);
  const analyst = await addPerson(admin, 'Vera', [everywhere('viewer')]);
  expect((await analyst.raw('POST', PLACE, days)).status).toBe(403);
});

test('API-122, API-61 what is given by hand is judged by the trigger’s own schema, each fault by its place', async () => {
  const start = (flow: string, input: object) => operator.raw('POST', '/api/runs', { environment: 'development', flow, input });
  expect(await start('by-hand', { order: '47', more: 1 })).toMatchObject({
    status: 400,
    body: { code: 'input-invalid', errors: expect.arrayContaining([expect.objectContaining({ path: '/order' })]) },
  });
  expect((await start('by-hand', { order: '4711' })).status).toBe(202);
  expect((await start('nightly', { slot: 'today' })).status).toBe(400);
  expect((await start('nightly', { slot: '2026-03-27T05:00:00.000Z', missed: 0 })).status).toBe(202);
});

test('API-122 the command line looks, and runs', async () => {
  let out = '';
  const cli = (...args: string[]) =>
    runCli(['slots', 'run', 'nightly', '--from', '2026-02-01', '--to', '2026-02-02', ...args], {
      environment: { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: operator.token },
      write: (text) => {
        out += text;
      },
      complain: (text) => {
        out += text;
      },
    });
  expect(await cli('--dry-run')).toBe(0);
  expect(out).toContain('2026-02-01 06:00');
  out = '';
  expect(await cli('--json')).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ started: 2 });
});
