/** What is to be planned and what a plan is: plain data, epoch milliseconds, quantities in base units unless said otherwise. */
import type { Demand, DemandLine, Offer, OfferReason } from '../contract.ts';

/** An offer that a planner accepted for a line as it was then. */
export interface AcceptedOffer {
  readonly kind: Offer['kind'];
  /** In the unit of the line. */
  readonly parts: readonly { readonly quantity: string; readonly date: string; readonly plant: string }[];
}

/** A line of a demand that shall be planned. */
export interface WantedLine {
  /** `demandId/item`. */
  readonly key: string;
  readonly demandId: string;
  readonly demandRevision: number;
  readonly customerClass: Demand['customerClass'];
  readonly priority: number;
  readonly line: DemandLine;
  readonly accepted?: AcceptedOffer;
  /** Version of the first plan that had the line like this: among equals the one that was promised first goes first. */
  readonly since: number;
}

export interface PlannedOperation {
  readonly operation: string;
  readonly machine: string;
  readonly start: number;
  readonly end: number;
  /** Set-up after the job before it, then the routing's set-up and the work itself. */
  readonly changeMs: number;
  readonly workMs: number;
  readonly setUpGroup?: string;
}

/** One lot of a line: all of it, or a part of a split. */
export interface PlannedJob {
  readonly plant: string;
  /** In the unit of the line. */
  readonly quantity: string;
  readonly fromStock: number;
  readonly made: number;
  /** Of what was to be made, so much has left: work that has begun is so much longer. */
  readonly left?: number;
  readonly operations: readonly PlannedOperation[];
  /** Bought material and when it is all there, for the material balance. */
  readonly consumed: readonly { readonly material: string; readonly quantity: number; readonly at: number }[];
  /** Day of the plant on which it is there; undefined when it cannot be made within the horizon. */
  readonly finishedDay?: string;
}

export interface Obstacle {
  readonly reason: OfferReason;
  /** Resource or material. */
  readonly blocking: string;
}

export interface PlannedLine extends WantedLine {
  readonly jobs: readonly PlannedJob[];
  /** Of the last job. */
  readonly finishedDay?: string;
  /** Why it is not there when it should be. */
  readonly late?: Obstacle;
}

export interface Schedule {
  readonly lines: { readonly [key: string]: PlannedLine };
}

export function lineKey(demandId: string, item: string): string {
  return `${demandId}/${item}`;
}

export function operationsOf(line: PlannedLine): readonly PlannedOperation[] {
  return line.jobs.flatMap(({ operations }) => operations);
}

/** The day that a lot of a line is measured against: what was asked for, or what was agreed instead. */
export function dueDayOf({ line, accepted }: WantedLine, lot: number): string {
  return accepted?.parts[lot]?.date ?? line.dueDate;
}

export function laterDay(a: string, b: string): string {
  return [a, b].sort()[1]!;
}

const CLASS_DAYS = { A: 3, B: 1, C: 0 } as const;

/** Negative: `a` comes first. By priority, then due day less what the customer's class is worth, then who was promised first. */
export function compareUrgency(a: WantedLine, b: WantedLine): number {
  return a.priority - b.priority || urgentDay(a) - urgentDay(b) || a.since - b.since || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function urgentDay({ line, customerClass }: WantedLine): number {
  return Date.parse(line.dueDate) / 86_400_000 - CLASS_DAYS[customerClass];
}

/** The same lots of the same thing: what is planned for one is good for the other. */
export function isSameWork(a: WantedLine, b: WantedLine): boolean {
  return (
    a.line.material === b.line.material &&
    a.line.plant === b.line.plant &&
    Number(a.line.quantity) === Number(b.line.quantity) &&
    a.line.unit === b.line.unit &&
    JSON.stringify(a.accepted) === JSON.stringify(b.accepted)
  );
}

export function isSameRank(a: WantedLine, b: WantedLine): boolean {
  return a.priority === b.priority && a.line.dueDate === b.line.dueDate && a.customerClass === b.customerClass;
}
