/**
 * From release to shipment: schedule-to-fulfillment, shop-floor-confirmation and ship-order together, judged by what SAP has booked
 * and what the CRM shows.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
const keys = new Map<string, string>();
beforeAll(async () => {
  world = await startFlowWorld();
  for (const [path, flow] of Object.entries(HOOKS)) {
    const consumer = { flow, name: 'shop-floor', owner: 'production-planning' };
    const { credential } = await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer);
    keys.set(path, credential);
  }
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

const HOOKS = { 'scheduler/releases': 'schedule-to-fulfillment', 'shop-floor/confirmations': 'shop-floor-confirmation' } as const;

interface Supplied {
  readonly salesOrder: string;
  readonly item: string;
}
interface Case {
  readonly productionOrder: string;
  readonly plant: string;
  readonly material: string;
  readonly quantity: string;
  readonly supplies: readonly Supplied[];
}

/**
 * A production order for each test, with items of open sales orders that it is made for: no order is in two of them. Three items
 * from two sales orders for the first, what there is for the others.
 */
const cases: readonly Case[] = (() => {
  const landscape = createLandscape(4711, inDays(0));
  const taken = new Set<string>();
  return landscape.materials.flatMap((material) =>
    material.plants.flatMap(({ plant, receipts }): Case[] => {
      const [receipt] = receipts.filter(({ kind }) => kind === 'production-order');
      const supplies = landscape.orders
        .filter(({ salesOrder, status }) => status === 'open' && !taken.has(salesOrder))
        .flatMap(({ salesOrder, items }) =>
          items
            .filter((line) => line.material === material.material && line.plant === plant && line.rejectionReason === undefined)
            .map(({ item }): Supplied => ({ salesOrder, item: item.padStart(6, '0') })),
        )
        .slice(0, 3);
      if (receipt === undefined || supplies.length < 2) return [];
      for (const { salesOrder } of supplies) taken.add(salesOrder);
      return [{ productionOrder: receipt.document, plant, material: material.material, quantity: receipt.quantity, supplies }];
    }),
  );
})();
const spent = new Set<string>();

async function send(path: keyof typeof HOOKS, body: JsonObject): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const answer = await fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': keys.get(path)! },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as JsonObject };
}

let messages = 0;
async function release({ productionOrder, plant, supplies }: Case, more: JsonObject = {}): Promise<string> {
  messages += 1;
  const body = {
    releaseId: `REL-${messages}`,
    productionOrder,
    plant,
    confirmBy: inDays(5),
    supplies: supplies.map((one) => ({ ...one })),
    ...more,
  };
  const answer = await send('scheduler/releases', body);
  expect(answer.status).toBe(202);
  return String(answer.body['runId']);
}
async function confirm({ productionOrder, plant }: Case, yielded: string, more: JsonObject = {}): Promise<string> {
  messages += 1;
  const body = { confirmationId: `MES-${messages}`, productionOrder, plant, yield: yielded, scrap: '0', ...more };
  const answer = await send('shop-floor/confirmations', body);
  expect(answer.status).toBe(202);
  return String(answer.body['runId']);
}

const at = (runId: string, ...states: readonly RunSummary['state'][]) =>
  eventually(
    async () => {
      const run = await world.api.get<RunView>(`/api/runs/${runId}`);
      if (run.state === 'parked' && !states.includes('parked')) throw new Error(JSON.stringify(run.error));
      return states.includes(run.state) ? run : undefined;
    },
    `the run is ${states.join(' or ')}`,
  );

const productionOrder = async (number: string) =>
  (await world.view<readonly JsonObject[]>('sap', 'production-orders')).find((one) => one['ManufacturingOrder'] === number)!;
const deliveriesOf = async (salesOrder: string) =>
  (await world.view<readonly { items: readonly JsonObject[] }[]>('sap', 'deliveries')).filter(({ items }) =>
    items.some((item) => item['ReferenceSDDocument'] === salesOrder),
  ) as unknown as readonly (JsonObject & { readonly items: readonly JsonObject[] })[];
const confirmationsOf = async (number: string) =>
  (await world.view<readonly JsonObject[]>('sap', 'confirmations')).filter((one) => one['OrderID'] === number);
