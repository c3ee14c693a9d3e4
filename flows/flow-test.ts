/**
 * A test of a flow (people.md: "Samples and flow tests"): what comes in, how the other systems answer, what must come of it. Pure and
 * logic nodes really run; nodes that act on other systems are answered by `doubles` and never leave the process.
 */
import type { Json, JsonObject } from './json.ts';
import type { ErrorClass, RunState } from './run.ts';

export interface FlowTest {
  readonly description?: string;
  /** `trigger.body`. */
  readonly input: Json;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  readonly variables?: JsonObject;
  readonly valueMaps?: { readonly [name: string]: { readonly [key: string]: Json } };
  /** By path of the step (`change-order`, `sap-sales-order/change`): its answers, one for each time it runs; the last one repeats. */
  readonly doubles?: { readonly [path: string]: readonly StepDouble[] };
  readonly expect: FlowExpectation;
}

/** How a step ends instead of being performed. */
export type StepDouble =
  | { readonly port?: string; readonly output: Json }
  | { readonly error: { readonly class: ErrorClass; readonly code: string; readonly message?: string } };

export interface FlowExpectation {
  /** How the run ends or stands; default `completed`. */
  readonly state?: RunState;
  /** The message is not taken, with this code (`value-missing`); nothing else is looked at then. */
  readonly refused?: string;
  /** Answer to a synchronous caller. */
  readonly reply?: { readonly status?: number; readonly body?: Json };
  /** Steps that must have run, by path: port they left by, what their config came to, their output. Parts of an object are enough. */
  readonly steps?: { readonly [path: string]: { readonly port?: string; readonly config?: Json; readonly output?: Json } };
  /** Steps that must not have run. */
  readonly notRun?: readonly string[];
  /** Events that must have been emitted, by type. */
  readonly emitted?: readonly { readonly type: string; readonly data?: Json }[];
}
