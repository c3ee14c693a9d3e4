/** What SAP works out by itself about an order: prices, statuses, credit, completeness. */
import { addDecimals, compareDecimals, divideDecimals, multiplyDecimals, padDecimal } from '#flows/library/decimal.ts';
import type { SapData } from '../sap-data.ts';
import { isRejected, type SalesOrder, type SalesOrderItem } from './sales-order.ts';
import { findMaterial, findUnit } from './units.ts';

/** The order with every derived field filled anew; schedule lines are taken as they are. */
export function withDerivedFields(data: SapData, order: SalesOrder): SalesOrder {
  const items = order.items.map((item) => derivedItem(data, item));
  const total = items.filter((item) => !isRejected(item)).reduce((sum, item) => addDecimals(sum, item.data.NetAmount), '0.000');
  const rejected = items.filter(isRejected).length;
  return {
    ...order,
    header: {
      ...order.header,
      TotalNetAmount: total,
      OverallDeliveryStatus: overall(items.map((item) => item.data.DeliveryStatus)),
      OverallSDProcessStatus: overall(items.map((item) => item.data.SDProcessStatus)),
      OverallSDDocumentRejectionSts: rejected === 0 ? 'A' : rejected === items.length ? 'C' : 'B',
      TotalCreditCheckStatus: isOverCreditLimit(data, order.header.SoldToParty, total) ? 'B' : 'A',
      HdrGeneralIncompletionStatus: order.header.PurchaseOrderByCustomer === '' ? 'A' : 'C',
    },
    items,
  };
}

/** Open receivables and this order together against the limit. Other open orders of the customer are left out on purpose, see README. */
export function isOverCreditLimit(data: SapData, customerNumber: string, orderValue: string): boolean {
  const customer = data.landscape.customers.find((one) => one.number === customerNumber);
  if (customer === undefined) return false;
  return compareDecimals(addDecimals(customer.openReceivables, orderValue), customer.creditLimit) > 0;
}

/** Price × quantity in base units, two places, then padded to the three of the API. */
export function netAmount(data: SapData, materialNumber: string, quantity: string, unitCode: string): string {
  const material = findMaterial(data.landscape, materialNumber);
  const unit = material === undefined ? undefined : findUnit(material, unitCode);
  if (material === undefined || unit === undefined) return '0.000';
  const perUnit = multiplyDecimals(multiplyDecimals(material.price, String(unit.numerator), 2), quantity, 5);
  return padDecimal(divideDecimals(perUnit, String(unit.denominator), 2), 3);
}

function derivedItem(data: SapData, item: SalesOrderItem): SalesOrderItem {
  const { RequestedQuantity, RequestedQuantityUnit, Material, deliveredQuantity, billed } = item.data;
  const rejected = isRejected(item);
  const delivery =
    rejected || compareDecimals(deliveredQuantity, RequestedQuantity) >= 0 ? 'C' : compareDecimals(deliveredQuantity, '0') > 0 ? 'B' : 'A';
  return {
    ...item,
    data: {
      ...item.data,
      NetAmount: netAmount(data, Material, RequestedQuantity, RequestedQuantityUnit),
      DeliveryStatus: delivery,
      SDProcessStatus: rejected || (delivery === 'C' && billed) ? 'C' : delivery === 'A' ? 'A' : 'B',
      ConfdDelivQtyInOrderQtyUnit: item.scheduleLines.reduce((sum, line) => addDecimals(sum, line.ConfdOrderQtyByMatlAvailCheck), '0.000'),
    },
  };
}

function overall(statuses: readonly string[]): string {
  if (statuses.every((status) => status === 'C')) return 'C';
  return statuses.every((status) => status === 'A') ? 'A' : 'B';
}
