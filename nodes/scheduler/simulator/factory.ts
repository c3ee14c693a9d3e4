/** The landscape as the solver wants it: machines with their working time, routings, stocks and receipts by day, units. */
import type { Landscape, Material, MaterialPlant } from '../../sandbox/landscape-model.ts';
import { type Span, workingSpans } from './working-time.ts';

export const HORIZON_DAYS = 180;

export interface Machine {
  /** `H-ASM01/2`: the second of two that work side by side. */
  readonly name: string;
  readonly workCentre: string;
  readonly plant: string;
  readonly spans: readonly Span[];
}

export interface Factory {
  readonly today: string;
  /** Start of the horizon, epoch milliseconds. */
  readonly start: number;
  readonly machines: readonly Machine[];
  readonly machinesOf: ReadonlyMap<string, readonly Machine[]>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly timeZones: ReadonlyMap<string, string>;
  /** Minutes between two jobs of different set-up groups on one machine. */
  changeMinutes(from: string | undefined, to: string | undefined): number;
}

export interface Downtime {
  readonly id: string;
  readonly resource: string;
  /** ISO instants. */
  readonly from: string;
  readonly to: string;
}

export function createFactory(landscape: Landscape, downtimes: readonly Downtime[]): Factory {
  const calendars = new Map(landscape.calendars.map((calendar) => [calendar.code, calendar]));
  const machines = landscape.workCentres.flatMap(({ workCentre, plant, calendar, capacity }) =>
    Array.from({ length: capacity }, (_, index): Machine => {
      const name = capacity === 1 ? workCentre : `${workCentre}/${index + 1}`;
      const down = downtimes
        .filter(({ resource }) => resource === workCentre || resource === name)
        .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
      return { name, workCentre, plant, spans: workingSpans(calendars.get(calendar)!, landscape.today, HORIZON_DAYS, down) };
    }),
  );
  const machinesOf = new Map<string, Machine[]>();
  for (const machine of machines) machinesOf.set(machine.workCentre, [...(machinesOf.get(machine.workCentre) ?? []), machine]);
  const changes = new Map(landscape.setUpMatrix.map(({ from, to, minutes }) => [`${from}>${to}`, minutes]));
  return {
    today: landscape.today,
    start: Date.parse(`${landscape.today}T00:00:00Z`),
    machines,
    machinesOf,
    materials: new Map(landscape.materials.map((material) => [material.material, material])),
    timeZones: new Map(landscape.plants.map(({ code, timeZone }) => [code, timeZone])),
    changeMinutes: (from, to) => (from === undefined || to === undefined || from === to ? 0 : (changes.get(`${from}>${to}`) ?? 0)),
  };
}

export function findMaterialPlant(factory: Factory, material: string, plant: string): MaterialPlant | undefined {
  return factory.materials.get(material)?.plants.find((candidate) => candidate.plant === plant);
}

/** Quantity in base units; undefined for a unit that the material is not known in. By any of its three codes. */
export function toBaseUnits(material: Material, quantity: string, unit: string): number | undefined {
  const found = material.salesUnits.find((candidate) => [candidate.unit, candidate.sapUnit, candidate.isoUnit].includes(unit));
  return found === undefined ? undefined : (Number(quantity) * found.numerator) / found.denominator;
}
