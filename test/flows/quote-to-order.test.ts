/** The flow quote-to-order: one accepted quote is one order in SAP, judged by what the sandbox has recorded. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let key: string;
beforeAll(async () => {
  world = await startFlowWorld();
  const consumer = { flow: 'quote-to-order', name: 'crm', owner: 'order-management' };
  key = (await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer)).credential;
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

const CUSTOMER = '0017100001';
let quotes = 0;

/** The CRM has made an order of the quote: what the flow tells it, is told there. */
async function acceptedQuote(more: JsonObject = {}): Promise<JsonObject> {
  quotes += 1;
  const quoteId = `Q-2027-${quotes}`;
  const accounts = await world.view<readonly JsonObject[]>('crm', 'records/Account');
  const account = accounts.find((one) => one['ERP_Customer_Number__c'] === CUSTOMER)!;
  const orderId = await world.enterInCrm('Order', {
    AccountId: account['Id']!,
    EffectiveDate: inDays(0),
    Status: 'Draft',
    PoNumber: quoteId,
  });
  return {
    quoteId,
    orderId,
    customer: CUSTOMER,
    customerClass: 'A',
    currency: 'EUR',
    netAmount: '0',
    items: [
      { line: '000010', material: 'FG-1001', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: inDays(60) },
      { line: '000020', material: 'FG-1009', plant: '1020', quantity: '5.000', unit: 'PC', requestedDate: inDays(60) },
      { line: '000030', material: 'FG-1004', plant: '1010', quantity: '3.000', unit: 'PC', requestedDate: inDays(75) },
    ],
    ...more,
  };
}

function send(quote: Json): Promise<Response> {
  return fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/crm/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(quote),
  });
}

async function runOf(quote: JsonObject, ...states: readonly RunSummary['state'][]): Promise<RunView> {
  return eventually(
    async () => {
      const run = (await world.runs('quote-to-order')).find(({ keys }) => keys['purchaseOrder'] === quote['quoteId']);
      return run !== undefined && states.includes(run.state) ? world.api.get<RunView>(`/api/runs/${run.runId}`) : undefined;
    },
    `the quote ${String(quote['quoteId'])} is ${states.join(' or ')}`,
  );
}

const createdOf = async (quote: JsonObject) => {
  const entries = await world.record({ system: 'sap', operation: 'create-sales-order', applied: true });
  const orders = await Promise.all(
    entries.map(async (entry) => ({ entry, held: await world.view<JsonObject>('sap', `orders/${entry.key}`) })),
  );
  return orders.filter(({ held }) => held['PurchaseOrderByCustomer'] === quote['quoteId']);
};
const crmOrder = (quote: JsonObject) => world.view<JsonObject>('crm', `records/Order/${String(quote['orderId'])}`);

/** What SAP asks for it: list prices, and a carton of FG-1001 holds twelve. */
function listPrice(): string {
  const { materials } = createLandscape(4711, inDays(0));
  const priceOf = (name: string) => Number(materials.find(({ material }) => material === name)!.price);
  return (24 * priceOf('FG-1001') + 5 * priceOf('FG-1009') + 3 * priceOf('FG-1004')).toFixed(2);
}

async function asQuoted(): Promise<JsonObject> {
  return acceptedQuote({ netAmount: listPrice() });
}

describe('the good way', () => {
  test('one order in SAP with three items of two plants, its number in the CRM, and production plans it', async () => {
    const quote = await asQuoted();
    expect((await send(quote)).status).toBe(202);
    const run = await runOf(quote, 'completed');
    const [created, ...more] = await createdOf(quote);
    expect(more).toEqual([]);
    expect(created!.held['items']).toMatchObject([
      { Material: 'FG-1001', ProductionPlant: '1010', RequestedQuantity: '2.000', RequestedQuantityUnit: 'CAR' },
      { Material: 'FG-1009', ProductionPlant: '1020', RequestedQuantity: '5.000' },
      { Material: 'FG-1004', ProductionPlant: '1010', RequestedQuantity: '3.000' },
    ]);
    expect(await crmOrder(quote)).toMatchObject({ ERP_Order_Number__c: created!.entry.key, ERP_Status__c: 'In_ERP' });
    expect((await world.emitted(run)).map(({ type }) => type)).toEqual(['millrace.sales-order.revised.v1']);
    await world.runOf('order-to-schedule', created!.entry.key, 'completed');
    expect(await world.record({ system: 'scheduler', operation: 'upsert-demand', key: created!.entry.key })).toHaveLength(1);
  });
});

