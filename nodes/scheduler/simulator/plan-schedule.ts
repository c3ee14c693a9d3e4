/**
 * Finite-capacity list scheduling, forward and deterministic: lines by urgency, each operation into the first gap of the machine
 * that finishes it first. What is more urgent than every change stays as it was, what is frozen stays where it was; everything
 * else is planned again behind it, so changing one order moves others.
 */
import { dayIn } from '#flows/library/zone-clock.ts';
import type { Factory } from './factory.ts';
import { planLine } from './plan-line.ts';
import {
  compareUrgency,
  dueDayOf,
  isSameRank,
  isSameWork,
  operationsOf,
  type PlannedJob,
  type PlannedLine,
  type PlannedOperation,
  type Schedule,
  type WantedLine,
} from './schedule-model.ts';
import { book, createShopFloor, findBefore, type ShopFloor, takeAgain } from './shop-floor.ts';
import { finishOf, workingMsBetween } from './working-time.ts';

export interface PlanTask {
  readonly wanted: readonly WantedLine[];
  readonly before: Schedule;
  /** Epoch milliseconds: nothing new begins before this. */
  readonly now: number;
  /** What begins before this stays where it is as long as its line is unchanged and its machine works; never before `now`. */
  readonly frozenUntil: number;
  /** Also what no change reaches may move: machines work again that were down. */
  readonly everything?: boolean;
  /** Keys of lines that are not as they were although `before` has them like this: a part of them has left. */
  readonly changed?: ReadonlySet<string>;
}

export function planSchedule(factory: Factory, task: PlanTask): Schedule {
  const { wanted, before, now, everything = false } = task;
  const frozenUntil = Math.max(task.frozenUntil, now);
  const unchanged = wanted.flatMap((line) => {
    const was = before.lines[line.key];
    return was !== undefined && isSameWork(was, line) ? [{ line, was }] : [];
  });
  const firstMoved = everything ? undefined : findFirstMoved(factory, task);
  const keepsAll = (line: WantedLine) => !everything && (firstMoved === undefined || compareUrgency(line, firstMoved) < 0);
  const floor = createShopFloor(factory, Math.ceil(now / 60_000) * 60_000);
  const kept = keepOperations(
    floor,
    unchanged.map(({ line, was }) => ({ was, until: keepsAll(line) ? Number.POSITIVE_INFINITY : frozenUntil })),
    now,
  );
  const lines = wanted.toSorted(compareUrgency).map((line): PlannedLine => {
    const was = before.lines[line.key];
    const jobs = kept.get(line.key);
    if (was !== undefined && jobs !== undefined && keepsAll(line) && isWhole(was, jobs)) return { ...was, ...line };
    const planned = planLine(floor, line, jobs);
    // Why it waited is only known from when it was first put there.
    return planned.late !== undefined && was?.late !== undefined && jobs !== undefined ? { ...planned, late: was.late } : planned;
  });
  return { lines: Object.fromEntries(lines.map((line) => [line.key, sameObject(before.lines[line.key], line)])) };
}

/** The most urgent line that is new, changed, gone, or stands where its machine no longer works. */
function findFirstMoved(factory: Factory, { wanted, before, now, changed }: PlanTask): WantedLine | undefined {
  const keys = new Set(wanted.map(({ key }) => key));
  const gone = Object.values(before.lines).filter(({ key }) => !keys.has(key));
  const moved = wanted.flatMap((line): readonly WantedLine[] => {
    const was = before.lines[line.key];
    if (was === undefined) return [line];
    const stays =
      changed?.has(line.key) !== true &&
      isSameWork(was, line) &&
      isSameRank(was, line) &&
      operationsOf(was).every((one) => one.end <= now || fits(factory, one));
    return stays ? [] : [line, was];
  });
  return [...gone, ...moved].sort(compareUrgency)[0];
}

function fits(factory: Factory, operation: PlannedOperation): boolean {
  const span = refit(factory, operation);
  return span?.start === operation.start && span.end === operation.end;
}

