/** From a schedule to what the caller is told: commitments, or offers with the reason and the earliest date. */
import type { Demand, DemandAnswer, LineCommitment, Offer } from '../contract.ts';
import type { Factory } from './factory.ts';
import { findMaterialPlant, toBaseUnits } from './factory.ts';
import type { PlannedLine, Schedule } from './plan-schedule.ts';

export function answerDemand(
  factory: Factory,
  demand: Demand,
  schedule: Schedule,
  options: { readonly allowSplit: boolean; readonly alternativePlants: boolean },
): DemandAnswer {
  const planned = schedule.lines.filter(({ demandId }) => demandId === demand.demandId);
  const lines = planned.flatMap((line) => toCommitment(line) ?? []);
  const late = planned.filter((line) => line.late !== undefined);
  const base = { demandId: demand.demandId, demandRevision: demand.demandRevision, lines };
  const committedDate = lines
    .map((line) => line.committedDate)
    .sort()
    .at(-1);
  if (late.length === 0) return { ...base, outcome: 'committed', offers: [], ...(committedDate === undefined ? {} : { committedDate }) };
  const first = late[0]!;
  const offers = late.flatMap((line) => listOffers(factory, line, options));
  const earliest = late
    .map(({ finishedDay }) => finishedDay)
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return {
    ...base,
    outcome: offers.length === 0 ? 'infeasible' : 'offers',
    offers,
    reason: first.late!.reason,
    blocking: first.late!.blocking,
    ...(earliest === undefined ? {} : { earliestDate: earliest }),
    ...(committedDate === undefined ? {} : { committedDate }),
  };
}

/** A line that is made early is still delivered on the day that was asked for. */
function toCommitment({ line, finishedDay, operations, late }: PlannedLine): LineCommitment | undefined {
  if (finishedDay === undefined) return undefined;
  return {
    item: line.item,
    quantity: line.quantity,
    unit: line.unit,
    requestedDate: line.dueDate,
    committedDate: finishedDay > line.dueDate ? finishedDay : line.dueDate,
    onTime: late === undefined,
    parts: [{ quantity: line.quantity, date: finishedDay > line.dueDate ? finishedDay : line.dueDate, plant: line.plant }],
    operations: operations.map(({ operation, machine, start, end }) => ({
      operation,
      resource: machine,
      workCentre: machine.split('/')[0]!,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    })),
  };
}

function listOffers(
  factory: Factory,
  planned: PlannedLine,
  { allowSplit, alternativePlants }: { readonly allowSplit: boolean; readonly alternativePlants: boolean },
): readonly Offer[] {
  const { line, finishedDay, fromStock, made } = planned;
  const offers: Offer[] = [];
  if (finishedDay !== undefined)
    offers.push({ kind: 'later-full', item: line.item, parts: [{ quantity: line.quantity, date: finishedDay, plant: line.plant }] });
  const perBase = Number(line.quantity) / (fromStock + made || 1);
  if (allowSplit && finishedDay !== undefined && fromStock > 0) {
    const now = Math.floor(fromStock * perBase * 1000) / 1000;
    const later = Math.round((Number(line.quantity) - now) * 1000) / 1000;
    if (now > 0 && later > 0)
      offers.push({
        kind: 'split',
        item: line.item,
        parts: [
          { quantity: now.toFixed(3), date: line.dueDate, plant: line.plant },
          { quantity: later.toFixed(3), date: finishedDay, plant: line.plant },
        ],
      });
  }
  const material = factory.materials.get(line.material);
  if (alternativePlants && material !== undefined) {
    const wanted = toBaseUnits(material, line.quantity, line.unit) ?? Number.POSITIVE_INFINITY;
    const other = material.plants.find(
      ({ plant }) => plant !== line.plant && Number(findMaterialPlant(factory, line.material, plant)?.stock ?? 0) >= wanted,
    );
    if (other !== undefined)
      offers.push({ kind: 'other-plant', item: line.item, parts: [{ quantity: line.quantity, date: line.dueDate, plant: other.plant }] });
  }
  return offers;
}
