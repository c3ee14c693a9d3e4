/** Puts one line on the shop floor: stock first, the rest through its routing, each operation where it is finished first. */
import { dayIn } from '#flows/library/zone-clock.ts';
import { type Factory, findMaterialPlant, supplyKey, toBaseUnits } from './factory.ts';
import {
  type AcceptedOffer,
  dueDayOf,
  type Obstacle,
  type PlannedJob,
  type PlannedLine,
  type PlannedOperation,
  type WantedLine,
} from './schedule-model.ts';
import { book, findSlot, type ShopFloor, type Slot, takeGoods, takeMaterial } from './shop-floor.ts';
import { finishOf } from './working-time.ts';

export interface JobResult {
  readonly job: PlannedJob;
  /** What made it wait longest. */
  readonly obstacle: Obstacle;
}

/** `kept`: by their index, jobs whose first operations stay where they are; these are booked and their material is taken. */
export function planLine(floor: ShopFloor, wanted: WantedLine, kept: ReadonlyMap<number, PlannedJob> = new Map()): PlannedLine {
  const { line } = wanted;
  const unknown = findUnknown(floor.factory, wanted);
  if (unknown !== undefined) return { ...wanted, jobs: [], late: { reason: 'invalid-data', blocking: unknown } };
  const results = lotsOf(line, wanted.accepted).map(({ quantity, plant }, index) =>
    planJob(floor, { material: line.material, plant, quantity, unit: line.unit }, kept.get(index)),
  );
  const jobs = results.map(({ job }) => job);
  const days = jobs.flatMap(({ finishedDay }) => finishedDay ?? []).sort();
  const finishedDay = days.length === jobs.length ? days.at(-1) : undefined;
  const planned: PlannedLine = { ...wanted, jobs, ...(finishedDay === undefined ? {} : { finishedDay }) };
  const late = results.find(({ job }, index) => job.finishedDay === undefined || job.finishedDay > dueDayOf(wanted, index));
  return late === undefined ? planned : { ...planned, late: late.obstacle };
}

function lotsOf(
  { quantity, plant }: WantedLine['line'],
  accepted: AcceptedOffer | undefined,
): readonly { readonly quantity: string; readonly plant: string }[] {
  return accepted?.parts ?? [{ quantity, plant }];
}

function findUnknown(factory: Factory, { line }: WantedLine): string | undefined {
  const material = factory.materials.get(line.material);
  if (material === undefined) return `material ${line.material}`;
  if (findMaterialPlant(factory, line.material, line.plant) === undefined) return `material ${line.material} in plant ${line.plant}`;
  return toBaseUnits(material, line.quantity, line.unit) === undefined ? `unit ${line.unit} of material ${line.material}` : undefined;
}

export interface Lot {
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
}

/** Material, plant and unit are known. */
export function planJob(floor: ShopFloor, { material: name, plant, quantity, unit }: Lot, kept?: PlannedJob): JobResult {
  const { factory } = floor;
  const material = factory.materials.get(name)!;
  const { routing } = findMaterialPlant(factory, name, plant)!;
  const timeZone = factory.timeZones.get(plant) ?? 'UTC';
  const wanted = toBaseUnits(material, quantity, unit)!;
  const isBought = routing.length === 0;
  const nothing: Obstacle = { reason: 'calendar', blocking: plant };
  if (kept !== undefined && (kept.made <= 0 || kept.operations.length === routing.length)) {
    const last = kept.operations.at(-1);
    return { job: last === undefined ? kept : { ...kept, finishedDay: dayIn(timeZone, last.end) }, obstacle: nothing };
  }
  const fromStock = kept?.fromStock ?? (isBought ? 0 : takeGoods(floor, name, plant, wanted));
  const made = wanted - fromStock;
  const base = { plant, quantity, fromStock, made, ...(kept?.left === undefined ? {} : { left: kept.left }) };
  if (made <= 0) {
    return { job: { ...base, operations: [], consumed: [], finishedDay: dayIn(timeZone, floor.notBefore) }, obstacle: nothing };
  }
  const components = isBought ? [{ material: name, quantity: '1' }] : material.components;
  const { consumed, lacking } = kept === undefined ? takeAll(floor, components, plant, made) : { consumed: kept.consumed, lacking: '' };
  if (consumed === undefined)
    return { job: { ...base, operations: [], consumed: [] }, obstacle: { reason: 'material', blocking: lacking } };
  const readyAt = Math.max(floor.notBefore, ...consumed.map(({ at }) => at));
  const operations: PlannedOperation[] = [...(kept?.operations ?? [])];
  let at = Math.max(readyAt, operations.at(-1)?.end ?? 0);
  let longest = { waitMs: kept === undefined ? readyAt - floor.notBefore : 0, reason: 'material' as Obstacle['reason'], blocking: lacking };
  for (const step of routing.slice(operations.length)) {
    const setUpGroup = material.setUpGroup;
    const workMs = Math.round((step.setUpMinutes + step.minutesPerBaseUnit * made) * 60_000);
    const machines = [step.workCentre, ...step.alternatives].flatMap((workCentre) => factory.machinesOf.get(workCentre) ?? []);
    let best: Slot | undefined;
    for (const machine of machines) {
      const slot = findSlot(floor, machine, at, workMs, setUpGroup);
      if (slot !== undefined && (best === undefined || slot.end < best.end)) best = slot;
    }
    if (best === undefined) {
      // What cannot be finished is not begun.
      return {
        job: { ...base, operations: kept?.operations ?? [], consumed },
        obstacle: { reason: 'capacity', blocking: step.workCentre },
      };
    }
    const alone = finishOf(best.machine.spans, at, workMs);
    const waitMs = best.end - (alone?.end ?? best.end);
    if (waitMs > longest.waitMs) longest = { waitMs, reason: 'capacity', blocking: best.machine.name };
    const { machine, start, end, changeMs } = best;
    const operation = { operation: step.operation, machine: machine.name, start, end, changeMs, workMs };
    operations.push(setUpGroup === undefined ? operation : { ...operation, setUpGroup });
    at = end;
  }
  for (const operation of operations.slice(kept?.operations.length ?? 0)) book(floor, operation);
  const finishedDay = dayIn(timeZone, at);
  const { waitMs, reason, blocking } = longest;
  return { job: { ...base, operations, consumed, finishedDay }, obstacle: waitMs > 0 ? { reason, blocking } : nothing };
}

/** `consumed` is undefined when the plant does not keep one of them. */
function takeAll(
  floor: ShopFloor,
  components: readonly { readonly material: string; readonly quantity: string }[],
  plant: string,
  made: number,
): { readonly consumed?: PlannedJob['consumed']; readonly lacking: string } {
  const unkept = components.find(({ material }) => !floor.factory.supplies.has(supplyKey(material, plant)));
  if (unkept !== undefined) return { lacking: unkept.material };
  const consumed = components.map(({ material, quantity }) => {
    const needed = Number(quantity) * made;
    return { material, quantity: needed, at: takeMaterial(floor, material, plant, needed) };
  });
  const last = consumed.reduce((latest, one) => (one.at > latest.at ? one : latest), consumed[0] ?? { material: '', at: 0 });
  return { consumed, lacking: last.material };
}
