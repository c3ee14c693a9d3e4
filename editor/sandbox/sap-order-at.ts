/** SAP's order as it stood at a moment, worked out by undoing what its change log has from then on. Pure. */
import { bareNumber, quantityText, type SapLogEntry, type SapOrder } from './sap-order.ts';

export interface SapItemStanding {
  /** As people read it: `10`. */
  readonly item: string;
  readonly text: string;
  readonly unit: string;
  readonly requested: string;
  readonly lines: readonly SapLineStanding[];
  /** What Millrace has noted as promised. */
  readonly promised: string;
  readonly rejected: boolean;
}

export interface SapLineStanding {
  readonly requestedDate: string;
  readonly confirmed: string;
  readonly confirmedDate: string;
}

const ITEM_FIELDS = ['RequestedQuantity', 'YY1_PromisedDate_SDI', 'SalesDocumentRjcnReason'] as const;
const LINE_FIELDS = ['RequestedDeliveryDate', 'ConfirmedDeliveryDate', 'ConfdOrderQtyByMatlAvailCheck'] as const;

/** Before and after these entries of the change log, which need not be the last ones. */
export function standingsAround(
  order: SapOrder,
  entries: readonly SapLogEntry[],
): { readonly before: readonly SapItemStanding[]; readonly after: readonly SapItemStanding[] } {
  const [first, last] = [entries[0], entries.at(-1)];
  const now = standingsOf(order, fieldsOf(order));
  if (first === undefined || last === undefined) return { before: now, after: now };
  const [from, to] = [order.changeLog.indexOf(first), order.changeLog.indexOf(last) + 1];
  return {
    before: standingsOf(order, undo(fieldsOf(order), order.changeLog.slice(from))),
    after: standingsOf(order, undo(fieldsOf(order), order.changeLog.slice(to))),
  };
}

/** By the names of the change log. */
function fieldsOf({ items }: SapOrder): Map<string, string> {
  const fields = new Map<string, string>();
  for (const item of items) {
    const place = `item ${bareNumber(item.SalesOrderItem)}`;
    for (const name of ITEM_FIELDS) fields.set(`${place} ${name}`, item[name] ?? '');
    for (const line of item.scheduleLines)
      for (const name of LINE_FIELDS) fields.set(`${place} line ${bareNumber(line.ScheduleLine)} ${name}`, line[name] ?? '');
  }
  return fields;
}

function undo(fields: Map<string, string>, entries: readonly SapLogEntry[]): Map<string, string> {
  for (const { changes } of entries.toReversed())
    for (const { field, old } of changes) {
      if (old === null) fields.delete(field);
      else fields.set(field, old);
    }
  return fields;
}

function standingsOf({ items }: SapOrder, fields: ReadonlyMap<string, string>): readonly SapItemStanding[] {
  return items.flatMap((item) => {
    const place = `item ${bareNumber(item.SalesOrderItem)}`;
    const requested = fields.get(`${place} RequestedQuantity`);
    // It was not in the order yet.
    if (requested === undefined) return [];
    const numbers = [...fields.keys()].flatMap((field) => {
      const found = field.startsWith(`${place} line `) ? /line (\d+) RequestedDeliveryDate$/.exec(field)?.[1] : undefined;
      return found === undefined ? [] : [found];
    });
    return [
      {
        item: bareNumber(item.SalesOrderItem),
        text: item.SalesOrderItemText,
        unit: item.RequestedQuantityUnit,
        requested: quantityText(requested),
        promised: fields.get(`${place} YY1_PromisedDate_SDI`) ?? '',
        rejected: (fields.get(`${place} SalesDocumentRjcnReason`) ?? '') !== '',
        lines: numbers
          .toSorted((a, b) => Number(a) - Number(b))
          .map((line) => ({
            requestedDate: fields.get(`${place} line ${line} RequestedDeliveryDate`) ?? '',
            confirmed: quantityText(fields.get(`${place} line ${line} ConfdOrderQtyByMatlAvailCheck`) ?? ''),
            confirmedDate: fields.get(`${place} line ${line} ConfirmedDeliveryDate`) ?? '',
          })),
      },
    ];
  });
}
