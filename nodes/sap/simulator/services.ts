/** Every service of the system. A new one is a line here. */
import type { ODataService } from './gateway/service.ts';
import type { SapSimulatorOptions } from './options.ts';
import { salesOrderService } from './sales/sales-order-service.ts';

export function createServices(options: SapSimulatorOptions): readonly ODataService[] {
  return [salesOrderService(options)];
}
