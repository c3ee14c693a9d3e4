/** Systems that are ill, slow, or in disorder: what the runtime does meanwhile, judged by the sandbox's own record. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { CircuitState } from '#flows/api/connections.ts';
import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { Fault } from '#nodes/sandbox/simulator.ts';
import { loadSandboxCredentials } from '#runtime/sandbox/credentials.ts';
import { eventually, runReaches } from '../support/api.ts';
import { deploy } from '../support/api-flows.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { createSandboxPanel, NO_FAULTS, type SandboxPanel } from '../support/sandbox-panel.ts';

const CHANGE = 'change-sales-order';
const TRIAL_AFTER_MS = 500;

let runtime: MortalRuntime;
let sandbox: SandboxPanel;

beforeAll(async () => {
  runtime = await openMortalRuntime();
  sandbox = createSandboxPanel(runtime.api);
  await sandbox.limit('sap', { openAfter: 3, trialAfterMs: TRIAL_AFTER_MS });
});
afterAll(() => runtime?.close());

const circuitOfSap = async () =>
  (await runtime.api.get<Page<CircuitState>>('/api/environments/development/circuits')).items.find(
    ({ connection }) => connection === 'sap',
  )!;
const runOf = (changeId: string) => eventually(async () => (await sandbox.runsOf(changeId))[0], `a run for ${changeId}`);
const eventsOf = async (runId: string) => (await runtime.api.get<{ events: readonly TraceEvent[] }>(`/api/runs/${runId}/events`)).events;
const strikes = async (kind: Fault['kind']) =>
  (await runtime.api.get<readonly (Fault & { struck: number })[]>('/api/sandbox/faults')).find((fault) => fault.kind === kind)?.struck ?? 0;

describe('F22: a burst of 500 and 503', () => {
  test.each(['unavailable', 'html-500'] as const)(
    '%s opens the circuit: few knock, all are held, and the order of every key stays',
    async (kind) => {
      const orders = await sandbox.orders(6);
      const disarm = await sandbox.arm({ system: 'sap', kind });
      const began = Date.now();
      for (const order of [...orders, ...orders]) await sandbox.change(order);
      await eventually(async () => (await circuitOfSap()).held >= orders.length, 'every lane is held at its head');
      const knocked = await strikes(kind);
      await eventually(async () => (await strikes(kind)) >= knocked + 3, 'the circuit tries again');
      // One call at a time once it is open; before that, what was under way at the same time.
      const [struck, concurrency] = [await strikes(kind), 10];
      expect(struck).toBeLessThanOrEqual(3 + concurrency + Math.ceil((Date.now() - began) / TRIAL_AFTER_MS));
      await disarm();
      await sandbox.rest();
      for (const key of orders) {
        const applied = await sandbox.record({ operation: CHANGE, key, applied: true });
        expect(applied.flatMap(({ sequence }) => (sequence === undefined ? [] : [sequence]))).toEqual([1, 2]);
      }
      expect(await sandbox.judge()).toEqual(NO_FAULTS);
      expect(await circuitOfSap()).toMatchObject({ state: 'closed', held: 0, inFlight: 0 });
    },
  );
});

describe('F23: Retry-After is kept to', () => {
  test.each([
    ['in seconds', () => '2'],
    ['as a date', () => new Date(Date.now() + 3_000).toUTCString()],
  ])('%s', async (_form, retryAfter) => {
    const [key] = await sandbox.orders(1);
    const until = retryAfter();
    await sandbox.arm({ system: 'sap', kind: 'throttled', operation: CHANGE, times: 1, retryAfter: until });
    await sandbox.change(key!);
    const refused = await sandbox.recorded({ operation: CHANGE, fault: 'throttled', key: key! });
    const applied = await sandbox.recorded({ operation: CHANGE, applied: true, key: key!, sequence: 1 });
    const earliest = /^\d+$/.test(until) ? Date.parse(refused.at) + Number(until) * 1_000 : Date.parse(until);
    expect(Date.parse(applied.at)).toBeGreaterThanOrEqual(earliest);
    await sandbox.rest();
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
  });

  test('an absurd one is capped at an hour, and an operator need not wait for it', async () => {
    const [key] = await sandbox.orders(1);
    await sandbox.arm({ system: 'sap', kind: 'throttled', operation: CHANGE, times: 1, retryAfter: '999999999' });
    const { id } = await sandbox.change(key!);
    const { runId } = await runOf(id);
    const scheduled = await eventually(
      async () => (await eventsOf(runId)).find((event) => event.type === 'retry-scheduled'),
      'the retry is scheduled',
    );
    expect(Date.parse(scheduled.dueAt) - Date.parse(scheduled.at)).toBeLessThanOrEqual(3_600_000);
    await runtime.api.send('POST', `/api/runs/${runId}/actions`, { action: 'retry', reason: 'SAP has time again' });
    await sandbox.rest();
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
  });
});

describe('F31: the password is changed over there', () => {
  const settings = '/api/environments/development/connections/sap';
  interface Stored {
    readonly type: string;
    readonly settings: object;
    readonly limits: object;
    readonly revision: number;
  }
  async function giveSecret(password: string): Promise<void> {
    const { type, settings: given, limits, revision } = await runtime.api.get<Stored>(settings);
    const body = { type, settings: given, limits, secrets: { password } };
    await runtime.api.send('PUT', settings, body, { 'If-Match': String(revision) });
  }

  test('few sign-ins are tried, the rest is held, and all goes on by itself once the new one is set', async () => {
    const { sap } = loadSandboxCredentials(join(runtime.dataFolder, 'sandbox', 'credentials.json'));
    const orders = await sandbox.orders(8);
    await giveSecret('of yesterday');
    for (const order of orders) await sandbox.change(order);
    const open = await eventually(async () => {
      const circuit = await circuitOfSap();
      return circuit.state === 'open' && circuit.held > 0 && circuit.inFlight === 0 && circuit;
    }, 'the circuit opens');
    expect(open.lastError).toMatchObject({ class: 'denied', code: 'sign-in', signInRefused: true });
    // What was under way at the same time is refused as well; nobody comes after it.
    expect(open.failures).toBeLessThanOrEqual(10);
    await giveSecret(sap.password);
    await eventually(async () => (await circuitOfSap()).state === 'closed', 'the circuit closes');
    const { items } = await runtime.api.get<Page<{ readonly runId: string }>>('/api/runs?state=parked');
    for (const { runId } of items)
      await runtime.api.send('POST', `/api/runs/${runId}/actions`, { action: 'retry', reason: 'the password is set' });
    await sandbox.rest();
    for (const key of orders) expect(await sandbox.record({ operation: CHANGE, key, applied: true, sequence: 1 })).toHaveLength(1);
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
  });
});

describe('F24: a system that accepts and says nothing, or one byte in a minute', () => {
  test.each([
    ['hang', {}],
    ['malformed', { milliseconds: 60_000 }],
  ] as const)('%s ends at the deadline of the step, frees its slot and is found out', async (kind, more) => {
    await giveUpAfter(1_500);
    const [key] = await sandbox.orders(1);
    const disarm = await sandbox.arm({ system: 'sap', kind, operation: CHANGE, times: 1, ...more });
    const { id } = await sandbox.change(key!);
    await sandbox.recorded({ operation: CHANGE, fault: kind, key: key! });
    const { runId } = await runOf(id);
    const failed = await eventually(
      async () => (await eventsOf(runId)).find((event) => event.type === 'attempt-failed'),
      'the attempt ends',
    );
    expect(failed.error.class).toBe('timeout');
    await sandbox.rest();
    expect(await circuitOfSap()).toMatchObject({ inFlight: 0 });
    expect(await sandbox.record({ operation: CHANGE, key: key!, sequence: 1, applied: true })).toHaveLength(1);
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
    await disarm();
  });

  /** The system flow with a deadline that a test can wait for. */
  async function giveUpAfter(timeoutMs: number): Promise<void> {
    const { document } = await runtime.api.get<{ document: FlowDocument }>('/api/flows/sap-sales-order/versions/1');
    const nodes = Object.entries(document.nodes).map(([nodeId, node]) => [
      nodeId,
      node.connection === undefined ? node : { ...node, timeoutMs },
    ]);
    await deploy(runtime.api, { ...document, nodes: Object.fromEntries(nodes) });
  }
});

