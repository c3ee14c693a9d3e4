/** From what a flow wants and what SAP has to the requests of one changeset. Pure: the same state gives the same plan. */
import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal } from '#flows/library/decimal.ts';
import { InvalidError } from '../../errors.ts';
import type { BatchRequest } from '../odata/batch.ts';
import type { EdmEntityType, EdmProperty } from '../odata/edm.ts';
import { formatKeyPredicate } from '../odata/literal.ts';
import { isSameNumber, isSameValue, withoutZeros, writeValue } from '../property-values.ts';
import { findOrderItem, requestedLines, type SalesOrder, type SalesOrderItem } from './sales-order.ts';
import { ITEM_DATE, ITEM_UNIT, type TouchedField, valueAt } from './touched-fields.ts';

export type SalesOrderChange = {
  readonly salesOrder: string;
  /** SAP's field names and values as flows write them. */
  readonly header: JsonObject;
  readonly items: readonly ItemChange[];
  readonly revision?: string;
};

export type ItemChange = {
  readonly item: string;
  /** Only to be sure that both speak of the same: another material is refused. */
  readonly material?: string;
  readonly quantity?: string;
  /** Any of the unit's codes; left out: the unit that the item has. */
  readonly unit?: string;
  readonly requestedDate?: string;
  /** Reason code; empty takes a rejection back. */
  readonly reject?: string;
  readonly fields?: JsonObject;
};

/** What the plan must know of the system's metadata, small enough to be recorded with the read. */
export type KnownFields = {
  readonly header: { readonly [name: string]: EdmProperty & JsonObject };
  readonly item: { readonly [name: string]: EdmProperty & JsonObject };
  readonly linesWritable: boolean;
  /** Header field for the revision; empty where this system has none. */
  readonly revisionField: string;
};

export type ChangePlan =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly target: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'change'; readonly fields: readonly TouchedField[]; readonly requests: (etag: string) => readonly BatchRequest[] };

/** Results of SAP's own availability check: never ours to write, whatever a release would let through. */
const CONFIRMED_FIELDS = new Set([
  'ConfirmedDeliveryDate',
  'ConfdOrderQtyByMatlAvailCheck',
  'ConfdDelivQtyInOrderQtyUnit',
  'OpenConfdDelivQtyInOrdQtyUnit',
  'ConfdSchedLineReqdDelivDate',
]);

/** Sent unchanged when nothing else of the header is: the entity tag of the header guards the whole changeset. */
export const GUARD_FIELD = 'PurchaseOrderByCustomer';

/** Names of the fields that a change may touch, for reading them and their metadata. */
export function namesTouchedBy(
  change: SalesOrderChange,
  revisionField: string,
): { readonly header: readonly string[]; readonly item: readonly string[] } {
  return {
    header: [...new Set([...Object.keys(change.header), GUARD_FIELD, ...(revisionField === '' ? [] : [revisionField])])],
    item: [
      ...new Set([
        'RequestedQuantity',
        ITEM_UNIT,
        'SalesDocumentRjcnReason',
        ...change.items.flatMap((item) => Object.keys(item.fields ?? {})),
      ]),
    ],
  };
}

export function knownFields(
  header: EdmEntityType,
  item: EdmEntityType,
  linesWritable: boolean,
  names: ReturnType<typeof namesTouchedBy>,
  revisionField: string,
): KnownFields {
  const pick = (type: EdmEntityType, wanted: readonly string[]) =>
    Object.fromEntries(
      type.properties
        .filter((property) => wanted.includes(property.name))
        .map((property) => [property.name, property as EdmProperty & JsonObject]),
    );
  const known = pick(header, names.header);
  return {
    header: known,
    item: pick(item, names.item),
    linesWritable,
    revisionField: known[revisionField]?.updatable === true ? revisionField : '',
  };
}

/** Throws InvalidError when the change itself is malformed or asks for what nobody may write. */
export function planChange(change: SalesOrderChange, order: SalesOrder, known: KnownFields): ChangePlan {
  checkNoConfirmedFields(change);
  for (const wanted of change.items) {
    const refusal = findRefusal(wanted, findOrderItem(order, wanted.item));
    if (refusal !== undefined) return refusal;
  }
  const dates = planDates(change, order, known);
  const fields = [
    ...touched('header', change.header, order, known.header),
    ...dates.fields,
    ...change.items.flatMap((wanted) =>
      touched(withoutZeros(wanted.item), itemFields(wanted, findOrderItem(order, wanted.item)), order, known.item),
    ),
  ].filter((field) => !isSameValue({ type: field.type }, field.from, field.to));
  if (fields.length === 0) return { kind: 'nothing' };
  const all = [...fields, ...revisionOf(change, order, known)];
  return { kind: 'change', fields: all, requests: (etag) => toRequests(order, all, dates.viaHeader, known, etag) };
}

