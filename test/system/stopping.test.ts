/** F6: SIGTERM while work is under way. What was accepted is kept, what runs may end, and the next life goes on from there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/api.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { createSandboxPanel, NO_FAULTS, type SandboxPanel } from '../support/sandbox-panel.ts';

const CHANGE = 'change-sales-order';
let runtime: MortalRuntime;
let sandbox: SandboxPanel;

beforeAll(async () => {
  runtime = await openMortalRuntime();
  sandbox = createSandboxPanel(runtime.api);
});
afterAll(() => runtime?.close());

test('F6: a call under way is waited for, and its answer is known without asking again', async () => {
  const [key] = await sandbox.orders(1);
  await sandbox.arm({ system: 'sap', kind: 'slow', operation: CHANGE, times: 1, milliseconds: 2_500 });
  const { id } = await sandbox.change(key!);
  await sandbox.struck('slow');
  const stopped = runtime.stop();
  const refused = await eventually(async () => {
    const answer = await fetch(`${runtime.url}/hooks/development/v1/crm/change-requests`, { method: 'POST', body: '<x/>' });
    return answer.status === 503 && answer;
  }, 'intake is stopped while the call is under way');
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(await stopped).toBe(0);

  await runtime.rise();
  await sandbox.rest();
  expect(await sandbox.record({ operation: CHANGE, key: key!, sequence: 1, applied: true })).toHaveLength(1);
  const [run] = await sandbox.runsOf(id);
  const { events } = await runtime.api.get<{ events: readonly { type: string; operation?: string }[] }>(`/api/runs/${run!.runId}/events`);
  const ofChange = events.filter(({ operation }) => operation === CHANGE).map(({ type }) => type);
  expect(ofChange).toEqual(['effect-intended', 'effect-confirmed']);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});

test('F6: a call that does not end is left behind after ten seconds, and asked about in the next life', async () => {
  const [key] = await sandbox.orders(1);
  const disarm = await sandbox.arm({ system: 'sap', kind: 'malformed', operation: CHANGE, times: 1, milliseconds: 60_000 });
  await sandbox.change(key!);
  await sandbox.recorded({ operation: CHANGE, fault: 'malformed', key: key! });
  expect(await runtime.stop()).toBe(0);
  await runtime.rise();
  await sandbox.rest();
  await disarm();
  expect(await sandbox.record({ operation: CHANGE, key: key!, sequence: 1, applied: true })).toHaveLength(1);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});

test('F6: stopped again and again under load, it loses, doubles and reorders nothing', async () => {
  type Traffic = { readonly entered: number };
  for (const seed of [61, 62, 63]) {
    await runtime.api.send('POST', '/api/sandbox/traffic', { ratePerSecond: 20, count: 40, seed, duplicates: 0.1, reorder: 0.1 });
    await eventually(async () => (await runtime.api.get<Traffic>('/api/sandbox/traffic')).entered >= 25, 'most of them are entered');
    expect(await runtime.stop()).toBe(0);
    await runtime.rise();
  }
  await sandbox.rest();
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});
