/** An order of the scheduler's contract as frePPLe keeps it: one demand a line, named `order/item`. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal, padDecimal } from '#flows/library/decimal.ts';
import type { DemandAnswer, DemandLine, LineCommitment } from '../scheduler/contract.ts';

export const demandName = (demandId: string, item: string): string => `${demandId}/${item}`;

/** Of our own naming; undefined for demands that somebody else put there. */
export function namesIn(name: Json | undefined): { readonly demandId: string; readonly item: string } | undefined {
  const match = /^(\d{10})\/(\d{6})$/.exec(textOf(name));
  return match === null ? undefined : { demandId: match[1]!, item: match[2]! };
}

export interface OrderDemand {
  readonly demandId: string;
  readonly demandRevision: number;
  readonly customerClass?: string;
  readonly priority?: number;
  readonly lines: readonly Pick<DemandLine, 'item' | 'material' | 'plant' | 'quantity' | 'unit' | 'dueDate'>[];
}

/** The rows to send: every line, and those that are there and no longer wanted as canceled. */
export function toRows(order: OrderDemand, held: readonly JsonObject[], revisionField: string): readonly JsonObject[] {
  const revision = { [revisionField]: String(order.demandRevision) };
  const wanted = order.lines.map((line): JsonObject => {
    const isWanted = compareDecimals(line.quantity, '0') > 0;
    return {
      name: demandName(order.demandId, line.item),
      description: line.unit,
      item: line.material,
      location: line.plant,
      // Midnight of the plant: a plain day, never shifted.
      due: `${line.dueDate}T00:00:00`,
      quantity: line.quantity,
      status: isWanted ? 'open' : 'canceled',
      ...(order.customerClass === undefined ? {} : { category: order.customerClass }),
      ...(order.priority === undefined ? {} : { priority: order.priority }),
      ...revision,
    };
  });
  const gone = held
    .filter((row) => wanted.every(({ name }) => name !== row['name']))
    .map((row): JsonObject => ({ name: row['name'] ?? '', status: 'canceled', ...revision }));
  return [...wanted, ...gone];
}

/** The highest revision that any line of the order has; -1 where none has one. */
export function revisionOf(held: readonly JsonObject[], revisionField: string): number {
  return Math.max(-1, ...held.map((row) => Number(/^\d{1,9}$/.exec(textOf(row[revisionField]))?.[0] ?? -1)));
}

/** Are these rows held, however frePPLe writes numbers and instants? */
export function holdsRows(held: readonly JsonObject[], rows: readonly JsonObject[]): boolean {
  return rows.every((row) => {
    const found = held.find((one) => one['name'] === row['name']);
    return found !== undefined && Object.entries(row).every(([name, value]) => isSame(name, found[name], value));
  });
}

function isSame(name: string, held: Json | undefined, wanted: Json): boolean {
  const [a, b] = [textOf(held), textOf(wanted)];
  if (name === 'due') return a.slice(0, 10) === b.slice(0, 10);
  return a === b || (isDecimal(a) && isDecimal(b) && compareDecimals(a, b) === 0);
}

/** What the plan says of an order, in the words of the scheduler's contract. */
export function toAnswer(
  demandId: string,
  rows: readonly JsonObject[],
  orders: readonly JsonObject[],
  revisionField: string,
): DemandAnswer {
  const open = rows.filter((row) => row['status'] !== 'canceled' && row['status'] !== 'closed');
  const planned = open.filter((row) => dayOf(row['deliverydate']) !== '');
  const lines = planned.map((row) => toLine(row, orders)).toSorted((a, b) => a.item.localeCompare(b.item));
  const short = open.filter((row) => !isWhole(row));
  const late = lines.filter(({ onTime }) => !onTime);
  const committedDate = lines
    .map((line) => line.committedDate)
    .sort()
    .at(-1);
  return {
    demandId,
    demandRevision: revisionOf(rows, revisionField),
    outcome: short.length > 0 ? 'infeasible' : late.length > 0 ? 'offers' : 'committed',
    ...(committedDate === undefined ? {} : { committedDate }),
    lines,
    offers: short.length > 0 ? [] : late.map(({ item, parts }) => ({ kind: 'later-full', item, parts })),
    ...(committedDate === undefined || short.length > 0 ? {} : { earliestDate: committedDate }),
  };
}

function isWhole(row: JsonObject): boolean {
  const [planned, wanted] = [textOf(row['plannedquantity']) || '0', textOf(row['quantity']) || '0'];
  return dayOf(row['deliverydate']) !== '' && isDecimal(planned) && isDecimal(wanted) && compareDecimals(planned, wanted) >= 0;
}

function toLine(row: JsonObject, orders: readonly JsonObject[]): LineCommitment {
  const [requestedDate, committedDate] = [dayOf(row['due']), dayOf(row['deliverydate'])];
  const quantity = quantityOf(row['plannedquantity'] ?? row['quantity']);
  return {
    item: namesIn(row['name'])!.item,
    quantity: quantityOf(row['quantity']),
    unit: textOf(row['description']),
    requestedDate,
    committedDate,
    onTime: committedDate <= requestedDate,
    parts: [{ quantity, date: committedDate, plant: textOf(row['location']) }],
    operations: orders
      .filter((order) => order['demand'] === row['name'])
      .map((order) => {
        const resource = textOf(((order['resources'] ?? []) as readonly JsonObject[])[0]?.['resource']);
        return {
          operation: textOf(order['operation']),
          resource,
          workCentre: resource,
          start: textOf(order['startdate']),
          end: textOf(order['enddate']),
        };
      }),
  };
}

const dayOf = (value: Json | undefined): string => textOf(value).slice(0, 10);

function quantityOf(value: Json | undefined): string {
  const text = textOf(value);
  return isDecimal(text) ? padDecimal(text, 3) : '0.000';
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