const stockOf = async ({ material, plant }: Case) =>
  Number(
    (await world.view<readonly JsonObject[]>('sap', 'stock')).find((one) => one['material'] === material && one['plant'] === plant)![
      'stock'
    ],
  );
const shownFor = (salesOrder: string) => world.view<readonly JsonObject[]>('crm', `commitments/${salesOrder}`);
const ordersOf = ({ supplies }: Case) => [...new Set(supplies.map(({ salesOrder }) => salesOrder))];

describe('the good way', () => {
  test('released, made, in stock, shipped: each item has left with its delivery, and the CRM shows it', async () => {
    const one = nextFree('1010');
    const runId = await release(one);
    await at(runId, 'waiting');
    expect(await productionOrder(one.productionOrder)).toMatchObject({ OrderIsReleased: 'X' });
    expect(await confirmationsOf(one.productionOrder)).toEqual([]);
    const before = await stockOf(one);

    // In two goes, as a shift ends in between.
    const half = String(Math.floor(Number(one.quantity) / 2));
    await at(await confirm(one, half), 'completed');
    await at(runId, 'waiting');
    expect(await stockOf(one)).toBe(before + Number(half));
    await at(await confirm(one, String(Number(one.quantity) - Number(half)), { final: true }), 'completed');
    const run = await at(runId, 'completed');
    expect((await world.emitted(run)).map(({ type, subject }) => [type, subject])).toEqual(
      ordersOf(one).map((salesOrder) => ['millrace.sales-order.ready-to-ship.v1', salesOrder]),
    );

    let left = 0;
    for (const salesOrder of ordersOf(one)) {
      const shipped = await world.runOf('ship-order', salesOrder, 'completed');
      const [delivery, ...more] = await deliveriesOf(salesOrder);
      expect(more).toEqual([]);
      expect(delivery).toMatchObject({ OverallGoodsMovementStatus: 'C', ActualGoodsMovementDate: expect.stringMatching(/^\d{4}-/) });
      const items = one.supplies.filter((supplied) => supplied.salesOrder === salesOrder);
      expect(delivery!.items.map((item) => String(item['ReferenceSDDocumentItem']).padStart(6, '0'))).toEqual(
        items.map(({ item }) => item),
      );
      left += delivery!.items.reduce((sum, item) => sum + Number(item['ActualDeliveredQtyInBaseUnit']), 0);
      expect((await world.emitted(shipped)).map(({ type }) => type)).toEqual([
        'millrace.shipment.dispatched.v1',
        'millrace.sales-order.shipped.v1',
      ]);
      for (const { item } of items)
        expect((await shownFor(salesOrder)).find((shown) => shown['ERP_Item_Number__c'] === item)).toMatchObject({
          Status__c: 'Shipped',
          Delivery_Number__c: delivery!['DeliveryDocument'],
          Plant__c: one.plant,
          Message__c: expect.stringContaining(`left plant ${one.plant} on`),
        });
      expect(await world.milestones(salesOrder)).toContain('shipped');
    }
    expect(await stockOf(one)).toBe(before + Number(one.quantity) - left);
    expect(await world.exceptions(one.productionOrder)).toEqual([]);
  });

  test('the other plant ships by itself, by deliveries of its own', async () => {
    const other = nextFree('1020');
    const runId = await release(other);
    await at(await confirm(other, other.quantity, { final: true }), 'completed', 'parked');
    await at(runId, 'completed');
    for (const salesOrder of ordersOf(other)) {
      await world.runOf('ship-order', salesOrder, 'completed');
      expect(await deliveriesOf(salesOrder)).toMatchObject([{ ShippingPoint: '1020' }]);
    }
  });
});

