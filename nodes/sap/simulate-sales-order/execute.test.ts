import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { addDays } from '../../sandbox/landscape.ts';
import { sapSimulateSalesOrder } from './execute.ts';

const simulate = (system: SapSystem, config: JsonObject, ledger = new MemoryLedger()) =>
  sapSimulateSalesOrder.execute(createStep({ config, connection: system.connection, ledger }));

describe('sap/simulate-sales-order', () => {
  test('STP-2 says what a change of an existing order would cost and when it could come; nothing is saved', async () => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    const before = system.view(order.salesOrder);
    const ledger = new MemoryLedger();
    const requestedDate = addDays(item.requestedDate, 7);

    const outcome = await simulate(
      system,
      { salesOrder: order.salesOrder, items: [{ item: item.item, quantity: String(Number(item.quantity) - 1), requestedDate }] },
      ledger,
    );

    expect(outcome).toMatchObject({ port: 'out' });
    const output = outputOf(outcome);
    expect(output).toMatchObject({ currency: order.currency, currentNetAmount: before['TotalNetAmount'], largestDateShiftDays: 7 });
    expect(Number(output['deltaNetAmount'])).toBeLessThan(0);
    expect(Number(output['netAmount'])).toBeCloseTo(Number(before['TotalNetAmount']) + Number(output['deltaNetAmount']), 3);
    expect(output['credit']).toMatchObject({ exceeded: false, limit: expect.stringMatching(/^\d+\.\d+$/) });
    expect((output['items'] as readonly JsonObject[]).map((one) => one['item'])).toEqual(
      order.items.map((one) => one.item.padStart(6, '0')),
    );
    expect(system.view(order.salesOrder)).toEqual(before);
    expect(system.host.records).toEqual([]);
    expect(ledger.writes).toEqual([]);
  });

  test('says what a new order would cost', async () => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    const output = outputOf(
      await simulate(system, {
        soldToParty: order.soldToParty,
        requestedDate: '2027-06-01',
        items: [{ item: 10, material: item.material, plant: item.plant, quantity: 2, unit: item.unit }],
      }),
    );
    expect(output).toMatchObject({ currentNetAmount: null, deltaNetAmount: null, items: [{ item: '000010', quantity: '2.000' }] });
    expect(Number(output['netAmount'])).toBeGreaterThan(0);
  });

  test('a rejected item is left out, and the price falls by its amount', async () => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    const output = outputOf(await simulate(system, { salesOrder: order.salesOrder, items: [{ item: item.item, cancel: true }] }));
    expect((output['items'] as readonly JsonObject[]).map((one) => one['item'])).not.toContain(item.item.padStart(6, '0'));
    expect(Number(output['deltaNetAmount'])).toBeLessThan(0);
  });

  test('credit that would not hold is said, not refused', async () => {
    const system = createSapSystem();
    const order = system.order('credit-tight');
    const item = order.items[0];
    const output = outputOf(
      await simulate(system, {
        salesOrder: order.salesOrder,
        items: [{ item: item?.item ?? '', quantity: String(Number(item?.quantity) * 50) }],
      }),
    );
    expect(output['credit']).toMatchObject({ exceeded: true });
  });

  test.each([
    ['an unknown order', { salesOrder: '1', items: [{ item: '10', quantity: '1' }] }, 'sales-order-not-found'],
    ['an unknown material', { soldToParty: '17100007', items: [{ item: '10', material: 'NONE', plant: '1010', quantity: '1' }] }, 'V1/382'],
    ['an unknown customer', { soldToParty: '1', items: [{ item: '10', material: 'FG-1002', plant: '1010', quantity: '1' }] }, 'VP/199'],
    ['an unknown item without material', { salesOrder: '4711', items: [{ item: '990', quantity: '1' }] }, 'item-unknown'],
  ])('%s is refused: %s', async (_name, config, code) => {
    expect(await simulate(createSapSystem(), config)).toMatchObject({ port: 'refused', output: { refusal: { code } } });
  });

  test.each([{ quantity: 'x' }, { requestedDate: '1.12.2026' }])('%j is invalid and not sent', async (wrong) => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    await expect(simulate(system, { salesOrder: order.salesOrder, items: [{ item: item.item, ...wrong }] })).rejects.toMatchObject({
      class: 'invalid',
    });
  });
});
