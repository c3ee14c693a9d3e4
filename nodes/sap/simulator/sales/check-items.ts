/** Which items are checked when: once for what somebody asked, in two turns for what SAP confirms anew by itself. */
import type { SapDraft } from '../sap-data.ts';
import {
  confirmItem,
  type LinePromise,
  openLedger,
  openRequests,
  promise,
  promisesOf,
  requestedLines,
  withPromises,
} from './check-availability.ts';
import { findItem, type SalesOrderItem, withItem } from './sales-order.ts';
import { earliest } from './working-days.ts';

/**
 * After a change of supply every promise is first kept, or moved to the next day that can keep it; then what is left goes to
 * items that are late or open. So nobody gains at the cost of another. Items somebody changed are checked for all they ask.
 */
export function checkMarkedItems(draft: SapDraft): void {
  const again = mostUrgentFirst(draft, draft.itemsToReconfirm);
  keepPromises(draft, again);
  for (const marked of again) if (isLateOrOpen(marked.item())) checkWith(draft, marked, new Set([marked.key]));
  const asked = mostUrgentFirst(draft, draft.itemsToCheck);
  const pending = new Set(asked.map(({ key }) => key));
  for (const marked of asked) {
    checkWith(draft, marked, pending);
    pending.delete(marked.key);
  }
  draft.itemsToReconfirm.clear();
  draft.itemsToCheck.clear();
}

interface Marked {
  readonly key: string;
  readonly orderNumber: string;
  readonly urgency: string;
  /** As it stands in the draft now. */
  item(): SalesOrderItem;
}

/** By delivery priority, requested date, document number. */
function mostUrgentFirst(draft: SapDraft, keys: ReadonlySet<string>): readonly Marked[] {
  const marked: Marked[] = [];
  for (const key of keys) {
    const [orderNumber = '', itemNumber = ''] = key.split('/');
    const order = draft.orders.get(orderNumber);
    const found = order === undefined ? undefined : findItem(order, itemNumber);
    if (found === undefined) continue;
    const first = earliest(requestedLines(found).map((line) => line.RequestedDeliveryDate));
    const urgency = `${found.data.DeliveryPriority.padStart(2, '0')} ${first} ${key}`;
    marked.push({ key, orderNumber, urgency, item: () => findItem(draft.orders.get(orderNumber)!, itemNumber)! });
  }
  return marked.sort((a, b) => (a.urgency < b.urgency ? -1 : 1));
}

/** The promises of the items in `free` count as not given. */
function checkWith(draft: SapDraft, { orderNumber, item }: Marked, free: ReadonlySet<string>): void {
  const { Material, ProductionPlant } = item().data;
  put(draft, orderNumber, confirmItem(draft, item(), openLedger(draft, Material, ProductionPlant, free)));
}

function put(draft: SapDraft, orderNumber: string, item: SalesOrderItem): void {
  draft.orders.set(orderNumber, withItem(draft.orders.get(orderNumber)!, item));
}

/** Promise by promise, the earliest day first: what was said for an early day keeps it before what was said for a later one. */
function keepPromises(draft: SapDraft, marked: readonly Marked[]): void {
  const groups = new Map<string, Marked[]>();
  for (const one of marked) {
    const { Material, ProductionPlant } = one.item().data;
    const place = `${Material}/${ProductionPlant}`;
    groups.set(place, [...(groups.get(place) ?? []), one]);
  }
  for (const group of groups.values()) {
    const { Material, ProductionPlant } = group[0]!.item().data;
    const ledger = openLedger(draft, Material, ProductionPlant, new Set(group.map(({ key }) => key)));
    const given = group
      .flatMap((one) => promisesOf(one.item()).map((said) => ({ one, said })))
      .sort((a, b) => (a.said.date + a.one.urgency < b.said.date + b.one.urgency ? -1 : 1));
    const kept = new Map<Marked, LinePromise[]>(group.map((one) => [one, []]));
    for (const { one, said } of given) kept.get(one)!.push(...promise(draft, one.item(), ledger, said));
    for (const [one, promises] of kept) put(draft, one.orderNumber, withPromises(one.item(), promises));
  }
}

function isLateOrOpen(item: SalesOrderItem): boolean {
  const asked = openRequests(item).reduce((sum, one) => sum + one.quantity, 0);
  const said = promisesOf(item).reduce((sum, one) => sum + one.quantity, 0);
  return said < asked || item.scheduleLines.some((line) => line.generated);
}
