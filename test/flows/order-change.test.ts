/** The flow order-change from the customer's wish in the CRM to the revised order, judged by what the sandbox has recorded. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import type { RecordEntry } from '#nodes/sandbox/simulator.ts';
import { eventually } from '../support/api.ts';
import { type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

/** Customers' changes that reached SAP, taken or not. Promises, which other orders may cause at any time, carry no revision. */
async function changesAtSap(order: string): Promise<readonly RecordEntry[]> {
  const written = await world.record({ system: 'sap', operation: 'change-sales-order', key: order });
  return written.filter(({ sequence }) => sequence !== undefined);
}
/** What the CRM was told about the request, in its order. Scheduling's answer may follow at any moment. */
async function toldOf(changeRequest: string): Promise<readonly JsonObject[]> {
  const told = await world.record({ operation: 'update-Order_Change_Request__c', key: changeRequest, applied: true });
  return told.map(({ detail }) => (detail as unknown as { fields: JsonObject }).fields);
}
const IN_ERP = expect.objectContaining({ Status__c: 'In_ERP_commitment_pending' });
const changesInSap = async (order: string) => (await changesAtSap(order)).filter(({ applied }) => applied);

/** Node ids of the steps in which the run's own flow went. */
const wayOf = ({ steps }: RunView): readonly string[] =>
  steps.filter(({ path, state }) => !path.includes('/') && state === 'completed').map(({ nodeId }) => nodeId);

interface Asked {
  readonly target: string;
  readonly ifMatch?: string;
}
interface HeldOrder {
  readonly items: readonly {
    readonly item: string;
    readonly quantity: string;
    readonly unit: string;
    readonly rejection: string;
    readonly lines: readonly (readonly string[])[];
  }[];
}
/** What SAP was asked and what it then held. */
const detailOf = (entry: RecordEntry | undefined) => entry!.detail as unknown as { asked: readonly Asked[]; held: HeldOrder };

describe('the good way', () => {
  // Five items of two plants, ordered in cartons and pieces, one with an 18-digit material number.
  const order = '0000004713';

  test('one changeset under the header tag, the CRM is told, scheduling hears of it (business 1)', async () => {
    const change = await world.change({
      order,
      items: [
        { number: '10', quantity: '5' },
        { number: '40', requestedDate: inDays(50) },
      ],
    });
    const run = await world.runOf('order-change', order, 'completed');
    const [written, ...more] = await changesInSap(order);
    expect(more).toEqual([]);
    expect(written?.sequence).toBe(1);
    const { asked, held } = detailOf(written);
    expect(asked[0]).toMatchObject({ target: "A_SalesOrder(SalesOrder='4713')", ifMatch: expect.stringContaining('datetimeoffset') });
    expect(asked.slice(1).every(({ ifMatch }) => ifMatch === undefined)).toBe(true);
    expect(held.items.map(({ item, quantity, unit }) => [item, quantity, unit])).toMatchObject([
      ['000010', '5.000', 'CAR'],
      ['000020', '80.000', 'PC'],
      ['000030', '3.000', 'CAR'],
      ['000040', '20.000', 'PC'],
      ['000050', '50.000', 'PC'],
    ]);
    expect(held.items[3]?.lines[0]?.[0]).toBe(inDays(50));

    expect((await toldOf(change.id))[0]).toMatchObject({
      Status__c: 'In_ERP_commitment_pending',
      ERP_Message__c: expect.stringMatching(/^Item 000010: SAP confirms .*CAR on \d{4}-\d{2}-\d{2}\..*Item 000050: /),
    });
    const [wanted, revised] = await world.emitted(run);
    expect(wanted).toMatchObject({
      type: 'millrace.sales-order.change-requested.v1',
      subject: order,
      data: { soldToParty: '0017100007', plant: '1020' },
    });
    expect(revised).toMatchObject({
      type: 'millrace.sales-order.revised.v1',
      subject: order,
      data: {
        revision: 1,
        customerClass: 'C',
        items: [
          { item: '000010', material: '000000000000100043', plant: '1020', quantity: '5.000', unit: 'CAR' },
          {},
          {},
          { requestedDate: inDays(50), plant: '1010' },
          {},
        ],
      },
    });
    expect(await world.milestones(order)).toEqual(expect.arrayContaining(['change-requested', 'revised-in-sap']));
  });

  test('what the order already says is no change: nothing is written, nobody schedules anew', async () => {
    const change = await world.change({ order: '4714', items: [{ number: '10', quantity: '55' }] });
    const run = await world.runOf('order-change', '0000004714', 'completed');
    expect(wayOf(run).at(-1)).toBe('tell-no-change');
    expect(await changesInSap('0000004714')).toEqual([]);
    expect(await world.changeRequest(change.id)).toMatchObject({ Status__c: 'No_Change' });
    expect(await world.runs('order-to-schedule', '0000004714')).toEqual([]);
  });

  test('a cancelled item is rejected in SAP, not deleted, and scheduling need not make it', async () => {
    await world.change({ order: '4716', items: [{ number: '20', cancel: true }] });
    const run = await world.runOf('order-change', '0000004716', 'completed');
    const [written] = await changesInSap('0000004716');
    expect(detailOf(written).held.items.map(({ rejection }) => rejection !== '')).toEqual([false, true, false]);
    const revised = (await world.emitted(run)).at(-1);
    expect(revised).toMatchObject({ data: { items: [{}, { item: '000020', rejected: true }, {}] } });
  });
});

