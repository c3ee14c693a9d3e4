/** Two weeks of sample history: made by the engine, marked everywhere, counted nowhere, gone in one act. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditCheck, AuditView } from '#flows/api/audit.ts';
import type { ApprovalView, ExceptionView, FlowMetrics, LaneView, ObjectTimeline } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import type { RunAccepted, RunSummary, RunView, StepDetail } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { createSandbox, type Sandbox } from '#nodes/sandbox/sandbox.ts';
import { loadSandboxCredentials } from '#runtime/sandbox/credentials.ts';
import { openStore } from '#runtime/store/open-store.ts';
import { type Api, createApi, eventually, setUp } from '../support/api.ts';
import { type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const ENVIRONMENT = { MILLRACE_SANDBOX: 'on', MILLRACE_EXAMPLES: 'on', MILLRACE_SAMPLE_HISTORY: 'on', MILLRACE_SANDBOX_PORT: '0' };
const PATIENCE_MS = 120_000;
/** The newest of some 270. */
const STORIES = 30;

let folder: string;
let sandbox: Sandbox;
let runtime: InProcessRuntime;
let admin: Api;

async function whole(): Promise<SampleHistoryView> {
  return eventually(
    async () => {
      const view = await admin.get<SampleHistoryView>('/api/sample-history');
      return view.state === 'there' ? view : undefined;
    },
    'sample history is whole',
    PATIENCE_MS,
  );
}

