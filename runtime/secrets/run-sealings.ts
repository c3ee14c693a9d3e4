/** What is known of the runs that are at work: whether they have tagged fields, and which values those hold. */
import type { Json } from '#flows/json.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { DamagedError, type EngineReads, type TimedBody } from '../store/engine-rows.ts';
import { RunSealing } from './run-sealing.ts';
import { changePayloads } from './seal-events.ts';
import type { SealedValueRow, SealedValues } from './sealed-values.ts';
import type { FindTaggedPlaces } from './tagged-places.ts';

export interface RunSealings {
  /** Undefined: nothing in it is tagged. */
  of(runId: string, reads: EngineReads): RunSealing | undefined;
  begin(runId: string, flow: string, accepted: TimedBody & { readonly type: 'run-accepted' }): RunSealing | undefined;
  forget(runId: string): void;
  /** The run's events as they were before they were stored; what is in them is known from now on. */
  open(runId: string, events: readonly TraceEvent[]): readonly TraceEvent[];
}

/** More than are at work or about to begin; of the others it is read again from their journal when it is needed. */
const MOST_RUNS = 16_384;

export function createRunSealings(
  places: FindTaggedPlaces,
  values: SealedValues,
  find: (token: string) => SealedValueRow | undefined,
): RunSealings {
  const runs = new Map<string, RunSealing | undefined>();

  function remember(runId: string, sealing: RunSealing | undefined): RunSealing | undefined {
    if (runs.size >= MOST_RUNS) runs.delete(runs.keys().next().value!);
    runs.set(runId, sealing);
    return sealing;
  }

  function begin(runId: string, flow: string, accepted: TimedBody & { readonly type: 'run-accepted' }): RunSealing | undefined {
    const found = places.ofVersion(flow, accepted.version, accepted.callees);
    return remember(runId, found === undefined ? undefined : new RunSealing(found, values));
  }

  function open(runId: string, events: readonly TraceEvent[]): readonly TraceEvent[] {
    const [accepted] = events;
    if (accepted?.type !== 'run-accepted') return events;
    const sealing = runs.get(runId) ?? begin(runId, accepted.flow, accepted);
    const openValue = (value: Json) => values.unseal(value, find, (row, plain) => sealing?.learn(row, plain));
    return events.map((event) => changePayloads(event as never, openValue) as unknown as TraceEvent);
  }

  return {
    begin,
    open,
    forget: (runId) => void runs.delete(runId),
    of(runId, reads) {
      const known = runs.get(runId);
      if (known !== undefined || runs.has(runId)) return known;
      try {
        open(runId, reads.readEvents(runId));
      } catch (error) {
        // It is parked for that: what is said of it holds no payload.
        if (!(error instanceof DamagedError)) throw error;
        remember(runId, undefined);
      }
      return runs.get(runId);
    },
  };
}
