/** The flow order-to-schedule: what scheduling is told, what becomes of its answer, judged by what the sandbox has recorded. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import type { RecordEntry } from '#nodes/sandbox/simulator.ts';
import { eventually } from '../support/api.ts';
import { type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  // What is asked here is large: the approval has a test of its own.
  await world.setVariable('approvalAmount', 1_000_000_000);
  await world.setVariable('approvalDays', 1_000);
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

/** Demands of the order that the scheduler has taken. */
const demandsOf = (order: string): Promise<readonly RecordEntry[]> =>
  world.record({ system: 'scheduler', operation: 'upsert-demand', key: order, applied: true });

/** Request ids of the plans that the scheduler was asked for about the order, each once. */
async function plansOf(order: string): Promise<readonly string[]> {
  const asked = await world.record({ system: 'scheduler', operation: 'request-plan', key: order, applied: true });
  return asked.map(({ detail }) => String((detail as JsonObject)['requestId']));
}

const linesOf = ({ detail }: RecordEntry) => (detail as unknown as { lines: readonly JsonObject[] }).lines;
const commitmentsOf = (order: string) => world.view<readonly JsonObject[]>('crm', `commitments/${order}`);

/** A Wednesday without a holiday in the week before it, in either plant. */
function quietWednesday(): string {
  const holidays = ['01-01', '05-01', '07-04', '10-03', '12-25', '12-26'];
  for (let days = 90; ; days += 1) {
    const week = Array.from({ length: 8 }, (_, back) => inDays(days - back));
    const isWednesday = new Date(`${inDays(days)}T00:00:00Z`).getUTCDay() === 3;
    if (isWednesday && !week.some((day) => holidays.includes(day.slice(5)))) return inDays(days);
  }
}
const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);

describe('the good way', () => {
  test('units and due dates: base units, and the day of availability scheduled back on the calendar of each plant', async () => {
    const order = '0000004713';
    const wednesday = quietWednesday();
    const moved = ['10', '20', '30', '40', '50'].map((number) => ({ number, requestedDate: wednesday }));
    await world.change({ order, items: moved });
    const run = await world.runOf('order-to-schedule', order, 'completed');

    const [demand, ...more] = await demandsOf(order);
    expect(more).toEqual([]);
    expect(demand?.sequence).toBe(1);
    // Hamburg needs a day to pack and a day on the road, Charlotte a day and two; both work from Monday to Friday.
    const [monday, friday] = [daysBefore(wednesday, 2), daysBefore(wednesday, 5)];
    expect(linesOf(demand!)).toEqual([
      {
        item: '000010',
        material: '000000000000100043',
        plant: '1020',
        quantity: '80.000',
        unit: 'PC',
        dueDate: friday,
        shippedBefore: '0.000',
      },
      { item: '000020', material: 'FG-1005', plant: '1010', quantity: '80.000', unit: 'PC', dueDate: monday, shippedBefore: '0.000' },
      { item: '000030', material: 'FG-1001', plant: '1010', quantity: '36.000', unit: 'PC', dueDate: monday, shippedBefore: '0.000' },
      { item: '000040', material: 'FG-1010', plant: '1010', quantity: '20.000', unit: 'PC', dueDate: monday, shippedBefore: '0.000' },
      { item: '000050', material: 'FG-1004', plant: '1010', quantity: '50.000', unit: 'PC', dueDate: monday, shippedBefore: '0.000' },
    ]);
    expect(await plansOf(order)).toEqual([`${order}/1/what-if`, `${order}/1/firm`]);
    expect(await world.emitted(run)).toMatchObject([
      {
        type: 'millrace.sales-order.demand-sent.v1',
        data: { customerClass: 'C', items: [{ requestId: `${order}-000010-1`, requestedDate: wednesday }, {}, {}, {}, {}] },
      },
    ]);
    expect(await world.milestones(order)).toContain('demand-sent');
  });

  test('a cancelled item is wanted no more', async () => {
    const order = '0000004717';
    await world.change({ order, items: [{ number: '10', cancel: true }] });
    await world.runOf('order-to-schedule', order, 'completed');
    const [demand] = await demandsOf(order);
    expect(linesOf(demand!).map(({ item, quantity }) => [item, quantity])).toEqual([
      ['000010', '0.000'],
      ['000020', '20.000'],
      ['000030', '10.000'],
    ]);
  });
});