describe('a person decides, SAP refuses', () => {
  test('WAI-3 the price differs: no order until somebody takes it', async () => {
    const quote = await acceptedQuote({ netAmount: '1.00' });
    await send(quote);
    const waiting = await runOf(quote, 'waiting');
    expect(await createdOf(quote)).toEqual([]);
    expect(await crmOrder(quote)).toMatchObject({ ERP_Status__c: 'Price_Check' });
    await world.decide(waiting, 'approve', 'The list price moved');
    await runOf(quote, 'completed');
    expect(await createdOf(quote)).toHaveLength(1);
  });

  test('a material that SAP does not have: refused in its words, nothing is created', async () => {
    const quote = await acceptedQuote({
      items: [{ line: '000010', material: 'NONE', plant: '1010', quantity: '1.000', unit: 'PC', requestedDate: inDays(60) }],
    });
    await send(quote);
    await runOf(quote, 'completed');
    expect(await createdOf(quote)).toEqual([]);
    expect(await crmOrder(quote)).toMatchObject({ ERP_Status__c: 'Refused', ERP_Message__c: expect.stringContaining('NONE') });
  });
});

describe('what goes wrong on the way', () => {
  test("STP-4 SAP's answer is lost after it saved: the purchase order is found, and there is one order", async () => {
    const quote = await asQuoted();
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'create-sales-order', times: 1 });
    await send(quote);
    const run = await runOf(quote, 'completed');
    expect((await createdOf(quote)).map(({ entry }) => entry.fault)).toEqual(['drop-answer']);
    expect((await world.trace(run)).filter(({ type }) => type === 'effect-probed')).toMatchObject([
      { operation: 'create-sales-order', verdict: 'confirmed' },
    ]);
  });

  test('INT-2 the CRM sends the quote twice: one run, one order', async () => {
    const quote = await asQuoted();
    const [first, second] = await Promise.all([send(quote), send(quote)]);
    expect([first.status, second.status]).toEqual([202, 202]);
    await runOf(quote, 'completed');
    expect((await world.runs('quote-to-order')).filter(({ keys }) => keys['purchaseOrder'] === quote['quoteId'])).toHaveLength(1);
    expect(await createdOf(quote)).toHaveLength(1);
  });

  test('RTY-3 SAP is down: the quote is held and becomes an order when it is back', async () => {
    const quote = await asQuoted();
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    await send(quote);
    await runOf(quote, 'held');
    await back();
    await runOf(quote, 'completed');
    expect(await createdOf(quote)).toHaveLength(1);
  });

  test('CMP-1 an operator takes it back: every item is rejected, and nothing is deleted', async () => {
    const quote = await asQuoted();
    // The CRM does not take the number, so the run stands after SAP has the order.
    await world.redeploy('crm-order', (document) => ({
      ...document,
      nodes: {
        ...document.nodes,
        order: { ...document.nodes['order']!, config: { ...document.nodes['order']!.config, id: '= $substring(trigger.body.orderId, 1)' } },
      },
    }));
    await send(quote);
    const run = await runOf(quote, 'parked');
    const [created] = await createdOf(quote);
    await world.act(run, 'compensate');
    await runOf(quote, 'failed');
    const held = await world.view<{ items: readonly JsonObject[] }>('sap', `orders/${created!.entry.key}`);
    expect(held.items).toHaveLength(3);
    expect(held.items.every((item) => item['SalesDocumentRjcnReason'] !== '')).toBe(true);
  });
});
