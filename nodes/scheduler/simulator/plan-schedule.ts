/**
 * Finite-capacity list scheduling, forward and deterministic: demands by urgency, each operation on the machine that finishes it
 * first, with set-up changes, shifts, and components that must be there. Changing one order moves the others behind it.
 */
import type { Demand, DemandLine, OfferReason } from '../contract.ts';
import { type Factory, findMaterialPlant, type Machine, toBaseUnits } from './factory.ts';
import { dayIn, finishOf } from './working-time.ts';

export interface PlannedOperation {
  readonly demandId: string;
  readonly item: string;
  readonly operation: string;
  readonly machine: string;
  readonly start: number;
  readonly end: number;
  readonly setUpGroup?: string;
}

export interface PlannedLine {
  readonly demandId: string;
  readonly demandRevision: number;
  readonly line: DemandLine;
  /** In base units: taken from stock, and made. */
  readonly fromStock: number;
  readonly made: number;
  readonly operations: readonly PlannedOperation[];
  /** Day on which all of it is there; undefined when it cannot be made. */
  readonly finishedDay?: string;
  /** Why it is not there on the due date. */
  readonly late?: { readonly reason: OfferReason; readonly blocking: string };
  /** Components taken, for the material balance. */
  readonly consumed: readonly { readonly material: string; readonly quantity: number; readonly at: number }[];
}

export interface Schedule {
  readonly lines: readonly PlannedLine[];
}

/** Operations of `before` that begin before `frozenUntil` stay where they are, as long as their line is unchanged. */
export function planSchedule(factory: Factory, demands: readonly Demand[], before: Schedule = { lines: [] }, frozenUntil = 0): Schedule {
  const state = createState(factory);
  const frozen = new Map<string, PlannedLine>();
  for (const planned of before.lines) {
    const demand = demands.find(({ demandId }) => demandId === planned.demandId);
    const line = demand?.lines.find(({ item }) => item === planned.line.item);
    const begins = planned.operations[0]?.start ?? Number.POSITIVE_INFINITY;
    if (line === undefined || begins >= frozenUntil || !isSameLine(line, planned.line)) continue;
    frozen.set(`${planned.demandId}/${line.item}`, { ...planned, demandRevision: demand!.demandRevision });
  }
  for (const planned of [...frozen.values()].sort((a, b) => a.operations[0]!.start - b.operations[0]!.start)) state.reserve(planned);
  const open = demands.flatMap((demand) => demand.lines.map((line) => ({ demand, line }))).sort((a, b) => compareUrgency(a, b));
  const lines = open.map(({ demand, line }) => frozen.get(`${demand.demandId}/${line.item}`) ?? planLine(state, demand, line));
  return { lines };
}

/** How much earlier a customer's class counts, in days. */
const CLASS_DAYS = { A: 3, B: 1, C: 0 } as const;

function compareUrgency(a: { demand: Demand; line: DemandLine }, b: { demand: Demand; line: DemandLine }): number {
  const urgency = ({ demand, line }: typeof a) => Date.parse(line.dueDate) / 86_400_000 - CLASS_DAYS[demand.customerClass];
  return urgency(a) - urgency(b) || (a.demand.demandId + a.line.item < b.demand.demandId + b.line.item ? -1 : 1);
}

function isSameLine(a: DemandLine, b: DemandLine): boolean {
  return a.material === b.material && a.plant === b.plant && Number(a.quantity) === Number(b.quantity) && a.unit === b.unit;
}

interface State {
  readonly factory: Factory;
  readonly freeAt: Map<string, { at: number; setUpGroup?: string }>;
  takeStock(material: string, plant: string, wanted: number): number;
  /** When so much of a component is there, given what was taken before; undefined: never within the horizon. */
  takeComponent(material: string, plant: string, quantity: number): number | undefined;
  reserve(planned: PlannedLine): void;
}

function createState(factory: Factory): State {
  const freeAt = new Map<string, { at: number; setUpGroup?: string }>();
  const stock = new Map<string, number>();
  const taken = new Map<string, number>();
  const stockOf = (material: string, plant: string) =>
    stock.get(`${material}@${plant}`) ?? Number(findMaterialPlant(factory, material, plant)?.stock ?? 0);
  return {
    factory,
    freeAt,
    takeStock(material, plant, wanted) {
      const there = stockOf(material, plant);
      const part = Math.min(there, wanted);
      stock.set(`${material}@${plant}`, there - part);
      return part;
    },
    takeComponent(material, plant, quantity) {
      const supply = findMaterialPlant(factory, material, plant);
      if (supply === undefined) return undefined;
      const needed = (taken.get(`${material}@${plant}`) ?? 0) + quantity;
      let there = Number(supply.stock);
      let at: number | undefined = there >= needed ? factory.start : undefined;
      for (const receipt of supply.receipts.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
        if (at !== undefined) break;
        there += Number(receipt.quantity);
        if (there >= needed) at = Date.parse(`${receipt.date}T00:00:00Z`);
      }
      // Beyond what is on order a purchase takes the replenishment time.
      at ??= factory.start + supply.replenishmentDays * 86_400_000;
      taken.set(`${material}@${plant}`, needed);
      return at;
    },
    reserve(planned) {
      const { material, plant } = planned.line;
      stock.set(`${material}@${plant}`, stockOf(material, plant) - planned.fromStock);
      for (const { material: component, quantity } of planned.consumed)
        taken.set(`${component}@${plant}`, (taken.get(`${component}@${plant}`) ?? 0) + quantity);
      for (const { machine, end, setUpGroup } of planned.operations) {
        if ((freeAt.get(machine)?.at ?? 0) < end) freeAt.set(machine, { at: end, ...(setUpGroup === undefined ? {} : { setUpGroup }) });
      }
    },
  };
}

