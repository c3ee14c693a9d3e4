import type { StepNode } from '../../node.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { changeProductionOrder } from '../production-order/change-production-order.ts';
import type { ProductionOrder } from '../production-order/production-order.ts';
import { type ReleaseProductionOrderConfig, releaseProductionOrderManifest } from './manifest.ts';

export const sapReleaseProductionOrder: StepNode = {
  manifest: releaseProductionOrderManifest,
  execute(step) {
    const { productionOrder } = step.config as ReleaseProductionOrderConfig;
    return changeProductionOrder(step, {
      productionOrder,
      operation: 'release-production-order',
      request: {},
      done: 'released',
      isReached: isReleased,
      send: (service, _held, number, exchange) =>
        service.post(`ReleaseOrder?ManufacturingOrder=${encodeURIComponent(formatODataLiteral(number))}`, undefined, exchange),
    });
  },
};

/** A completed one was released, too, but cannot be any more: SAP says so. */
function isReleased({ status }: ProductionOrder): boolean {
  return status === 'released' || status === 'partly-confirmed' || status === 'confirmed';
}
