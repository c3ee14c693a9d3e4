/**
 * A test of a flow (people.md: "Samples and flow tests"): what comes in, how the other systems answer, what must come of it. Pure and
 * logic nodes really run; nodes that act on other systems are answered by `doubles` and never leave the process.
 */
import type { Json, JsonObject } from './json.ts';
import type { ErrorClass, RunState } from './run.ts';

export interface FlowTest extends FlowMessage {
  readonly description?: string;
  /** What came before, in its order; each message comes to its end, or stands still, before the next. The test judges the last one. */
  readonly earlier?: readonly FlowMessage[];
  readonly variables?: JsonObject;
  readonly valueMaps?: { readonly [name: string]: { readonly [key: string]: Json } };
  /** By path of the step (`change-order`, `sap-sales-order/change`): its answers, one for each time it runs; the last one repeats. */
  readonly doubles?: { readonly [path: string]: readonly StepDouble[] };
  readonly expect: FlowExpectation;
}

export interface FlowMessage {
  /** `trigger.body`. */
  readonly input: Json;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
}

/** How a step ends instead of being performed. */
export type StepDouble =
  | { readonly port?: string; readonly output: Json }
  | { readonly error: { readonly class: ErrorClass; readonly code: string; readonly message?: string } }
  /** The write went out and its answer never came. Asked before anything is repeated, the system says that it was applied, with this answer … */
  | { readonly lost: 'applied'; readonly port?: string; readonly output: Json }
  /** … or that it was not, so that the next double answers the second try; that somebody else was there; or it cannot be asked. */
  | { readonly lost: 'not-applied' | 'changed-by-somebody-else' | 'unanswerable' };

export interface FlowExpectation {
  /** How the run ends or stands; default `completed`. */
  readonly state?: RunState;
  /** The message is not taken, with this code (`value-missing`); nothing else is looked at then. */
  readonly refused?: string;
  /** The message is known as one of the earlier ones and starts no run of its own; what else is said is looked for in the run it belongs to. */
  readonly duplicate?: true;
  /** Answer to a synchronous caller. */
  readonly reply?: { readonly status?: number; readonly body?: Json };
  /** Steps that must have run, by path. */
  readonly steps?: { readonly [path: string]: StepExpectation };
  /** Steps that must not have run. */
  readonly notRun?: readonly string[];
  /** Events that must have been emitted, by type. */
  readonly emitted?: readonly { readonly type: string; readonly data?: Json }[];
}

/** Of a step. Parts of an object are enough. */
export interface StepExpectation {
  readonly port?: string;
  /** What its config came to. */
  readonly config?: Json;
  readonly output?: Json;
  /** How often its write went out, tries that failed included. */
  readonly writes?: number;
}
