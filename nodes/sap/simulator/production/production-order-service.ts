/** API_PRODUCTION_ORDER_2_SRV: read, reschedule, release. Moving the end of an order moves the receipt that sales orders count on. */

import { compareDecimals } from '#flows/library/decimal.ts';
import { addDays } from '../../../sandbox/landscape.ts';
import { formatTextETag } from '../../odata/etag.ts';
import { SapRefusal } from '../gateway/refusal.ts';
import type { BusinessObject, FunctionSource, ODataService, Row } from '../gateway/service.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import { convertPlannedOrder } from './change-planned-order.ts';
import type { ProductionOperation, ProductionOrder, ProductionOrderHeader } from './production-order.ts';
import { productionOrderModel } from './production-order-model.ts';

export const productionOrderService: ODataService = {
  path: '/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV',
  id: 'API_PRODUCTION_ORDER_2_SRV',
  version: '0001',
  title: 'Production Order (A2X, Version 2)',
  component: 'PP-SFC',
  model: productionOrderModel,
  sets: {
    A_ProductionOrder_2: {
      rows: (data, where) => ordersWhere(data, where).map((order) => order.header),
      etag: (row) => formatTextETag(String(row['LastChangeDateTime'])),
      objectOf,
      update: (draft, row, changes) => changeOrder(draft, numberOf(row), changes),
    },
    A_ProductionOrderOperation_2: { rows: (data, where) => ordersWhere(data, where).flatMap((order) => order.operations), objectOf },
  },
  functions: {
    ScheduleProductionOrderOperation: action('schedule-production-order', scheduleOperation),
    ReleaseOrder: action('release-production-order', (draft, order) => setStatus(draft, order, 'OrderIsReleased')),
    ConvertPlndOrder: {
      objectOf: (parameters) => ({
        object: 'planned-order',
        key: String(parameters['PlannedOrder'] ?? ''),
        operation: 'convert-planned-order',
      }),
      change: convertPlannedOrder,
    },
    TechlyCmpltOrder: action('complete-production-order', (draft, order) => setStatus(draft, order, 'OrderIsTechnicallyCompleted')),
  },
};

const numberOf = (row: Row): string => String(row['ManufacturingOrder'] ?? '');

function objectOf(key: Row): BusinessObject {
  return { object: 'production-order', key: numberOf(key) };
}

function ordersWhere(data: SapData, where: Row): readonly ProductionOrder[] {
  const number = where['ManufacturingOrder'];
  if (number === undefined) return [...data.productionOrders.values()];
  const order = data.productionOrders.get(String(number));
  return order === undefined ? [] : [order];
}

function action(operation: string, change: (draft: SapDraft, order: ProductionOrder, parameters: Row) => void): FunctionSource {
  return {
    objectOf: (parameters) => ({ ...objectOf(parameters), operation }),
    change: (draft, parameters) => {
      change(draft, openForChange(draft, numberOf(parameters)), parameters);
      return { Success: true };
    },
  };
}

function openForChange(draft: SapDraft, number: string): ProductionOrder {
  const order = draft.productionOrders.get(number);
  if (order === undefined) throw refusal('CO/011', `Order ${shownNumber(number)} does not exist`, 404);
  const user = draft.lockedBy('production-order', number);
  if (user !== undefined)
    throw refusal('CO/469', `Order ${shownNumber(number)} is currently being processed by user ${user}`, draft.options.lockStatus);
  if (order.header.OrderIsTechnicallyCompleted === 'X') throw refusal('CO/688', `Order ${shownNumber(number)} is technically completed`);
  return order;
}

const shownNumber = (number: string): string => number.replace(/^0+(?=\d)/, '');
const refusal = (code: string, message: string, status = 400) => new SapRefusal(status, code, message, 'ManufacturingOrder');

/** Planned dates are what people ask for; SAP schedules by them at once. */
function changeOrder(draft: SapDraft, number: string, changes: Row): void {
  const order = openForChange(draft, number);
  const header = { ...order.header, ...changes } as ProductionOrderHeader;
  if (compareDecimals(header.TotalQuantity, '0') <= 0) throw refusal('CO/112', 'The order quantity must be greater than zero');
  if (compareDecimals(header.TotalQuantity, header.MfgOrderConfirmedYieldQty) < 0) {
    throw refusal('CO/113', 'The order quantity cannot be less than the quantity already confirmed');
  }
  const days = daysBetween(order.header.MfgOrderPlannedEndDate, header.MfgOrderPlannedEndDate);
  draft.productionOrders.set(number, shifted({ ...order, header }, days));
}