describe('what cannot be made in time', () => {
  test('is not planned firmly: the planner gets the offers, the CRM shows them; released there, the promise comes back', async () => {
    const order = '0000004749';
    const change = await world.change({ order, items: [{ number: '10', quantity: '700', requestedDate: inDays(9) }] });
    const run = await world.runOf('order-to-schedule', order, 'completed');
    expect(await plansOf(order)).toEqual([`${order}/1/what-if`]);
    expect(await world.exceptions(order)).toMatchObject([
      { owner: 'planner', title: expect.stringMatching(/^Order 0000004749 cannot be made in time: (capacity|material|calendar)/) },
    ]);
    expect((await world.emitted(run)).at(-1)).toMatchObject({
      type: 'millrace.sales-order.commitment-changed.v1',
      data: {
        salesOrder: order,
        items: expect.arrayContaining([
          expect.objectContaining({
            item: '000010',
            outcome: 'counter-offered',
            offers: expect.arrayContaining([expect.objectContaining({ kind: 'full-later' })]),
          }),
        ]),
      },
    });
    expect(await world.changeRequest(change.id)).toMatchObject({
      Status__c: 'Offered',
      ERP_Message__c: expect.stringMatching(/Item 000010: not in time \(.*possible is all of it later: 700\.000 PC on \d{4}-/),
    });
    // What is offered arrives at the customer after it is in stock, and the planner sees the choice as it is.
    const data = (await world.emitted(run)).at(-1)!.data as unknown as { readonly items: readonly JsonObject[] };
    const offers = data.items.find(({ item }) => item === '000010')!['offers'] as readonly { lines: readonly JsonObject[] }[];
    expect(offers.flatMap(({ lines }) => lines).every(({ date, promisedDate }) => String(promisedDate) > String(date))).toBe(true);
    const [exception] = await world.exceptions(order);
    expect(exception!.detail).toMatchObject({
      reason: expect.stringMatching(/./),
      earliestInStock: expect.stringMatching(/^\d{4}-/),
      late: [{ item: '000010', quantity: '700.000' }],
      offers: expect.arrayContaining([expect.objectContaining({ item: '000010', kind: 'later-full' })]),
    });
    expect(await commitmentsOf(order)).toContainEqual(
      expect.objectContaining({ External_Id__c: `${order}-000010`, Status__c: 'Offered', Quantity__c: 700, Plant__c: '1010' }),
    );

    // The planner takes "later, but all of it" in the scheduler's own screen.
    const { items } = await world.atScheduler<{
      items: readonly { planId: string; demands: readonly { offers: readonly { item: string; kind: string }[] }[] }[];
    }>('GET', `plans?requestId=${encodeURIComponent(`${order}/1/what-if`)}`);
    const accept = items[0]!.demands[0]!.offers.filter(({ kind }) => kind === 'later-full').map(({ item, kind }) => ({
      demandId: order,
      item,
      kind,
    }));
    await world.atScheduler('POST', `plans/${items[0]!.planId}/release`, { releasedBy: 'planner', accept });
    await world.runOf('commitment-received', order, 'completed');
    expect(await world.changeRequest(change.id)).toMatchObject({ Status__c: 'Committed' });
    expect(await commitmentsOf(order)).toContainEqual(
      expect.objectContaining({ External_Id__c: `${order}-000010`, Status__c: 'Committed', Blocking__c: null }),
    );
  });

  test('no way at all: refused to the customer, and the planner is asked', async () => {
    const order = '0000004719';
    const change = await world.change({ order, items: [{ number: '30', quantity: '900000' }] });
    await world.runOf('order-to-schedule', order, 'completed');
    expect(await plansOf(order)).toEqual([`${order}/1/what-if`]);
    expect((await world.exceptions(order)).map(({ owner }) => owner)).toContain('planner');
    expect(await world.changeRequest(change.id)).toMatchObject({
      Status__c: 'In_ERP_unconfirmed',
      ERP_Message__c: expect.stringContaining('Item 000030: no date'),
    });
  });

  test('the scheduler does not answer in time: the planner is asked, nobody waits for ever', async () => {
    const order = '0000004721';
    await world.setVariable('planTimeoutMs', 1_000);
    await world.arm({ system: 'scheduler', kind: 'slow', operation: 'run-plan', milliseconds: 60_000 });
    await world.change({ order, items: [{ number: '30', quantity: '21' }] });
    await world.runOf('order-to-schedule', order, 'completed');
    expect(await world.exceptions(order)).toMatchObject([{ owner: 'planner', title: `The scheduler did not answer for order ${order}` }]);
    await world.setVariable('planTimeoutMs', 600_000);
  });
});

describe('what goes wrong on the way', () => {
  test('LAN-5 scheduling is down while changes go on: the newest is planned, the one between is superseded', async () => {
    const order = '0000004727';
    const back = await world.arm({ system: 'scheduler', kind: 'outage' });
    for (const quantity of ['31', '32', '33']) {
      await world.change({ order, items: [{ number: '20', quantity }] });
      await eventually(
        async () => (await world.runs('order-change', order)).every(({ state }) => state === 'completed'),
        'SAP has the change',
      );
    }
    await eventually(
      async () => (await world.runs('order-to-schedule', order)).map(({ state }) => state).includes('superseded'),
      'one is superseded',
    );
    await back();
    await eventually(async () => (await world.runs('order-to-schedule', order)).every(({ endedAt }) => endedAt !== undefined), 'all end');
    expect((await world.runs('order-to-schedule', order)).map(({ state }) => state)).toEqual(['completed', 'superseded', 'completed']);
    const demands = await demandsOf(order);
    expect(demands.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(linesOf(demands.at(-1)!)[1]).toMatchObject({ item: '000020', quantity: '33.000' });
  });

  test('STP-4 the answer to the demand is lost: the scheduler is asked for the revision it holds, and it is told once', async () => {
    const order = '0000004729';
    await world.arm({ system: 'scheduler', kind: 'drop-answer', operation: 'upsert-demand', key: order, times: 1 });
    await world.change({ order, items: [{ number: '10', quantity: '71' }] });
    const run = await world.runOf('order-to-schedule', order, 'completed');
    expect(await demandsOf(order)).toMatchObject([{ fault: 'drop-answer' }]);
    expect((await world.trace(run)).filter(({ type }) => type === 'effect-probed')).toMatchObject([
      { operation: 'upsert-demand', verdict: 'confirmed' },
    ]);
  });

  test('STP-4 the answer to the plan request is lost: asked again under the same request id it is the same plan', async () => {
    const order = '0000004731';
    await world.arm({ system: 'scheduler', kind: 'drop-answer', operation: 'request-plan', key: order, times: 1 });
    await world.change({ order, items: [{ number: '10', quantity: '51' }] });
    await world.runOf('order-to-schedule', order, 'completed');
    expect(await plansOf(order)).toEqual([`${order}/1/what-if`, `${order}/1/firm`]);
  });

  test('INT-2 the same revision again is the same run, and the callback that comes twice is taken once', async () => {
    const order = '0000004733';
    await world.arm({ system: 'scheduler', kind: 'duplicate' });
    await world.change({ order, items: [{ number: '10', quantity: '16' }] });
    const run = await world.runOf('order-to-schedule', order, 'completed');
    const again = await world.api.send<{ runId: string; duplicate: boolean }>('POST', '/api/runs', {
      environment: 'development',
      flow: 'order-to-schedule',
      input: (run.trigger as JsonObject)['body']!,
    });
    expect(again).toMatchObject({ runId: run.runId, duplicate: true });
    await world.settled();
    expect(await world.runs('order-to-schedule', order)).toHaveLength(1);
    expect(await demandsOf(order)).toHaveLength(1);
    expect(await plansOf(order)).toHaveLength(2);
  });

  test('the callback does not come: the plan is asked for, and found', async () => {
    const order = '0000004737';
    await world.setVariable('planPollMs', 500);
    // Held back until another of its kind overtakes it, which never comes.
    await world.arm({ system: 'scheduler', kind: 'reorder', milliseconds: 3_000 });
    await world.change({ order, items: [{ number: '10', quantity: '46' }] });
    const run = await world.runOf('order-to-schedule', order, 'completed');
    const ends = (await world.trace(run)).flatMap((event) => (event.type === 'wait-ended' ? [event.by] : []));
    expect(new Set(ends)).toEqual(new Set(['timer']));
    expect(await plansOf(order)).toHaveLength(2);
  });

  test('a demand that is older than what the scheduler has is not forced on it', async () => {
    const order = '0000004735';
    const demand = await world.atScheduler<JsonObject>('GET', `demands/${order}`);
    await world.atScheduler('PUT', `demands/${order}`, { demandRevision: 7, lines: demand['lines']! });
    await world.change({ order, items: [{ number: '20', quantity: '61' }] });
    const run = await world.runOf('order-to-schedule', order, 'completed');
    expect(await world.output(run, 'newer')).toEqual({ newerRevision: 7 });
    expect(await plansOf(order)).toEqual([]);
  });
});
