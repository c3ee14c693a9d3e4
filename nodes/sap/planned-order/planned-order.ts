/** A planned order as flows see it: what planning proposes; days as SAP has them in the plant's own time. */
import type { JsonObject } from '#flows/json.ts';

export type PlannedOrder = {
  /** Ten digits. */
  readonly plannedOrder: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
  /** `YYYY-MM-DD`. */
  readonly plannedStart: string;
  readonly plannedEnd: string;
  /** Planning leaves it as it is. */
  readonly firm: boolean;
  readonly convertible: boolean;
  /** On the planning board: SAP does not move it until it is taken off. */
  readonly dispatched: boolean;
  /** Of make-to-order. */
  readonly salesOrder?: string;
  readonly item?: string;
};

/** @param row values as `readEntity` gives them */
export function toPlannedOrder(row: JsonObject): PlannedOrder {
  const salesOrder = textOf(row, 'SalesOrder');
  return {
    plannedOrder: textOf(row, 'PlannedOrder').padStart(10, '0'),
    material: textOf(row, 'Material'),
    plant: textOf(row, 'ProductionPlant'),
    quantity: textOf(row, 'TotalQuantity'),
    unit: textOf(row, 'BaseUnit'),
    plannedStart: textOf(row, 'PlndOrderPlannedStartDate'),
    plannedEnd: textOf(row, 'PlndOrderPlannedEndDate'),
    firm: row['PlannedOrderIsFirm'] === true,
    convertible: row['PlannedOrderIsConvertible'] === true,
    dispatched: row['PlannedOrderCapacityIsDsptchd'] === true,
    ...(salesOrder === '' ? {} : { salesOrder: salesOrder.padStart(10, '0'), item: textOf(row, 'SalesOrderItem').padStart(6, '0') }),
  };
}

function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
