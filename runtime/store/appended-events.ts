/** What one unit of a commit appended to one run: what watchers and counters are told of. */
import type { TraceEvent } from '#flows/trace.ts';
import type { TimedBody } from './engine-rows.ts';

/** The events as the writer has them; their places in the journal follow from the first one's without a gap. */
export interface AppendedEvents {
  readonly runId: string;
  readonly environment: string;
  readonly flow: string;
  readonly firstSeq: number;
  readonly firstRunSeq: number;
  /** At least one. */
  readonly bodies: readonly TimedBody[];
  /** JSON of each body; undefined where it was not made, or its stored form is another. */
  readonly texts: readonly (string | undefined)[];
  /** Of sample history: neither counted nor sent to watchers. */
  readonly sample?: true;
}

/** Each event with its place, as readers of the journal get it. */
export function traceEventsOf({ runId, environment, flow, firstSeq, firstRunSeq, bodies }: AppendedEvents): readonly TraceEvent[] {
  return bodies.map((body, index) => ({ seq: firstSeq + index, runSeq: firstRunSeq + index, runId, environment, flow, ...body }));
}
