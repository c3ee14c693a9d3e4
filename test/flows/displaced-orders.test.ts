/** Changing one order moves others, a machine that breaks down moves many: each of them is told, once, by a run of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
}, 60_000);
afterAll(() => world.close());

test('a machine breaks down: every order that it displaces fans out to SAP and CRM with its new day', { timeout: 60_000 }, async () => {
  await world.atScheduler('POST', 'downtimes', {
    resource: 'H-CUT01',
    from: `${inDays(1)}T00:00:00Z`,
    to: `${inDays(15)}T00:00:00Z`,
    reason: 'Gear damage',
  });
  await eventually(async () => (await world.runs('commitment-received')).length > 5, 'others are displaced');
  await world.settled();

  const runs = await world.runs('commitment-received');
  const orders = runs.map(({ keys }) => keys['sapOrder']!);
  expect(runs.filter(({ state }) => state !== 'completed')).toEqual([]);
  expect(new Set(orders).size).toBe(orders.length);
  expect(new Set(runs.map(({ lane }) => lane?.key))).toEqual(new Set(orders));
  for (const [index, order] of orders.entries()) {
    const scheduled = await world.view<JsonObject>('scheduler', `commitments/${order}`);
    const shown = await world.view<readonly JsonObject[]>('crm', `commitments/${order}`);
    expect(shown.every((record) => String(record['Message__c']).includes('moved: production had to plan other orders'))).toBe(true);
    const promised = shown.map((record) => String(record['Committed_Date__c'])).sort();
    expect(promised.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
    // Goods can only be at the customer after they are in stock.
    expect(promised.at(-1)! >= String(scheduled['committedDate'])).toBe(true);
    const told = (await world.record({ operation: 'upsert-Order_Commitment__c', applied: true })).filter(({ key }) =>
      key.startsWith(order),
    );
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
    const inSap = await world.record({ system: 'sap', operation: 'change-sales-order', key: order, applied: true });
    expect(inSap).toHaveLength(1);
    expect((await world.emitted(runs[index]!)).map(({ type }) => type)).toEqual([
      'millrace.sales-order.commitment-changed.v1',
      'millrace.sales-order.customer-informed.v1',
    ]);
  }
});
