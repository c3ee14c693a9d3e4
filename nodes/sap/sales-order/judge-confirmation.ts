/** What SAP confirmed, read off the order after the change. A 204 is no confirmation. */
import { compareDecimals } from '#flows/library/decimal.ts';
import { withoutZeros } from '../property-values.ts';
import type { SalesOrder, SalesOrderItem } from './sales-order.ts';

export type Confirmation = 'confirmed' | 'partly-confirmed' | 'unconfirmed';

/** @param items numbers of the items that count; empty: all of the order. Rejected items want nothing confirmed. */
export function judgeConfirmation(order: SalesOrder, items: readonly string[]): Confirmation {
  const numbers = new Set(items.map(withoutZeros));
  const counted = order.items.filter((item) => numbers.size === 0 || numbers.has(item.item));
  const verdicts = counted.map(confirmationOf);
  if (verdicts.every((verdict) => verdict === 'confirmed')) return 'confirmed';
  return verdicts.every((verdict) => verdict === 'unconfirmed') ? 'unconfirmed' : 'partly-confirmed';
}

/** Confirmed means all of it, by the day that was asked for; later or less is partly. */
export function confirmationOf(item: SalesOrderItem): Confirmation {
  if (item.rejectionReason !== '') return 'confirmed';
  if (compareDecimals(item.confirmedQuantity, '0') <= 0) return 'unconfirmed';
  const whole = compareDecimals(item.confirmedQuantity, item.quantity) >= 0;
  const lastRequested = item.requestedDate.split(',').sort().at(-1) ?? '';
  const inTime = item.confirmedDate !== null && item.confirmedDate <= lastRequested;
  return whole && inTime ? 'confirmed' : 'partly-confirmed';
}