async function all(query: string): Promise<readonly RunSummary[]> {
  const found: RunSummary[] = [];
  let cursor = '';
  do {
    const page = await admin.get<Page<RunSummary>>(`/api/runs?environment=development&limit=200${query}${cursor}`);
    found.push(...page.items);
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return found;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-samples-'));
  const sandboxFolder = join(folder, 'data', 'sandbox');
  mkdirSync(sandboxFolder, { recursive: true });
  const credentials = loadSandboxCredentials(join(sandboxFolder, 'credentials.json'));
  sandbox = await createSandbox({ folder: sandboxFolder, firstPort: 0, seed: 4711, credentials });
  // A start adopts the sandbox that this file names, as it does after a crash.
  writeFileSync(join(sandboxFolder, 'sandbox.json'), JSON.stringify({ ports: sandbox.ports, pid: process.pid }));
  runtime = await startInProcess({ environment: ENVIRONMENT, folder, mostSampleStories: STORIES });
  admin = await setUp(runtime);
}, 60_000);
afterAll(async () => {
  await runtime.close('keep');
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

describe('sample history of a first start', () => {
  test(
    'SMP-1 a start that was interrupted begins it anew; every run is marked, has ended, and lies in the two weeks before',
    async () => {
      await runtime.close('keep');
      runtime = await startInProcess({ environment: ENVIRONMENT, folder, mostSampleStories: STORIES });
      admin = createApi(runtime.url, admin.token);
      const { runs } = await whole();
      const listed = await all('');
      expect(listed).toHaveLength(runs);
      expect(new Set(listed.map(({ runId }) => runId)).size).toBe(runs);
      expect(runs).toBeGreaterThan(STORIES);
      const standing = new Set(['parked', 'waiting', 'accepted']);
      expect(listed.filter(({ sample, endedAt, state }) => sample !== true || (endedAt === undefined) !== standing.has(state))).toEqual([]);
      const began = listed.map(({ startedAt }) => Date.parse(startedAt));
      expect([...began].sort((a, b) => b - a)).toEqual(began);
      expect(began.every((at) => at < Date.now() && at > Date.now() - 15 * 86_400_000)).toBe(true);
      expect(await all('&sample=none')).toEqual([]);
      expect(await all('&sample=only')).toHaveLength(runs);
    },
    PATIENCE_MS,
  );

  test('SMP-2 each is what the engine made of a message: steps, exchanges and a person who decided', async () => {
    const change = (await all('&flow=order-change')).find(({ state }) => state === 'completed')!;
    const run = await admin.get<RunView>(`/api/runs/${change.runId}`);
    expect(run.steps.some(({ path, state }) => path === 'read/read' && state === 'completed')).toBe(true);
    expect(run.actions).toEqual([]);
    const step = await admin.get<StepDetail>(`/api/runs/${change.runId}/steps/${encodeURIComponent('read/read')}`);
    expect(step.exchanges.length).toBeGreaterThan(0);
    const timeline = await admin.get<ObjectTimeline>(`/api/environments/development/objects/sales-order/${change.lane!.key}`);
    expect(timeline.runs.every(({ sample }) => sample === true)).toBe(true);
    expect(timeline.milestones.length).toBeGreaterThan(0);
  });

  test('SMP-3 nothing is counted, nothing can be done with it, a real message is not taken for one of it', async () => {
    expect((await admin.get<Page<FlowMetrics>>('/api/metrics?environment=development&minutes=1440')).items).toEqual([]);
    const held = (await admin.get<Page<FlowMetrics>>('/api/metrics?environment=development&sample=only')).items;
    const listed = await all('');
    for (const { flowId, accepted, completed, failed, p50Ms, p95Ms } of held) {
      const own = listed.filter((run) => run.flowId === flowId);
      expect({ flowId, accepted, completed, failed }).toEqual({
        flowId,
        accepted: own.length,
        completed: own.filter(({ state }) => state === 'completed').length,
        failed: own.filter(({ state }) => state === 'failed').length,
      });
      expect(p95Ms === undefined || p95Ms >= p50Ms!).toBe(true);
    }
    expect(held.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(listed.length);
    expect(held.some(({ p95Ms }) => p95Ms !== undefined)).toBe(true);
    const figures = await fetch(`${runtime.url}/metrics`, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(await figures.text()).not.toMatch(/flow="order-change"/);
    const [sample] = await all('&flow=order-change');
    const refused = await admin.raw('POST', `/api/runs/${sample!.runId}/actions`, { action: 'retry', reason: 'To see it refused' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'sample-history' } });
    // The very message of the sample run.
    const { trigger } = await admin.get<RunView>(`/api/runs/${sample!.runId}`);
    const { body } = trigger as unknown as { readonly body: Json };
    const real = await admin.send<RunAccepted>('POST', '/api/runs', { environment: 'development', flow: 'order-change', input: body });
    expect(real.duplicate).toBe(false);
    const [newest] = await all('');
    expect(newest).toMatchObject({ runId: real.runId });
    expect(newest!.sample).toBeUndefined();
  });

  test('SMP-5 boards show what stands: lanes with runs behind, approvals, exceptions; acting is refused, a restart moves nothing', async () => {
    const board = '/api/environments/development/lanes';
    const lanes = async () => (await admin.get<Page<LaneView>>(board)).items.filter(({ head }) => head.sample === true);
    const before = await lanes();
    const parked = before.filter(({ head }) => head.state === 'parked');
    expect(parked.map(({ name, depth }) => `${name} ${depth}`)).toEqual(['sales-order 4', 'schedule 2', 'sales-order 2', 'schedule 1']);
    expect(parked[0]!.waiting.map(({ state, sample, lane }) => `${state} ${sample} ${lane?.sequence}`)).toEqual([
      'accepted true 4',
      'accepted true 5',
      'accepted true 6',
    ]);
    expect(parked[0]!.reason).toMatch(/^Parked at change\/change: .+/);
    const approvals = (await admin.get<Page<ApprovalView>>('/api/approvals?environment=development')).items;
    expect(approvals.map(({ sample, mayDecide, flowId }) => ({ sample, mayDecide, flowId }))).toEqual(
      ['quote-to-order', 'order-change', 'order-change'].map((flowId) => ({ sample: true, mayDecide: false, flowId })),
    );
    const open = (await admin.get<Page<ExceptionView>>('/api/environments/development/exceptions?state=open')).items;
    expect(open.filter(({ sample }) => sample).length).toBeGreaterThan(1);
    const reason = 'To see it refused';
    for (const [path, body] of [
      [`/api/runs/${parked[0]!.head.runId}/actions`, { action: 'set-aside', reason }],
      [`/api/approvals/${approvals[0]!.approvalId}/decide`, { choice: approvals[0]!.choices[0]!, reason }],
      [`/api/environments/development/exceptions/${open[0]!.exceptionId}`, { state: 'taken', reason }],
    ] as const)
      expect(await admin.raw('POST', path, body), path).toMatchObject({ status: 409, body: { code: 'sample-history' } });
    // A real message about the very object has a lane to itself.
    const { trigger } = await admin.get<RunView>(`/api/runs/${parked[0]!.waiting[0]!.runId}`);
    const { body } = trigger as unknown as { readonly body: Json };
    const real = await admin.send<RunAccepted>('POST', '/api/runs', { environment: 'development', flow: 'order-change', input: body });
    await eventually(
      async () => ((await admin.get<RunView>(`/api/runs/${real.runId}`)).state === 'accepted' ? undefined : true),
      'the real run waits for no sample',
    );
    await runtime.close('keep');
    runtime = await startInProcess({ environment: ENVIRONMENT, folder, mostSampleStories: STORIES });
    admin = createApi(runtime.url, admin.token);
    expect(await lanes()).toEqual(before);
    expect((await admin.get<Page<ApprovalView>>('/api/approvals?environment=development')).items).toEqual(approvals);
  });

  test(
    'SMP-4 it goes in one act, audited; what is real stays, the journal verifies, and it does not come back',
    async () => {
      const removal = { reason: 'We have runs of our own now' };
      expect(await admin.send('POST', '/api/sample-history/removal', removal)).toEqual({ state: 'removed', runs: 0 });
      expect(await admin.raw('POST', '/api/sample-history/removal', removal)).toMatchObject({ status: 409 });
      const left = await all('');
      expect(left.length).toBeGreaterThan(0);
      expect(left.filter(({ sample }) => sample === true)).toEqual([]);
      expect((await admin.get<Page<LaneView>>('/api/environments/development/lanes')).items.filter(({ head }) => head.sample)).toEqual([]);
      expect((await admin.get<Page<ApprovalView>>('/api/approvals')).items).toEqual([]);
      const { items } = await admin.get<Page<ExceptionView>>('/api/environments/development/exceptions?limit=200');
      expect(items.filter(({ sample }) => sample === true)).toEqual([]);
      const audit = await admin.get<Page<AuditView>>('/api/audit?limit=200');
      expect(audit.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['sample-history-added', 'sample-history-removed']));
      expect(await admin.get<AuditCheck>('/api/audit/verify')).toMatchObject({ ok: true });
      await runtime.close('keep');
      const store = openStore({ dataFolder: join(folder, 'data') });
      expect(store.damage.sentences).toEqual([]);
      expect((await store.verify()).sentences).toEqual([]);
      await store.close();
      runtime = await startInProcess({ environment: ENVIRONMENT, folder, mostSampleStories: STORIES });
      admin = createApi(runtime.url, admin.token);
      expect(await admin.get('/api/sample-history')).toEqual({ state: 'removed', runs: 0 });
      expect(await all('&sample=only')).toEqual([]);
    },
    PATIENCE_MS,
  );
});

test('SMP-1 an installation without sandbox or examples, or one that is in use, gets none', async () => {
  const other = await startWithAdmin({ environment: { MILLRACE_SAMPLE_HISTORY: 'on' } });
  expect(await other.admin.get('/api/sample-history')).toEqual({ state: 'none', runs: 0 });
  await other.runtime.close();
});
