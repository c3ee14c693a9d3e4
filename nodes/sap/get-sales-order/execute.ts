import type { StepNode } from '../../node.ts';
import { openSapService } from '../client.ts';
import { toCanonicalOrder, toResultItem } from '../sales-order/canonical-order.ts';
import { confirmationOf, judgeConfirmation } from '../sales-order/judge-confirmation.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { SALES_ORDER_SERVICE } from '../sales-order/sales-order-service.ts';
import { sapSettingsOf } from '../settings.ts';
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
    if (order === null) return { kind: 'done', port: 'not-found', output: { salesOrder } };
    const { revisionField } = sapSettingsOf(step.connection);
    return {
      kind: 'done',
      port: 'out',
      output: {
        salesOrder: order.salesOrder,
        order: toCanonicalOrder(order, revisionField),
        confirmation: judgeConfirmation(order, []),
        items: order.items.map((item) => toResultItem(item, confirmationOf(item))),
        blocks: order.blocks,
        fields: order.fields,
      },
    };
  },
};
