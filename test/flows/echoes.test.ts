/** What we wrote comes back: SAP tells of every change and names no author, the CRM shows its latest state under our connection's user. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowMetrics } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted, RunView, StepDetail } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import type { EffectRow } from '#flows/trace.ts';
import { addDays } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

const REQUEST = 'Order_Change_Request__c';
const end = { type: 'core/map', config: { rows: [{ target: 'ended', expression: '= true' }] } };
const ports = (step: string, names: readonly string[]) => names.map((port) => `${step}:${port} > end`);

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  const listening = smallFlow({ id: 'told-by-sap', nodes: { end }, edges: ['start > end'] });
  const polling = smallFlow({ id: 'seen-in-crm', nodes: { end }, edges: ['start > end'] });
  await deploy(world.api, {
    ...listening,
    nodes: {
      ...listening.nodes,
      start: { type: 'sap/receive-event', version: 1, label: 'Told', config: { path: 'sap/events', authentication: 'public' } },
    },
  });
  await deploy(world.api, {
    ...polling,
    nodes: {
      ...polling.nodes,
      start: {
        type: 'salesforce/poll-changes',
        version: 1,
        label: 'Seen',
        connection: 'crm',
        config: { object: REQUEST, fields: ['Reason__c', 'Status__c'], intervalMs: 1_000 },
      },
    },
  });
  await deploy(
    world.api,
    smallFlow({
      id: 'change-in-sap',
      nodes: {
        end,
        change: {
          type: 'sap/change-sales-order',
          connection: 'sap',
          config: { salesOrder: '= trigger.body.order', items: '= [{ "item": trigger.body.item, "quantity": trigger.body.quantity }]' },
        },
      },
      edges: ['start > change', ...ports('change', ['confirmed', 'partly-confirmed', 'unconfirmed', 'blocked', 'refused'])],
    }),
  );
  await deploy(
    world.api,
    smallFlow({
      id: 'move-in-sap',
      nodes: {
        end,
        move: {
          type: 'sap/reschedule-production-order',
          connection: 'sap',
          config: { productionOrder: '= trigger.body.order', plannedEnd: '= trigger.body.day' },
        },
      },
      edges: ['start > move', ...ports('move', ['rescheduled', 'no-change', 'refused', 'not-found'])],
    }),
  );
  await deploy(
    world.api,
    smallFlow({
      id: 'write-in-crm',
      nodes: {
        end,
        write: {
          type: 'salesforce/update',
          connection: 'crm',
          config: { object: REQUEST, id: '= trigger.body.id', fields: { ERP_Message__c: '= trigger.body.message' } },
        },
      },
      edges: ['start > write', 'write > end'],
    }),
  );
  await deploy(
    world.api,
    smallFlow({
      id: 'write-many-in-crm',
      nodes: {
        end,
        write: {
          type: 'salesforce/upsert-records',
          connection: 'crm',
          config: { object: REQUEST, externalIdField: 'External_Id__c', records: '= trigger.body.records' },
        },
      },
      edges: ['start > write', 'write > end'],
    }),
  );
}, 60_000);
afterAll(() => world.close());

/** Starts a flow and waits for its end. */
async function run(flow: string, input: JsonObject): Promise<RunView> {
  const { runId } = await world.api.send<RunAccepted>('POST', '/api/runs', { environment: ENVIRONMENT, flow, input });
  return eventually(async () => {
    const view = await world.api.get<RunView>(`/api/runs/${runId}`);
    return view.state === 'completed' ? view : undefined;
  }, `${flow} is completed`);
}
async function echoes(flow: string): Promise<number> {
  const { items } = await world.api.get<Page<FlowMetrics>>(`/api/metrics?environment=${ENVIRONMENT}&minutes=60`);
  return items.find(({ flowId }) => flowId === flow)?.echoes ?? 0;
}
/** What came of the write of a step, with the messages in which it came back. */
async function writeOf(made: RunView, path: string): Promise<EffectRow> {
  const { exchanges } = await world.api.get<StepDetail>(`/api/runs/${made.runId}/steps/${path}`);
  return exchanges.find(({ kind }) => kind === 'write')!;
}

