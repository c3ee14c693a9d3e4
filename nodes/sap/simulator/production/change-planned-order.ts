/** Changes to planned orders. Numbers of messages are our assumption (README), class 61 is SAP's. */
import { compareDecimals } from '#flows/library/decimal.ts';
import { addDays } from '../../../sandbox/landscape.ts';
import { SapRefusal } from '../gateway/refusal.ts';
import type { Row } from '../gateway/service.ts';
import { findMaterial, findMaterialPlant, findUnit, stepOf, thousandths } from '../sales/units.ts';
import type { SapDraft } from '../sap-data.ts';
import { newProductionOrder } from './new-production-order.ts';
import type { PlannedOrder } from './planned-order.ts';

const shown = (number: string): string => number.replace(/^0+(?=\d)/, '');
const refusal = (code: string, message: string, target = 'PlannedOrder', status = 400) => new SapRefusal(status, code, message, target);
const textOf = (row: Row, name: string): string => String(row[name] ?? '');

/** A planned order that was converted or deleted is gone; nothing says which. */
export function openPlannedOrder(draft: SapDraft, number: string): PlannedOrder {
  const order = draft.plannedOrders.get(number);
  if (order === undefined) throw refusal('61/103', `Planned order ${shown(number)} does not exist`, 'PlannedOrder', 404);
  const user = draft.lockedBy('planned-order', number);
  if (user !== undefined)
    throw refusal(
      '61/042',
      `Planned order ${shown(number)} is currently being processed by user ${user}`,
      'PlannedOrder',
      draft.options.lockStatus,
    );
  return order;
}

/** Who changes quantity or dates by hand firms the order, unless the change says otherwise. */
export function changePlannedOrder(draft: SapDraft, number: string, changes: Row): void {
  const order = openPlannedOrder(draft, number);
  const asked = { ...order, ...changes } as PlannedOrder;
  const moved = (['PlndOrderPlannedStartDate', 'PlndOrderPlannedEndDate'] as const).some((name) => asked[name] !== order[name]);
  if (moved && order.PlannedOrderCapacityIsDsptchd)
    throw refusal(
      '61/126',
      `Planned order ${shown(number)} is dispatched; deallocate it before you change its dates`,
      'PlndOrderPlannedEndDate',
    );
  // Only the end is given: the order keeps its length.
  const next =
    changes['PlndOrderPlannedEndDate'] !== undefined && changes['PlndOrderPlannedStartDate'] === undefined
      ? { ...asked, PlndOrderPlannedStartDate: shifted(order, asked.PlndOrderPlannedEndDate) }
      : asked;
  const byHand = moved || next.TotalQuantity !== order.TotalQuantity;
  const isFirm = changes['PlannedOrderIsFirm'] === undefined && byHand ? true : next.PlannedOrderIsFirm;
  draft.plannedOrders.set(number, checked(draft, { ...next, PlannedOrderIsFirm: isFirm }));
}

