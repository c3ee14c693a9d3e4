/** What each step did from when to when, read off the run's events: at work, waiting to try again, held, waiting, parked. Pure. */
import type { TraceEvent } from '#flows/trace.ts';

export type SegmentKind = 'working' | 'failed' | 'retrying' | 'held' | 'waiting' | 'parked';

/** Instants in ms. `until` is left out while it goes on. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  readonly until?: number;
}

export function segmentsOf(events: readonly TraceEvent[]): ReadonlyMap<string, readonly Segment[]> {
  const byPath = new Map<string, Segment[]>();

  function close(path: string, at: number, kind?: SegmentKind): void {
    const segments = byPath.get(path) ?? [];
    const last = segments.at(-1);
    if (last === undefined || last.until !== undefined) return;
    segments[segments.length - 1] = { ...last, until: at, ...(kind === undefined ? {} : { kind }) };
  }
  function add(path: string, segment: Segment): void {
    byPath.set(path, [...(byPath.get(path) ?? []), segment]);
  }
  function open(path: string, kind: SegmentKind, at: number): void {
    close(path, at);
    add(path, { kind, from: at });
  }
  /** Quick steps leave no event when they start, only how long they took. */
  function workDone(path: string, at: number, durationMs: number, kind: SegmentKind): void {
    const last = byPath.get(path)?.at(-1);
    if (last?.kind === 'working' && last.until === undefined) close(path, at, kind);
    else add(path, { kind, from: at - durationMs, until: at });
  }

  for (const event of events) {
    const at = Date.parse(event.at);
    switch (event.type) {
      case 'step-started':
      case 'loop-started':
      case 'scope-entered':
        open(event.path, 'working', at);
        break;
      case 'step-completed':
        // A result that is given (an answer that was waited for) ends what stood before it.
        if (byPath.get(event.path)?.at(-1)?.until === undefined && byPath.has(event.path)) close(event.path, at);
        else workDone(event.path, at, event.durationMs, 'working');
        break;
      case 'attempt-failed':
        workDone(event.path, at, event.durationMs, 'failed');
        break;
      case 'step-failed':
        close(event.path, at);
        break;
      case 'retry-scheduled':
        open(event.path, 'retrying', at);
        break;
      case 'step-held':
        open(event.path, 'held', at);
        break;
      case 'step-released':
        close(event.path, at);
        break;
      case 'wait-started':
        open(event.path, 'waiting', at);
        break;
      case 'wait-ended':
        open(event.path, 'working', at);
        break;
      case 'run-parked':
        open(event.path, 'parked', at);
        break;
      case 'operator-acted':
        for (const path of event.path === undefined ? byPath.keys() : [event.path]) close(path, at);
        break;
      case 'run-completed':
      case 'run-failed':
      case 'run-cancelled':
      case 'run-set-aside':
        for (const path of byPath.keys()) close(path, at);
        break;
      default:
    }
  }
  return byPath;
}
