/** The database's log was lost with entries that had been acknowledged: the installation only looks until a person has decided. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import type { RecoveryView } from '#flows/api/recovery.ts';
import type { RunAccepted, RunSummary, RunView } from '#flows/api/runs.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import type { Api } from '../support/api.ts';
import { createApi, eventually } from '../support/api.ts';
import { deploy, register, smallFlow } from '../support/api-flows.ts';
import { loseWhatHappens } from '../support/lost-journal.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const DEFINITION = smallFlow({ id: 'taken', webhook: { path: 'taken', authentication: 'api-key' } });

let runtime: InProcessRuntime;
let token: string;
let admin: Api;
let operator: Api;
let credential: string;
let known: string;

beforeAll(async () => {
  const first = await startWithAdmin();
  const { folder } = first.runtime;
  ({ token } = first.admin);
  const person = await addPerson(first.admin, 'Olga', [everywhere('operator')]);
  await deploy(first.admin, DEFINITION);
  ({ credential } = await register(first.admin, 'taken'));
  const start = () => first.admin.send<RunAccepted>('POST', '/api/runs', { environment: 'development', flow: 'taken', input: {} });
  known = (await start()).runId;
  await eventually(async () => (await first.admin.get<RunView>(`/api/runs/${known}`)).state === 'completed', 'the first run has ended');
  await first.runtime.close('keep');
  await loseWhatHappens(folder, ({ url }) =>
    createApi(url, token).send('POST', '/api/runs', { environment: 'development', flow: 'taken', input: {} }),
  );

  runtime = await startInProcess({ folder });
  admin = createApi(runtime.url, token);
  operator = createApi(runtime.url, person.token);
}, 60_000);
afterAll(() => runtime?.close());

test('RES-6, F10: it says what is missing, and is not ready for traffic', async () => {
  const view = await admin.get<RecoveryView>('/api/recovery');
  expect(view).toMatchObject({ state: 'read-only', missing: { entries: expect.any(Number) } });
  expect(view.findings[0]).toMatch(/\d+ acknowledged journal entries are missing since 20\d\d-/);
  expect((await fetch(`${runtime.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${runtime.url}/healthz`)).status).toBe(200);
});

test('API-114, RES-6: nothing is taken, by no way in, and each says why', async () => {
  const start = await admin.raw('POST', '/api/runs', { environment: 'development', flow: 'taken', input: {} });
  expect([start.status, (start.body as { code: string }).code]).toEqual([503, 'read-only-recovery']);
  const hook = await fetch(`${runtime.url}/hooks/development/v1/taken`, {
    method: 'POST',
    headers: { 'x-api-key': credential, 'content-type': 'application/json' },
    body: '{}',
  });
  expect([hook.status, ((await hook.json()) as { code: string }).code]).toEqual([503, 'read-only-recovery']);
  expect(hook.headers.get('retry-after')).toBe('60');
  const act = await admin.raw('POST', `/api/runs/${known}/actions`, { action: 'retry', reason: 'try' });
  expect(act.status).toBe(503);
  const draft = await admin.raw('POST', '/api/flows/other/drafts', { document: smallFlow({ id: 'other' }) });
  expect(draft.status).toBe(503);
});

test('RES-6: everything can be looked at', async () => {
  const { items } = await admin.get<Page<RunSummary>>('/api/runs?environment=development');
  expect(items.map(({ runId }) => runId)).toEqual([known]);
  expect((await admin.get<RunView>(`/api/runs/${known}`)).state).toBe('completed');
  expect((await operator.raw('GET', '/api/recovery')).status).toBe(200);
});

test('API-114, CLI-17, RES-6: only an administrator accepts the loss, with a reason, and it is audited; then work begins, and stays so over a start', async () => {
  expect((await operator.raw('POST', '/api/recovery/acceptance', { reason: 'go on' })).status).toBe(403);
  expect((await admin.raw('POST', '/api/recovery/acceptance', {})).status).toBe(400);
  expect(await cli('recovery', 'show')).toMatch(/^Millrace only looks.*\n\d+ acknowledged journal entries are missing/);
  expect(await cli('recovery', 'accept', '--reason', 'The disk was replaced; senders send again.')).toMatch(/^Millrace works\./);
  const { items } = await admin.get<Page<AuditView>>('/api/audit');
  expect(items[0]).toMatchObject({ action: 'damage-accepted', reason: 'The disk was replaced; senders send again.' });
  const start = () => admin.send<RunAccepted>('POST', '/api/runs', { environment: 'development', flow: 'taken', input: {} });
  const { runId } = await start();
  await eventually(async () => (await admin.get<RunView>(`/api/runs/${runId}`)).state === 'completed', 'a new run goes through');
  expect((await fetch(`${runtime.url}/readyz`)).status).toBe(200);
  expect((await admin.raw('POST', '/api/recovery/acceptance', { reason: 'again' })).status).toBe(409);

  const { folder } = runtime;
  await runtime.close('keep');
  runtime = await startInProcess({ folder });
  admin = createApi(runtime.url, token);
  expect(await admin.get<RecoveryView>('/api/recovery')).toEqual({ state: 'working', damagedRuns: [], findings: [] });
  await start();
});

async function cli(...words: readonly string[]): Promise<string> {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const code = await runCli(words, { environment: { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: token }, write, complain: write });
  expect([code, out]).toEqual([0, expect.any(String)]);
  return out;
}