describe('shortage', () => {
  test('less than ordered: the planner knows, the rest is planned anew, and what is there leaves', async () => {
    const one = nextFree('1010');
    const runId = await release(one);
    await at(runId, 'waiting');
    await at(await confirm(one, '40', { final: true, scrap: '3' }), 'completed');
    const run = await at(runId, 'completed');
    expect(await world.exceptions(one.productionOrder)).toMatchObject([
      { owner: 'planner', title: expect.stringMatching(new RegExp(`gave 40.000 of ${one.quantity} PC ${one.material}`)) },
    ]);
    const plans = (await world.record({ system: 'scheduler', operation: 'request-plan', applied: true })).map(
      ({ detail }) => detail as JsonObject,
    );
    expect(plans.filter(({ requestId }) => String(requestId).startsWith('shortage/')).length).toBeGreaterThan(0);
    expect((await world.emitted(run)).length).toBe(ordersOf(one).length);
    for (const salesOrder of ordersOf(one)) await world.runOf('ship-order', salesOrder, 'completed');
  });

  test('nothing was said by the day: somebody is told, and when it is made after all it leaves', async () => {
    const one = nextFree('1010');
    const runId = await release(one, { confirmBy: inDays(-2) });
    await eventually(async () => ((await world.exceptions(one.productionOrder)).length > 0 ? true : undefined), 'production is told');
    expect(await world.exceptions(one.productionOrder)).toMatchObject([
      { owner: 'production', title: expect.stringContaining('should have been finished') },
    ]);
    await at(await confirm(one, one.quantity, { final: true }), 'completed');
    await at(runId, 'completed');
    for (const salesOrder of ordersOf(one)) await world.runOf('ship-order', salesOrder, 'completed');
  });
});

describe('SAP refuses', () => {
  test('a production order that it does not have is not released: planning is told who waits for it', async () => {
    const one = { ...nextFree('1010'), productionOrder: '000009999999' };
    await at(await release(one), 'completed');
    expect(await world.exceptions('000009999999')).toMatchObject([
      { owner: 'production-planning', title: expect.stringContaining(ordersOf(one)[0]!) },
    ]);
  });

  test('more than was ordered, or an order that is not released: not booked, in its words, and the shop floor’s message is kept', async () => {
    const one = nextFree('1010');
    await at(await confirm(one, '1'), 'completed');
    expect(await world.exceptions(one.productionOrder)).toMatchObject([{ title: expect.stringContaining('is not released') }]);
    const runId = await release(one);
    await at(runId, 'waiting');
    await at(await confirm(one, '99999'), 'completed');
    expect(await confirmationsOf(one.productionOrder)).toEqual([]);
    expect((await world.exceptions(one.productionOrder)).some(({ title }) => title.includes('more than the order quantity'))).toBe(true);
  });

  test('an order that is blocked gets no delivery: order management knows, and the CRM shows nothing that has not happened', async () => {
    const landscape = createLandscape(4711, inDays(0));
    const blocked = landscape.orders.find(({ status }) => status === 'delivery-blocked')!;
    const [line] = blocked.items;
    const one: Case = { ...nextFree(line!.plant), supplies: [{ salesOrder: blocked.salesOrder, item: line!.item.padStart(6, '0') }] };
    const runId = await release(one);
    await at(await confirm(one, one.quantity, { final: true }), 'completed');
    await at(runId, 'completed');
    await world.runOf('ship-order', blocked.salesOrder, 'completed');
    expect(await deliveriesOf(blocked.salesOrder)).toEqual([]);
    expect(await world.exceptions(blocked.salesOrder)).toMatchObject([
      { owner: 'order-management', title: expect.stringContaining('SAP makes no delivery') },
    ]);
    expect(await shownFor(blocked.salesOrder)).toEqual([]);
  });
});

