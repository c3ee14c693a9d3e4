/** The flow commitment-received: what the scheduler promised or moved, in SAP and in the CRM, judged by what the sandbox has recorded. */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FlowNode } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { RecordEntry } from '#nodes/sandbox/simulator.ts';
import { eventually } from '../support/api.ts';
import { type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
}, 60_000);
afterEach(async () => {
  await world.clearFaults();
  await world.settled();
});
afterAll(() => world.close());

/** What was asked of SAP in writes that no customer's change stands behind: promises. */
async function promisesOf(order: string): Promise<readonly RecordEntry[]> {
  const written = await world.record({ system: 'sap', operation: 'change-sales-order', key: order, applied: true });
  return written.filter(({ sequence }) => sequence === undefined);
}
const askedOf = ({ detail }: RecordEntry) => (detail as unknown as { asked: readonly { target: string; body: JsonObject }[] }).asked;
const commitmentsOf = (order: string) => world.view<readonly JsonObject[]>('crm', `commitments/${order}`);
const toldOf = (order: string) =>
  world
    .record({ system: 'crm', operation: 'upsert-Order_Commitment__c', applied: true })
    .then((all) => all.filter(({ key }) => key.startsWith(order)));

/** The same attempts, without the rests between them. */
const hurried = (node: FlowNode): FlowNode => ({ ...node, retry: { ...node.retry!, initialMs: 10, factor: 1 } });

let planVersion = 1_000;
/** What the scheduler would say about an order of three items, as nobody has changed it. */
async function message(order: string, more: JsonObject = {}, lines: (line: JsonObject) => JsonObject = (line) => line) {
  const { items } = await world.view<{ items: readonly JsonObject[] }>('sap', `orders/${order}`);
  planVersion += 1;
  const commitment = {
    demandId: order,
    demandRevision: 0,
    outcome: 'committed',
    displaced: false,
    offers: [],
    lines: items.map((item) =>
      lines({
        item: String(item['SalesOrderItem']).padStart(6, '0'),
        quantity: '10.000',
        unit: 'PC',
        requestedDate: inDays(40),
        committedDate: inDays(38),
        onTime: true,
        parts: [{ quantity: '10.000', date: inDays(38), plant: '1010' }],
        operations: [],
      }),
    ),
    ...more,
  };
  return { type: 'commitments-changed', planVersion, at: new Date().toISOString(), commitments: [commitment] } as const;
}

describe('the good way', () => {
  const order = '0000004721';

  test('SAP keeps the promise in its customer field, never as confirmed date; the CRM shows each item; the request is committed', async () => {
    const change = await world.change({ order, items: [{ number: '30', quantity: '21' }] });
    const run = await world.runOf('commitment-received', order, 'completed');
    const [promise, ...more] = await promisesOf(order);
    expect(more).toEqual([]);
    const asked = askedOf(promise!).filter(({ target }) => target.startsWith('A_SalesOrderItem'));
    expect(asked).toHaveLength(5);
    for (const { body } of asked) expect(Object.keys(body)).toEqual(['YY1_PromisedDate_SDI']);

    const wanted = new Map(change.items.map((item) => [item.number, item]));
    const shown = await commitmentsOf(order);
    expect(shown).toHaveLength(5);
    for (const record of shown) {
      const item = wanted.get(String(record['ERP_Item_Number__c']))!;
      // In time: the promise is the day that the customer asked for, in the unit that was ordered; both days are shown.
      expect(record).toMatchObject({
        Status__c: 'Committed',
        Committed_Date__c: item.requestedDate,
        Requested_Date__c: item.requestedDate,
        Unit__c: item.unit,
        Quantity__c: Number(item.quantity),
        Revision__c: 1,
      });
    }
    expect(await world.changeRequest(change.id)).toMatchObject({ Status__c: 'Committed' });
    expect((await world.emitted(run)).map(({ type }) => type)).toEqual([
      'millrace.sales-order.commitment-changed.v1',
      'millrace.sales-order.customer-informed.v1',
    ]);
    expect(await world.milestones(order)).toEqual(['change-requested', 'revised-in-sap', 'demand-sent', 'scheduled', 'customer-informed']);
  });

  test('the other recipe: the promise as requested date that later availability checks leave alone', async () => {
    await world.setVariable('promiseRecipe', 'requested-date');
    onTestFinished(() => world.setVariable('promiseRecipe', 'customer-field'));
    const other = '0000004723';
    await world.scheduleMessage(
      await message(other, { outcome: 'offers' }, (line) => ({
        ...line,
        committedDate: inDays(70),
        onTime: false,
        reason: 'capacity',
        blocking: 'H-MIL01',
        parts: [{ quantity: '10.000', date: inDays(70), plant: '1010' }],
      })),
    );
    await world.runOf('commitment-received', other, 'completed');
    const asked = askedOf((await promisesOf(other))[0]!);
    expect(
      asked
        .filter(({ target }) => target.startsWith('A_SalesOrderItem('))
        .every(({ body }) => body['DeliveryDateQuantityIsFixed'] === true),
    ).toBe(true);
    expect(asked.some(({ target }) => target.startsWith('A_SalesOrderScheduleLine'))).toBe(true);
    expect(JSON.stringify(asked)).not.toMatch(/Confirmed|Confd/);
    // Late: a day to pack and a day on the road behind the day of availability.
    for (const record of await commitmentsOf(other)) expect(String(record['Committed_Date__c']) >= inDays(72)).toBe(true);
  });
});