function findRefusal(wanted: ItemChange, item: SalesOrderItem | undefined): ChangePlan | undefined {
  if (item === undefined) {
    return { kind: 'refused', code: 'item-unknown', message: `The order has no item ${wanted.item}`, target: 'SalesOrderItem' };
  }
  const { material } = wanted;
  if (material !== undefined && material !== item.material && !(/^\d+$/.test(material) && isSameNumber(material, item.material))) {
    return {
      kind: 'refused',
      code: 'material-differs',
      message: `Item ${item.item} is for material ${item.material}, the change speaks of ${material}`,
      target: 'Material',
    };
  }
  if (wanted.quantity === undefined) return undefined;
  if (!isDecimal(wanted.quantity) || compareDecimals(wanted.quantity, '0') <= 0) {
    throw new InvalidError(`Item ${item.item}: ${JSON.stringify(wanted.quantity)} is not a quantity`, {
      code: 'quantity-malformed',
      help: 'Give a positive decimal such as "25.000"; to cancel an item give "reject".',
      target: 'RequestedQuantity',
    });
  }
  // Some systems are set up to warn only; a quantity below what has left the house is wrong in every one of them.
  const sameUnit = wanted.unit === undefined || item.units.includes(wanted.unit);
  if (item.deliveredQuantity === null || !sameUnit || compareDecimals(wanted.quantity, item.deliveredQuantity) >= 0) return undefined;
  return {
    kind: 'refused',
    code: 'below-delivered',
    message: `Item ${item.item}: ${wanted.quantity} is less than the ${item.deliveredQuantity} ${item.unit} already delivered`,
    target: 'RequestedQuantity',
  };
}

function itemFields({ quantity, unit, reject, fields = {} }: ItemChange, item: SalesOrderItem | undefined): JsonObject {
  const otherUnit = unit !== undefined && item?.units.includes(unit) === false;
  return {
    ...(otherUnit ? { [ITEM_UNIT]: unit } : {}),
    ...(quantity === undefined ? {} : { RequestedQuantity: quantity }),
    ...(reject === undefined ? {} : { SalesDocumentRjcnReason: reject }),
    ...fields,
  };
}

function touched(at: string, values: JsonObject, order: SalesOrder, known: KnownFields['header']): readonly TouchedField[] {
  return Object.entries(values).map(([field, to]) => {
    const property = known[field];
    if (property === undefined || !property.updatable) {
      throw new InvalidError(
        `${at === 'header' ? 'The order header' : `Item ${at}`} has no field ${field} that can be changed in this system`,
        {
          code: property === undefined ? 'field-unknown' : 'field-read-only',
          help: "Look the name up in the service's $metadata; customer fields begin with YY1_.",
          target: field,
        },
      );
    }
    writeValue(property, to);
    return { at, field, type: property.type, from: valueAt(order, at, field), to };
  });
}

interface PlannedDates {
  readonly fields: readonly TouchedField[];
  /** The one date that goes to the header, where schedule lines cannot be written. */
  readonly viaHeader?: string;
}

function planDates(change: SalesOrderChange, order: SalesOrder, known: KnownFields): PlannedDates {
  const wanted = new Map(
    change.items.flatMap((one) => (one.requestedDate === undefined ? [] : [[withoutZeros(one.item), one.requestedDate]])),
  );
  for (const date of wanted.values()) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || new Date(`${date}T00:00:00Z`).toString() === 'Invalid Date') {
      throw new InvalidError(`${JSON.stringify(date)} is not a date YYYY-MM-DD`, {
        code: 'date-malformed',
        target: 'RequestedDeliveryDate',
      });
    }
  }
  const fields = [...wanted].map(
    ([at, to]): TouchedField => ({ at, field: ITEM_DATE, type: 'Edm.DateTime', from: valueAt(order, at, ITEM_DATE), to }),
  );
  const changing = fields.filter(({ from, to }) => from !== to);
  if (known.linesWritable || changing.length === 0) return { fields };
  // Schedule lines are read-only in the older editions: the header's date moves every line that has the header's old date.
  const [date] = new Set(changing.map(({ to }) => String(to)));
  const open = order.items.filter((item) => item.rejectionReason === '' && item.deliveryStatus !== 'C');
  const uniform = open.every((item) => (wanted.get(item.item) ?? item.requestedDate) === date);
  const moves = changing.every(({ from }) => from === order.requestedDate);
  if (date !== undefined && uniform && moves) return { fields, viaHeader: date };
  throw new InvalidError('This SAP release takes a requested date for the whole order only, and the items want different ones', {
    code: 'schedule-lines-read-only',
    help: 'Give all open items of the order the same date, or upgrade to a release whose schedule lines can be written.',
    target: 'RequestedDeliveryDate',
  });
}

