/** The flow stock-reconciliation: what the warehouse has counted is held against what SAP has booked. Nothing is ever posted. */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let key: string;
beforeAll(async () => {
  world = await startFlowWorld();
  const consumer = { flow: 'stock-reconciliation', name: 'warehouse', owner: 'warehouse' };
  key = (await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer)).credential;
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

const booked = async (material: string, plant: string) =>
  Number(
    (await world.view<readonly JsonObject[]>('sap', 'stock')).find((one) => one['material'] === material && one['plant'] === plant)![
      'stock'
    ],
  );

async function send(
  countId: string,
  plant: string,
  rows: readonly JsonObject[],
): Promise<{ readonly status: number; readonly runId: string }> {
  const answer = await fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/shop-floor/stock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ countId, plant, asOf: '2027-01-20T18:00:00Z', rows }),
  });
  return { status: answer.status, runId: String(((await answer.json()) as JsonObject)['runId']) };
}
const at = (runId: string, ...states: readonly RunSummary['state'][]) =>
  eventually(
    async () => {
      const run = await world.api.get<RunView>(`/api/runs/${runId}`);
      if (run.state === 'parked' && !states.includes('parked')) throw new Error(JSON.stringify(run.error));
      return states.includes(run.state) ? run : undefined;
    },
    `the count is ${states.join(' or ')}`,
  );

describe('the good way', () => {
  test('in pieces, cartons and kilograms, at two places: it agrees, and nobody is asked', async () => {
    const [valves, couplings, pumps] = [await booked('FG-1001', '1010'), await booked('FG-1007', '1010'), await booked('FG-1004', '1010')];
    const { runId } = await send('CNT-1', '1010', [
      { material: 'FG-1001', quantity: '2.000', unit: 'CAR' },
      { material: 'FG-1001', quantity: String(valves - 24), unit: 'PC' },
      // Ten couplings weigh seven kilograms.
      { material: 'FG-1007', quantity: '7.000', unit: 'KG' },
      { material: 'FG-1007', quantity: String(couplings - 10), unit: 'PC' },
      { material: 'FG-1004', quantity: String(pumps), unit: 'PC' },
    ]);
    const run = await at(runId, 'completed');
    expect((await world.output(run, 'compare'))['rows']).toMatchObject([
      { material: 'FG-1001', counted: expect.stringMatching(/\.000$/), difference: expect.stringMatching(/^-?0(\.0+)?$/), unit: 'PC' },
      { material: 'FG-1007' },
      { material: 'FG-1004' },
    ]);
    expect(await world.exceptions('CNT-1')).toEqual([]);
    expect(await world.record()).toEqual([]);
  });

  test('what differs goes to the warehouse with both numbers, and nothing is posted', async () => {
    const [valves, pumps] = [await booked('FG-1001', '1020'), await booked('FG-1004', '1020')];
    await at(
      (
        await send('CNT-2', '1020', [
          { material: 'FG-1001', quantity: String(valves - 5), unit: 'PC' },
          { material: 'FG-1004', quantity: String(pumps), unit: 'PC' },
          { material: '000000000000100043', quantity: '1', unit: 'PC', kind: 'blocked' },
        ])
      ).runId,
      'completed',
    );
    const [exception] = await world.exceptions('CNT-2');
    expect(exception).toMatchObject({
      owner: 'warehouse',
      title: expect.stringContaining('2 of 3 differ, first FG-1001 with -5'),
      detail: [
        { material: 'FG-1001', counted: `${valves - 5}.000`, difference: expect.stringMatching(/^-5/) },
        { material: '000000000000100043', kind: 'blocked' },
      ],
    });
    expect(await world.record()).toEqual([]);
  });

  test('a part of what is booked may differ, as the variable says', async () => {
    await world.setVariable('stockTolerancePercent', 50);
    onTestFinished(() => world.setVariable('stockTolerancePercent', 0.5));
    const valves = await booked('FG-1001', '1020');
    await at((await send('CNT-3', '1020', [{ material: 'FG-1001', quantity: String(valves - 5), unit: 'PC' }])).runId, 'completed');
    expect(await world.exceptions('CNT-3')).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  test('INT-2 the same count twice is one', async () => {
    const rows = [{ material: 'FG-1001', quantity: '1', unit: 'PC' }];
    const [first, second] = [await send('CNT-4', '1010', rows), await send('CNT-4', '1010', rows)];
    expect(second.runId).toBe(first.runId);
    await at(first.runId, 'completed');
    expect(await world.exceptions('CNT-4')).toHaveLength(1);
  });

  test('RTY-3 SAP is down: the count waits, and is compared when it is back', async () => {
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    const { runId } = await send('CNT-5', '1010', [{ material: 'FG-1001', quantity: '1', unit: 'PC' }]);
    await at(runId, 'held', 'waiting');
    await back();
    await at(runId, 'completed');
  });

  test('a unit that the material does not have stops it before anything is compared', async () => {
    const { runId } = await send('CNT-6', '1010', [{ material: 'FG-1001', quantity: '1', unit: 'M' }]);
    expect(await at(runId, 'parked')).toMatchObject({ error: { class: 'invalid' } });
    expect((await send('CNT-7', '1010', [])).status).toBe(400);
  });
});
