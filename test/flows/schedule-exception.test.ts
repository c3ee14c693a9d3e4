/** The flow schedule-exception: a machine is down, somebody decides once, and scheduling makes new promises; judged by the sandbox's record. */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunSummary, RunView, StepDetail } from '#flows/api/runs.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let key: string;
beforeAll(async () => {
  world = await startFlowWorld();
  const consumer = { flow: 'schedule-exception', name: 'shop-floor', owner: 'production-planning' };
  key = (await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer)).credential;
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

/** Three orders of three classes, the least important first. */
function machineDown(exceptionId: string, affected: readonly JsonObject[] = AFFECTED): JsonObject {
  const now = new Date().toISOString();
  return {
    exceptionId,
    kind: 'machine-down',
    plant: '1010',
    workCentre: 'H-MIL01',
    from: now,
    raisedAt: now,
    text: 'Spindle bearing',
    affected: [...affected],
  };
}
const AFFECTED = [
  { salesOrder: '0000004721', item: '000010', customerClass: 'C', promisedDate: inDays(30) },
  { salesOrder: '0000004711', item: '000010', customerClass: 'A', promisedDate: inDays(40) },
  { salesOrder: '0000004719', item: '000010', customerClass: 'B', promisedDate: inDays(20) },
];
const RANKED = ['0000004711', '0000004719', '0000004721'];

function send(body: Json): Promise<Response> {
  return fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/shop-floor/exceptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(body),
  });
}

async function runOf(exceptionId: string, ...states: readonly RunSummary['state'][]): Promise<RunView> {
  return eventually(
    async () => {
      const run = (await world.runs('schedule-exception')).find(({ lane }) => lane?.key === `1010/${exceptionId}`);
      return run !== undefined && states.includes(run.state) ? world.api.get<RunView>(`/api/runs/${run.runId}`) : undefined;
    },
    `${exceptionId} is ${states.join(' or ')}`,
  );
}

/** Plans that the scheduler was asked for because of it. */
async function plansOf(exceptionId: string): Promise<readonly JsonObject[]> {
  const asked = await world.record({ system: 'scheduler', operation: 'request-plan', applied: true });
  return asked.map(({ detail }) => detail as JsonObject).filter(({ requestId }) => requestId === `exception/${exceptionId}`);
}

describe('the good way', () => {
  test('WAI-3 one decision for all of them; they are planned once, the best customer first', async () => {
    const id = 'EX-1';
    expect((await send(machineDown(id))).status).toBe(202);
    const waiting = await runOf(id, 'waiting');
    expect(await plansOf(id)).toEqual([]);
    expect(await world.output(waiting, 'ranked')).toMatchObject({ orders: RANKED });
    await world.decide(waiting, 'accept', 'Agreed with sales');
    const run = await runOf(id, 'completed');
    expect((await world.emitted(run)).map(({ type }) => type)).toEqual(['millrace.schedule.exception-raised.v1']);
    const plans = await plansOf(id);
    expect(new Set(plans.map(({ requestId }) => requestId)).size).toBe(1);
    const step = await world.api.get<StepDetail>(`/api/runs/${run.runId}/steps/${encodeURIComponent('replan/replan')}`);
    expect(step.exchanges[0]?.request).toMatchObject({ demandIds: RANKED, mode: 'firm' });
  });

  test('nobody is affected: nothing is asked', async () => {
    await send(machineDown('EX-2', []));
    await runOf('EX-2', 'completed');
    expect(await plansOf('EX-2')).toEqual([]);
  });
});

describe('a person says otherwise', () => {
  test('rejected: the promises stand, and production planning knows', async () => {
    const id = 'EX-3';
    await send(machineDown(id));
    await world.decide(await runOf(id, 'waiting'), 'reject', 'The night shift makes it');
    await runOf(id, 'completed');
    expect(await plansOf(id)).toEqual([]);
    expect(await world.exceptions(id)).toMatchObject([
      { owner: 'production-planning', title: expect.stringContaining('The night shift makes it') },
    ]);
  });

  test('WAI-3 nobody decides in time: the planner is asked', async () => {
    await world.setVariable('exceptionDecisionMs', 1_000);
    onTestFinished(() => world.setVariable('exceptionDecisionMs', 14_400_000));
    await send(machineDown('EX-4'));
    await runOf('EX-4', 'completed');
    expect(await world.exceptions('EX-4')).toMatchObject([{ owner: 'planner', title: expect.stringContaining('Nobody decided') }]);
  });
});

describe('what goes wrong on the way', () => {
  test('INT-2 the shop floor says it twice: one run, one decision', async () => {
    const id = 'EX-5';
    const twice = machineDown(id);
    expect([(await send(twice)).status, (await send(twice)).status]).toEqual([202, 202]);
    await runOf(id, 'waiting');
    expect((await world.runs('schedule-exception')).filter(({ lane }) => lane?.key === `1010/${id}`)).toHaveLength(1);
  });

  test("STP-4 the scheduler's answer is lost: asked again under the same id it is the same plan", async () => {
    const id = 'EX-6';
    await send(machineDown(id));
    const waiting = await runOf(id, 'waiting');
    await world.arm({ system: 'scheduler', kind: 'drop-answer', operation: 'request-plan', times: 1 });
    await world.decide(waiting, 'accept', 'Agreed');
    await runOf(id, 'completed');
    expect(new Set((await plansOf(id)).map(({ planId }) => planId)).size).toBe(1);
  });

  test('RTY-3 scheduling is down: the decision is kept, and they are planned when it is back', async () => {
    const id = 'EX-7';
    await send(machineDown(id));
    const waiting = await runOf(id, 'waiting');
    const back = await world.arm({ system: 'scheduler', kind: 'outage' });
    await world.decide(waiting, 'accept', 'Agreed');
    await runOf(id, 'held');
    await back();
    await runOf(id, 'completed');
    expect((await plansOf(id)).length).toBeGreaterThan(0);
  });
});
