/** What has left: it is planned no more, and the stock and material that it took are gone with it. Pure. */
import { compareDecimals, padDecimal, subtractDecimals } from '#flows/library/decimal.ts';
import type { Demand, DemandLine, ShippedLine } from '../contract.ts';
import { type Factory, supplyKey, toBaseUnits } from './factory.ts';
import { type AcceptedOffer, lineKey, type PlannedJob, type PlannedLine } from './schedule-model.ts';

/** By line: the highest total that was told. */
export interface ShippedTotals {
  readonly [key: string]: ShippedLine;
}

/** By `material@plant`, in base units: what has gone from stock with the goods that left. */
export interface GoneSupplies {
  readonly [key: string]: number;
}

/** A total in another unit of the material; undefined for a unit that it is not known in. */
export function totalIn(factory: Factory, material: string, { shipped, unit }: ShippedLine, target: string): string | undefined {
  if (unit === target) return padDecimal(shipped, 3);
  const known = factory.materials.get(material);
  const [base, one] = known === undefined ? [] : [toBaseUnits(known, shipped, unit), toBaseUnits(known, '1', target)];
  return base === undefined || one === undefined ? undefined : (base / one).toFixed(3);
}

/** Negative: `a` is the smaller total. Totals in units that cannot be compared are compared as they are written. */
export function compareTotals(factory: Factory, material: string | undefined, a: ShippedLine, b: ShippedLine): number {
  const inUnitOfB = material === undefined ? undefined : totalIn(factory, material, a, b.unit);
  return compareDecimals(inUnitOfB ?? a.shipped, b.shipped);
}

/** What is still to be planned of a demand: its lines less what left after they were counted. A line that has left is none. */
export function openDemand(factory: Factory, demand: Demand, totals: ShippedTotals): Demand {
  return { ...demand, lines: demand.lines.flatMap((line) => openLine(factory, line, totals[lineKey(demand.demandId, line.item)])) };
}

function openLine(factory: Factory, line: DemandLine, total: ShippedLine | undefined): readonly DemandLine[] {
  const shipped = total === undefined ? undefined : totalIn(factory, line.material, total, line.unit);
  const since = shipped === undefined ? '0' : subtractDecimals(shipped, line.shippedBefore ?? '0');
  if (compareDecimals(since, '0') <= 0) return [line];
  const open = subtractDecimals(line.quantity, since);
  return compareDecimals(open, '0') <= 0 ? [] : [{ ...line, quantity: padDecimal(open, 3) }];
}

export interface LeftLine {
  /** Undefined when all of it has left. */
  readonly rest?: PlannedLine;
  readonly gone: GoneSupplies;
}

/**
 * A planned line after so much of it has left: the lots that come first leave first, of each what came from stock before what was
 * made. Work that has begun stays as it is: a part of it is under way to the customer.
 */
export function takeAway(planned: PlannedLine, open: string, now: number, today: string): LeftLine {
  const gone = new Map<string, number>();
  const lots: { readonly job: PlannedJob; readonly part: AcceptedOffer['parts'][number] | undefined }[] = [];
  let leaving = Number(planned.line.quantity) - Number(open);
  for (const [index, job] of planned.jobs.entries()) {
    const quantity = Number(job.quantity);
    const left = Math.min(quantity, Math.max(0, leaving));
    leaving -= left;
    const rest = left === 0 ? job : leaveJob(job, left / quantity, (quantity - left).toFixed(3));
    for (const [key, amount] of left === 0 ? [] : usedBy(planned.line.material, job, rest, now, today))
      gone.set(key, (gone.get(key) ?? 0) + amount);
    const part = planned.accepted?.parts[index];
    if (Number(rest.quantity) > 0) lots.push({ job: rest, part: part && { ...part, quantity: rest.quantity } });
  }
  const line = { ...planned.line, quantity: open };
  const parts = lots.flatMap(({ part }) => part ?? []);
  const accepted = planned.accepted === undefined ? {} : { accepted: { ...planned.accepted, parts } };
  if (Number(open) <= 0) return { gone: Object.fromEntries(gone) };
  return { rest: { ...planned, line, ...accepted, jobs: lots.map(({ job }) => job) }, gone: Object.fromEntries(gone) };
}

function leaveJob(job: PlannedJob, share: number, quantity: string): PlannedJob {
  const leaving = (job.fromStock + job.made) * share;
  const fromStock = Math.min(job.fromStock, leaving);
  const made = exact(job.made - (leaving - fromStock));
  const kept = job.made <= 0 ? 0 : made / job.made;
  return {
    ...job,
    quantity,
    fromStock: exact(job.fromStock - fromStock),
    made,
    left: exact((job.left ?? 0) + job.made - made),
    consumed: job.consumed.map((one) => ({ ...one, quantity: exact(one.quantity * kept) })),
  };
}

/** Of stock what it took; of components only where work has begun: what left before came from somewhere else. */
function usedBy(material: string, was: PlannedJob, is: PlannedJob, now: number, today: string): readonly (readonly [string, number])[] {
  const goods = [supplyKey(material, was.plant), was.fromStock - is.fromStock] as const;
  const [first] = was.operations;
  const isMade = first === undefined ? was.finishedDay !== undefined && was.finishedDay <= today : first.start < now;
  const components = was.consumed.map(
    (one, index) => [supplyKey(one.material, was.plant), one.quantity - (is.consumed[index]?.quantity ?? 0)] as const,
  );
  return [goods, ...(isMade ? components : [])].filter(([, quantity]) => quantity > 0);
}

/** The same factory after goods have left: stock may be below nothing, which the next receipts fill. */
export function withoutGone(factory: Factory, gone: GoneSupplies): Factory {
  const supplies = new Map(factory.supplies);
  for (const [key, quantity] of Object.entries(gone)) {
    const supply = supplies.get(key);
    if (supply !== undefined) supplies.set(key, { ...supply, stock: supply.stock - quantity });
  }
  return { ...factory, supplies };
}

export function addGone(a: GoneSupplies, b: GoneSupplies): GoneSupplies {
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([key, quantity]) => [key, exact((a[key] ?? 0) + quantity)])) };
}

/** Without the dust of binary fractions. */
function exact(value: number): number {
  return Math.max(0, Math.round(value * 1e6) / 1e6);
}
