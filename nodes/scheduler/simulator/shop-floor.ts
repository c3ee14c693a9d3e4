/** What is taken while a plan is made: time of machines, stock, bought material. Changed in place; `giveBack` undoes what was only tried. */
import { type Factory, type Machine, supplyKey } from './factory.ts';
import type { PlannedJob, PlannedOperation } from './schedule-model.ts';
import { finishOf } from './working-time.ts';

export interface ShopFloor {
  readonly factory: Factory;
  /** Nothing new begins before this. */
  readonly notBefore: number;
  /** Per machine, sorted, never overlapping. */
  readonly bookings: Map<string, PlannedOperation[]>;
  /** Finished goods taken from stock, by `material@plant`. */
  readonly goodsTaken: Map<string, number>;
  /** Bought material taken, by `material@plant`. */
  readonly materialTaken: Map<string, number>;
}

export function createShopFloor(factory: Factory, notBefore: number): ShopFloor {
  return { factory, notBefore, bookings: new Map(), goodsTaken: new Map(), materialTaken: new Map() };
}

/** False, and nothing is booked, when something else stands there. */
export function book(floor: ShopFloor, operation: PlannedOperation): boolean {
  const bookings = bookingsOf(floor, operation.machine);
  const index = firstEndingAfter(bookings, operation.start);
  const next = bookings[index];
  if (next !== undefined && next.start < operation.end) return false;
  bookings.splice(index, 0, operation);
  return true;
}

/** What stands before this instant on the machine. */
export function findBefore(floor: ShopFloor, machine: string, at: number): PlannedOperation | undefined {
  const bookings = floor.bookings.get(machine) ?? [];
  return bookings[firstEndingAfter(bookings, at) - 1];
}

function bookingsOf(floor: ShopFloor, machine: string): PlannedOperation[] {
  const known = floor.bookings.get(machine);
  if (known !== undefined) return known;
  const created: PlannedOperation[] = [];
  floor.bookings.set(machine, created);
  return created;
}

export interface Slot {
  readonly machine: Machine;
  readonly start: number;
  readonly end: number;
  readonly changeMs: number;
}

/** The first gap that takes the work with its set-up and leaves the set-up of the job behind it as it was; undefined beyond the horizon. */
export function findSlot(
  floor: ShopFloor,
  machine: Machine,
  earliest: number,
  workMs: number,
  setUpGroup: string | undefined,
): Slot | undefined {
  const { changeMs } = floor.factory;
  const bookings = floor.bookings.get(machine.name) ?? [];
  for (let index = firstEndingAfter(bookings, earliest); ; index += 1) {
    const before = bookings[index - 1];
    const next = bookings[index];
    const from = Math.max(earliest, before?.end ?? earliest);
    if (next !== undefined && (next.start - from < workMs || changeMs(setUpGroup, next.setUpGroup) > next.changeMs)) continue;
    const change = changeMs(before?.setUpGroup, setUpGroup);
    const span = finishOf(machine.spans, from, workMs + change);
    if (span === undefined) return undefined;
    if (next === undefined || span.end <= next.start) return { machine, ...span, changeMs: change };
  }
}

function firstEndingAfter(bookings: readonly PlannedOperation[], at: number): number {
  let low = 0;
  let high = bookings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bookings[middle]!.end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** As much of `wanted` as lies in stock. */
export function takeGoods(floor: ShopFloor, material: string, plant: string, wanted: number): number {
  const key = supplyKey(material, plant);
  const taken = floor.goodsTaken.get(key) ?? 0;
  const part = Math.min(wanted, Math.max(0, (floor.factory.supplies.get(key)?.stock ?? 0) - taken));
  floor.goodsTaken.set(key, taken + part);
  return part;
}

/** When so much bought material is there, given what others have taken. The plant keeps it. */
export function takeMaterial(floor: ShopFloor, material: string, plant: string, quantity: number): number {
  const key = supplyKey(material, plant);
  const supply = floor.factory.supplies.get(key)!;
  const needed = (floor.materialTaken.get(key) ?? 0) + quantity;
  floor.materialTaken.set(key, needed);
  let there = supply.stock;
  if (there >= needed) return floor.factory.start;
  for (const receipt of supply.receipts) {
    there += receipt.quantity;
    if (there >= needed && receipt.at <= supply.replenishedAt) return receipt.at;
  }
  // What nobody has ordered yet is ordered today.
  return supply.replenishedAt;
}

/** What a job that stays as it was has taken. */
export function takeAgain(floor: ShopFloor, material: string, job: PlannedJob): void {
  const goods = supplyKey(material, job.plant);
  floor.goodsTaken.set(goods, (floor.goodsTaken.get(goods) ?? 0) + job.fromStock);
  for (const { material: component, quantity } of job.consumed) {
    const key = supplyKey(component, job.plant);
    floor.materialTaken.set(key, (floor.materialTaken.get(key) ?? 0) + quantity);
  }
}

/** Undoes what `planJob` or a plan did with a job. */
export function giveBack(floor: ShopFloor, material: string, job: PlannedJob): void {
  for (const operation of job.operations) {
    const bookings = bookingsOf(floor, operation.machine);
    const index = bookings.indexOf(operation);
    if (index >= 0) bookings.splice(index, 1);
  }
  const goods = supplyKey(material, job.plant);
  floor.goodsTaken.set(goods, (floor.goodsTaken.get(goods) ?? 0) - job.fromStock);
  for (const { material: component, quantity } of job.consumed) {
    const key = supplyKey(component, job.plant);
    floor.materialTaken.set(key, (floor.materialTaken.get(key) ?? 0) - quantity);
  }
}
