/** Where the operations of a schedule stand on a time axis. Pure. */
export interface ScheduledOperation {
  /** Stays the same when a plan moves the operation. */
  readonly key: string;
  readonly resource: string;
  readonly workCentre: string;
  readonly demandId: string;
  readonly item: string;
  readonly operation: string;
  readonly material: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly start: string;
  readonly end: string;
  /** Of the time, at its start: to set the machine up after what it made before. */
  readonly setUpMs: number;
  readonly due: string;
  /** Of the demand that was planned. */
  readonly revision: number;
  readonly late: boolean;
  readonly reason?: string;
  readonly blocking?: string;
}

export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Per cent of the window. */
export interface Stretch {
  readonly left: number;
  readonly width: number;
}

export interface Bar extends Stretch {
  readonly operation: ScheduledOperation;
  /** Per cent of the bar. */
  readonly setUp: number;
}

const DAY_MS = 86_400_000;

/** Begins with the day (UTC) of the first operation that has not ended, or of the last one when all have. */
export function windowOf(operations: readonly ScheduledOperation[], nowMs: number, days: number): TimeWindow {
  const open = operations.filter(({ end }) => Date.parse(end) > nowMs);
  const starts = (open.length > 0 ? open : operations).map(({ start }) => Math.max(Date.parse(start), open.length > 0 ? nowMs : 0));
  const first = starts.length === 0 ? nowMs : Math.min(...starts);
  const fromMs = Math.floor(first / DAY_MS) * DAY_MS;
  return { fromMs, toMs: fromMs + days * DAY_MS };
}

/** Whole days (UTC) round these operations; undefined when there are none. */
export function windowAround(operations: readonly ScheduledOperation[]): TimeWindow | undefined {
  if (operations.length === 0) return undefined;
  const fromMs = Math.floor(Math.min(...operations.map(({ start }) => Date.parse(start))) / DAY_MS) * DAY_MS;
  const toMs = Math.ceil(Math.max(...operations.map(({ end }) => Date.parse(end))) / DAY_MS) * DAY_MS;
  return { fromMs, toMs };
}

/** Bars of one resource, by start; what lies outside is left out, what reaches in is cut. */
export function barsOf(operations: readonly ScheduledOperation[], resource: string, window: TimeWindow): readonly Bar[] {
  return operations.flatMap((operation) => {
    if (operation.resource !== resource) return [];
    const [start, end] = [Date.parse(operation.start), Date.parse(operation.end)];
    const stretch = stretchOf(start, end, window);
    return stretch === undefined
      ? []
      : [{ operation, ...stretch, setUp: (Math.min(operation.setUpMs, end - start) / (end - start)) * 100 }];
  });
}

/** Undefined: it lies outside. */
function stretchOf(start: number, end: number, { fromMs, toMs }: TimeWindow): Stretch | undefined {
  if (end <= fromMs || start >= toMs) return undefined;
  const [left, right] = [Math.max(start, fromMs), Math.min(end, toMs)];
  const span = toMs - fromMs;
  return { left: ((left - fromMs) / span) * 100, width: ((right - left) / span) * 100 };
}

/** Where a machine does not work, given when it does: `[from, to]` in epoch milliseconds, sorted. */
export function offTimesOf(spans: readonly (readonly [number, number])[], window: TimeWindow): readonly Stretch[] {
  const ends = [window.fromMs, ...spans.map(([, to]) => to)];
  const starts = [...spans.map(([from]) => from), window.toMs];
  return ends.flatMap((end, index) => (starts[index]! > end ? (stretchOf(end, starts[index]!, window) ?? []) : []));
}

/** First moments (UTC) of the window's days. */
export function daysOf({ fromMs, toMs }: TimeWindow): readonly string[] {
  const days: string[] = [];
  for (let at = fromMs; at < toMs; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Keys of the bars that another plan has put elsewhere, made longer or shorter, or brought in. */
export function movedBetween(before: readonly ScheduledOperation[], after: readonly ScheduledOperation[]): ReadonlySet<string> {
  const places = new Map(before.map((operation) => [operation.key, placeOf(operation)]));
  return new Set(after.filter((operation) => places.get(operation.key) !== placeOf(operation)).map(({ key }) => key));
}

function placeOf({ resource, start, end }: ScheduledOperation): string {
  return `${resource} ${start} ${end}`;
}

export interface Predecessors {
  /** The operation of the same lot that has to be finished first. */
  readonly inRouting: ScheduledOperation | undefined;
  /** What the machine makes before. */
  readonly onMachine: ScheduledOperation | undefined;
}

export function predecessorsOf(operation: ScheduledOperation, all: readonly ScheduledOperation[]): Predecessors {
  const lot = lotOf(operation);
  const latest = (found: readonly ScheduledOperation[]) => found.toSorted((a, b) => (a.end < b.end ? -1 : 1)).at(-1);
  return {
    inRouting: latest(all.filter((other) => lotOf(other) === lot && other.operation < operation.operation)),
    onMachine: latest(
      all.filter((other) => other.resource === operation.resource && other.end <= operation.start && other.key !== operation.key),
    ),
  };
}

function lotOf({ key }: ScheduledOperation): string {
  return key.slice(0, key.lastIndexOf('/'));
}
