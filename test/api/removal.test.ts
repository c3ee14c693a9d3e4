/** Finished runs go when nobody needs them any more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const DAY_MS = 86_400_000;

let runtime: InProcessRuntime;
let admin: Api;

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  const ask = { type: 'core/approval', config: { title: 'Well?', role: 'approver' } };
  const noted = { type: 'core/map', config: { rows: [{ target: 'seen', expression: '= true' }] } };
  const edges = ['start > ask', 'ask:approve > noted', 'ask:reject > refused'];
  await deploy(admin, smallFlow({ id: 'asks', nodes: { ask, noted, refused: noted }, edges }));
  await deploy(admin, smallFlow({ id: 'short', nodes: { noted }, edges: ['start > noted'] }));
});
afterAll(() => runtime?.close());

const start = async (flow: string) =>
  (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input: {} })).runId;
const remove = (by: Api, endedBefore: string) => by.raw('POST', '/api/runs-removal', { endedBefore, reason: 'the disk is full' });

describe('removing finished runs', () => {
  test('API-113 takes those that ended before the instant, leaves what is open, and is in the audit', async () => {
    const ended = await start('short');
    await runReaches(admin, ended, 'completed');
    const open = await start('asks');
    await runReaches(admin, open, 'waiting');
    expect(await remove(admin, new Date().toISOString())).toMatchObject({ status: 400, body: { code: 'too-young' } });
    runtime.passTime(9 * DAY_MS);
    expect(await remove(admin, new Date(Date.now() + DAY_MS).toISOString())).toMatchObject({ status: 200, body: { removed: 1 } });
    expect((await admin.get<Page<RunSummary>>('/api/runs')).items.map(({ runId }) => runId)).toEqual([open]);
    expect((await admin.raw('GET', `/api/runs/${ended}`)).status).toBe(404);
    const [entry] = (await admin.get<Page<AuditView>>('/api/audit?limit=1')).items;
    expect(entry).toMatchObject({ action: 'runs-removed', reason: 'the disk is full', detail: { removed: 1 } });
    expect(await admin.get('/api/audit/verify')).toMatchObject({ ok: true });
  });

  test('API-113 is for administrators of everything only', async () => {
    const here = await addPerson(admin, 'Here Only', [{ role: 'admin', environment: 'development', folder: '*' }]);
    const operator = await addPerson(admin, 'Olga Operator', [everywhere('operator')]);
    for (const person of [here, operator]) expect((await remove(person, '2026-01-01T00:00:00Z')).status).toBe(403);
  });

  test('CLI-16 is a command too', async () => {
    let told = '';
    const exit = await runCli(['runs', 'remove', '--ended-before', '2026-01-01T00:00:00Z', '--reason', 'tidy up'], {
      environment: { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: admin.token },
      write: (text) => (told += text),
      complain: (text) => (told += text),
    });
    expect([exit, told]).toEqual([0, expect.stringMatching(/removed\D+0/)]);
  });
});
