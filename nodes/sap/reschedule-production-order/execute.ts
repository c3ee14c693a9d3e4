import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { formatODataDate } from '../odata/date.ts';
import { changeProductionOrder } from '../production-order/change-production-order.ts';
import { productionOrderPath } from '../production-order/read-production-orders.ts';
import { type RescheduleProductionOrderConfig, rescheduleProductionOrderManifest } from './manifest.ts';

export const sapRescheduleProductionOrder: StepNode = {
  manifest: rescheduleProductionOrderManifest,
  async execute(step) {
    const { productionOrder, plannedEnd } = step.config as RescheduleProductionOrderConfig;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(plannedEnd) || Number.isNaN(Date.parse(`${plannedEnd}T00:00:00Z`)))
      throw new InvalidError(`${JSON.stringify(plannedEnd)} is not a date YYYY-MM-DD`, { code: 'date-malformed', target: 'plannedEnd' });
    return changeProductionOrder(step, {
      productionOrder,
      operation: 'change-production-order',
      request: { plannedEnd },
      done: 'rescheduled',
      isReached: (order) => order.plannedEnd.date === plannedEnd,
      send: (service, { etag }, number, exchange) =>
        service.changeset(
          [
            {
              method: 'PATCH',
              url: productionOrderPath(number),
              headers: { 'content-type': 'application/json', accept: 'application/json', 'if-match': etag },
              body: JSON.stringify({ MfgOrderPlannedEndDate: formatODataDate(plannedEnd) }),
            },
          ],
          exchange,
        ),
    });
  },
};