describe('the recipe that moves the supply', () => {
  const moved = () => world.record({ system: 'sap', operation: 'change-production-order' });

  /** The first item of the order comes on this day from its own plant, and nothing is said of the others. */
  async function lateFirstItem(order: string, day: string) {
    const { items } = await world.view<{ items: readonly JsonObject[] }>('sap', `orders/${order}`);
    const [first] = items;
    const sent = await message(order, { outcome: 'offers' }, (line) => ({
      ...line,
      committedDate: day,
      onTime: false,
      reason: 'capacity',
      blocking: 'H-MIL01',
      parts: [{ quantity: '10.000', date: day, plant: String(first!['ProductionPlant']) }],
    }));
    const [commitment] = sent.commitments;
    const commitments = [{ ...commitment!, lines: commitment!.lines.slice(0, 1) } as unknown as JsonObject];
    return { material: first!['Material'], plant: first!['ProductionPlant'], message: { ...sent, commitments } as unknown as JsonObject };
  }

  async function receive(order: string, day: string) {
    await world.setVariable('promiseRecipe', 'production-order');
    onTestFinished(() => world.setVariable('promiseRecipe', 'customer-field'));
    const late = await lateFirstItem(order, day);
    await world.scheduleMessage(late.message);
    return { ...late, run: await world.runOf('commitment-received', order, 'completed') };
  }

  test('SAP confirms for the day of the plan by its own check: a production order moves, and no sales order is written', async () => {
    const [order, day] = ['0000004751', inDays(33)];
    const { material, plant, run } = await receive(order, day);
    const { items } = (await world.output(run, 'moves')) as unknown as { items: readonly JsonObject[] };
    expect(items).toEqual([{ item: '000010', material, plant, plannedEnd: day }]);
    const [written, ...more] = await moved();
    expect(more).toEqual([]);
    expect(written).toMatchObject({ applied: true });
    const held = await world.view<readonly JsonObject[]>('sap', 'production-orders');
    expect(held.find((one) => one['ManufacturingOrder'] === written!.key)).toMatchObject({
      Material: material,
      ProductionPlant: plant,
      MfgOrderPlannedEndDate: day,
    });
    expect(await promisesOf(order)).toEqual([]);
    expect(await commitmentsOf(order)).not.toEqual([]);
  });

  test("STP-4 SAP's answer is lost: the order has moved once", async () => {
    const before = (await moved()).length;
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'change-production-order', times: 1 });
    const { run } = await receive('0000004753', inDays(36));
    expect((await world.trace(run)).filter(({ type }) => type === 'effect-probed')).toMatchObject([
      { operation: 'change-production-order', verdict: 'confirmed' },
    ]);
    expect((await moved()).slice(before)).toMatchObject([{ fault: 'drop-answer', applied: true }]);
  });

  test('none is near enough: the planner is asked, SAP stays as it was, and the CRM knows the date all the same', async () => {
    const [before, order] = [(await moved()).length, '0000004755'];
    await receive(order, inDays(300));
    expect(await world.exceptions(order)).toMatchObject([{ owner: 'planner', title: expect.stringContaining('days off') }]);
    expect((await moved()).length).toBe(before);
    expect(await commitmentsOf(order)).not.toEqual([]);
  });
});