test('F29, LAN-6: a poison message stops its lane alone; set aside with a reason, the rest of the key goes on', async () => {
  const [poisoned, healthy] = await sandbox.orders(2);
  const disarm = await sandbox.arm({ system: 'sap', kind: 'schema-change', key: poisoned! });
  const bad = await sandbox.change(poisoned!);
  const { runId } = await runOf(bad.id);
  await runReaches(runtime.api, runId, 'parked');
  const next = await sandbox.change(poisoned!);
  const other = await sandbox.change(healthy!);
  const { runId: otherRun } = await runOf(other.id);
  await runReaches(runtime.api, otherRun, 'completed');
  const waiting = await runOf(next.id);
  expect(waiting.state).toBe('accepted');
  const lanes = await runtime.api.get<Page<LaneView>>('/api/environments/development/lanes');
  expect(lanes.items.filter(({ name }) => name === 'sales-order').map(({ key, depth }) => ({ key, depth }))).toEqual([
    { key: poisoned, depth: 2 },
  ]);

  await disarm();
  const reason = 'SAP answered nonsense about this order; sales will call.';
  await runtime.api.send('POST', `/api/runs/${runId}/actions`, { action: 'set-aside', reason });
  await runReaches(runtime.api, waiting.runId, 'completed');
  await sandbox.rest();
  expect(await sandbox.record({ operation: CHANGE, key: poisoned!, sequence: bad.revision })).toEqual([]);
  expect(await sandbox.record({ operation: CHANGE, key: poisoned!, sequence: next.revision, applied: true })).toHaveLength(1);
  const acted = (await eventsOf(runId)).find((event) => event.type === 'operator-acted');
  expect(acted).toMatchObject({ action: 'set-aside', reason, by: expect.stringContaining('Ada Admin') });
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
  const audit = await runtime.api.get<Page<AuditView>>('/api/audit');
  expect(audit.items).toContainEqual(expect.objectContaining({ action: 'run-acted', object: `run ${runId}`, reason }));
});

