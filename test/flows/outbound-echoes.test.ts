/** Our own writes come back in the outbound messages of the CRM, which name no author and show the record as it is when they are sent. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { FlowMetrics } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted, RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

const REQUEST = 'Order_Change_Request__c';
const LISTENER = 'told-by-crm';
const end = { type: 'core/map', config: { rows: [{ target: 'ended', expression: '= true' }] } };
const writing = (fields: JsonObject) => ({
  type: 'salesforce/update',
  connection: 'crm',
  config: { object: REQUEST, id: '= trigger.body.Id', fields },
});

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  // The organisation's rule leaves out what carries our usual tag; one that does not is told of all that we write.
  const path = `/api/environments/${ENVIRONMENT}/connections/crm`;
  const { type, settings, revision } = await world.api.get<ConnectionView>(path);
  await world.api.send('PUT', path, { type, settings: { ...settings, clientTag: 'erp' } }, { 'if-match': `"${revision}"` });
  await world.api.send('DELETE', `/api/environments/${ENVIRONMENT}/deployments/order-change`);
  // It answers every message at once by a write to the same record: the shortest way to start itself for ever.
  const listener = smallFlow({
    id: LISTENER,
    nodes: { end, answer: writing({ ERP_Message__c: '= "Seen: " & trigger.body.Reason__c' }) },
    edges: ['start > answer', 'answer > end'],
  });
  await deploy(world.api, {
    ...listener,
    nodes: {
      ...listener.nodes,
      start: { type: 'salesforce/outbound-message', version: 1, label: 'Told', config: { object: REQUEST, path: 'crm/told' } },
    },
  });
  await deploy(
    world.api,
    smallFlow({
      id: 'write-in-crm',
      nodes: { end, write: writing({ Status__c: '= trigger.body.status' }) },
      edges: ['start > write', 'write > end'],
    }),
  );
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.clearFaults());

describe('outbound messages', () => {
  test('STP-5: what the run writes to the record that started it starts no other, within the same second too', async () => {
    const id = await enter();
    await quiet(id, 1);
    expect(await messagesOf(id)).toEqual(['New']);
    expect(await heldIn(id)).toMatchObject({ ERP_Message__c: 'Seen: New' });
    expect(await echoes()).toBe(1);
  });

  test('STP-5: a person’s change right after ours starts a run, and so does one right before it', async () => {
    const id = await enter();
    await quiet(id, 1);
    await write(id, 'In_Review');
    await world.writeInCrm(REQUEST, id, { Reason__c: 'After' });
    await quiet(id, 2);
    await world.writeInCrm(REQUEST, id, { Reason__c: 'Before' });
    await write(id, 'Stale');
    await quiet(id, 3);
    expect(await messagesOf(id)).toEqual(['New', 'After', 'Before']);
  });

  test('STP-5: a person’s change that is told only after ours is not lost in it', async () => {
    const id = await enter();
    await quiet(id, 1);
    await world.arm({ system: 'crm', kind: 'reorder', operation: 'crm-outbound-message', times: 1, milliseconds: 1_500 });
    await world.writeInCrm(REQUEST, id, { Reason__c: 'Late' });
    await write(id, 'In_Review');
    await quiet(id, 2);
    expect(await messagesOf(id)).toEqual(['New', 'Late']);
  });

  test('STP-5: an echo that comes twice is still one, and so is a run', async () => {
    await world.arm({ system: 'crm', kind: 'duplicate', operation: 'crm-outbound-message', times: 10 });
    const id = await enter();
    await quiet(id, 1);
    await write(id, 'In_Review');
    await quiet(id, 1);
    expect(await messagesOf(id)).toEqual(['New']);
  });
});

let revision = 700;
async function enter(): Promise<string> {
  const orders = await world.view<readonly JsonObject[]>('sap', 'orders');
  revision += 1;
  const order = String(orders[3]!['SalesOrder']);
  return world.enterInCrm(REQUEST, {
    ERP_Order_Number__c: order,
    Revision__c: revision,
    Reason__c: 'New',
    Status__c: 'Rejected',
    Items__c: '[]',
  });
}

async function write(id: string, status: string): Promise<void> {
  const { runId } = await world.api.send<RunAccepted>('POST', '/api/runs', {
    environment: ENVIRONMENT,
    flow: 'write-in-crm',
    input: { Id: id, status },
  });
  await eventually(async () => (await world.api.get<RunView>(`/api/runs/${runId}`)).state === 'completed', 'the write is completed');
}

/** So many runs about the record, and nothing on its way any more. */
async function quiet(id: string, runs: number): Promise<void> {
  await eventually(async () => (await messagesOf(id)).length >= runs, `${runs} runs about the record`);
  await world.settled();
  expect(await messagesOf(id)).toHaveLength(runs);
}

/** The reason as the message showed it that started each run about the record. */
async function messagesOf(id: string): Promise<readonly string[]> {
  const bodies = await Promise.all(
    (await world.runs(LISTENER)).map(async (one) => {
      const [asked] = await world.trace(one);
      return (asked as unknown as { trigger: { body: JsonObject } }).trigger.body;
    }),
  );
  return bodies.flatMap((body) => (body['Id'] === id ? [String(body['Reason__c'])] : []));
}

function heldIn(id: string): Promise<JsonObject> {
  return world.view('crm', `records/${REQUEST}/${id}`);
}

async function echoes(): Promise<number> {
  const { items } = await world.api.get<Page<FlowMetrics>>(`/api/metrics?environment=${ENVIRONMENT}&minutes=60`);
  return items.find(({ flowId }) => flowId === LISTENER)?.echoes ?? 0;
}
