/**
 * How much of each shift belongs to make-to-stock work that this scheduler does not plan. So much that the seeded orders find
 * machines about as busy as in a real plant, whatever the seed: without it nothing would ever stand in the way of anything.
 */
import type { Landscape, RoutingOperation } from '../../sandbox/landscape-model.ts';
import { workingSpans } from './working-time.ts';

/** The seeded orders are due within so many days and take this share of what is left of the time until then. */
const WINDOW_DAYS = 45;
const WANTED_LOAD = 0.55;
const MOST_RESERVED = 0.8;

/** By work centre, 0 to 1. Work centres that stand in for each other share their load. */
export function reservedShares(landscape: Landscape): ReadonlyMap<string, number> {
  const loadMs = new Map<string, number>();
  for (const { step, made } of listWork(landscape)) {
    const ms = (step.setUpMinutes + step.minutesPerBaseUnit * made) * 60_000;
    loadMs.set(step.workCentre, (loadMs.get(step.workCentre) ?? 0) + ms);
  }
  const groupOf = new Map(landscape.workCentres.map(({ workCentre }) => [workCentre, workCentre]));
  for (const { step } of listWork(landscape)) for (const other of step.alternatives) groupOf.set(other, step.workCentre);
  const roomMs = new Map<string, number>();
  for (const { workCentre, calendar, capacity } of landscape.workCentres) {
    const spans = workingSpans(landscape.calendars.find(({ code }) => code === calendar)!, landscape.today, WINDOW_DAYS);
    const group = groupOf.get(workCentre)!;
    roomMs.set(group, (roomMs.get(group) ?? 0) + capacity * spans.reduce((sum, { from, to }) => sum + to - from, 0));
  }
  return new Map(
    [...groupOf].map(([workCentre, group]) => {
      const needed = (loadMs.get(group) ?? 0) / WANTED_LOAD / (roomMs.get(group) ?? 1);
      return [workCentre, Math.min(MOST_RESERVED, Math.max(0, 1 - needed))];
    }),
  );
}

/** Every operation of what the seeded orders want beyond the stock, one lot per line. */
function listWork({ materials, orders }: Landscape): readonly { readonly step: RoutingOperation; readonly made: number }[] {
  const left = new Map(
    materials.flatMap(({ material, plants }) => plants.map(({ plant, stock }) => [`${material}@${plant}`, Number(stock)])),
  );
  const lines = orders.filter(({ status }) => status !== 'completed' && status !== 'rejected').flatMap(({ items }) => items);
  return lines.flatMap(({ material: name, plant, quantity, unit }) => {
    const material = materials.find((candidate) => candidate.material === name);
    const factor = material?.salesUnits.find((candidate) => candidate.unit === unit);
    const routing = material?.plants.find((candidate) => candidate.plant === plant)?.routing ?? [];
    const wanted = factor === undefined ? 0 : (Number(quantity) * factor.numerator) / factor.denominator;
    const key = `${name}@${plant}`;
    const fromStock = Math.min(wanted, left.get(key) ?? 0);
    left.set(key, (left.get(key) ?? 0) - fromStock);
    return wanted > fromStock ? routing.map((step) => ({ step, made: wanted - fromStock })) : [];
  });
}
