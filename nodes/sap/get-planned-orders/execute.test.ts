import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import type { PlannedOrder } from '../planned-order/planned-order.ts';
import { sapGetPlannedOrders } from './execute.ts';

const read = (config: JsonObject, system = createSapSystem()) =>
  sapGetPlannedOrders.execute(createStep({ config: { which: 'all', maxRows: 500, ...config }, connection: system.connection }));
const ordersIn = async (outcome: ReturnType<typeof read>) => outputOf(await outcome)['orders'] as unknown as readonly PlannedOrder[];

describe('sap/get-planned-orders', () => {
  test('STP-2 reads those of a plant, the earliest end first; firm ones, others, and those until a day', async () => {
    const all = await ordersIn(read({ plant: '1010' }));
    const ends = all.map(({ plannedEnd }) => plannedEnd);
    expect(ends).toEqual(ends.toSorted());
    expect(all[0]).toMatchObject({
      plannedOrder: expect.stringMatching(/^\d{10}$/),
      plant: '1010',
      quantity: expect.stringMatching(/^\d+\.000$/),
    });
    const [firm, others] = [
      await ordersIn(read({ plant: '1010', which: 'firm' })),
      await ordersIn(read({ plant: '1010', which: 'not-firm' })),
    ];
    expect(firm.every((one) => one.firm)).toBe(true);
    expect(firm.length).toBeGreaterThan(0);
    expect(firm.length + others.length).toBe(all.length);
    const until = await ordersIn(read({ plant: '1010', until: ends[0]! }));
    expect(until.map(({ plannedEnd }) => plannedEnd)).toEqual(ends.filter((end) => end === ends[0]));
  });

  test('reads one by its number; none is an outcome; a question without any condition is refused', async () => {
    const [first] = await ordersIn(read({ material: 'FG-1001', plant: '1010' }));
    expect(await ordersIn(read({ plannedOrder: Number(first!.plannedOrder) }))).toEqual([first]);
    expect(await read({ plannedOrder: '99' })).toMatchObject({ port: 'none', output: { orders: [], count: 0 } });
    await expect(read({})).rejects.toMatchObject({ options: { code: 'question-empty' } });
    await expect(read({ plant: '1010', until: '1.2.2027' })).rejects.toMatchObject({ options: { code: 'date-malformed' } });
    await expect(read({ plant: '1010', maxRows: 3 })).rejects.toMatchObject({ options: { code: 'too-many-rows' } });
  });
});