/** Where the operation would stand if it began as planned and its machine worked as it does now. */
function refit(factory: Factory, { machine, start, changeMs, workMs }: PlannedOperation) {
  return finishOf(factory.machineNamed.get(machine)?.spans ?? [], start, changeMs + workMs);
}

/**
 * Books what stays, in the order of time, and gives per line the jobs of which something stays. An operation under way on a
 * machine that broke down goes on afterwards; one that has not begun there gives up its place.
 */
function keepOperations(
  floor: ShopFloor,
  lines: readonly { readonly was: PlannedLine; readonly until: number }[],
  now: number,
): ReadonlyMap<string, ReadonlyMap<number, PlannedJob>> {
  const candidates = lines.flatMap(({ was, until }) =>
    was.jobs.flatMap((job, jobIndex) =>
      job.operations.flatMap((operation, index) => (operation.start < until ? [{ was, job, jobIndex, index, operation }] : [])),
    ),
  );
  const operations = new Map<PlannedJob, PlannedOperation[]>();
  for (const { job, index, operation } of candidates.sort((a, b) => a.operation.start - b.operation.start || a.index - b.index)) {
    const done = operations.get(job) ?? [];
    const stays = index === done.length ? stayingOperation(floor, operation, now) : undefined;
    if (stays === undefined || stays.start < (done.at(-1)?.end ?? 0) || !book(floor, stays)) continue;
    operations.set(job, [...done, stays]);
  }
  const kept = new Map<string, Map<number, PlannedJob>>();
  for (const { was, until } of lines) {
    for (const [index, job] of was.jobs.entries()) {
      const staying = operations.get(job);
      if (staying === undefined && (job.operations.length > 0 || !isTaken(floor, job, dueDayOf(was, index), until))) continue;
      takeAgain(floor, was.line.material, job);
      const jobs = kept.get(was.key) ?? new Map<number, PlannedJob>();
      kept.set(was.key, jobs.set(index, { ...job, operations: staying ?? [] }));
    }
  }
  return kept;
}

function stayingOperation(floor: ShopFloor, operation: PlannedOperation, now: number): PlannedOperation | undefined {
  const { factory } = floor;
  if (operation.end <= now) return operation;
  const before = findBefore(floor, operation.machine, operation.start);
  const spans = factory.machineNamed.get(operation.machine)?.spans ?? [];
  const lackingMs = factory.changeMs(before?.setUpGroup, operation.setUpGroup) - operation.changeMs;
  // Its neighbour was taken away: the machine is set up in the gap, or the operation cannot stay.
  if (lackingMs > 0 && workingMsBetween(spans, before!.end, operation.start) < lackingMs) return undefined;
  const span = refit(factory, operation);
  if (span === undefined || (operation.start > now && (span.start !== operation.start || span.end !== operation.end))) return undefined;
  return span.start === operation.start && span.end === operation.end ? operation : { ...operation, ...span };
}

/** Goods from stock or bought for a line that leaves within the fence are no longer taken away from it. */
function isTaken({ factory }: ShopFloor, job: PlannedJob, dueDay: string, until: number): boolean {
  if (job.finishedDay === undefined) return false;
  return until === Number.POSITIVE_INFINITY || dueDay <= dayIn(factory.timeZones.get(job.plant) ?? 'UTC', until);
}

function isWhole(was: PlannedLine, kept: ReadonlyMap<number, PlannedJob>): boolean {
  return was.jobs.every((job, index) => {
    const operations = kept.get(index)?.operations;
    return operations?.length === job.operations.length && operations.every((operation, at) => operation === job.operations[at]);
  });
}

/** The old object where nothing changed: whoever compares states sees at once what did. */
function sameObject(was: PlannedLine | undefined, is: PlannedLine): PlannedLine {
  return was !== undefined && JSON.stringify(was) === JSON.stringify(is) ? was : is;
}