/** One operation moves by dates and times; the ones behind it follow, and the order ends when its last operation ends. */
function scheduleOperation(draft: SapDraft, order: ProductionOrder, parameters: Row): void {
  const { ManufacturingOrder, ManufacturingOrderSequence, ManufacturingOrderOperation } = parameters;
  const index = order.operations.findIndex(
    (one) =>
      Number(one.ManufacturingOrderSequence) === Number(ManufacturingOrderSequence) &&
      one.ManufacturingOrderOperation === ManufacturingOrderOperation,
  );
  const operation = order.operations[index];
  if (operation === undefined)
    throw refusal(
      'CO/012',
      `Operation ${ManufacturingOrderOperation} does not exist in order ${shownNumber(String(ManufacturingOrder))}`,
      404,
    );
  const [start, end] = [parameters['OpSchedldStartDate'], parameters['OpSchedldEndDate']];
  if (typeof start !== 'string' && typeof end !== 'string') throw refusal('CO/114', 'Enter a start date or an end date');
  const duration = daysBetween(operation.OpErlstSchedldExecStrtDte, operation.OpErlstSchedldExecEndDte);
  const newStart = typeof start === 'string' ? start : addDays(String(end), -duration);
  const newEnd = typeof end === 'string' ? end : addDays(newStart, duration);
  if (newEnd < newStart) throw refusal('CO/115', 'The operation would end before it starts');
  const moved: ProductionOperation = {
    ...operation,
    OpErlstSchedldExecStrtDte: newStart,
    OpErlstSchedldExecStrtTme: textOr(parameters['OpSchedldStartTime'], operation.OpErlstSchedldExecStrtTme),
    OpErlstSchedldExecEndDte: newEnd,
    OpErlstSchedldExecEndTme: textOr(parameters['OpSchedldEndTime'], operation.OpErlstSchedldExecEndTme),
  };
  const later = daysBetween(operation.OpErlstSchedldExecEndDte, newEnd);
  const operations = order.operations.map((one, at) => (at < index ? one : at === index ? moved : shiftedOperation(one, later)));
  const [first, last] = [operations[0]!, operations.at(-1)!];
  draft.productionOrders.set(order.header.ManufacturingOrder, {
    operations,
    header: {
      ...order.header,
      MfgOrderScheduledStartDate: first.OpErlstSchedldExecStrtDte,
      MfgOrderScheduledStartTime: first.OpErlstSchedldExecStrtTme,
      MfgOrderScheduledEndDate: last.OpErlstSchedldExecEndDte,
      MfgOrderScheduledEndTime: last.OpErlstSchedldExecEndTme,
    },
  });
}

const textOr = (value: Row[string] | undefined, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

function shifted(order: ProductionOrder, days: number): ProductionOrder {
  if (days === 0) return order;
  const { header } = order;
  return {
    operations: order.operations.map((one) => shiftedOperation(one, days)),
    header: {
      ...header,
      MfgOrderScheduledStartDate: addDays(header.MfgOrderScheduledStartDate, days),
      MfgOrderScheduledEndDate: addDays(header.MfgOrderScheduledEndDate, days),
    },
  };
}

const shiftedOperation = (one: ProductionOperation, days: number): ProductionOperation => ({
  ...one,
  OpErlstSchedldExecStrtDte: addDays(one.OpErlstSchedldExecStrtDte, days),
  OpErlstSchedldExecEndDte: addDays(one.OpErlstSchedldExecEndDte, days),
});

function setStatus(draft: SapDraft, order: ProductionOrder, status: 'OrderIsReleased' | 'OrderIsTechnicallyCompleted'): void {
  const released = { ...order.header, OrderIsCreated: '', OrderIsReleased: 'X' };
  const header = { ...released, [status]: 'X' };
  const operations = order.operations.map((one) => ({ ...one, OperationIsReleased: 'X' }));
  draft.productionOrders.set(header.ManufacturingOrder, { header, operations });
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
