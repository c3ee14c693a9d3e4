import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { sapCallFunction } from '../call-function/execute.ts';
import { isOpen, type ProductionOrder, toProductionOrder } from '../production-order/production-order.ts';
import { sapGetProductionOrders } from './execute.ts';

const read = (config: JsonObject, system = createSapSystem()) =>
  sapGetProductionOrders.execute(
    createStep({ config: { includeCompleted: false, maxRows: 500, ...config }, connection: system.connection }),
  );
const ordersIn = async (outcome: ReturnType<typeof read>) => outputOf(await outcome)['orders'] as unknown as readonly ProductionOrder[];

describe('sap/get-production-orders', () => {
  test('STP-2 reads those of a material in a plant, the earliest end first, with their operations', async () => {
    const system = createSapSystem();
    const held = system.simulator.view('/production-orders') as unknown as readonly { Material: string; ProductionPlant: string }[];
    const orders = await ordersIn(read({ material: 'FG-1006', plant: '1010' }, system));
    expect(orders).toHaveLength(held.filter((one) => one.Material === 'FG-1006' && one.ProductionPlant === '1010').length);
    const ends = orders.map(({ scheduledEnd }) => scheduledEnd.date);
    expect(ends).toEqual(ends.toSorted());
    expect(orders[0]).toMatchObject({
      productionOrder: expect.stringMatching(/^\d{12}$/),
      quantity: expect.stringMatching(/^\d+\.000$/),
      unit: 'PC',
      scheduledEnd: { date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), time: '22:00:00' },
      operations: [{ operation: '0010', workCentre: 'H-CUT01' }, { operation: '0020' }, { operation: '0030' }],
    });
  });

  test('reads one by its number, with or without leading zeros; none is an outcome', async () => {
    const [first] = await ordersIn(read({ material: 'FG-1006', plant: '1010' }));
    const number = first!.productionOrder;
    expect(await ordersIn(read({ productionOrder: number }))).toEqual([first]);
    expect(await ordersIn(read({ productionOrder: Number(number) }))).toEqual([first]);
    expect(await read({ productionOrder: '99' })).toMatchObject({ port: 'none', output: { orders: [], count: 0 } });
    expect(await read({ material: 'NONE' })).toMatchObject({ port: 'none' });
  });

  test('orders that are finished do not count against the rows that a question for open ones may have', async () => {
    const system = createSapSystem();
    const question = { material: 'FG-1006', plant: '1010' };
    const before = await ordersIn(read(question, system));
    const [first] = before;
    const complete = { service: 'API_PRODUCTION_ORDER_2_SRV', function: 'TechlyCmpltOrder', repeatable: false };
    const parameters = { ManufacturingOrder: first!.productionOrder.replace(/^0+/, '') };
    await runAttempts(sapCallFunction, { config: { ...complete, parameters }, connection: system.connection });
    expect(await ordersIn(read({ ...question, maxRows: before.length - 1 }, system))).toEqual(before.slice(1));
    const all = await ordersIn(read({ ...question, includeCompleted: true }, system));
    expect(all.map(({ status }) => status).filter((status) => status === 'technically-complete')).toHaveLength(1);
    await expect(read({ ...question, includeCompleted: true, maxRows: before.length - 1 }, system)).rejects.toMatchObject({
      options: { code: 'too-many-rows' },
    });
  });

  test('an order that is to be deleted is not open', () => {
    const row = { ManufacturingOrder: '1000101', OrderIsReleased: 'X', OrderIsMarkedForDeletion: 'X' };
    expect(isOpen(toProductionOrder(row))).toBe(false);
    expect(isOpen(toProductionOrder({ ...row, OrderIsMarkedForDeletion: '' }))).toBe(true);
  });

  test('a question without any condition is refused before SAP is asked for everything', async () => {
    const system = createSapSystem();
    await expect(read({}, system)).rejects.toMatchObject({ class: 'invalid', options: { code: 'question-empty' } });
    await expect(read({ item: '10' }, system)).rejects.toMatchObject({ options: { code: 'question-empty' } });
    await expect(read({ productionOrder: 'A1' }, system)).rejects.toMatchObject({ options: { code: 'production-order-malformed' } });
    await expect(read({ plant: '1010', maxRows: 3 }, system)).rejects.toMatchObject({ options: { code: 'too-many-rows' } });
    expect(system.http.requests.filter(({ url }) => url.includes('A_ProductionOrder_2?') && !url.includes('filter'))).toEqual([]);
  });
});
