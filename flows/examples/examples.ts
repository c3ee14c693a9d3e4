/** The example flows, called flows before their callers: deployed at first start, run in tests, opened from the first page. */
import type { FlowDocument } from '../flow.ts';
import availableToPromise from './available-to-promise.flow.json' with { type: 'json' };
import changeGivenUp from './change-given-up.flow.json' with { type: 'json' };
import changeOvertaken from './change-overtaken.flow.json' with { type: 'json' };
import commitmentReceived from './commitment-received.flow.json' with { type: 'json' };
import crmCustomers from './crm-customers.flow.json' with { type: 'json' };
import crmOrder from './crm-order.flow.json' with { type: 'json' };
import crmOrderStatus from './crm-order-status.flow.json' with { type: 'json' };
import legacyPlantFile from './legacy-plant-file.flow.json' with { type: 'json' };
import masterDataSync from './master-data-sync.flow.json' with { type: 'json' };
import orderChange from './order-change.flow.json' with { type: 'json' };
import orderStatus from './order-status.flow.json' with { type: 'json' };
import orderToSchedule from './order-to-schedule.flow.json' with { type: 'json' };
import plantBoard from './plant-board.flow.json' with { type: 'json' };
import plantConfirmation from './plant-confirmation.flow.json' with { type: 'json' };
import plantFiles from './plant-files.flow.json' with { type: 'json' };
import plantOrderFile from './plant-order-file.flow.json' with { type: 'json' };
import promiseForCrm from './promise-for-crm.flow.json' with { type: 'json' };
import quoteToOrder from './quote-to-order.flow.json' with { type: 'json' };
import sapAvailability from './sap-availability.flow.json' with { type: 'json' };
import sapDelivery from './sap-delivery.flow.json' with { type: 'json' };
import sapMasterData from './sap-master-data.flow.json' with { type: 'json' };
import sapOrderStatus from './sap-order-status.flow.json' with { type: 'json' };
import sapPlantOrders from './sap-plant-orders.flow.json' with { type: 'json' };
import sapProductionOrder from './sap-production-order.flow.json' with { type: 'json' };
import sapSalesOrder from './sap-sales-order.flow.json' with { type: 'json' };
import sapStock from './sap-stock.flow.json' with { type: 'json' };
import scheduleException from './schedule-exception.flow.json' with { type: 'json' };
import scheduleToFulfillment from './schedule-to-fulfillment.flow.json' with { type: 'json' };
import schedulerDemand from './scheduler-demand.flow.json' with { type: 'json' };
import schedulerPromise from './scheduler-promise.flow.json' with { type: 'json' };
import schedulerShipment from './scheduler-shipment.flow.json' with { type: 'json' };
import shipOrder from './ship-order.flow.json' with { type: 'json' };
import shopFloorConfirmation from './shop-floor-confirmation.flow.json' with { type: 'json' };
import stockReconciliation from './stock-reconciliation.flow.json' with { type: 'json' };

export const exampleFlows = [
  sapSalesOrder,
  sapAvailability,
  sapProductionOrder,
  crmOrder,
  schedulerDemand,
  schedulerPromise,
  schedulerShipment,
  orderToSchedule,
  commitmentReceived,
  orderChange,
  changeOvertaken,
  changeGivenUp,
  quoteToOrder,
  scheduleException,
  availableToPromise,
  promiseForCrm,
  plantFiles,
  plantConfirmation,
  legacyPlantFile,
  sapPlantOrders,
  plantOrderFile,
  sapOrderStatus,
  crmOrderStatus,
  orderStatus,
  plantBoard,
  sapMasterData,
  crmCustomers,
  masterDataSync,
  sapDelivery,
  sapStock,
  shopFloorConfirmation,
  scheduleToFulfillment,
  shipOrder,
  stockReconciliation,
] as unknown as readonly FlowDocument[];
