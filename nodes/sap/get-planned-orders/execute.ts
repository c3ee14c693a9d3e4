import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { openSapService } from '../client.ts';
import {
  findPlannedOrder,
  listPlannedOrders,
  PLANNED_ORDER_SERVICE,
  type PlannedOrderQuestion,
  plannedOrderNumber,
} from '../planned-order/read-planned-orders.ts';
import { isCalendarDay } from '../property-values.ts';
import { type GetPlannedOrdersConfig, getPlannedOrdersManifest } from './manifest.ts';

export const sapGetPlannedOrders: StepNode = {
  manifest: getPlannedOrdersManifest,
  async execute(step) {
    const { plannedOrder, material, plant, salesOrder, item, until, which, maxRows } = step.config as GetPlannedOrdersConfig;
    const service = openSapService(step.connection, PLANNED_ORDER_SERVICE);
    const number = given(plannedOrder);
    const day = given(until);
    if (day !== undefined && !isCalendarDay(day))
      throw new InvalidError(`${JSON.stringify(until)} is not a date YYYY-MM-DD`, { code: 'date-malformed', target: 'until' });
    const object = { material: given(material), plant: given(plant), salesOrder: given(salesOrder) };
    if (number === undefined && Object.values(object).every((value) => value === undefined))
      throw new InvalidError('Which planned orders? No number, material, plant or sales order is given', {
        code: 'question-empty',
        help: 'Give at least one of them: a question without any would read all orders of the system.',
      });
    const firm = which === 'all' ? undefined : which === 'firm';
    const asked = Object.entries({ ...object, item: given(item), until: day, firm }).filter(([, value]) => value !== undefined);
    const question = Object.fromEntries(asked) as PlannedOrderQuestion;
    const orders = await step.read(
      'read-planned-orders',
      number === undefined ? { ...question } : { plannedOrder: number },
      async (exchange) => {
        if (number === undefined) return listPlannedOrders(service, question, exchange, maxRows);
        const held = await findPlannedOrder(service, plannedOrderNumber(number), exchange);
        return held === undefined ? [] : [held.order];
      },
    );
    return { kind: 'done', port: orders.length === 0 ? 'none' : 'found', output: { orders, count: orders.length } };
  },
};

function given(value: string | number | null | undefined): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