export function createPlannedOrder(draft: SapDraft, given: Row): string {
  const plant = textOf(given, 'ProductionPlant') || textOf(given, 'MRPPlant');
  const material = findMaterial(draft.landscape, textOf(given, 'Material'));
  const there = findMaterialPlant(draft.landscape, textOf(given, 'Material'), plant);
  if (material === undefined || there === undefined)
    throw refusal('61/104', `Material ${shown(textOf(given, 'Material'))} is not maintained in plant ${plant}`, 'Material');
  const number = draft.takeNumber('planned-order');
  const end = textOf(given, 'PlndOrderPlannedEndDate');
  if (end === '') throw refusal('61/105', 'Enter an end date', 'PlndOrderPlannedEndDate');
  const start = textOf(given, 'PlndOrderPlannedStartDate') || addDays(end, -there.routing.length);
  const order: PlannedOrder = {
    PlannedOrder: number,
    PlannedOrderType: textOf(given, 'PlannedOrderType') || 'LA',
    Material: material.material,
    MaterialName: material.description,
    ProductionPlant: plant,
    MRPPlant: textOf(given, 'MRPPlant') || plant,
    MRPArea: textOf(given, 'MRPArea') || plant,
    MRPController: textOf(given, 'MRPController') || '001',
    ProductionVersion: textOf(given, 'ProductionVersion') || '0001',
    MaterialProcurementCategory: there.procurement,
    StorageLocation: textOf(given, 'StorageLocation') || (draft.landscape.plants.find(({ code }) => code === plant)?.storageLocation ?? ''),
    BaseUnit: material.baseUnit,
    TotalQuantity: textOf(given, 'TotalQuantity') || '0.000',
    PlndOrderPlannedStartDate: start,
    PlndOrderPlannedStartTime: textOf(given, 'PlndOrderPlannedStartTime') || '06:00:00',
    PlndOrderPlannedEndDate: end,
    PlndOrderPlannedEndTime: textOf(given, 'PlndOrderPlannedEndTime') || '22:00:00',
    PlannedOrderOpeningDate: draft.today,
    SalesOrder: textOf(given, 'SalesOrder'),
    SalesOrderItem: textOf(given, 'SalesOrderItem').padStart(6, '0'),
    PlannedOrderIsFirm: true,
    PlannedOrderIsConvertible: true,
    PlannedOrderCapacityIsDsptchd: false,
    LastChangeDateTime: '',
  };
  draft.plannedOrders.set(number, checked(draft, order));
  return number;
}

export function removePlannedOrder(draft: SapDraft, number: string): void {
  const order = openPlannedOrder(draft, number);
  if (order.PlannedOrderCapacityIsDsptchd)
    throw refusal('61/127', `Planned order ${shown(number)} is dispatched; deallocate it before you delete it`);
  draft.plannedOrders.delete(number);
}

/** The planned order ends, a production order begins. */
export function convertPlannedOrder(draft: SapDraft, parameters: Row): Row {
  const number = textOf(parameters, 'PlannedOrder');
  const order = openPlannedOrder(draft, number);
  if (!order.PlannedOrderIsConvertible) throw refusal('61/128', `Planned order ${shown(number)} cannot be converted`);
  const material = findMaterial(draft.landscape, order.Material)!;
  const plant = findMaterialPlant(draft.landscape, order.Material, order.ProductionPlant)!;
  const document = draft.takeNumber('production-order').padStart(12, '0');
  const made = newProductionOrder(
    material,
    plant,
    { document, date: order.PlndOrderPlannedEndDate, quantity: order.TotalQuantity },
    draft.today,
  );
  draft.plannedOrders.delete(number);
  draft.productionOrders.set(document, made);
  return made.header;
}

function checked(draft: SapDraft, order: PlannedOrder): PlannedOrder {
  const { TotalQuantity, PlndOrderPlannedStartDate, PlndOrderPlannedEndDate, BaseUnit, Material } = order;
  if (compareDecimals(TotalQuantity, '0') <= 0) throw refusal('61/129', 'The order quantity must be greater than zero', 'TotalQuantity');
  const unit = findUnit(findMaterial(draft.landscape, Material)!, BaseUnit)!;
  if (thousandths(TotalQuantity) % stepOf(unit) !== 0)
    throw refusal('61/130', `Quantity ${TotalQuantity} has decimal places that unit ${BaseUnit} does not allow`, 'TotalQuantity');
  if (PlndOrderPlannedEndDate < PlndOrderPlannedStartDate)
    throw refusal('61/131', 'The order would end before it starts', 'PlndOrderPlannedEndDate');
  return order;
}

function shifted({ PlndOrderPlannedStartDate, PlndOrderPlannedEndDate }: PlannedOrder, end: string): string {
  const days = Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${PlndOrderPlannedEndDate}T00:00:00Z`)) / 86_400_000);
  return addDays(PlndOrderPlannedStartDate, days);
}
