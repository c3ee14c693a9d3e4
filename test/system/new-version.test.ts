/** F39, RES-3, INT-4: flows are deployed and rolled back while changes arrive. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { TrafficTruth } from '#nodes/sandbox/traffic.ts';
import { eventually } from '../support/api.ts';
import { publish } from '../support/api-flows.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { createSandboxPanel, NO_FAULTS, type SandboxPanel } from '../support/sandbox-panel.ts';

let runtime: MortalRuntime;
let sandbox: SandboxPanel;

beforeAll(async () => {
  runtime = await openMortalRuntime();
  sandbox = createSandboxPanel(runtime.api);
});
afterAll(() => runtime?.close());

const live = (version: number) => runtime.api.send('PUT', '/api/environments/development/deployments/order-change', { version });
const versionOf = async (change: TrafficTruth) => {
  const [run] = await eventually(async () => {
    const runs = await sandbox.runsOf(change.id);
    return runs.length > 0 && runs;
  }, `a run for ${change.id}`);
  return (run as RunSummary).version;
};

test('F39, RES-3: runs finish on the version that they began with, also after a crash; later ones take the new one', async () => {
  const { document } = await runtime.api.get<{ document: FlowDocument }>('/api/flows/order-change/versions/1');
  const [first, second] = await sandbox.orders(2);
  const outage = await sandbox.arm({ system: 'sap', kind: 'outage' });
  const old = [await sandbox.change(first!), await sandbox.change(second!)];
  expect(await Promise.all(old.map(versionOf))).toEqual([1, 1]);

  expect(await publish(runtime.api, { ...document, description: 'Says the same in other words.' })).toBe(2);
  await live(2);
  const later = [await sandbox.change(first!), await sandbox.change(second!)];
  expect(await Promise.all(later.map(versionOf))).toEqual([2, 2]);
  await runtime.kill();
  await runtime.rise();
  await outage();
  await sandbox.rest();
  expect(await Promise.all([...old, ...later].map(versionOf))).toEqual([1, 1, 2, 2]);
  for (const change of [...old, ...later])
    expect(
      await sandbox.record({ operation: 'change-sales-order', key: change.order, sequence: change.revision, applied: true }),
    ).toHaveLength(1);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});

test('F39, INT-4: deploying and rolling back under load loses and doubles nothing, and nobody is turned away', async () => {
  type State = { readonly deliveries: { readonly refused: number; readonly lastFailure?: string } };
  const before = await runtime.api.get<State>('/api/sandbox');
  await runtime.api.send('POST', '/api/sandbox/traffic', { ratePerSecond: 20, count: 80, seed: 39, duplicates: 0.1, invalid: 0.05 });
  const entered = async () => (await runtime.api.get<{ entered: number }>('/api/sandbox/traffic')).entered;
  for (const [share, version] of [
    [10, 1],
    [30, 2],
    [50, 1],
    [70, 2],
  ] as const) {
    await eventually(async () => (await entered()) >= share, `${share} changes are entered`);
    await live(version);
  }
  await eventually(async () => (await entered()) === 80, 'all changes are entered');
  await sandbox.rest();
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
  const { deliveries } = await runtime.api.get<State>('/api/sandbox');
  expect(deliveries.refused - before.deliveries.refused, deliveries.lastFailure).toBe(0);
});
