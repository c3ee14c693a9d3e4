import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { openSapService } from '../client.ts';
import { isOpen } from '../production-order/production-order.ts';
import {
  findProductionOrder,
  listProductionOrders,
  PRODUCTION_ORDER_SERVICE,
  type ProductionOrderQuestion,
  productionOrderNumber,
} from '../production-order/read-production-orders.ts';
import { type GetProductionOrdersConfig, getProductionOrdersManifest } from './manifest.ts';

export const sapGetProductionOrders: StepNode = {
  manifest: getProductionOrdersManifest,
  async execute(step) {
    const { productionOrder, material, plant, salesOrder, item, includeCompleted, maxRows } = step.config as GetProductionOrdersConfig;
    const service = openSapService(step.connection, PRODUCTION_ORDER_SERVICE);
    const number = given(productionOrder);
    const question: ProductionOrderQuestion = {
      ...named('material', given(material)),
      ...named('plant', given(plant)),
      ...named('salesOrder', given(salesOrder)),
      ...named('item', given(item)),
      finished: includeCompleted,
    };
    if (number === undefined && Object.keys(question).every((name) => name === 'item' || name === 'finished'))
      throw new InvalidError('Which production orders? No number, material, plant or sales order is given', {
        code: 'question-empty',
        help: 'Give at least one of them: a question without any would read all orders of the system.',
      });
    const found = await step.read(
      'read-production-orders',
      number === undefined ? { ...question } : { productionOrder: number },
      async (exchange) => {
        if (number === undefined) return listProductionOrders(service, question, exchange, maxRows);
        const held = await findProductionOrder(service, productionOrderNumber(number), exchange);
        return held === undefined ? [] : [held.order];
      },
    );
    const orders = includeCompleted ? found : found.filter(isOpen);
    return { kind: 'done', port: orders.length === 0 ? 'none' : 'found', output: { orders, count: orders.length } };
  },
};

function given(value: string | number | null | undefined): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function named<Name extends string>(name: Name, value: string | undefined): { readonly [name in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: string };
}
