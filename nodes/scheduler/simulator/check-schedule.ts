/**
 * An independent look at a plan: what a planner would never accept, as sentences. Works from the landscape alone and shares no
 * code with the solver; its working time is counted another way.
 */
import type { Landscape, Material, MaterialPlant, WorkCentre } from '../../sandbox/landscape-model.ts';
import type { Downtime } from '../contract.ts';
import type { PlannedJob, PlannedLine, PlannedOperation, Schedule } from './schedule-model.ts';

export interface CheckedWorld {
  readonly landscape: Landscape;
  /** By work centre: share at the end of each shift that is not ours. */
  readonly reserved: ReadonlyMap<string, number>;
  readonly downtimes?: readonly Downtime[];
  /** Of the usual replenishment time. */
  readonly expeditedShare: number;
  /** What went from stock with goods that left. */
  readonly gone?: readonly GoneSupply[];
}

export interface GoneSupply {
  /** `material@plant` */
  readonly key: string;
  readonly quantity: number;
  readonly at: number;
}

const DAY_MS = 86_400_000;

/** Empty: nothing is wrong. */
export function findScheduleFaults(world: CheckedWorld, schedule: Schedule): readonly string[] {
  const lines = Object.values(schedule.lines);
  const works = createWorkClock(world);
  return [
    ...findMachineFaults(world, lines, works),
    ...lines.flatMap((line) => line.jobs.flatMap((job) => findRoutingFaults(world, line, job))),
    ...lines.flatMap((line) => findPromiseFaults(world, line)),
    ...findStockFaults(world, lines),
    ...findMaterialFaults(world, lines),
  ];
}

/** What stood in the fence and was moved although its line wants the same; what is new and begins in the past. */
export function findFenceFaults(before: Schedule, after: Schedule, now: number, frozenUntil: number): readonly string[] {
  return Object.values(after.lines).flatMap((line) => {
    const was = before.lines[line.key];
    const old = was === undefined ? [] : was.jobs.flatMap(({ operations }) => operations);
    const is = line.jobs.flatMap(({ operations }) => operations);
    const stands = (one: PlannedOperation) => (other: PlannedOperation) =>
      other.operation === one.operation && other.machine === one.machine && other.start === one.start && other.end === one.end;
    const isUnchanged = was !== undefined && JSON.stringify({ ...was.line, dueDate: '' }) === JSON.stringify({ ...line.line, dueDate: '' });
    return [
      ...(isUnchanged ? old.filter((one) => one.start < frozenUntil && !is.some(stands(one))) : []).map(
        ({ operation }) => `${line.key}: frozen operation ${operation} moved`,
      ),
      ...is
        .filter((one) => one.start < now && !old.some(stands(one)))
        .map(({ operation }) => `${line.key}: ${operation} begins in the past`),
    ];
  });
}

/** Working milliseconds of a work centre's machine between two instants. */
type WorkClock = (machine: string, from: number, to: number) => number;

type Shifts = readonly (readonly [number, number])[];

/** Counting out the shifts of half a year is slow and the same for every plan of a landscape. */
const shiftsKnown = new WeakMap<CheckedWorld['reserved'], Map<string, Shifts>>();

function createWorkClock({ landscape, reserved, downtimes = [] }: CheckedWorld): WorkClock {
  const usual = shiftsKnown.get(reserved) ?? new Map<string, Shifts>();
  shiftsKnown.set(reserved, usual);
  const present = new Map<string, Shifts>();
  return (machine, from, to) => {
    const shifts = present.get(machine) ?? withoutDowntimes(machine);
    present.set(machine, shifts);
    let sum = 0;
    for (const [start, end] of shifts) {
      if (start >= to) break;
      if (end > from) sum += Math.min(to, end) - Math.max(from, start);
    }
    return sum;
  };

  function withoutDowntimes(machine: string): Shifts {
    const centre = workCentreOf(landscape, machine);
    const shifts = usual.get(machine) ?? listShifts(landscape, centre, reserved.get(centre.workCentre) ?? 0);
    usual.set(machine, shifts);
    const down = downtimes.filter(({ resource }) => resource === machine || resource === centre.workCentre);
    return down.reduce((left, { from, to }) => {
      const [begin, finish] = [Date.parse(from), Date.parse(to)];
      return left.flatMap(([start, end]): Shifts => {
        const parts: Shifts = [
          [start, Math.min(end, begin)],
          [Math.max(start, finish), end],
        ];
        return parts.filter(([a, b]) => a < b);
      });
    }, shifts);
  }
}

