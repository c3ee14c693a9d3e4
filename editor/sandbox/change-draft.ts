/** A customer's change as it is written on the page: only what differs from the order is asked for. */
import type { CrmItem, CrmOrder } from './crm-records.ts';

export interface ItemDraft {
  readonly number: string;
  readonly unit: string;
  readonly quantity: string;
  readonly date: string;
  /** As the order has them. */
  readonly oldQuantity: string;
  readonly oldDate: string;
}

export function toItemDrafts(order: Pick<CrmOrder, 'items'>): readonly ItemDraft[] {
  return order.items.flatMap((item) => {
    if (item.ERP_Item_Number__c === null) return [];
    const quantity = String(item.Quantity);
    const date = item.ServiceDate ?? '';
    return [{ number: item.ERP_Item_Number__c, unit: unitOf(item), quantity, date, oldQuantity: quantity, oldDate: date }];
  });
}

function unitOf({ Unit__c }: CrmItem): string {
  return Unit__c ?? '';
}

/** What is wrong with a quantity; undefined: nothing. The sandbox takes at most three decimals. */
export function isQuantity(text: string): boolean {
  return /^\d{1,13}(\.\d{1,3})?$/.test(text);
}

export interface ChangeBody {
  readonly order: string;
  readonly reason?: string;
  readonly items: readonly { readonly number: string; readonly quantity?: string; readonly requestedDate?: string }[];
}

/** Undefined: nothing differs, or something is not filled in rightly. */
export function toChangeBody(order: string, drafts: readonly ItemDraft[], reason: string): ChangeBody | undefined {
  if (drafts.some(({ quantity }) => !isQuantity(quantity))) return undefined;
  const items = drafts.flatMap(({ number, quantity, date, oldQuantity, oldDate }) => {
    const isOther = quantity !== oldQuantity;
    const isMoved = date !== oldDate && date !== '';
    return isOther || isMoved ? [{ number, ...(isOther ? { quantity } : {}), ...(isMoved ? { requestedDate: date } : {}) }] : [];
  });
  return items.length === 0 ? undefined : { order, items, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
}
