import type { StepNode } from '../../node.ts';
import { openSapService } from '../client.ts';
import { findSalesOrder, SALES_ORDER_SERVICE } from '../sales-order/read-sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { type GetSalesOrderConfig, getSalesOrderManifest } from './manifest.ts';

export const sapGetSalesOrder: StepNode = {
  manifest: getSalesOrderManifest,
  async execute(step) {
    const salesOrder = salesOrderNumber((step.config as GetSalesOrderConfig).salesOrder);
    const service = openSapService(step.connection, SALES_ORDER_SERVICE);
    const order = await step.read(
      'read-sales-order',
      { salesOrder },
      async (exchange) => (await findSalesOrder(service, salesOrder, exchange)) ?? null,
    );
    return order === null ? { kind: 'done', port: 'not-found', output: { salesOrder } } : { kind: 'done', port: 'out', output: order };
  },
};
