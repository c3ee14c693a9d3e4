/** A production order as flows see it: the words of schemas/production-order.json, and its days as SAP has them in the plant's own time. */
import type { JsonObject } from '#flows/json.ts';
import { compareDecimals } from '#flows/library/decimal.ts';

export type ProductionOrder = {
  /** Twelve digits. */
  readonly productionOrder: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly confirmedQuantity: string;
  readonly scrapQuantity: string;
  readonly unit: string;
  readonly status: 'created' | 'released' | 'partly-confirmed' | 'confirmed' | 'technically-complete' | 'closed';
  /** Of make-to-order. */
  readonly salesOrder?: string;
  readonly item?: string;
  /** `YYYY-MM-DD`, `HH:MM:SS`, both in the plant's time. */
  readonly plannedStart: DayAndTime;
  readonly plannedEnd: DayAndTime;
  readonly scheduledStart: DayAndTime;
  /** The day on which SAP's availability check counts on the goods. */
  readonly scheduledEnd: DayAndTime;
  readonly operations: readonly ProductionOperation[];
};

export type DayAndTime = { readonly date: string; readonly time: string };

export type ProductionOperation = {
  readonly operation: string;
  readonly text: string;
  readonly workCentre: string;
  readonly start: DayAndTime;
  readonly end: DayAndTime;
};

/** @param row entity with `to_ProductionOrderOperation` expanded, values as `readEntity` gives them */
export function toProductionOrder(row: JsonObject): ProductionOrder {
  const salesOrder = textOf(row, 'SalesOrder');
  return {
    productionOrder: textOf(row, 'ManufacturingOrder').padStart(12, '0'),
    material: textOf(row, 'Material'),
    plant: textOf(row, 'ProductionPlant'),
    quantity: textOf(row, 'TotalQuantity'),
    confirmedQuantity: textOf(row, 'MfgOrderConfirmedYieldQty') || '0.000',
    scrapQuantity: textOf(row, 'MfgOrderConfirmedScrapQty') || '0.000',
    unit: textOf(row, 'ProductionUnit'),
    status: statusOf(row),
    ...(salesOrder === '' ? {} : { salesOrder: salesOrder.padStart(10, '0'), item: textOf(row, 'SalesOrderItem').padStart(6, '0') }),
    plannedStart: at(row, 'MfgOrderPlannedStart'),
    plannedEnd: at(row, 'MfgOrderPlannedEnd'),
    scheduledStart: at(row, 'MfgOrderScheduledStart'),
    scheduledEnd: at(row, 'MfgOrderScheduledEnd'),
    operations: ((row['to_ProductionOrderOperation'] ?? []) as readonly JsonObject[]).map((operation) => ({
      operation: textOf(operation, 'ManufacturingOrderOperation').padStart(4, '0'),
      text: textOf(operation, 'MfgOrderOperationText'),
      workCentre: textOf(operation, 'WorkCenter'),
      start: { date: textOf(operation, 'OpErlstSchedldExecStrtDte'), time: textOf(operation, 'OpErlstSchedldExecStrtTme') },
      end: { date: textOf(operation, 'OpErlstSchedldExecEndDte'), time: textOf(operation, 'OpErlstSchedldExecEndTme') },
    })),
  };
}

/** Flags of orders that are not open. */
export const FINISHED_BY = ['OrderIsTechnicallyCompleted', 'OrderIsClosed', 'OrderIsDeleted', 'OrderIsMarkedForDeletion'] as const;

export function isOpen({ status }: Pick<ProductionOrder, 'status'>): boolean {
  return status !== 'technically-complete' && status !== 'closed';
}

function statusOf(row: JsonObject): ProductionOrder['status'] {
  if (['OrderIsClosed', 'OrderIsDeleted', 'OrderIsMarkedForDeletion'].some((name) => textOf(row, name) === 'X')) return 'closed';
  if (textOf(row, 'OrderIsTechnicallyCompleted') === 'X') return 'technically-complete';
  if (textOf(row, 'OrderIsConfirmed') === 'X') return 'confirmed';
  if (textOf(row, 'OrderIsPartiallyConfirmed') === 'X') return 'partly-confirmed';
  const [done, all] = [textOf(row, 'MfgOrderConfirmedYieldQty') || '0', textOf(row, 'TotalQuantity') || '0'];
  if (compareDecimals(done, '0') > 0) return compareDecimals(done, all) < 0 ? 'partly-confirmed' : 'confirmed';
  return textOf(row, 'OrderIsReleased') === 'X' ? 'released' : 'created';
}

function at(row: JsonObject, name: string): DayAndTime {
  return { date: textOf(row, `${name}Date`), time: textOf(row, `${name}Time`) };
}

function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
