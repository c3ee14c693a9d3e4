/** Samples and tests of the example flows, in the order of the flows. */
import { availableToPromiseTests } from './available-to-promise.ts';
import { changeGivenUpTests } from './change-given-up.ts';
import { changeOvertakenTests } from './change-overtaken.ts';
import { commitmentReceivedTests } from './commitment-received.ts';
import { crmCustomersTests } from './crm-customers.ts';
import { crmOrderTests } from './crm-order.ts';
import { crmOrderStatusTests } from './crm-order-status.ts';
import type { ExampleTests } from './example-tests.ts';
import { legacyPlantFileTests } from './legacy-plant-file.ts';
import { masterDataSyncTests } from './master-data-sync.ts';
import { orderChangeTests } from './order-change.ts';
import { orderStatusTests } from './order-status.ts';
import { orderToScheduleTests } from './order-to-schedule.ts';
import { plantBoardTests } from './plant-board.ts';
import { plantConfirmationTests } from './plant-confirmation.ts';
import { plantFilesTests } from './plant-files.ts';
import { plantOrderFileTests } from './plant-order-file.ts';
import { promiseForCrmTests } from './promise-for-crm.ts';
import { quoteToOrderTests } from './quote-to-order.ts';
import { sapAvailabilityTests } from './sap-availability.ts';
import { sapDeliveryTests } from './sap-delivery.ts';
import { sapMasterDataTests } from './sap-master-data.ts';
import { sapOrderStatusTests } from './sap-order-status.ts';
import { sapPlantOrdersTests } from './sap-plant-orders.ts';
import { sapProductionOrderTests } from './sap-production-order.ts';
import { sapSalesOrderTests } from './sap-sales-order.ts';
import { sapStockTests } from './sap-stock.ts';
import { scheduleExceptionTests } from './schedule-exception.ts';
import { scheduleToFulfillmentTests } from './schedule-to-fulfillment.ts';
import { schedulerDemandTests } from './scheduler-demand.ts';
import { schedulerPromiseTests } from './scheduler-promise.ts';
import { schedulerShipmentTests } from './scheduler-shipment.ts';
import { shipOrderTests } from './ship-order.ts';
import { shopFloorConfirmationTests } from './shop-floor-confirmation.ts';
import { stockReconciliationTests } from './stock-reconciliation.ts';

export const allExampleTests: readonly ExampleTests[] = [
  sapSalesOrderTests,
  sapAvailabilityTests,
  sapProductionOrderTests,
  crmOrderTests,
  schedulerDemandTests,
  schedulerPromiseTests,
  schedulerShipmentTests,
  orderToScheduleTests,
  commitmentReceivedTests,
  orderChangeTests,
  changeOvertakenTests,
  changeGivenUpTests,
  quoteToOrderTests,
  scheduleExceptionTests,
  availableToPromiseTests,
  promiseForCrmTests,
  plantFilesTests,
  plantConfirmationTests,
  legacyPlantFileTests,
  sapPlantOrdersTests,
  plantOrderFileTests,
  sapOrderStatusTests,
  crmOrderStatusTests,
  orderStatusTests,
  plantBoardTests,
  sapMasterDataTests,
  crmCustomersTests,
  masterDataSyncTests,
  sapDeliveryTests,
  sapStockTests,
  shopFloorConfirmationTests,
  scheduleToFulfillmentTests,
  shipOrderTests,
  stockReconciliationTests,
];
