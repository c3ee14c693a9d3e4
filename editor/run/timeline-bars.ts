/** Rows of the timeline: one per step that has begun, inner steps under the one that calls them, and bars on a common scale. Pure. */
import type { StepView } from '#flows/api/runs.ts';
import type { Segment, SegmentKind } from './step-segments.ts';

export interface TimelineRow {
  readonly step: StepView;
  /** 0: a step of the run's own flow; 1: of a flow that it calls … */
  readonly depth: number;
  readonly bars: readonly TimelineBar[];
  readonly durationMs: number;
}

export interface TimelineBar {
  readonly kind: SegmentKind | 'calling';
  /** Per cent of the whole scale. */
  readonly left: number;
  readonly width: number;
}

/** Even the shortest can be seen. */
const LEAST_WIDTH = 0.4;

export function timelineRows(
  steps: readonly StepView[],
  segments: ReadonlyMap<string, readonly Segment[]>,
  fromMs: number,
  untilMs: number,
): readonly TimelineRow[] {
  const firstInner = firstInnerStarts(segments);
  const spansOf = (step: StepView): readonly Span[] => {
    const callingSince = firstInner.get(step.path);
    if (callingSince === undefined)
      return (segments.get(step.path) ?? []).map(({ kind, from, until }) => ({ kind, from, until: until ?? untilMs }));
    return [{ kind: 'calling', from: callingSince, until: step.endedAt === undefined ? untilMs : Date.parse(step.endedAt) }];
  };
  const began = steps.map((step) => ({ step, spans: spansOf(step) })).filter(({ spans }) => spans.length > 0);
  // Several may begin in the same millisecond: then the journal's order counts.
  const journalled = [...segments.keys()];
  const startOf = new Map(began.map(({ step, spans }) => [step.path, { at: spans[0]!.from, nth: placeInJournal(journalled, step.path) }]));
  return began
    .toSorted((a, b) => compareDownwards(a.step.path, b.step.path, startOf))
    .map(({ step, spans }) => ({
      step,
      depth: step.path.split('/').length - 1,
      bars: spans.map(({ kind, from, until }) => ({ kind, ...placeOf(from - fromMs, until - from, Math.max(1, untilMs - fromMs)) })),
      durationMs: Math.max(0, spans.at(-1)!.until - spans[0]!.from),
    }));
}

interface Span {
  readonly kind: TimelineBar['kind'];
  readonly from: number;
  readonly until: number;
}

/** Per calling step: when the first step of the called flow began. */
function firstInnerStarts(segments: ReadonlyMap<string, readonly Segment[]>): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const [path, [first]] of segments) {
    if (first === undefined) continue;
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const caller = path.slice(0, end);
      starts.set(caller, Math.min(starts.get(caller) ?? first.from, first.from));
    }
  }
  return starts;
}

interface Start {
  readonly at: number;
  readonly nth: number;
}

/** Of a calling step: where the first of its inner steps stands. */
function placeInJournal(journalled: readonly string[], path: string): number {
  return journalled.findIndex((known) => known === path || known.startsWith(`${path}/`));
}

/** In the order in which steps began; inner ones directly under their caller. */
function compareDownwards(a: string, b: string, startOf: ReadonlyMap<string, Start>): number {
  const [partsA, partsB] = [a.split('/'), b.split('/')];
  for (let depth = 1; depth <= Math.min(partsA.length, partsB.length); depth += 1) {
    const [upToA, upToB] = [partsA.slice(0, depth).join('/'), partsB.slice(0, depth).join('/')];
    if (upToA === upToB) continue;
    const [startA, startB] = [startOf.get(upToA), startOf.get(upToB)];
    return (startA?.at ?? 0) - (startB?.at ?? 0) || (startA?.nth ?? 0) - (startB?.nth ?? 0);
  }
  return partsA.length - partsB.length;
}

function placeOf(offsetMs: number, lengthMs: number, totalMs: number): { readonly left: number; readonly width: number } {
  const width = Math.min(100, Math.max(LEAST_WIDTH, (lengthMs / totalMs) * 100));
  return { left: Math.max(0, Math.min((offsetMs / totalMs) * 100, 100 - width)), width };
}
