/**
 * Between the moment in which another system did what we asked and the moment in which we know it, answers are lost and processes die
 * (STP-4). What the sandbox's record has applied once must stay applied once, and the run must find out.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { createSandboxPanel, NO_FAULTS, type SandboxPanel } from '../support/sandbox-panel.ts';

const WRITES = [
  { system: 'sap', operation: 'change-sales-order' },
  { system: 'crm', operation: 'update-Order_Change_Request__c' },
  { system: 'scheduler', operation: 'upsert-demand' },
  { system: 'scheduler', operation: 'request-plan' },
  { system: 'crm', operation: 'upsert-Order_Commitment__c' },
] as const;

let runtime: MortalRuntime;
let sandbox: SandboxPanel;

beforeAll(async () => {
  runtime = await openMortalRuntime();
  sandbox = createSandboxPanel(runtime.api);
});
afterAll(() => runtime?.close());

async function expectAppliedOnce(fault: 'malformed' | 'drop-answer', operation: string): Promise<void> {
  await sandbox.rest();
  const [struck] = await sandbox.record({ fault, operation, applied: true });
  expect(struck).toBeDefined();
  const { idempotencyKey, key } = struck!;
  expect(idempotencyKey).toBeDefined();
  // One call may write several things: each of them once.
  expect(await sandbox.record({ operation, key, idempotencyKey: idempotencyKey!, applied: true })).toHaveLength(1);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
}

describe('F2: the runtime is killed after the effect and before it is in the journal', () => {
  test.each(WRITES)('$system $operation is applied once', async ({ system, operation }) => {
    const [order] = await sandbox.orders(1);
    // One byte a minute: the effect is there, its answer never is.
    const disarm = await sandbox.arm({ system, kind: 'malformed', operation, times: 1, milliseconds: 60_000 });
    await sandbox.change(order!);
    await sandbox.recorded({ system, operation, applied: true, fault: 'malformed' });
    await runtime.kill();
    await runtime.rise();
    await expectAppliedOnce('malformed', operation);
    await disarm();
  });
});

describe('F25: the answer is lost and the connection reset after the effect', () => {
  test.each(WRITES)('$system $operation is applied once', async ({ system, operation }) => {
    const [order] = await sandbox.orders(1);
    await sandbox.arm({ system, kind: 'drop-answer', operation, times: 1 });
    await sandbox.change(order!);
    await sandbox.recorded({ system, operation, applied: true, fault: 'drop-answer' });
    await expectAppliedOnce('drop-answer', operation);
  });
});

test('F2: a request that is carried out after its sender was killed changes nothing a second time', async () => {
  const [order] = await sandbox.orders(1);
  const operation = 'change-sales-order';
  // SAP has it, thinks for about as long as a restart takes, and then does it for a caller that is gone.
  await sandbox.arm({ system: 'sap', kind: 'slow', operation, times: 1, milliseconds: 4_000 });
  const { revision } = await sandbox.change(order!);
  await sandbox.struck('slow');
  await runtime.kill();
  await runtime.rise();
  await sandbox.recorded({ operation, fault: 'slow' });
  await sandbox.rest();
  expect(await sandbox.record({ operation, key: order!, sequence: revision, applied: true })).toHaveLength(1);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});