describe('above the policy', () => {
  test('WAI-3 a person takes it: until then SAP is untouched and the CRM says so', async () => {
    const change = await world.change({ order: '4717', items: [{ number: '10', quantity: '500' }] });
    const waiting = await world.runOf('order-change', '0000004717', 'waiting');
    expect(await changesInSap('0000004717')).toEqual([]);
    expect(await world.changeRequest(change.id)).toMatchObject({
      Status__c: 'Approval_Pending',
      ERP_Message__c: expect.stringMatching(/^Waits for approval: 58050\.00 EUR/),
    });
    await world.decide(waiting, 'approve', 'Agreed with the key account');
    await world.runOf('order-change', '0000004717', 'completed');
    expect(await changesInSap('0000004717')).toHaveLength(1);
    expect(await toldOf(change.id)).toContainEqual(IN_ERP);
  });

  test('WAI-3 a person declines: SAP stays as it was, the CRM has the reason', async () => {
    const change = await world.change({ order: '4719', items: [{ number: '30', requestedDate: inDays(170) }] });
    const waiting = await world.runOf('order-change', '0000004719', 'waiting');
    await world.decide(waiting, 'reject', 'The line closes in May');
    const run = await world.runOf('order-change', '0000004719', 'completed');
    expect(await changesInSap('0000004719')).toEqual([]);
    expect(await world.changeRequest(change.id)).toMatchObject({
      Status__c: 'Rejected',
      ERP_Message__c: 'Declined: The line closes in May',
    });
    expect((await world.emitted(run)).at(-1)).toMatchObject({ type: 'millrace.sales-order.change-refused.v1' });
  });

  test('the limit is a variable of the environment', async () => {
    await world.setVariable('approvalAmount', 1_000_000);
    await world.change({ order: '4723', items: [{ number: '10', quantity: '600' }] });
    const run = await world.runOf('order-change', '0000004723', 'completed');
    expect(wayOf(run)).not.toContain('approve');
    await world.setVariable('approvalAmount', 25_000);
  });
});

