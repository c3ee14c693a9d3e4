import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { openSapService } from '../client.ts';
import { DELIVERY_SERVICE, deliveriesOfOrder, deliveryNumber, findDelivery } from '../delivery/read-deliveries.ts';
import { type GetDeliveriesConfig, getDeliveriesManifest } from './manifest.ts';

export const sapGetDeliveries: StepNode = {
  manifest: getDeliveriesManifest,
  async execute(step) {
    const { delivery, salesOrder, maxRows } = step.config as GetDeliveriesConfig;
    const service = openSapService(step.connection, DELIVERY_SERVICE);
    const [number, order] = [given(delivery), given(salesOrder)];
    if (number === undefined && order === undefined)
      throw new InvalidError('Which deliveries? Neither a delivery nor a sales order is given', {
        code: 'question-empty',
        help: 'Give one of them.',
      });
    const question = number === undefined ? { salesOrder: order! } : { delivery: number };
    const deliveries = await step.read('read-deliveries', question, async (exchange) => {
      if (number === undefined) return deliveriesOfOrder(service, order!, exchange, maxRows);
      const held = await findDelivery(service, deliveryNumber(number), exchange);
      return held === undefined ? [] : [held.delivery];
    });
    return { kind: 'done', port: deliveries.length === 0 ? 'none' : 'found', output: { deliveries, count: deliveries.length } };
  },
};

function given(value: string | number | null | undefined): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
