/**
 * The flow document, format 1: what analysts draw, versions freeze and the runtime runs.
 * `flow-schema.ts` is the only definition; these types are drawn from it (flow-schema.test.ts proves it).
 */
import type { Json, JsonObject, JsonSchema } from './json.ts';

export const FLOW_FORMAT = 1;

export interface FlowDocument {
  readonly format: 1;
  /** Slug, stable for ever. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly layer: 'system' | 'process' | 'experience';
  /** A business capability, not a person; doubles as the folder that rights are granted on. */
  readonly owner: string;
  readonly contract: FlowContract;
  /** Direct expression. */
  readonly plant?: string;
  readonly object?: { readonly type: string; readonly keys: { readonly [name: string]: string } };
  readonly lane?: FlowLane;
  readonly idempotency?: { readonly key: string; readonly windowMs?: number };
  readonly respondWithinMs?: number;
  readonly deadlineMs?: number;
  /** At most this many runs of the flow in state `running`. */
  readonly concurrency?: number;
  readonly nodes: { readonly [nodeId: string]: FlowNode };
  readonly edges: readonly FlowEdge[];
  /** Free texts on the drawing, by an id of their own. */
  readonly notes?: { readonly [noteId: string]: CanvasNote };
  readonly layout?: { readonly [nodeId: string]: readonly [x: number, y: number] };
}

/** In points of the drawing. */
export interface CanvasNote {
  readonly text: string;
  /** Its upper left corner. */
  readonly at: readonly [x: number, y: number];
  readonly size: readonly [width: number, height: number];
}

export interface FlowContract {
  readonly major: number;
  readonly input?: SchemaOrRef;
  readonly output?: SchemaOrRef;
}

/** Either an inline schema or `{ "$ref": "schemas/order-change.json" }` into flows/schemas/. */
export type SchemaOrRef = JsonSchema;

export interface FlowLane {
  readonly name: string;
  /** Direct expression; the business key. */
  readonly key: string;
  /** Direct expression giving an integer or an ISO instant. */
  readonly sequence?: string;
  readonly onFailure?: 'park' | 'compensate' | 'continue';
  readonly whileWaiting?: 'hold' | 'release';
  readonly whenNewer?: 'queue' | 'supersede' | 'coalesce';
  readonly debounceMs?: number;
  /** Direct or contained expression over `{ older, newer }`; default: the newer body wins. */
  readonly merge?: string;
}

export interface FlowNode {
  readonly type: string;
  /** Version of the manifest that the node was drawn with. */
  readonly version: number;
  readonly label?: string;
  /** A role, resolved by environment and plant. */
  readonly connection?: string;
  readonly config: JsonObject;
  readonly retry?: RetryPolicy;
  /** Per attempt. */
  readonly timeoutMs?: number;
  readonly compensate?: string;
  readonly note?: string;
  /** The container the node stands in. */
  readonly parent?: string;
}

export interface RetryPolicy {
  readonly attempts: number;
  readonly initialMs?: number;
  readonly factor?: number;
  readonly maxMs?: number;
  /** 0 to 1: share of the delay that is drawn at random. */
  readonly jitter?: number;
  readonly on?: readonly RetryableClass[];
}

export type RetryableClass = 'network' | 'timeout' | 'throttled' | 'unavailable' | 'conflict';

export interface FlowEdge {
  readonly from: string;
  /** Output port of `from`; left out it is the node type's first port. */
  readonly port?: string;
  readonly to: string;
}

/** A row of `core/map`: `{ target, expression, scope?, note? }`. */
export interface MapRow {
  readonly target: string;
  readonly expression: string;
  readonly scope?: string;
  readonly note?: string;
}

export type { Json };