describe('a business refusal is an outcome', () => {
  test.each([
    [
      'below what is delivered',
      '0000004774',
      { number: '10', quantity: '20' },
      'Item 000010: 20 PC is less than the 33.000 already delivered.',
    ],
    ['an item that the order does not have', '0000004715', { number: '990', quantity: '1' }, 'Item 000990 is not in the order.'],
    ['another unit than ordered', '0000004718', { number: '10', unit: 'CAR' }, 'Item 000010 is ordered in PC, the request says CAR.'],
    [
      'another material',
      '0000004720',
      { number: '20', material: 'FG-1004' },
      'Item 000020 is FG-1005 in the order, the request says FG-1004.',
    ],
    ['another plant', '0000004722', { number: '20', plant: '1010' }, 'Item 000020 comes from plant 1020, the request says 1010.'],
    ['an order that has been delivered', '0000004779', { number: '20', quantity: '9' }, 'Order 0000004779 is completely delivered.'],
    ['a cancelled order', '0000004781', { number: '10', quantity: '9' }, 'Order 0000004781 is cancelled.'],
    ['a quantity that is none', '0000004724', { number: '10', quantity: '-5' }, /^The request is not valid: .*quantity/],
  ])('%s', async (_what, order, item, words) => {
    const change = await world.change({ order, items: [item] });
    const run = await world.runOf('order-change', order, 'completed');
    expect(await world.changeRequest(change.id)).toMatchObject({
      Status__c: 'Rejected',
      ERP_Message__c: typeof words === 'string' ? words : expect.stringMatching(words),
    });
    expect(await changesAtSap(order)).toEqual([]);
    expect(await world.runs('order-to-schedule', order)).toEqual([]);
    await world.emitted(run);
  });

  test('the customer of the CRM is not the customer of the order in SAP', async () => {
    const [order, another] = ['0000004726', '0000004725'];
    const ofAnother = await world.view<{ Id: string }>('crm', `orders/${another}`);
    const id = await world.enterInCrm('Order_Change_Request__c', {
      ERP_Order_Number__c: order,
      Order__c: ofAnother.Id,
      Revision__c: 1,
      Items__c: JSON.stringify([{ number: '000010', quantity: '46', unit: 'PC' }]),
    });
    await world.runOf('order-change', order, 'completed');
    expect(await world.changeRequest(id)).toMatchObject({
      Status__c: 'Rejected',
      ERP_Message__c: `Order ${order} belongs to customer 0017100002 in SAP, to 0017100007 in the CRM.`,
    });
    expect(await changesAtSap(order)).toEqual([]);
  });

  test('SAP blocks the order for credit: saved, finance is asked, the CRM knows', async () => {
    const order = '0000004787';
    const change = await world.change({ order, items: [{ number: '40', quantity: '60' }] });
    await world.runOf('order-change', order, 'completed');
    expect(await changesInSap(order)).toHaveLength(1);
    expect((await world.exceptions(order)).filter(({ flowId }) => flowId === 'order-change')).toMatchObject([
      { owner: 'finance', title: expect.stringContaining('blocked in SAP: The credit check blocked the order.') },
    ]);
    expect((await toldOf(change.id))[0]).toMatchObject({
      Status__c: 'In_ERP_commitment_pending',
      ERP_Message__c: expect.stringContaining('credit check'),
    });
  });
});