describe('what is not about the order as it is', () => {
  test('an answer to an older demand is dropped', async () => {
    const order = '0000004727';
    await world.arm({ system: 'scheduler', kind: 'unavailable', operation: 'upsert-demand', key: order });
    await world.change({ order, items: [{ number: '20', quantity: '31' }] });
    await world.runOf('order-change', order, 'completed');
    expect(await world.scheduleMessage(await message(order))).toBe(202);
    const run = await world.runOf('commitment-received', order, 'completed');
    expect(await world.output(run, 'dropped')).toMatchObject({ demandRevision: 0, orderRevision: 1 });
    expect(await promisesOf(order)).toEqual([]);
    expect(await commitmentsOf(order)).toEqual([]);
  });

  test('INT-6 an answer of an older plan is stale', async () => {
    const order = '0000004729';
    const older = await message(order);
    await world.scheduleMessage(await message(order));
    await world.runOf('commitment-received', order, 'completed');
    await world.scheduleMessage(older);
    await eventually(
      async () => (await world.runs('commitment-received', order)).map(({ state }) => state).includes('stale'),
      'the older plan is stale',
    );
    expect(await promisesOf(order)).toHaveLength(1);
  });

  test.each([
    ['delivered', '0000004779'],
    ['cancelled', '0000004781'],
  ])('an order that is %s keeps what it has', async (_what, order) => {
    await world.scheduleMessage(await message(order));
    const run = await world.runOf('commitment-received', order, 'completed');
    expect(run.steps.some(({ path, state }) => path === 'dropped' && state === 'completed')).toBe(true);
    expect(await world.record({ key: order })).toEqual([]);
  });
});

describe('a refusal is an outcome', () => {
  test('scheduling has no date at all: the planner is asked, the CRM says so, SAP is left alone', async () => {
    const order = '0000004731';
    await world.scheduleMessage(await message(order, { outcome: 'infeasible', lines: [], reason: 'capacity', blocking: 'H-MIL01' }));
    await world.runOf('commitment-received', order, 'completed');
    expect(await world.exceptions(order)).toMatchObject([{ owner: 'planner', title: `Order ${order} has no date: H-MIL01` }]);
    expect(await promisesOf(order)).toEqual([]);
    expect(await commitmentsOf(order)).toContainEqual(
      expect.objectContaining({ Status__c: 'Refused', Committed_Date__c: null, Blocking__c: 'capacity: H-MIL01' }),
    );
  });

  test('SAP does not take the promise: order management is asked, in the words of SAP, and the CRM knows the date all the same', async () => {
    const order = '0000004733';
    await world.redeploy('sap-sales-order', (document) => ({
      ...document,
      nodes: {
        ...document.nodes,
        'promise-field': hurried(document.nodes['promise-field']!),
      },
    }));
    await world.arm({ system: 'sap', kind: 'lock', operation: 'change-sales-order', key: order });
    await world.scheduleMessage(await message(order));
    await world.runOf('commitment-received', order, 'completed');
    expect(await world.exceptions(order)).toMatchObject([
      {
        owner: 'order-management',
        title: expect.stringMatching(/^SAP does not take the promised date of order 0000004733: .*currently being processed/),
      },
    ]);
    expect(await commitmentsOf(order)).toContainEqual(expect.objectContaining({ Status__c: 'Committed' }));
  });

  test('an order that SAP does not have is for the planner', async () => {
    await world.scheduleMessage({
      type: 'commitments-changed',
      planVersion: 5,
      at: new Date().toISOString(),
      commitments: [{ demandId: '0000009999', demandRevision: 0, outcome: 'committed', lines: [], offers: [] }],
    });
    await world.runOf('commitment-received', '0000009999', 'completed');
    expect(await world.exceptions('0000009999')).toMatchObject([{ owner: 'planner' }]);
  });
});

