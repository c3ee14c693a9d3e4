/** A delivery from sales order items: no more than is open, no more than is there; what is short is cut and said. */
import { addDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import type { DeepRow, Row } from '../gateway/service.ts';
import { openForChange } from '../sales/change-order.ts';
import { itemKey, openLedger } from '../sales/check-availability.ts';
import { checkedQuantity, checkedUnit } from '../sales/checked-values.ts';
import { findItem, isRejected, type SalesOrder, type SalesOrderItem, withItem } from '../sales/sales-order.ts';
import { findMaterial, findUnit, fromBase, quantityText, thousandths, toBase } from '../sales/units.ts';
import { workingDayFrom } from '../sales/working-days.ts';
import type { SapDraft } from '../sap-data.ts';
import { takeIntoDelivery } from './delivered-quantity.ts';
import type { DeliveryItem } from './delivery.ts';
import { deliveryRefusals } from './delivery-refusals.ts';

const textOf = (row: Row, name: string): string => String(row[name] ?? '');

/** Number of the new delivery. Throws a refusal; several items of one order take from each other. */
export function createDelivery(draft: SapDraft, entity: DeepRow): string {
  const rows = (entity.children['to_DeliveryDocumentItem'] ?? []).map(({ row }) => row);
  if (rows.length === 0) throw deliveryRefusals.noItems();
  const number = draft.takeNumber('outbound-delivery');
  const items: DeliveryItem[] = [];
  const orders: SalesOrder[] = [];
  for (const row of rows) {
    const order = deliverableOrder(draft, textOf(row, 'ReferenceSDDocument'));
    orders.push(order);
    items.push(deliveryItem(draft, number, items.length + 1, order, row));
  }
  const plant = items[0]!.Plant;
  const shippingPoint = textOf(entity.row, 'ShippingPoint') || plant;
  if (shippingPoint !== plant || items.some((item) => item.Plant !== plant)) throw deliveryRefusals.shippingPointsDiffer();
  const [order] = orders;
  if (orders.some((one) => shipToOf(one) !== shipToOf(order!))) throw deliveryRefusals.partnersDiffer();
  const planned = workingDayFrom(draft.landscape, plant, draft.today);
  draft.deliveries.set(number, {
    header: {
      DeliveryDocument: number,
      DeliveryDocumentType: 'LF',
      SDDocumentCategory: 'J',
      ShippingPoint: plant,
      SalesOrganization: order!.header.SalesOrganization,
      SoldToParty: order!.header.SoldToParty,
      ShipToParty: shipToOf(order!),
      CreatedByUser: draft.user,
      CreationDate: draft.today,
      DeliveryDate: planned,
      PlannedGoodsIssueDate: planned,
      ActualGoodsMovementDate: null,
      DeliveryBlockReason: '',
      DeliveryDocumentBySupplier: '',
      BillOfLading: '',
      OverallPickingStatus: 'A',
      OverallGoodsMovementStatus: 'A',
      OverallSDProcessStatus: 'A',
      DeliveryVersion: '0000',
      materialDocument: '',
    },
    items,
  });
  return number;
}

const shipToOf = ({ header, partners }: SalesOrder): string =>
  partners.find((one) => one.PartnerFunction === 'SH')?.Customer ?? header.SoldToParty;

function deliverableOrder(draft: SapDraft, number: string): SalesOrder {
  const order = openForChange(draft, number);
  const { DeliveryBlockReason, TotalCreditCheckStatus, SalesDocApprovalStatus, HdrGeneralIncompletionStatus } = order.header;
  if (DeliveryBlockReason !== '') throw deliveryRefusals.blocked(number, `delivery block ${DeliveryBlockReason}`);
  if (TotalCreditCheckStatus === 'B') throw deliveryRefusals.blocked(number, 'credit limit');
  if (SalesDocApprovalStatus === 'A' || SalesDocApprovalStatus === 'C') throw deliveryRefusals.blocked(number, 'approval');
  if (HdrGeneralIncompletionStatus === 'A') throw deliveryRefusals.blocked(number, 'incomplete');
  return order;
}

function deliveryItem(draft: SapDraft, number: string, position: number, order: SalesOrder, row: Row): DeliveryItem {
  const item = findItem(order, textOf(row, 'ReferenceSDDocumentItem'));
  if (item === undefined) throw deliveryRefusals.itemUnknown(order.header.SalesOrder, textOf(row, 'ReferenceSDDocumentItem'));
  const { SalesOrder, SalesOrderItem, Material, ProductionPlant, RequestedQuantityUnit } = item.data;
  if (isRejected(item)) throw deliveryRefusals.itemRejected(SalesOrderItem);
  const material = findMaterial(draft.landscape, Material)!;
  const unit = findUnit(material, RequestedQuantityUnit)!;
  const asked = askedQuantity(draft, item, row);
  const ledger = openLedger(draft, Material, ProductionPlant, new Set([itemKey(SalesOrder, SalesOrderItem)]));
  const available = fromBase(ledger.availableAt(draft.today), unit);
  if (available <= 0) throw deliveryRefusals.nothingAvailable(Material, ProductionPlant);
  const quantity = quantityText(Math.min(thousandths(asked), available));
  if (thousandths(quantity) < thousandths(asked)) {
    draft.say({
      code: 'VL/364',
      message: `Item ${SalesOrderItem.replace(/^0+/, '')}: ${quantity} of ${asked} ${RequestedQuantityUnit} can be delivered`,
      severity: 'warning',
      target: 'ActualDeliveryQuantity',
    });
  }
  draft.orders.set(SalesOrder, withItem(draft.orders.get(SalesOrder)!, takeIntoDelivery(item, quantity)));
  draft.ordersOfCaller.add(SalesOrder);
  return {
    DeliveryDocument: number,
    DeliveryDocumentItem: String(position * 10).padStart(6, '0'),
    DeliveryDocumentItemText: item.data.SalesOrderItemText,
    Material,
    Plant: ProductionPlant,
    StorageLocation: item.data.StorageLocation,
    Batch: '',
    OriginalDeliveryQuantity: quantity,
    ActualDeliveryQuantity: quantity,
    DeliveryQuantityUnit: RequestedQuantityUnit,
    ActualDeliveredQtyInBaseUnit: quantityText(toBase(thousandths(quantity), unit)),
    BaseUnit: material.baseUnit,
    ReferenceSDDocument: SalesOrder,
    ReferenceSDDocumentItem: SalesOrderItem,
    PickingStatus: 'A',
    GoodsMovementStatus: 'A',
  };
}

/** What is given, or all that is open. A unit that is given must be the order's. */
function askedQuantity(draft: SapDraft, item: SalesOrderItem, row: Row): string {
  const { SalesOrder, SalesOrderItem, Material, RequestedQuantity, RequestedQuantityUnit, deliveredQuantity } = item.data;
  const open = subtractDecimals(RequestedQuantity, deliveredQuantity);
  if (thousandths(open) <= 0) throw deliveryRefusals.nothingOpen(SalesOrder, SalesOrderItem);
  const given = textOf(row, 'ActualDeliveryQuantity');
  if (given === '' || thousandths(given) === 0) return open;
  const material = findMaterial(draft.landscape, Material)!;
  const unit = checkedUnit(material, { RequestedQuantityUnit: textOf(row, 'DeliveryQuantityUnit') }, RequestedQuantityUnit);
  const own = findUnit(material, RequestedQuantityUnit)!;
  const quantity = checkedQuantity(given, unit, 'ActualDeliveryQuantity');
  const inOrderUnit = unit.unit === own.unit ? quantity : quantityText(fromBase(toBase(thousandths(quantity), unit), own));
  if (thousandths(inOrderUnit) > thousandths(open)) throw deliveryRefusals.moreThanOpen(SalesOrderItem, inOrderUnit, open);
  return addDecimals(inOrderUnit, '0');
}