describe('what goes wrong on the way', () => {
  test('INT-2 the CRM sends its message twice: one run, one write', async () => {
    const order = '0000004727';
    await world.arm({ system: 'crm', kind: 'duplicate', key: order, times: 1 });
    await world.change({ order, items: [{ number: '20', quantity: '31' }] });
    await world.runOf('order-change', order, 'completed');
    await eventually(
      async () =>
        (await world.api.get<{ faults: readonly unknown[]; deliveries: { waiting: number } }>('/api/sandbox')).deliveries.waiting === 0,
      'nothing waits to be delivered',
    );
    expect(await world.runs('order-change', order)).toHaveLength(1);
    expect(await changesInSap(order)).toHaveLength(1);
  });

  test('INT-6 a younger revision came first: the older one is stale, never reaches SAP, and the CRM is told', async () => {
    const order = '0000004728';
    await world.change({ order, revision: 2, items: [{ number: '10', quantity: '52' }] });
    await world.runOf('order-change', order, 'completed');
    const older = await world.change({ order, revision: 1, items: [{ number: '10', quantity: '51' }] });
    const states = await eventually(async () => {
      const runs = await world.runs('order-change', order);
      return runs.length === 2 && runs.every(({ endedAt }) => endedAt !== undefined) && runs.map(({ state }) => state);
    }, 'both revisions end');
    expect(states).toEqual(['completed', 'stale']);
    expect((await changesInSap(order)).map(({ sequence }) => sequence)).toEqual([2]);
    await world.runOf('change-overtaken', order, 'completed');
    expect(await world.changeRequest(older.id)).toMatchObject({
      Status__c: 'Stale',
      ERP_Message__c: 'Revision 1 came after revision 2 had been handled, and was not applied.',
    });
  });

  test("STP-4 SAP's answer is lost after it saved: the probe finds the change, and it is not sent again", async () => {
    const order = '0000004730';
    await world.arm({ system: 'sap', kind: 'drop-answer', operation: 'change-sales-order', key: order, times: 1 });
    const change = await world.change({ order, items: [{ number: '10', quantity: '26' }] });
    const run = await world.runOf('order-change', order, 'completed');
    expect(await changesInSap(order)).toMatchObject([{ fault: 'drop-answer', sequence: 1 }]);
    const effects = (await world.trace(run)).filter((event) => 'operation' in event && event.operation === 'change-sales-order');
    expect(effects).toMatchObject([
      { type: 'effect-intended' },
      { type: 'effect-unknown' },
      { type: 'effect-probed', verdict: 'confirmed' },
    ]);
    expect(await toldOf(change.id)).toContainEqual(IN_ERP);
  });

  test("STP-4 the CRM's answer is lost: it is told once", async () => {
    const order = '0000004731';
    await world.arm({ system: 'crm', kind: 'drop-answer', operation: 'update-Order_Change_Request__c', times: 1 });
    const change = await world.change({ order, items: [{ number: '10', quantity: '51' }] });
    await world.runOf('order-change', order, 'completed');
    expect((await toldOf(change.id)).filter(({ Status__c }) => Status__c === 'In_ERP_commitment_pending')).toHaveLength(1);
  });

  test('RTY-3 SAP is down: the run is held without using attempts up, and goes on by itself', async () => {
    const order = '0000004732';
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    await world.change({ order, items: [{ number: '10', quantity: '36' }] });
    await world.runOf('order-change', order, 'held');
    await back();
    const run = await world.runOf('order-change', order, 'completed');
    expect(await world.trace(run)).toContainEqual(expect.objectContaining({ type: 'step-held', connection: 'sap' }));
    expect(await changesInSap(order)).toHaveLength(1);
  });

  test('SAP never waits for the scheduler: it is down, and the change is in SAP and CRM', async () => {
    const order = '0000004733';
    const back = await world.arm({ system: 'scheduler', kind: 'outage' });
    const change = await world.change({ order, items: [{ number: '10', quantity: '16' }] });
    await world.runOf('order-change', order, 'completed');
    expect(await changesInSap(order)).toHaveLength(1);
    expect(await toldOf(change.id)).toContainEqual(IN_ERP);
    await world.runOf('order-to-schedule', order, 'held');
    await back();
    await world.runOf('order-to-schedule', order, 'completed');
  });

  test('RTY-1 somebody has the order open in SAP: it is tried again', async () => {
    const order = '0000004734';
    await world.arm({ system: 'sap', kind: 'lock', operation: 'change-sales-order', key: order, times: 1 });
    await world.change({ order, items: [{ number: '10', quantity: '61' }] });
    await world.runOf('order-change', order, 'completed');
    expect((await changesAtSap(order)).map(({ applied }) => applied)).toEqual([false, true]);
  });
});
