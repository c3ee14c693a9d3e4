/**
 * What a node type tells about itself. Pure data: the editor draws palette, ports and form from it,
 * publishing checks against it, the runtime compiles with it.
 */
import type { Json, JsonObject, JsonSchema } from './json.ts';

export interface NodeManifest {
  /** `<folder>/<kebab-name>`, e.g. `sap/change-sales-order`. */
  readonly type: string;
  /** Rises when the shape of `config` changes; `upgradeConfig` of the node type lifts older ones. */
  readonly version: number;
  readonly label: string;
  /** One sentence for the palette. */
  readonly summary: string;
  readonly category: 'trigger' | 'logic' | 'sap' | 'crm' | 'scheduling' | 'files' | 'http' | 'people';
  /** Icon as SVG text, 24 by 24, `currentColor`. */
  readonly icon: string;
  /** `trigger` starts runs, `step` runs in them, `container` holds other nodes (for-each, scope). */
  readonly kind: 'trigger' | 'step' | 'container';
  /**
   * What a step may touch: nothing (`pure`, may be recomputed after a crash), other systems for reading, or for writing.
   * `engine` steps are performed by the planner itself (join, delay, call-flow, approval …).
   */
  readonly effects: 'pure' | 'read' | 'write' | 'engine';
  /** Connection type the node needs, e.g. `sap-odata`. */
  readonly connection?: string;
  /** JSON Schema of `config`, `additionalProperties: false`. Formats the editor knows: expression, duration-ms, connection, flow, value-map, secret, multiline, json-schema (data, never expressions), map-rows (evaluated into the sibling `value`). `'x-fixed': true`: never an expression, because ports or names depend on it; `'x-language': 'javascript'`: code, tried out before it is published; `'x-when': { field: [values] }`: shown only while another field has one of the values; `'x-options': OptionsWish`: what the node's system offers for it, also at `items` and `propertyNames`. */
  readonly config: JsonSchema;
  readonly ports: readonly Port[] | Derived;
  /**
   * Schema of `steps.<id>` (for triggers of `trigger.body`), whatever the port. An object gives the fields that are named here and no
   * others, unless it says `additionalProperties`.
   */
  readonly output: JsonSchema | Derived;
  /** Markdown shown as help beside the node; the first example must run. */
  readonly help: string;
  readonly example?: { readonly config: JsonObject; readonly output?: Json };
  /** How a repeated write is recognised; required when `effects` is `write`. */
  readonly idempotency?: 'receiver-honours-key' | 'naturally-idempotent' | 'probe' | 'by-config';
  readonly defaultTimeoutMs?: number;
}

export interface Port {
  readonly name: string;
  readonly label: string;
  /** `error` may stay without an edge (then lane.onFailure applies); a business port may not. */
  readonly kind: 'out' | 'business' | 'error';
  /** A business port whose missing edge is only a warning, e.g. `no-change`. */
  readonly optional?: boolean;
  /** What a step that ends here gives, said closer than `output` says it: further `required`, more of its properties (`false`: not there). Where it says `type`, it stands for all of it. */
  readonly output?: JsonSchema;
}

/** Computed from the node's config by a function of the closed list in `flows/derive.ts`. */
export interface Derived {
  readonly derive:
    | 'switch-ports'
    | 'map-output'
    | 'call-flow-ports'
    | 'call-flow-output'
    | 'approval-ports'
    | 'trigger-body'
    | 'contract-input'
    | 'respond-output'
    | 'for-each-output'
    | 'scope-output'
    | 'value-map-output'
    | 'wait-for-event-output'
    | 'layout-rows'
    | 'layout-file'
    | 'layout-parts'
    | 'declared-answer'
    | 'soql-records'
    | 'selected-rows'
    | 'code-output'
    | 'operation-ports'
    | 'operation-answer';
}

export function isDerived<T>(value: T | Derived): value is Derived {
  return typeof value === 'object' && value !== null && 'derive' in value;
}
