/** Every service of the system. A new one is a line here. */
import { deliveryService } from './deliveries/delivery-service.ts';
import { catalogueService } from './gateway/catalogue-service.ts';
import type { ODataService } from './gateway/service.ts';
import { catalogueV4Service } from './gateway-v4/catalogue-v4-service.ts';
import { businessPartnerService } from './master-data/business-partner-service.ts';
import { productService } from './master-data/product-service.ts';
import { workCenterService } from './master-data/work-center-service.ts';
import type { SapSimulatorOptions } from './options.ts';
import { confirmationService } from './production/confirmation-service.ts';
import { plannedOrderService } from './production/planned-order-service.ts';
import { productionOrderService } from './production/production-order-service.ts';
import { salesOrderService } from './sales/sales-order-service.ts';
import { salesOrderV4Service } from './sales/sales-order-v4-service.ts';
import { simulationService } from './sales/simulation-service.ts';
import { availabilityService } from './supply/availability-service.ts';
import { stockService } from './supply/stock-service.ts';

export function createServices(options: SapSimulatorOptions): readonly ODataService[] {
  const services = [
    salesOrderService(options),
    salesOrderV4Service(options),
    simulationService,
    availabilityService,
    stockService,
    productionOrderService,
    confirmationService,
    plannedOrderService,
    deliveryService,
    productService,
    businessPartnerService,
    workCenterService,
  ];
  return [
    ...services,
    catalogueService(services.filter(({ protocol }) => protocol === undefined)),
    catalogueV4Service(services.filter(({ protocol }) => protocol === 'v4')),
  ];
}
