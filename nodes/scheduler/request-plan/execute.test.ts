import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSchedulerSystem } from '../../../test/support/scheduler-system.ts';
import { answerWith, loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { createStep } from '../../../test/support/step-context.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { schedulerRequestPlan } from './execute.ts';

const ORDER = '0000004711';
const config = {
  requestId: `${ORDER}/000010/3`,
  mode: 'firm',
  demandIds: [ORDER],
  frozenFenceDays: 0,
  allowSplit: true,
  alternativePlants: true,
  pollMs: 2_000,
  planTimeoutMs: 600_000,
};

function aStep(more: JsonObject = {}) {
  const system = createSchedulerSystem();
  const ledger = new MemoryLedger();
  const run = (resume?: StepContext['resume']): Promise<StepOutcome> =>
    Promise.resolve(
      schedulerRequestPlan.execute(
        createStep({ config: { ...config, ...more }, connection: system.connection, ledger, ...(resume === undefined ? {} : { resume }) }),
      ),
    );
  const polled = { by: 'timer', state: {} } as const;
  const callback = (): Json => JSON.parse(system.deliveries.find(({ url }) => url !== undefined)!.body) as Json;
  return { ...system, ledger, run, polled, callback };
}

describe('scheduler/request-plan', () => {
  test('asks once, waits for callback and poll, and is answered by the callback without another call', async () => {
    const { run, finish, callback, http, records } = aStep();
    expect(await run()).toEqual({ kind: 'wait', for: { kind: 'callback', pollMs: 2_000, timeoutMs: 600_000, state: {} } });
    finish();
    expect(await run({ by: 'callback', state: {}, answer: callback() })).toMatchObject({
      kind: 'done',
      port: 'feasible',
      output: { status: 'done', planVersion: 2, demands: [{ demandId: ORDER }] },
    });
    expect(http.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(records).toMatchObject([{ operation: 'request-plan', key: ORDER, applied: true }]);
  });

  test('polls as long as the plan runs, and takes its answer from there when no callback comes', async () => {
    const { run, polled, step, finish, http } = aStep();
    await run();
    for (const _status of ['waiting', 'running']) {
      expect(await run(polled)).toMatchObject({ kind: 'wait' });
      step();
    }
    finish();
    expect(await run(polled)).toMatchObject({ kind: 'done', port: 'feasible' });
    expect(http.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('the callback address never reaches the ledger, and is asked for again after a lost answer', async () => {
    const { run, http, ledger, records } = aStep();
    http.disturbNext(({ method }) => method === 'POST', loseAnswer);
    await expect(run()).rejects.toMatchObject({ class: 'timeout' });
    expect(await run()).toMatchObject({ kind: 'wait' });
    expect(records.map(({ applied }) => applied)).toEqual([true, false]);
    const bodies = http.requests.map(({ body }) => JSON.parse(String(body)) as JsonObject);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[0]).toMatchObject({ requestId: config.requestId, callbackUrl: 'http://127.0.0.1/resume/run-1.step' });
    expect(JSON.stringify(ledger.effects)).not.toContain('/resume/');
  });

  test('a plan that is finished when it is asked for again needs no waiting', async () => {
    const { run, finish, http } = aStep();
    http.disturbNext(({ method }) => method === 'POST', loseAnswer);
    await expect(run()).rejects.toMatchObject({ class: 'timeout' });
    finish();
    expect(await run()).toMatchObject({ port: 'feasible' });
  });

  test('an order that is late leaves by offers, with reason, obstacle and what moved', async () => {
    const { run, finish, polled, tell, demand } = aStep();
    tell(demand(ORDER), 3, { quantity: '600', dueDate: '2026-12-02' });
    await run();
    finish();
    expect(await run(polled)).toMatchObject({
      port: 'offers',
      output: {
        demands: [{ outcome: 'offers', reason: expect.any(String), blocking: expect.any(String), earliestDate: expect.any(String) }],
      },
    });
  });

  test('a material that nobody knows, and a demand that is not there, leave by failed', async () => {
    const infeasible = aStep();
    infeasible.tell(infeasible.demand(ORDER), 3, { material: 'NONE' });
    await infeasible.run();
    infeasible.finish();
    expect(await infeasible.run(infeasible.polled)).toMatchObject({ port: 'failed', output: { demands: [{ reason: 'invalid-data' }] } });
    const unknown = aStep({ demandIds: ['9999999999'] });
    await unknown.run();
    unknown.finish();
    expect(await unknown.run(unknown.polled)).toMatchObject({ port: 'failed', output: { error: expect.stringContaining('9999999999') } });
  });

  test('a wait that ran out looks once more, then leaves by timed-out', async () => {
    const silent = aStep();
    await silent.run();
    expect(await silent.run({ by: 'timer' })).toMatchObject({
      kind: 'done',
      port: 'timed-out',
      output: { planId: expect.stringMatching(/^plan-/) },
    });
    const late = aStep();
    await late.run();
    late.finish();
    expect(await late.run({ by: 'timer' })).toMatchObject({ port: 'feasible' });
  });

  test.each([
    ['another plan', (answer: JsonObject) => ({ ...answer, requestId: 'another' })],
    ['no end', (answer: JsonObject) => ({ ...answer, status: 'running' })],
    ['nonsense', () => 'done'],
    ['nothing', () => null],
  ])('a callback about %s is not believed: the plan is read', async (_what, forge) => {
    const { run, finish, callback, http } = aStep();
    await run();
    finish();
    expect(await run({ by: 'callback', state: {}, answer: forge(callback() as JsonObject) })).toMatchObject({ port: 'feasible' });
    expect(http.requests.at(-1)).toMatchObject({ method: 'GET', url: expect.stringContaining('/v1/plans/') });
  });

  test('an answer that leaves out an order, or the plan, is invalid', async () => {
    const { run, finish, callback } = aStep();
    await run();
    finish();
    await expect(run({ by: 'callback', state: {}, answer: { ...(callback() as JsonObject), demands: [] } })).rejects.toMatchObject({
      class: 'invalid',
      options: { code: 'answer-incomplete' },
    });
    const other = aStep();
    other.http.disturbNext(() => true, answerWith({ status: 202, text: '{}' }));
    await expect(other.run()).rejects.toMatchObject({ class: 'invalid', options: { code: 'answer-incomplete' } });
  });

  test('the same request id with another content is refused, not retried; a locked plan is a conflict', async () => {
    const { run, connection, arm } = aStep();
    await run();
    const other = createStep({ config: { ...config, mode: 'what-if' }, connection, ledger: new MemoryLedger() });
    await expect(schedulerRequestPlan.execute(other)).rejects.toMatchObject({ class: 'rejected', options: { code: 'request-id-taken' } });
    arm('lock', 'request-plan', ORDER);
    const locked = createStep({ config, connection, ledger: new MemoryLedger() });
    await expect(schedulerRequestPlan.execute(locked)).rejects.toMatchObject({ class: 'conflict' });
  });

  test('what-if leaves the firm plan as it is', async () => {
    const { run, finish, polled, simulator } = aStep({ mode: 'what-if' });
    const before = simulator.view('/schedule');
    await run();
    finish();
    expect(await run(polled)).toMatchObject({ port: 'feasible', output: { mode: 'what-if' } });
    expect(simulator.view('/schedule')).toEqual(before);
  });
});