describe('SAP', () => {
  test('STP-5: the event of our own change starts nothing and hangs at the write; a clerk’s change right after it starts a run', async () => {
    const orders = await world.view<readonly JsonObject[]>('sap', 'orders');
    const order = String(
      orders.find((one) => one['OverallDeliveryStatus'] === 'A' && one['OverallSDDocumentRejectionSts'] === 'A')!['SalesOrder'],
    );
    const made = await run('change-in-sap', { order, item: '10', quantity: '7' });
    await world.changeInSap(order, '10', '8');
    const told = await eventually(async () => {
      const runs = await world.runs('told-by-sap');
      return runs.length > 0 && (await echoes('told-by-sap')) > 0 ? runs : undefined;
    }, 'both events were taken');
    await world.settled();

    expect(told).toHaveLength(1);
    expect(await world.runs('told-by-sap')).toHaveLength(1);
    const [asked] = await world.trace(told[0]!);
    const { type, data } = (asked as unknown as { trigger: { body: JsonObject } }).trigger.body;
    expect(type).toBe('sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1');
    expect(Number((data as JsonObject)['SalesOrder'])).toBe(Number(order));
    expect(await echoes('told-by-sap')).toBe(1);
    expect((await writeOf(made, 'change')).echoes).toMatchObject([
      { flow: 'told-by-sap', message: expect.any(String), at: expect.any(String) },
    ]);
  });

  test('STP-5: a production order that we move tells nobody; a planner who moves it tells', async () => {
    const [orders, told, before] = [
      await world.view<readonly JsonObject[]>('sap', 'production-orders'),
      await aboutProduction(),
      await echoes('told-by-sap'),
    ];
    const held = orders.find((one) => one['OrderIsReleased'] === '')!;
    const [order, end] = [String(held['ManufacturingOrder']), String(held['MfgOrderPlannedEndDate'])];
    const made = await run('move-in-sap', { order, day: addDays(end, 3) });
    await world.settled();
    expect(await aboutProduction()).toEqual(told);
    expect((await writeOf(made, 'move')).echoes).toMatchObject([{ flow: 'told-by-sap' }]);

    await world.moveInSap(order, addDays(end, 4));
    await eventually(async () => (await aboutProduction()).length === told.length + 1, 'the planner’s change is told');
    await world.settled();
    expect((await aboutProduction()).length).toBe(told.length + 1);
    expect(await echoes('told-by-sap')).toBe(before + 1);
  });
});

/** Production orders of which SAP's events started runs. */
async function aboutProduction(): Promise<readonly string[]> {
  const bodies = await Promise.all(
    (await world.runs('told-by-sap')).map(async (one) => {
      const [asked] = await world.trace(one);
      return (asked as unknown as { trigger: { body: JsonObject } }).trigger.body;
    }),
  );
  return bodies.flatMap(({ object, data }) => (object === 'ProductionOrder' ? [String((data as JsonObject)['ProductionOrder'])] : []));
}

describe('CRM', () => {
  test('STP-5: a record that only we changed starts nothing; what another program of the same user writes after us does', async () => {
    const id = await world.enterInCrm(REQUEST, await aRequest());
    await eventually(async () => (await world.runs('seen-in-crm')).length === 1, 'the new record is seen');
    await nextSecond();
    const made = await run('write-in-crm', { id, message: 'In work' });
    const seenAs = await eventually(async () => (await writeOf(made, 'write')).echoes, 'our own write was seen');
    expect(seenAs).toMatchObject([{ flow: 'seen-in-crm' }]);
    expect(await world.runs('seen-in-crm')).toHaveLength(1);
    // The example flow that takes the request may have written to it, too.
    const before = await echoes('seen-in-crm');

    await world.writeInCrm(REQUEST, id, { Reason__c: 'The customer called again' });
    await eventually(async () => (await world.runs('seen-in-crm')).length === 2, 'the other’s change is seen');
    expect(await echoes('seen-in-crm')).toBe(before);
  });

  test('STP-5: a change that came just before ours is not hidden by it, although ours is the last', async () => {
    const before = (await world.runs('seen-in-crm')).length;
    const id = await world.enterInCrm(REQUEST, await aRequest());
    await eventually(async () => (await world.runs('seen-in-crm')).length === before + 1, 'the new record is seen');
    const seen = await echoes('seen-in-crm');
    await nextSecond();
    await world.writeInCrm(REQUEST, id, { Reason__c: 'Urgent now' });
    await run('write-in-crm', { id, message: 'In work' });
    await eventually(async () => {
      const runs = await world.runs('seen-in-crm');
      if (runs.length < before + 2) return false;
      const [accepted] = await world.trace(runs.at(-1)!);
      return (accepted as unknown as { trigger: { body: JsonObject } }).trigger.body['Reason__c'] === 'Urgent now';
    }, 'the other’s change has started a run');
    expect(await echoes('seen-in-crm')).toBeGreaterThanOrEqual(seen);
  });

  test('STP-5: several records that one call of ours wrote start nothing, each of them', async () => {
    const seen = await world.runs('seen-in-crm');
    const requests = [await aRequest(), await aRequest(), await aRequest()];
    const made = await run('write-many-in-crm', {
      records: requests.map((fields, index) => ({ externalId: `many-${index}`, fields })),
    });
    await eventually(async () => (await writeOf(made, 'write')).echoes?.length === 3, 'all three were seen as ours');
    expect(await world.runs('seen-in-crm')).toHaveLength(seen.length);
  });
});

let revision = 900;
async function aRequest(): Promise<JsonObject> {
  const orders = await world.view<readonly JsonObject[]>('sap', 'orders');
  revision += 1;
  return {
    ERP_Order_Number__c: String(orders[3]!['SalesOrder']),
    Revision__c: revision,
    Reason__c: 'New',
    Status__c: 'Rejected',
    Items__c: '[]',
  };
}

/** Stamps of the CRM count whole seconds. */
async function nextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1_000);
  await eventually(async () => Math.floor(Date.now() / 1_000) > second, 'a second has passed');
}