describe('ship-order', () => {
  /** An item of an open order of Hamburg that no production order above supplies, and of which more is in stock than it wants. */
  const openItems = (from: string, isEnough: (stock: number, quantity: number) => boolean) => {
    const landscape = createLandscape(4711, inDays(0));
    const busy = new Set(cases.flatMap(({ supplies }) => supplies.map(({ salesOrder }) => salesOrder)));
    return landscape.orders
      .filter(({ salesOrder, status }) => status === 'open' && !busy.has(salesOrder))
      .flatMap(({ salesOrder, items }) =>
        items.flatMap(({ item, material, plant, quantity, deliveredQuantity, rejectionReason }) => {
          const stock = landscape.materials.find((one) => one.material === material)!.plants.find((one) => one.plant === plant)?.stock;
          const fits = rejectionReason === undefined && Number(deliveredQuantity) === 0 && Number(quantity) >= 3;
          return plant === from && fits && isEnough(Number(stock), Number(quantity)) ? [{ salesOrder, item, quantity }] : [];
        }),
      )
      .filter(({ salesOrder }, index, all) => all.findIndex((one) => one.salesOrder === salesOrder) === index);
  };
  const inStock = openItems('1010', (stock, quantity) => stock > 3 * quantity);
  /** Of which a little can leave, from the other plant. */
  const partlyInStock = openItems('1020', (stock) => stock > 60);
  const ship = async (salesOrder: string, item: string, quantity?: string, plant = '1010') => {
    const items = [{ item: item.padStart(6, '0'), ...(quantity === undefined ? {} : { quantity }) }];
    const input = { salesOrder, plant, items };
    const { runId } = await world.api.send<{ runId: string }>('POST', '/api/runs', { environment: ENVIRONMENT, flow: 'ship-order', input });
    return at(runId, 'completed');
  };
  /** What the scheduler knows to have left of an item, and what it still plans of it. */
  const atScheduler = async (salesOrder: string, item: string) => {
    const number = item.padStart(6, '0');
    const demand = await world.atScheduler<{
      readonly shipments: readonly { readonly item: string; readonly shipped: string }[];
      readonly commitment: { readonly lines: readonly { readonly item: string; readonly quantity: string }[] };
    }>('GET', `demands/${salesOrder}`);
    return {
      left: demand.shipments.find((one) => one.item === number)?.shipped,
      planned: demand.commitment.lines.find((one) => one.item === number)?.quantity,
    };
  };
  /** As the scheduler says it after a firm plan. */
  const promiseRest = async (salesOrder: string, item: string) => {
    const line = {
      item: item.padStart(6, '0'),
      quantity: '1.000',
      unit: 'PC',
      requestedDate: inDays(40),
      committedDate: inDays(38),
      onTime: true,
      parts: [{ quantity: '1.000', date: inDays(38), plant: '1010' }],
      operations: [],
    };
    const commitment = { demandId: salesOrder, demandRevision: 0, outcome: 'committed', displaced: false, offers: [] };
    await world.scheduleMessage({
      type: 'commitments-changed',
      planVersion: 900_001,
      at: new Date().toISOString(),
      commitments: [{ ...commitment, lines: [line] }],
    });
    await world.runOf('commitment-received', salesOrder, 'completed');
  };
  const toldAtScheduler = (salesOrder: string) => world.record({ system: 'scheduler', operation: 'report-shipment', key: salesOrder });
  const shownItem = async (salesOrder: string, item: string) =>
    (await shownFor(salesOrder)).find((shown) => shown['ERP_Item_Number__c'] === item.padStart(6, '0'));

  test('an item leaves in two deliveries: the CRM shows what has left in total, and the same when it is told again', async () => {
    const { salesOrder, item, quantity } = inStock[0]!;
    const wanted = Number((await atScheduler(salesOrder, item)).planned);
    await ship(salesOrder, item, '1');
    const first = await atScheduler(salesOrder, item);
    expect(Number(first.planned)).toBeLessThan(wanted);
    expect(await shownItem(salesOrder, item)).toMatchObject({ Status__c: 'Partly_Shipped', Shipped_Quantity__c: 1 });
    await ship(salesOrder, item, '1');
    expect(await shownItem(salesOrder, item)).toMatchObject({
      Status__c: 'Partly_Shipped',
      Shipped_Quantity__c: 2,
      Message__c: expect.stringContaining(`2.000 of ${quantity} wanted`),
    });
    // Its open rest is promised: it has left in part all the same.
    await promiseRest(salesOrder, item);
    expect(await shownItem(salesOrder, item)).toMatchObject({
      Status__c: 'Partly_Shipped',
      Shipped_Quantity__c: 2,
      Plan_Version__c: '900001',
    });
    await ship(salesOrder, item);
    const all = await shownItem(salesOrder, item);
    expect(all).toMatchObject({ Status__c: 'Shipped', Shipped_Quantity__c: Number(quantity) });
    const deliveries = await deliveriesOf(salesOrder);
    expect(deliveries).toHaveLength(3);
    // The scheduler has heard of each, and plans nothing of it any more.
    const told = await toldAtScheduler(salesOrder);
    expect(told.map(({ applied }) => applied)).toEqual([true, true, true]);
    const { left, planned } = await atScheduler(salesOrder, item);
    expect(Number(left)).toBe(3 * Number(first.left) + (Number(quantity) - 3) * Number(first.left));
    expect(planned).toBeUndefined();
    // Told once more: nothing is open, nothing is delivered again, and the CRM shows what it showed.
    await ship(salesOrder, item);
    expect(await deliveriesOf(salesOrder)).toEqual(deliveries);
    expect(await shownItem(salesOrder, item)).toMatchObject({
      Status__c: 'Shipped',
      Shipped_Quantity__c: Number(quantity),
      Message__c: all!['Message__c']!,
    });
    expect((await toldAtScheduler(salesOrder)).map(({ applied }) => applied)).toEqual([true, true, true, false]);
    expect(await atScheduler(salesOrder, item)).toEqual({ left, planned });
    // What that moved is a commitment of others: it starts no change and no shipment of this order.
    expect(await world.runs('order-to-schedule', salesOrder)).toEqual([]);
    expect(await world.runs('ship-order', salesOrder)).toHaveLength(4);
  });

  test('RTY-3 the scheduler is down while goods leave: the customer knows, both shipments are told in their order when it is back', async () => {
    const { salesOrder, item } = partlyInStock[0]!;
    const back = await world.arm({ system: 'scheduler', kind: 'outage' });
    const begin = async () => {
      const input = { salesOrder, plant: '1020', items: [{ item: item.padStart(6, '0'), quantity: '1' }] };
      return (await world.api.send<{ runId: string }>('POST', '/api/runs', { environment: ENVIRONMENT, flow: 'ship-order', input })).runId;
    };
    const first = await begin();
    await at(first, 'held', 'waiting');
    expect(await shownItem(salesOrder, item)).toMatchObject({ Status__c: 'Partly_Shipped', Shipped_Quantity__c: 1 });
    const second = await begin();
    await back();
    await at(first, 'completed');
    await at(second, 'completed');
    const told = (await toldAtScheduler(salesOrder)).filter(({ applied }) => applied);
    const totals = told.map(({ detail }) => Number((detail as { lines: readonly { shipped: string }[] }).lines[0]!.shipped));
    expect(totals).toHaveLength(2);
    expect(totals[1]).toBe(2 * totals[0]!);
  });

  test('STP-4 the answer of the scheduler is lost, and an older total comes late: it has left once', async () => {
    const { salesOrder, item } = partlyInStock[1]!;
    await world.arm({ system: 'scheduler', kind: 'drop-answer', operation: 'report-shipment', key: salesOrder, times: 1 });
    await ship(salesOrder, item, '2', '1020');
    expect((await toldAtScheduler(salesOrder)).filter(({ applied }) => applied)).toHaveLength(1);
    const before = await atScheduler(salesOrder, item);
    const [told] = await toldAtScheduler(salesOrder);
    const [line] = (told!.detail as unknown as { lines: readonly { shipped: string; unit: string; item: string }[] }).lines;
    const older = { lines: [{ ...line!, shipped: String(Number(line!.shipped) / 2) }] };
    await expect(world.atScheduler('PUT', `demands/${salesOrder}/shipments`, older)).rejects.toThrow('older-shipment');
    expect(await atScheduler(salesOrder, item)).toEqual(before);
  });

  test('a delivery made by hand without goods issue has not left: logistics hears its number, and the CRM nothing before it has', async () => {
    const { salesOrder, item, quantity } = inStock[1]!;
    const delivery = await world.deliverInSap(salesOrder, item, quantity);
    const run = await ship(salesOrder, item);
    expect((await world.emitted(run)).map(({ type }) => type)).toEqual([]);
    expect(await world.exceptions(salesOrder)).toMatchObject([
      { owner: 'logistics', title: expect.stringContaining(`delivery ${delivery} was made by somebody else and has no goods issue`) },
    ]);
    expect(await shownItem(salesOrder, item)).toBeUndefined();
    expect(await deliveriesOf(salesOrder)).toMatchObject([{ OverallGoodsMovementStatus: 'A' }]);
    await world.postGoodsIssueInSap(delivery);
    await ship(salesOrder, item);
    expect(await shownItem(salesOrder, item)).toMatchObject({ Status__c: 'Shipped', Delivery_Number__c: delivery });
    expect(await world.exceptions(salesOrder)).toHaveLength(1);
  });
});

