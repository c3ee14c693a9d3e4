/** The landscape as the solver wants it: machines with their working time, routings, stocks and receipts, units. */
import type { Landscape, Material, MaterialPlant } from '../../sandbox/landscape-model.ts';
import type { Downtime } from '../contract.ts';
import { reservedShares } from './reserved-shares.ts';
import { type Span, startOfDayIn, withoutHoles, workingSpans } from './working-time.ts';

export const HORIZON_DAYS = 180;
/** Of the usual replenishment time: what orders wait for is bought in a hurry. */
export const EXPEDITED_SHARE = 0.5;

export interface Machine {
  /** `H-ASM01/2`: the second of two that work side by side. */
  readonly name: string;
  readonly workCentre: string;
  readonly plant: string;
  readonly description: string;
  readonly timeZone: string;
  readonly spans: readonly Span[];
}

/** So much more of a material from this instant on. */
export interface Receipt {
  readonly at: number;
  readonly quantity: number;
}

export interface Supply {
  readonly stock: number;
  /** Sorted. */
  readonly receipts: readonly Receipt[];
  /** When what is ordered today arrives. */
  readonly replenishedAt: number;
}

export interface Factory {
  /** Start of the horizon: midnight (UTC) of the landscape's day, epoch milliseconds. */
  readonly start: number;
  readonly machines: readonly Machine[];
  readonly machinesOf: ReadonlyMap<string, readonly Machine[]>;
  readonly machineNamed: ReadonlyMap<string, Machine>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly timeZones: ReadonlyMap<string, string>;
  /** By `material@plant`. */
  readonly supplies: ReadonlyMap<string, Supply>;
  /** Milliseconds between two jobs of different set-up groups on one machine. */
  changeMs(from: string | undefined, to: string | undefined): number;
}

export function createFactory(landscape: Landscape): Factory {
  const start = Date.parse(`${landscape.today}T00:00:00Z`);
  const timeZones = new Map(landscape.plants.map(({ code, timeZone }) => [code, timeZone]));
  const calendars = new Map(landscape.calendars.map((calendar) => [calendar.code, calendar]));
  const reserved = reservedShares(landscape);
  const machines = landscape.workCentres.flatMap(({ workCentre, plant, calendar, capacity, description }) => {
    const spans = workingSpans(calendars.get(calendar)!, landscape.today, HORIZON_DAYS, reserved.get(workCentre));
    return Array.from(
      { length: capacity },
      (_, index): Machine => ({
        name: capacity === 1 ? workCentre : `${workCentre}/${index + 1}`,
        workCentre,
        plant,
        description,
        timeZone: timeZones.get(plant) ?? 'UTC',
        spans,
      }),
    );
  });
  const changes = new Map(landscape.setUpMatrix.map(({ from, to, minutes }) => [`${from}>${to}`, minutes * 60_000]));
  const supplies = landscape.materials.flatMap((material) =>
    material.plants.map((at) => [supplyKey(material.material, at.plant), supplyOf(at, start, timeZones.get(at.plant) ?? 'UTC')] as const),
  );
  return {
    start,
    ...indexMachines(machines),
    materials: new Map(landscape.materials.map((material) => [material.material, material])),
    timeZones,
    supplies: new Map(supplies),
    changeMs: (from, to) => (from === undefined || to === undefined || from === to ? 0 : (changes.get(`${from}>${to}`) ?? 0)),
  };
}

/** The same factory while machines are down. */
export function withDowntimes(factory: Factory, downtimes: readonly Downtime[]): Factory {
  const machines = factory.machines.map((machine) => {
    const holes = downtimes
      .filter(({ resource }) => resource === machine.workCentre || resource === machine.name)
      .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
    return holes.length === 0 ? machine : { ...machine, spans: withoutHoles(machine.spans, holes) };
  });
  return { ...factory, ...indexMachines(machines) };
}

function indexMachines(machines: readonly Machine[]): Pick<Factory, 'machines' | 'machinesOf' | 'machineNamed'> {
  const machinesOf = new Map<string, Machine[]>();
  for (const machine of machines) machinesOf.set(machine.workCentre, [...(machinesOf.get(machine.workCentre) ?? []), machine]);
  return { machines, machinesOf, machineNamed: new Map(machines.map((machine) => [machine.name, machine])) };
}

/** Production orders in the ERP are not supply here: what is made for orders is what this scheduler plans itself. */
function supplyOf({ stock, receipts, replenishmentDays }: MaterialPlant, start: number, timeZone: string): Supply {
  return {
    stock: Number(stock),
    receipts: receipts
      .filter(({ kind }) => kind === 'purchase-order')
      .map(({ date, quantity }) => ({ at: startOfDayIn(timeZone, date), quantity: Number(quantity) }))
      .sort((a, b) => a.at - b.at),
    replenishedAt: start + Math.ceil(replenishmentDays * EXPEDITED_SHARE) * 86_400_000,
  };
}

export function supplyKey(material: string, plant: string): string {
  return `${material}@${plant}`;
}

export function findMaterialPlant(factory: Factory, material: string, plant: string): MaterialPlant | undefined {
  return factory.materials.get(material)?.plants.find((candidate) => candidate.plant === plant);
}

/** Quantity in base units; undefined for a unit that the material is not known in. By any of its three codes. */
export function toBaseUnits(material: Material, quantity: string, unit: string): number | undefined {
  const found = material.salesUnits.find((candidate) => [candidate.unit, candidate.sapUnit, candidate.isoUnit].includes(unit));
  return found === undefined ? undefined : (Number(quantity) * found.numerator) / found.denominator;
}