describe('F30: deliveries', () => {
  test('INT-2: delivered three times, a change has one run and is applied once', async () => {
    const [key] = await sandbox.orders(1);
    const before = await duplicates();
    await sandbox.arm({ system: 'crm', kind: 'duplicate', operation: 'crm-outbound-message', times: 2 });
    const [first, second] = [await sandbox.change(key!), await sandbox.change(key!)];
    await sandbox.rest();
    for (const { id, revision } of [first, second]) {
      expect(await sandbox.runsOf(id)).toHaveLength(1);
      expect(await sandbox.record({ operation: CHANGE, key: key!, sequence: revision, applied: true })).toHaveLength(1);
    }
    expect((await duplicates()) - before).toBe(2);
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
  });

  test('INT-6: a change that a younger one overtook ends as stale and touches nothing', async () => {
    const [key] = await sandbox.orders(1);
    await sandbox.arm({ system: 'crm', kind: 'reorder', operation: 'crm-outbound-message', times: 1, milliseconds: 60_000 });
    const older = await sandbox.change(key!);
    const younger = await sandbox.change(key!);
    await sandbox.rest();
    const [[olderRun], [youngerRun]] = [await sandbox.runsOf(older.id), await sandbox.runsOf(younger.id)];
    expect([youngerRun?.state, olderRun?.state]).toEqual(['completed', 'stale']);
    expect(await sandbox.record({ operation: CHANGE, key: key!, sequence: older.revision })).toEqual([]);
    expect(await sandbox.judge()).toEqual(NO_FAULTS);
  });

  async function duplicates(): Promise<number> {
    const { items } = await runtime.api.get<Page<{ flowId: string; duplicates: number }>>('/api/metrics?environment=development');
    return items.find(({ flowId }) => flowId === 'order-change')?.duplicates ?? 0;
  }
});