describe('what goes wrong on the way', () => {
  test('INT-2 the scheduler sends its message twice: one run, one promise', async () => {
    const order = '0000004735';
    const twice = await message(order);
    expect([await world.scheduleMessage(twice), await world.scheduleMessage(twice)]).toEqual([202, 202]);
    await world.settled();
    expect(await world.runs('commitment-received', order)).toHaveLength(1);
    expect(await promisesOf(order)).toHaveLength(1);
  });

  test("STP-4 SAP's answer is lost: the promise is there once", async () => {
    const order = '0000004737';
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'change-sales-order', key: order, times: 1 });
    await world.scheduleMessage(await message(order));
    const run = await world.runOf('commitment-received', order, 'completed');
    expect(await promisesOf(order)).toMatchObject([{ fault: 'drop-answer' }]);
    expect((await world.trace(run)).filter(({ type }) => type === 'effect-probed')).toMatchObject([
      { operation: 'change-sales-order', verdict: 'confirmed' },
    ]);
  });

  test("STP-4 the CRM's answer is lost: every item is told once", async () => {
    const order = '0000004739';
    await world.arm({ system: 'crm', kind: 'drop-answer', operation: 'upsert-Order_Commitment__c', times: 1 });
    await world.scheduleMessage(await message(order));
    await world.runOf('commitment-received', order, 'completed');
    const told = await toldOf(order);
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
    expect(told).toHaveLength(4);
  });

  test('RTY-1 a part leaves while the promise waits for its write: the CRM shows that it left, and the promise', async () => {
    const order = '0000004747';
    const item = { External_Id__c: `${order}-000010`, ERP_Order_Number__c: order, ERP_Item_Number__c: '000010', Status__c: 'Offered' };
    const id = await world.enterInCrm('Order_Commitment__c', item);
    const back = await world.arm({ system: 'crm', kind: 'unavailable', operation: 'upsert-Order_Commitment__c', key: `${order}-000010` });
    await world.scheduleMessage(await message(order));
    await world.runOf('commitment-received', order, 'waiting', 'held');
    await world.writeInCrm('Order_Commitment__c', id, { Status__c: 'Partly_Shipped', Shipped_Quantity__c: 1, Unit__c: 'PC' });
    await back();
    await world.runOf('commitment-received', order, 'completed');
    const shown = await commitmentsOf(order);
    expect(shown.find(({ ERP_Item_Number__c }) => ERP_Item_Number__c === '000010')).toMatchObject({
      Status__c: 'Partly_Shipped',
      Shipped_Quantity__c: 1,
      Plan_Version__c: expect.any(String),
    });
  });

  test('RTY-3 the CRM is down: SAP keeps the promise already, the CRM is told when it is back', async () => {
    const order = '0000004741';
    const back = await world.arm({ system: 'crm', kind: 'outage' });
    await world.scheduleMessage(await message(order));
    await world.runOf('commitment-received', order, 'held');
    expect(await promisesOf(order)).toHaveLength(1);
    await back();
    const run = await world.runOf('commitment-received', order, 'completed');
    expect(await world.trace(run)).toContainEqual(expect.objectContaining({ type: 'step-held', connection: 'crm' }));
    expect(await toldOf(order)).toHaveLength(4);
  });

  test('a change of the customer and a promise meet: both are in SAP, the change once', async () => {
    const order = '0000004743';
    const promise = await message(order);
    await Promise.all([world.change({ order, items: [{ number: '10', quantity: '16' }] }), world.scheduleMessage(promise)]);
    await world.settled();
    const written = await world.record({ system: 'sap', operation: 'change-sales-order', key: order, applied: true });
    expect(written.filter(({ sequence }) => sequence === 1)).toHaveLength(1);
    const runs = await world.runs('commitment-received', order);
    expect(runs.filter(({ state }) => !['completed', 'stale', 'superseded'].includes(state))).toEqual([]);
  });

  test('who does not sign is not believed', async () => {
    const answer = await fetch(`${world.api.url}/hooks/development/v1/scheduler/commitments`, {
      method: 'POST',
      body: JSON.stringify(await message('0000004745')),
    });
    expect(answer.status).toBe(401);
    expect(await world.runs('commitment-received', '0000004745')).toEqual([]);
  });
});