function planLine(state: State, { demandId, demandRevision }: Demand, line: DemandLine): PlannedLine {
  const { factory } = state;
  const material = factory.materials.get(line.material);
  const supply = findMaterialPlant(factory, line.material, line.plant);
  const wanted = material === undefined ? undefined : toBaseUnits(material, line.quantity, line.unit);
  const refused = (blocking: string): PlannedLine => ({
    demandId,
    demandRevision,
    line,
    fromStock: 0,
    made: 0,
    operations: [],
    consumed: [],
    late: { reason: 'invalid-data', blocking },
  });
  if (material === undefined || supply === undefined) return refused(`material ${line.material} in plant ${line.plant}`);
  if (wanted === undefined) return refused(`unit ${line.unit} of ${line.material}`);
  const fromStock = state.takeStock(line.material, line.plant, wanted);
  const made = wanted - fromStock;
  const timeZone = factory.timeZones.get(line.plant) ?? 'UTC';
  if (made <= 0) return { demandId, demandRevision, line, fromStock, made: 0, operations: [], consumed: [], finishedDay: factory.today };
  const { readyAt, lacking, consumed } = takeComponents(state, material.components, line.plant, made);
  const operations: PlannedOperation[] = [];
  let at = readyAt;
  let longestWait = { ms: readyAt - factory.start, reason: 'material' as OfferReason, blocking: lacking };
  for (const step of supply.routing) {
    const candidates = [step.workCentre, ...step.alternatives].flatMap((workCentre) => factory.machinesOf.get(workCentre) ?? []);
    const best = findBest(state, candidates, at, step.setUpMinutes, step.minutesPerBaseUnit * made, material.setUpGroup);
    if (best === undefined)
      return {
        demandId,
        demandRevision,
        line,
        fromStock,
        made,
        operations: [],
        consumed,
        late: { reason: 'capacity', blocking: step.workCentre },
      };
    const wait = Math.max(0, (state.freeAt.get(best.machine.name)?.at ?? 0) - at);
    if (wait > longestWait.ms) longestWait = { ms: wait, reason: 'capacity', blocking: best.machine.name };
    const setUpGroup = material.setUpGroup === undefined ? {} : { setUpGroup: material.setUpGroup };
    state.freeAt.set(best.machine.name, { at: best.end, ...setUpGroup });
    operations.push({
      demandId,
      item: line.item,
      operation: step.operation,
      machine: best.machine.name,
      start: best.start,
      end: best.end,
      ...setUpGroup,
    });
    at = best.end;
  }
  const finishedDay = dayIn(timeZone, at);
  const late =
    finishedDay > line.dueDate
      ? {
          reason: longestWait.ms === 0 ? ('calendar' as const) : longestWait.reason,
          blocking: longestWait.ms === 0 ? line.plant : longestWait.blocking,
        }
      : undefined;
  return { demandId, demandRevision, line, fromStock, made, operations, consumed, finishedDay, ...(late === undefined ? {} : { late }) };
}

function takeComponents(
  state: State,
  components: readonly { readonly material: string; readonly quantity: string }[],
  plant: string,
  made: number,
) {
  let readyAt = state.factory.start;
  let lacking = '';
  const consumed: { material: string; quantity: number; at: number }[] = [];
  for (const component of components) {
    const quantity = Number(component.quantity) * made;
    const at = state.takeComponent(component.material, plant, quantity) ?? Number.POSITIVE_INFINITY;
    consumed.push({ material: component.material, quantity, at });
    if (at > readyAt) {
      readyAt = at;
      lacking = component.material;
    }
  }
  return { readyAt, lacking, consumed };
}

/** The machine that would finish first; at equal ends the first of the list. */
function findBest(
  state: State,
  candidates: readonly Machine[],
  earliest: number,
  setUpMinutes: number,
  workMinutes: number,
  setUpGroup: string | undefined,
) {
  let best: { machine: Machine; start: number; end: number } | undefined;
  for (const machine of candidates) {
    const busy = state.freeAt.get(machine.name);
    const change = state.factory.changeMinutes(busy?.setUpGroup, setUpGroup);
    const duration = Math.round((setUpMinutes + change + workMinutes) * 60_000);
    const span = finishOf(machine.spans, Math.max(earliest, busy?.at ?? 0), duration);
    if (span !== undefined && (best === undefined || span.end < best.end)) best = { machine, ...span };
  }
  return best;
}