function revisionOf(change: SalesOrderChange, order: SalesOrder, known: KnownFields): readonly TouchedField[] {
  const property = known.header[known.revisionField];
  if (change.revision === undefined || property === undefined) return [];
  return [
    {
      at: 'header',
      field: known.revisionField,
      type: property.type,
      from: valueAt(order, 'header', known.revisionField),
      to: change.revision,
    },
  ];
}

/** The header first, its tag guards all; dates before quantities, because a smaller quantity can use up a line. */
function toRequests(
  order: SalesOrder,
  fields: readonly TouchedField[],
  viaHeader: string | undefined,
  known: KnownFields,
  etag: string,
): readonly BatchRequest[] {
  const SalesOrder = withoutZeros(order.salesOrder);
  const header = bodyOf(
    fields.filter(({ at }) => at === 'header'),
    known.header,
  );
  if (viaHeader !== undefined) header['RequestedDeliveryDate'] = writeValue(DATE_PROPERTY, viaHeader);
  if (Object.keys(header).length === 0 && known.header[GUARD_FIELD]?.updatable === true) header[GUARD_FIELD] = order.purchaseOrder;
  const requests = [patch(`A_SalesOrder${formatKeyPredicate({ SalesOrder })}`, header, { 'if-match': etag })];
  for (const { at, field, to } of fields) {
    if (field !== ITEM_DATE || at === 'header' || viaHeader !== undefined) continue;
    for (const { line, requestedDate } of requestedLines(findOrderItem(order, at)?.scheduleLines ?? [])) {
      if (requestedDate === to) continue;
      const key = formatKeyPredicate({ SalesOrder, SalesOrderItem: at, ScheduleLine: withoutZeros(line) });
      requests.push(patch(`A_SalesOrderScheduleLine${key}`, { RequestedDeliveryDate: writeValue(DATE_PROPERTY, to) }));
    }
  }
  for (const at of new Set(fields.map((field) => field.at))) {
    const body = bodyOf(
      fields.filter((field) => field.at === at && field.field !== ITEM_DATE),
      known.item,
    );
    if (at === 'header' || Object.keys(body).length === 0) continue;
    requests.push(patch(`A_SalesOrderItem${formatKeyPredicate({ SalesOrder, SalesOrderItem: at })}`, body));
  }
  return requests;
}

const DATE_PROPERTY: EdmProperty = {
  name: 'RequestedDeliveryDate',
  type: 'Edm.DateTime',
  nullable: true,
  displayFormat: 'Date',
  creatable: true,
  updatable: true,
  concurrencyToken: false,
};

function bodyOf(fields: readonly TouchedField[], known: KnownFields['header']): { [name: string]: Json } {
  return Object.fromEntries(
    fields.flatMap(({ field, to }) => {
      const property = known[field];
      return property === undefined ? [] : [[field, writeValue(property, to)]];
    }),
  );
}

function patch(url: string, body: JsonObject, headers: { readonly [name: string]: string } = {}): BatchRequest {
  return {
    method: 'PATCH',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

function checkNoConfirmedFields(change: SalesOrderChange): void {
  const names = [...Object.keys(change.header), ...change.items.flatMap((item) => Object.keys(item.fields ?? {}))];
  const forbidden = names.find((name) => CONFIRMED_FIELDS.has(name));
  if (forbidden === undefined) return;
  throw new InvalidError(`${forbidden} is the result of SAP's own availability check and is never written`, {
    code: 'confirmed-field',
    help: 'To bring a promise into SAP: reschedule the production order, or set the requested date (with the fixed-date flag), or write a text or a customer field.',
    target: forbidden,
  });
}
