/** An independent look at a schedule: what a planner would never accept, as sentences. Knows nothing of how it was made. */
import type { Factory } from './factory.ts';
import { findMaterialPlant } from './factory.ts';
import type { PlannedOperation, Schedule } from './plan-schedule.ts';

export function findScheduleFaults(factory: Factory, schedule: Schedule): readonly string[] {
  return [
    ...findOverlaps(schedule),
    ...findIdleWork(factory, schedule),
    ...findBrokenSequences(schedule),
    ...findOverdraws(factory, schedule),
  ];
}

function allOperations(schedule: Schedule): readonly PlannedOperation[] {
  return schedule.lines.flatMap(({ operations }) => operations);
}

/** No machine does two things at once. */
function findOverlaps(schedule: Schedule): readonly string[] {
  const byMachine = groupByMachine(allOperations(schedule));
  return [...byMachine].flatMap(([machine, operations]) => {
    const sorted = operations.toSorted((a, b) => a.start - b.start);
    return sorted.flatMap((operation, index) =>
      index > 0 && operation.start < sorted[index - 1]!.end
        ? [`${machine} works on ${operation.demandId} and ${sorted[index - 1]!.demandId} at once`]
        : [],
    );
  });
}

function groupByMachine(operations: readonly PlannedOperation[]): Map<string, PlannedOperation[]> {
  const groups = new Map<string, PlannedOperation[]>();
  for (const operation of operations) groups.set(operation.machine, [...(groups.get(operation.machine) ?? []), operation]);
  return groups;
}

/** Work begins and ends within shifts. */
function findIdleWork(factory: Factory, schedule: Schedule): readonly string[] {
  const spans = new Map(factory.machines.map((machine) => [machine.name, machine.spans]));
  const works = (machine: string, at: number) => spans.get(machine)!.some(({ from, to }) => from <= at && at <= to);
  return allOperations(schedule).flatMap(({ machine, start, end, demandId }) =>
    works(machine, start) && works(machine, end) ? [] : [`${machine} works on ${demandId} outside of its shifts`],
  );
}

/** An operation begins when the one before it has ended. */
function findBrokenSequences(schedule: Schedule): readonly string[] {
  return schedule.lines.flatMap(({ operations, demandId }) =>
    operations.flatMap((operation, index) =>
      index > 0 && operation.start < operations[index - 1]!.end ? [`${demandId}: operation ${operation.operation} begins too early`] : [],
    ),
  );
}

/** No more finished goods leave the stock than lie there, and components are there before they are used. */
function findOverdraws(factory: Factory, schedule: Schedule): readonly string[] {
  const taken = new Map<string, number>();
  for (const { line, fromStock } of schedule.lines)
    taken.set(`${line.material}@${line.plant}`, (taken.get(`${line.material}@${line.plant}`) ?? 0) + fromStock);
  const overdrawn = [...taken].flatMap(([key, quantity]) => {
    const [material, plant] = key.split('@') as [string, string];
    return quantity > Number(findMaterialPlant(factory, material, plant)?.stock ?? 0) + 1e-6
      ? [`${key}: ${quantity} taken from stock`]
      : [];
  });
  const early = schedule.lines.flatMap(({ operations, consumed, demandId }) =>
    consumed.flatMap(({ material, at }) =>
      operations.length > 0 && operations[0]!.start < at ? [`${demandId} begins before ${material} is there`] : [],
    ),
  );
  return [...overdrawn, ...early];
}