describe('what goes wrong on the way', () => {
  test('INT-2 the shop floor says it twice, the planner releases twice: one booking, one wait', async () => {
    const one = nextFree('1010');
    const twice = {
      releaseId: 'REL-TWICE',
      productionOrder: one.productionOrder,
      plant: one.plant,
      confirmBy: inDays(5),
      supplies: one.supplies.map((s) => ({ ...s })),
    };
    const [first, second] = [await send('scheduler/releases', twice), await send('scheduler/releases', twice)];
    expect(second.body).toMatchObject({ runId: first.body['runId'], duplicate: true });
    await at(String(first.body['runId']), 'waiting');
    const said = { confirmationId: 'MES-TWICE', productionOrder: one.productionOrder, plant: one.plant, yield: '7' };
    await Promise.all([send('shop-floor/confirmations', said), send('shop-floor/confirmations', said)]);
    await eventually(async () => ((await confirmationsOf(one.productionOrder)).length > 0 ? true : undefined), 'it is booked');
    expect(await confirmationsOf(one.productionOrder)).toMatchObject([{ ConfirmationYieldQuantity: '7.000' }]);
  });

  test('STP-4 answers of SAP are lost: the confirmation, the delivery and its goods issue are each there once', async () => {
    const one = nextFree('1010');
    const runId = await release(one);
    await at(runId, 'waiting');
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'confirm-production-order', times: 1 });
    await at(await confirm(one, one.quantity, { final: true }), 'completed');
    expect(await confirmationsOf(one.productionOrder)).toHaveLength(1);
    await at(runId, 'completed');
    for (const salesOrder of ordersOf(one)) await world.runOf('ship-order', salesOrder, 'completed');

    const next = nextFree('1010');
    const nextRun = await release(next);
    await at(nextRun, 'waiting');
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'create-outbound-delivery', times: 1 });
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'post-goods-issue', times: 1 });
    await world.arm({ system: 'crm', kind: 'drop-answer', operation: 'Order_Commitment__c', times: 1 });
    const before = await stockOf(next);
    await at(await confirm(next, next.quantity, { final: true }), 'completed');
    await at(nextRun, 'completed');
    let left = 0;
    for (const salesOrder of ordersOf(next)) {
      await world.runOf('ship-order', salesOrder, 'completed');
      const deliveries = await deliveriesOf(salesOrder);
      expect(deliveries).toHaveLength(1);
      left += deliveries[0]!.items.reduce((sum, item) => sum + Number(item['ActualDeliveredQtyInBaseUnit']), 0);
    }
    expect(await stockOf(next)).toBe(before + Number(next.quantity) - left);
    const lost = (await world.record())
      .filter(({ system, fault }) => system !== 'scheduler' && fault === 'drop-answer')
      .map(({ operation }) => operation);
    expect(lost).toEqual(['confirm-production-order', 'create-outbound-delivery', 'post-goods-issue', 'upsert-Order_Commitment__c']);
  });

  test('RTY-3 SAP is down when the shift ends: nothing is lost, and each is booked once when it is back', async () => {
    const one = nextFree('1010');
    const runId = await release(one);
    await at(runId, 'waiting');
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    const first = await confirm(one, '10');
    const second = await confirm(one, '11');
    await at(first, 'held', 'waiting');
    await back();
    await at(first, 'completed');
    await at(second, 'completed');
    expect((await confirmationsOf(one.productionOrder)).map((row) => row['ConfirmationYieldQuantity'])).toEqual(['10.000', '11.000']);
  });
});

/** The next one of this plant that no test has used. */
function nextFree(plant: string): Case {
  const found = cases.find((one) => one.plant === plant && !spent.has(one.productionOrder));
  if (found === undefined) throw new Error(`The ${cases.length} cases are used up.`);
  spent.add(found.productionOrder);
  return found;
}
