/** Where the operations of a schedule stand on a time axis. */
export interface ScheduledOperation {
  readonly resource: string;
  readonly workCentre: string;
  readonly demandId: string;
  readonly item: string;
  readonly operation: string;
  readonly material: string;
  readonly start: string;
  readonly end: string;
  readonly late: boolean;
}

export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Bar {
  readonly operation: ScheduledOperation;
  /** Per cent of the window. */
  readonly left: number;
  readonly width: number;
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

/** Bars of one resource; what lies outside is left out, what reaches in is cut. */
export function barsOf(operations: readonly ScheduledOperation[], resource: string, { fromMs, toMs }: TimeWindow): readonly Bar[] {
  const span = toMs - fromMs;
  return operations.flatMap((operation) => {
    const [start, end] = [Date.parse(operation.start), Date.parse(operation.end)];
    if (operation.resource !== resource || end <= fromMs || start >= toMs) return [];
    const [left, right] = [Math.max(start, fromMs), Math.min(end, toMs)];
    return [{ operation, left: ((left - fromMs) / span) * 100, width: ((right - left) / span) * 100 }];
  });
}

/** First moments (UTC) of the window's days. */
export function daysOf({ fromMs, toMs }: TimeWindow): readonly string[] {
  const days: string[] = [];
  for (let at = fromMs; at < toMs; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
