/** The example flows, called flows before their callers: deployed at first start, run in tests, opened from the first page. */
import type { FlowDocument } from '../flow.ts';
import commitmentReceived from './commitment-received.flow.json' with { type: 'json' };
import crmOrder from './crm-order.flow.json' with { type: 'json' };
import orderChange from './order-change.flow.json' with { type: 'json' };
import orderToSchedule from './order-to-schedule.flow.json' with { type: 'json' };
import sapSalesOrder from './sap-sales-order.flow.json' with { type: 'json' };
import schedulerDemand from './scheduler-demand.flow.json' with { type: 'json' };

export const exampleFlows = [
  sapSalesOrder,
  crmOrder,
  schedulerDemand,
  orderToSchedule,
  commitmentReceived,
  orderChange,
] as unknown as readonly FlowDocument[];