function listShifts({ today, calendars }: Landscape, { calendar: code }: WorkCentre, reservedShare: number): Shifts {
  const calendar = calendars.find((candidate) => candidate.code === code)!;
  const first = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: 200 }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10))
    .filter((day) => !calendar.holidays.includes(day))
    .flatMap((day) => {
      const weekday = ((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
      const offset = offsetOf(calendar.timeZone, day);
      return calendar.shifts
        .filter(({ weekdays }) => weekdays.includes(weekday))
        .map(({ start, end }): readonly [number, number] => {
          const [from, to] = [Date.parse(`${day}T${start}:00${offset}`), Date.parse(`${day}T${end}:00${offset}`)];
          return [from, to - Math.round((to - from) * reservedShare)];
        });
    });
}

/** `+01:00` of the day's noon: clocks change at night, shifts begin in the morning. */
function offsetOf(timeZone: string, day: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T12:00:00Z`));
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.slice(3);
}

/** One thing at a time, within the shifts, exactly as long as it takes, set up before it. */
function findMachineFaults({ landscape }: CheckedWorld, lines: readonly PlannedLine[], works: WorkClock): readonly string[] {
  const byMachine = new Map<string, { readonly key: string; readonly operation: PlannedOperation }[]>();
  for (const { key, jobs } of lines)
    for (const operation of jobs.flatMap(({ operations }) => operations))
      byMachine.set(operation.machine, [...(byMachine.get(operation.machine) ?? []), { key, operation }]);
  return [...byMachine].flatMap(([machine, entries]) => {
    const sorted = entries.toSorted((a, b) => a.operation.start - b.operation.start);
    return sorted.flatMap(({ key, operation }, index) => {
      const { start, end, changeMs, workMs, setUpGroup } = operation;
      const before = sorted[index - 1];
      const change = landscape.setUpMatrix.find(({ from, to }) => from === before?.operation.setUpGroup && to === setUpGroup);
      const neededMs = (change?.minutes ?? 0) * 60_000;
      const idleMs = before === undefined ? 0 : works(machine, before.operation.end, start);
      return [
        ...(before !== undefined && before.operation.end > start ? [`${machine} works on ${before.key} and ${key} at once`] : []),
        ...(works(machine, start, end) === changeMs + workMs
          ? []
          : [`${machine} works on ${key} outside of its shifts or not long enough`]),
        ...(works(machine, start, start + 1) === 1 && works(machine, end - 1, end) === 1
          ? []
          : [`${machine} begins or ends ${key} outside of its shifts`]),
        ...(changeMs + idleMs >= neededMs ? [] : [`${machine} is not set up for ${key}`]),
      ];
    });
  });
}

/** Every operation of the routing, in sequence, on a machine that may do it, as long as the routing says. */
function findRoutingFaults(
  { landscape }: CheckedWorld,
  { key, line, finishedDay }: PlannedLine,
  { plant, made, left = 0, operations }: PlannedJob,
): readonly string[] {
  const { routing } = materialPlant(landscape, line.material, plant).at;
  const complete = finishedDay === undefined || made <= 0 || operations.length === routing.length;
  return [
    ...(complete ? [] : [`${key} lacks operations`]),
    ...operations.flatMap((operation, index) => {
      const step = routing[index]!;
      const before = operations[index - 1];
      const msOf = (quantity: number) => Math.round((step.setUpMinutes + step.minutesPerBaseUnit * quantity) * 60_000);
      // Work that had begun when a part of it left is as long as it was.
      const isAsLong = operation.workMs >= msOf(made) - 1 && operation.workMs <= msOf(made + left) + 1;
      const { workCentre } = workCentreOf(landscape, operation.machine);
      return [
        ...(before !== undefined && before.end > operation.start ? [`${key}: ${operation.operation} begins too early`] : []),
        ...(operation.operation === step.operation && isAsLong ? [] : [`${key}: ${operation.operation} is not what the routing says`]),
        ...([step.workCentre, ...step.alternatives].includes(workCentre) ? [] : [`${key}: ${operation.machine} cannot do it`]),
      ];
    }),
  ];
}

/** The day is that of the last operation, the quantities add up, and late is called late. */
function findPromiseFaults({ landscape }: CheckedWorld, { key, line, jobs, late, finishedDay, accepted }: PlannedLine): readonly string[] {
  const days = jobs.map(({ operations, plant, finishedDay: day }) => {
    const last = operations.at(-1);
    if (last === undefined || day === undefined) return day;
    const { timeZone } = landscape.plants.find(({ code }) => code === plant)!;
    return new Intl.DateTimeFormat('en-CA', { timeZone }).format(last.end);
  });
  const isLate = jobs.length === 0 || days.some((day, index) => day === undefined || day > (accepted?.parts[index]?.date ?? line.dueDate));
  const wanted =
    jobs.length === 0 ? undefined : baseUnits(materialPlant(landscape, line.material, line.plant).material, line.quantity, line.unit);
  const covered = jobs.reduce((sum, { fromStock, made }) => sum + fromStock + made, 0);
  return [
    ...(finishedDay === undefined || finishedDay === days.toSorted().at(-1) ? [] : [`${key} is finished on another day`]),
    ...(isLate === (late !== undefined) ? [] : [`${key} is wrongly called ${isLate ? 'on time' : 'late'}`]),
    ...(wanted === undefined || Math.abs(covered - wanted) < 1e-6 ? [] : [`${key}: ${covered} planned for ${wanted}`]),
  ];
}

function findStockFaults({ landscape, gone = [] }: CheckedWorld, lines: readonly PlannedLine[]): readonly string[] {
  const taken = new Map<string, number>();
  for (const { line, jobs } of lines)
    for (const { plant, fromStock } of jobs) {
      const key = `${line.material}@${plant}`;
      taken.set(key, (taken.get(key) ?? 0) + fromStock);
    }
  for (const { key, quantity } of gone) if (taken.has(key)) taken.set(key, taken.get(key)! + quantity);
  return [...taken].flatMap(([key, quantity]) => {
    const [material, plant] = key.split('@') as [string, string];
    return quantity > 0 && quantity > Number(materialPlant(landscape, material, plant).at.stock) + 1e-6
      ? [`${key}: ${quantity} taken from stock`]
      : [];
  });
}

/** At every moment no more bought material is used than has come; from the day of replenishment on there is enough. */
function findMaterialFaults({ landscape, expeditedShare, gone = [] }: CheckedWorld, lines: readonly PlannedLine[]): readonly string[] {
  const uses = new Map<string, { readonly at: number; readonly quantity: number }[]>();
  for (const { key, at, quantity } of gone) uses.set(key, [...(uses.get(key) ?? []), { at, quantity }]);
  for (const { line, jobs } of lines)
    for (const { plant, operations, made, finishedDay } of jobs) {
      const { material, at } = materialPlant(landscape, line.material, plant);
      const isBought = at.routing.length === 0;
      if (finishedDay === undefined || made <= 0) continue;
      for (const { material: name, quantity } of isBought ? [{ material: material.material, quantity: '1' }] : material.components) {
        const key = `${name}@${plant}`;
        const when = isBought ? Date.parse(`${finishedDay}T23:59:59Z`) : operations[0]!.start;
        uses.set(key, [...(uses.get(key) ?? []), { at: when, quantity: Number(quantity) * made }]);
      }
    }
  return [...uses].flatMap(([key, entries]) => {
    const [name, plant] = key.split('@') as [string, string];
    const supply = materialPlant(landscape, name, plant).at;
    const replenishedAt = Date.parse(`${landscape.today}T00:00:00Z`) + Math.ceil(supply.replenishmentDays * expeditedShare) * DAY_MS;
    const { timeZone } = landscape.plants.find(({ code }) => code === plant)!;
    const arrivals = supply.receipts
      .filter(({ kind }) => kind === 'purchase-order')
      .map(({ date, quantity }) => ({ at: Date.parse(`${date}T00:00:00${offsetOf(timeZone, date)}`), quantity: Number(quantity) }));
    let used = 0;
    return entries
      .toSorted((a, b) => a.at - b.at)
      .flatMap(({ at, quantity }) => {
        used += quantity;
        const there = arrivals.reduce((sum, arrival) => (arrival.at <= at ? sum + arrival.quantity : sum), Number(supply.stock));
        return at < replenishedAt && used > there + 1e-6 ? [`${key}: ${used} used when ${there} had come`] : [];
      });
  });
}

function workCentreOf(landscape: Landscape, machine: string): WorkCentre {
  return landscape.workCentres.find(({ workCentre }) => machine === workCentre || machine.startsWith(`${workCentre}/`))!;
}

function materialPlant(landscape: Landscape, name: string, plant: string): { readonly material: Material; readonly at: MaterialPlant } {
  const material = landscape.materials.find((candidate) => candidate.material === name)!;
  return { material, at: material.plants.find((candidate) => candidate.plant === plant)! };
}

function baseUnits({ salesUnits }: Material, quantity: string, unit: string): number {
  const { numerator, denominator } = salesUnits.find((one) => one.unit === unit || one.sapUnit === unit || one.isoUnit === unit)!;
  return (Number(quantity) * numerator) / denominator;
}
