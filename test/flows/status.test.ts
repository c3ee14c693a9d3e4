/** The flows that answer people: order-status and plant-board. What they say is held against what the systems hold. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
const keys = new Map<string, string>();
beforeAll(async () => {
  world = await startFlowWorld();
  for (const [path, flow] of Object.entries(FLOWS)) {
    const consumer = { flow, name: `screen-${flow}`, owner: 'customer-service' };
    const { credential } = await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer);
    keys.set(path, credential);
  }
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

const FLOWS = { 'orders/status': 'order-status', 'plants/board': 'plant-board' } as const;
const landscape = createLandscape(4711, inDays(0));

async function ask(
  path: keyof typeof FLOWS,
  body: Json,
  key = keys.get(path)!,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const answer = await fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as JsonObject };
}
const itemsOf = ({ body }: { readonly body: JsonObject }) => body['items'] as readonly JsonObject[];

describe('order-status', () => {
  const order = landscape.orders.find(({ status, items }) => status === 'open' && new Set(items.map(({ plant }) => plant)).size === 2)!;

  test('INT-5 every item of two plants, by the number as people say it, in time', async () => {
    const answer = await ask('orders/status', { salesOrder: String(Number(order.salesOrder)) });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        salesOrder: order.salesOrder,
        purchaseOrder: order.purchaseOrderByCustomer,
        status: 'open',
        sources: [
          { system: 'sap', state: 'answered' },
          { system: 'crm', state: 'answered' },
        ],
      },
    });
    expect(itemsOf(answer).map(({ item, plant, material }) => ({ item, plant, material }))).toEqual(
      order.items.map(({ item, plant, material }) => ({ item: item.padStart(6, '0'), plant, material })),
    );
    for (const { text } of itemsOf(answer))
      expect(text).toMatch(/^(Confirmed by SAP for \d{4}-\d{2}-\d{2}, not promised yet\.|No date yet\.)$/);
    expect(await world.record()).toEqual([]);
  });

  test('what production promised, as soon as the CRM shows it', async () => {
    const [first] = order.items;
    const number = first!.item.padStart(6, '0');
    await world.change({ order: order.salesOrder, items: [{ number, quantity: '3', requestedDate: inDays(40) }] });
    await world.settled();
    const answer = await ask('orders/status', { salesOrder: order.salesOrder });
    const [shown] = await world.view<readonly JsonObject[]>('crm', `commitments/${order.salesOrder}`);
    expect(shown!['Committed_Date__c']).toBeTruthy();
    const said = itemsOf(answer).find(({ item }) => item === shown!['ERP_Item_Number__c'])!;
    expect(said).toMatchObject({ promisedDate: shown!['Committed_Date__c'], text: `Promised for ${String(shown!['Committed_Date__c'])}.` });
    expect(answer.body['change']).toMatchObject({ status: 'Committed' });
  });

  test('no such order is said to be none; a number that is none is not asked for', async () => {
    expect(await ask('orders/status', { salesOrder: '99999' })).toMatchObject({ status: 404, body: { code: 'order-missing' } });
    expect(await ask('orders/status', { salesOrder: "4711' or 1 eq 1" })).toMatchObject({ status: 400, body: { code: 'body-invalid' } });
    expect((await ask('orders/status', { salesOrder: '4711' }, 'guessed')).status).toBe(401);
  });

  test('SAP is down or slow: what the CRM shows, at once, and no run is held for it', async () => {
    for (const fault of [{ kind: 'outage' }, { kind: 'hang' }] as const) {
      const back = await world.arm({ system: 'sap', ...fault });
      const answer = await ask('orders/status', { salesOrder: order.salesOrder });
      expect(answer).toMatchObject({ status: 200, body: { status: 'unknown', sources: [{ state: 'unknown' }, { state: 'answered' }] } });
      expect(itemsOf(answer).length).toBeGreaterThan(0);
      await back();
    }
    expect((await world.runs('order-status')).filter(({ state }) => state !== 'completed')).toEqual([]);
    await eventually(
      async () => (await ask('orders/status', { salesOrder: order.salesOrder })).body['status'] === 'open' || undefined,
      'SAP answers again',
    );
  });
});

describe('plant-board', () => {
  test('INT-5 the queue before each work centre of the plant, the earliest first', async () => {
    const answer = await ask('plants/board', { plant: '1010' });
    expect(answer).toMatchObject({ status: 200, body: { plant: '1010', state: 'answered' } });
    const centres = answer.body['workCentres'] as readonly { workCentre: string; waiting: number; next: readonly JsonObject[] }[];
    expect(centres.map(({ workCentre }) => workCentre)).toEqual(['H-ASM01', 'H-CUT01', 'H-MIL01']);
    for (const { next, waiting } of centres) {
      expect(next).toHaveLength(Math.min(10, waiting));
      const starts = next.map(({ start }) => String(start));
      expect(starts).toEqual(starts.toSorted());
      expect(next.every(({ productionOrder }) => /^\d{12}$/.test(String(productionOrder)))).toBe(true);
    }
    const held = await world.view<readonly JsonObject[]>('sap', 'production-orders');
    const ofPlant = held.filter(({ ProductionPlant }) => ProductionPlant === '1010');
    const orders = answer.body['orders'] as { readonly [status: string]: number };
    expect(Object.values(orders).reduce((sum, one) => sum + one, 0)).toBe(ofPlant.length);
  });

  test('SAP is down: the board says so, and is filled again when it is back', async () => {
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    expect(await ask('plants/board', { plant: '1020' })).toMatchObject({ status: 200, body: { state: 'unknown', workCentres: [] } });
    await back();
    await eventually(
      async () => (await ask('plants/board', { plant: '1020' })).body['state'] === 'answered' || undefined,
      'SAP answers again',
    );
    expect(await ask('plants/board', { plant: '1' })).toMatchObject({ status: 400 });
  });
});
