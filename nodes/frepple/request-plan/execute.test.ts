import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createFreppleSystem } from '../../../test/support/frepple-system.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { requestPlanManifest } from '../../scheduler/request-plan/manifest.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { freppleUpsertDemand } from '../upsert-demand/execute.ts';
import { freppleRequestPlan } from './execute.ts';

const [ORDER, OTHER] = ['0000004711', '0000004712'];
type System = ReturnType<typeof createFreppleSystem>;
const isRun = ({ url }: { readonly url: string }) => url.startsWith('/execute/api/runplan/');
const runs = ({ records }: System) => records.filter(({ operation, applied }) => operation === 'run-plan' && applied);

async function demand({ connection }: System, demandId: string, lines: readonly JsonObject[], more: JsonObject = {}): Promise<void> {
  const whole = lines.map((line) => ({ material: 'FG-1001', plant: '1010', unit: 'ST', dueDate: '2026-12-31', ...line }));
  const config = { demandId, demandRevision: 1, lines: whole, ...more };
  await runAttempts(freppleUpsertDemand, { config, connection, ledger: new MemoryLedger() });
}

/** Until the step is done; each `again` is one turn of the engine. */
async function plan({ connection }: System, more: JsonObject = {}, ledger = new MemoryLedger()): Promise<StepOutcome> {
  const config = { requestId: 'r-1', mode: 'firm', demandIds: [ORDER], frozenFenceDays: 0, pollMs: 500, planTimeoutMs: 60_000, ...more };
  let outcome = await runAttempts(freppleRequestPlan, { config, connection, ledger });
  for (let turns = 0; outcome.kind === 'again' && turns < 500; turns += 1)
    outcome = await freppleRequestPlan.execute(createStep({ config, connection, ledger, resume: { state: outcome.state, by: 'timer' } }));
  return outcome;
}

describe('frepple/request-plan', () => {
  test('takes and gives what scheduler/request-plan takes and gives', () => {
    const { config, ports, output } = freppleRequestPlan.manifest;
    const { config: form, ports: theirs, output: given } = requestPlanManifest;
    expect({ config, ports, output }).toEqual({ config: form, ports: theirs, output: given });
  });

  test('STP-3 plans once, asks until it is done, and says what is committed', async () => {
    const system = createFreppleSystem();
    await demand(system, ORDER, [
      { item: '000010', quantity: '25' },
      { item: '000020', quantity: '5' },
      { item: '000030', quantity: '0' },
    ]);
    const outcome = await plan(system);
    expect(outcome).toMatchObject({
      port: 'feasible',
      output: {
        planId: '1',
        requestId: 'r-1',
        status: 'done',
        planVersion: 1,
        displaced: [],
        demands: [
          {
            demandId: ORDER,
            demandRevision: 1,
            outcome: 'committed',
            committedDate: '2026-11-25',
            lines: [
              {
                item: '000010',
                quantity: '25.000',
                unit: 'ST',
                requestedDate: '2026-12-31',
                committedDate: '2026-11-25',
                onTime: true,
                parts: [{ plant: '1010' }],
              },
              { item: '000020', committedDate: '2026-11-25' },
            ],
          },
        ],
      },
    });
    const [first] = (outcome as unknown as { output: { demands: { lines: { operations: JsonObject[] }[] }[] } }).output.demands[0]!.lines;
    expect(first!.operations).toEqual([
      expect.objectContaining({ operation: 'Make FG-1001', resource: 'LINE-1010', start: '2026-11-24T06:00:00' }),
      expect.objectContaining({ start: '2026-11-25T06:00:00' }),
    ]);
    expect(runs(system)).toHaveLength(1);
  });

  test('late is an offer of the later day; what is not planned in full is not possible', async () => {
    const system = createFreppleSystem();
    await demand(system, ORDER, [{ item: '000010', quantity: '60', dueDate: '2026-11-25' }]);
    expect(await plan(system)).toMatchObject({
      port: 'offers',
      output: {
        demands: [
          {
            outcome: 'offers',
            earliestDate: '2026-11-26',
            offers: [{ kind: 'later-full', item: '000010', parts: [{ date: '2026-11-26' }] }],
          },
        ],
      },
    });
    const small = createFreppleSystem({ dailyCapacity: 1 });
    await demand(small, ORDER, [{ item: '000010', quantity: '100' }]);
    expect(await plan(small)).toMatchObject({
      port: 'failed',
      output: { status: 'done', demands: [{ outcome: 'infeasible', offers: [] }] },
    });
  });

  test.each([
    ['when all goes well', undefined, 2],
    ['when the answer to the start was lost, and the first run moved them', loseAnswer, 3],
    ['when the request was lost', loseRequest, 2],
  ])('STP-4 every other order that moved is told, with the day before: %s', async (_when, disturbance, started) => {
    const system = createFreppleSystem({ asksUntilDone: 1 });
    await demand(system, OTHER, [{ item: '000010', quantity: '20' }], { priority: 50 });
    await plan(system, { requestId: 'r-0', demandIds: [OTHER] });
    await demand(system, ORDER, [{ item: '000010', quantity: '20' }], { priority: 1 });
    if (disturbance !== undefined)
      system.http.disturbNext(isRun, async (request, next) => {
        const lost = disturbance(request, next);
        await lost.catch(() => undefined);
        // The run that nobody heard of is over before it is asked for again.
        await system.http.request({ ...request, method: 'GET', url: '/execute/api/status/?id=2', signal: request.signal });
        return lost;
      });
    expect(await plan(system)).toMatchObject({
      port: 'feasible',
      output: {
        demands: [{ committedDate: '2026-11-24' }],
        displaced: [{ demandId: OTHER, committedDate: '2026-11-25', previousDate: '2026-11-24' }],
      },
    });
    expect(runs(system)).toHaveLength(started);
  });

  test('a run that fails is not possible, with the words of its task; one that never ends is given up', async () => {
    const system = createFreppleSystem();
    await demand(system, ORDER, [{ item: '000010', quantity: '5' }]);
    system.simulator.failNextPlan = true;
    expect(await plan(system)).toMatchObject({
      port: 'failed',
      output: { status: 'failed', error: 'Command failed with exit code 1', demands: [] },
    });
    const slow = createFreppleSystem({ asksUntilDone: 10_000 });
    await demand(slow, ORDER, [{ item: '000010', quantity: '5' }]);
    expect(await plan(slow, { planTimeoutMs: 5_200 })).toEqual({
      kind: 'done',
      port: 'timed-out',
      output: { planId: '1', status: 'waiting' },
    });
  });

  test('what frePPLe does not start is said, although it answers with 200; unknown orders and what-if as well', async () => {
    const system = createFreppleSystem();
    system.simulator.refusesTasks = true;
    await expect(plan(system)).rejects.toMatchObject({ class: 'unavailable', message: expect.stringContaining('no worker') });
    system.simulator.refusesTasks = false;
    await expect(plan(system, { requestId: 'r-2' })).rejects.toMatchObject({ options: { code: 'unknown-demand' } });
    await expect(plan(system, { mode: 'what-if' })).rejects.toMatchObject({ class: 'invalid', options: { code: 'what-if-not-supported' } });
    // What can be known of it is said before the flow is published.
    expect(freppleRequestPlan.checkConfig!({ mode: 'what-if' })).toMatchObject([{ path: ['mode'], help: expect.stringContaining('firm') }]);
    expect(freppleRequestPlan.checkConfig!({ mode: 'firm' })).toEqual([]);
    expect(freppleRequestPlan.checkConfig!({ mode: '= trigger.body.mode' })).toEqual([]);
  });
});
