/** API_PLANNED_ORDERS: read, made, moved, firmed, deleted. Converting one is an action of the production orders' service. */
import { formatTimestampETag } from '../../odata/etag.ts';
import { code, date, decimal, digits, entitySet, entityType, fixed, flag, instant, readOnly, text, time, token } from '../gateway/model.ts';
import type { ODataService, Row } from '../gateway/service.ts';
import { changePlannedOrder, createPlannedOrder, openPlannedOrder, removePlannedOrder } from './change-planned-order.ts';

const ORDER = code('PlannedOrder', 10);
const numberOf = (row: Row): string => String(row['PlannedOrder'] ?? '');

export const plannedOrderService: ODataService = {
  path: '/sap/opu/odata/sap/API_PLANNED_ORDERS',
  id: 'API_PLANNED_ORDERS',
  version: '0001',
  title: 'Planned Order (A2X)',
  component: 'PP-MRP',
  model: {
    namespace: 'API_PLANNED_ORDERS',
    entityTypes: [
      entityType(
        'A_PlannedOrderType',
        [readOnly(ORDER)],
        [
          fixed(text('PlannedOrderType', 4)),
          fixed(code('Material', 40, 18)),
          readOnly(text('MaterialName', 40)),
          fixed(text('ProductionPlant', 4)),
          fixed(text('MRPPlant', 4)),
          fixed(text('MRPArea', 10)),
          fixed(text('MRPController', 3)),
          text('ProductionVersion', 4),
          readOnly(text('MaterialProcurementCategory', 1)),
          text('StorageLocation', 4),
          readOnly(text('BaseUnit', 3)),
          decimal('TotalQuantity', 13, 3, 'BaseUnit'),
          date('PlndOrderPlannedStartDate'),
          time('PlndOrderPlannedStartTime'),
          date('PlndOrderPlannedEndDate'),
          time('PlndOrderPlannedEndTime'),
          readOnly(date('PlannedOrderOpeningDate')),
          fixed(code('SalesOrder', 10)),
          fixed(digits('SalesOrderItem', 6)),
          flag('PlannedOrderIsFirm'),
          readOnly(flag('PlannedOrderIsConvertible')),
          readOnly(flag('PlannedOrderCapacityIsDsptchd')),
          token(instant('LastChangeDateTime', 0)),
        ],
      ),
    ],
    complexTypes: [],
    entitySets: [entitySet('A_PlannedOrder', 'A_PlannedOrderType', ['create', 'update', 'delete'])],
    functionImports: [
      { name: 'PlannedOrderSchedule', httpMethod: 'POST', returns: 'A_PlannedOrderType', returnsMany: false, parameters: [ORDER] },
    ],
  },
  sets: {
    A_PlannedOrder: {
      rows: ({ plannedOrders }, where) => {
        if (where['PlannedOrder'] === undefined) return plannedOrders.values();
        const order = plannedOrders.get(numberOf(where));
        return order === undefined ? [] : [order];
      },
      etag: (row) => formatTimestampETag(String(row['LastChangeDateTime'])),
      objectOf: (key) => ({ object: 'planned-order', key: numberOf(key) }),
      create: (draft, { row }) => ({ PlannedOrder: createPlannedOrder(draft, row) }),
      update: (draft, row, changes) => changePlannedOrder(draft, numberOf(row), changes),
      remove: (draft, row) => removePlannedOrder(draft, numberOf(row)),
    },
  },
  functions: {
    PlannedOrderSchedule: {
      objectOf: (parameters) => ({ object: 'planned-order', key: numberOf(parameters), operation: 'schedule-planned-order' }),
      change: (draft, parameters) => openPlannedOrder(draft, numberOf(parameters)),
    },
  },
};
