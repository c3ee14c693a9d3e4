/**
 * Ports and output schema of a node where its manifest leaves them to the config: the closed list of `Derived`. One function each
 * for ports and output; the editor draws with them, checking and planning ask the same.
 */
import { isMapRow } from './expressions/config-expressions.ts';
import { buildTargetTree, type TargetField, type TargetTree } from './expressions/map-expression.ts';
import type { FlowContract, FlowNode } from './flow.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { type Derived, isDerived, type NodeManifest, type Port } from './node-manifest.ts';

export interface DeriveContext {
  /** Contract of the flow that the node stands in. */
  readonly contract: FlowContract;
  /** The called flow; undefined when it is not known (nothing published, or somebody else's). */
  readonly calledFlow?: (flowId: string, major: number) => CalledFlow | undefined;
}

/** What a caller may know of another flow. */
export interface CalledFlow {
  readonly contract: FlowContract;
  /** Name of its lane, where it has one. */
  readonly lane?: string;
}

/** In drawing order; the first is the one that edges without `port` leave from. */
export function portsOf(manifest: NodeManifest, node: Pick<FlowNode, 'config'>): readonly Port[] {
  const { ports } = manifest;
  if (!isDerived<readonly Port[]>(ports)) return ports;
  const derived = DERIVED_PORTS[ports.derive];
  if (derived === undefined) throw new Error(`${manifest.type}: "${ports.derive}" is no way to derive ports`);
  return derived(node.config);
}

/** Schema of `steps.<id>`, for triggers of `trigger.body`. `{}` where nothing is known. */
export function outputOf(manifest: NodeManifest, node: Pick<FlowNode, 'config'>, context: DeriveContext): JsonSchema {
  const { output } = manifest;
  if (!isDerived<JsonSchema>(output)) return output;
  const derived = DERIVED_OUTPUTS[output.derive];
  if (derived === undefined) throw new Error(`${manifest.type}: "${output.derive}" is no way to derive an output`);
  return derived(node.config, context);
}

/** The port that an edge without `port` leaves from; undefined when the node has none. */
export function defaultPort(ports: readonly Port[]): string | undefined {
  return ports[0]?.name;
}

type DeriveName = Derived['derive'];

const ERROR: Port = { name: 'error', label: 'Failed', kind: 'error' };
const business = (name: string): Port => ({ name, label: sentenceOf(name), kind: 'business' });

const DERIVED_PORTS: { readonly [name in DeriveName]?: (config: JsonObject) => readonly Port[] } = {
  /** A way for each of `cases`, and `otherwise`, which may end there. */
  'switch-ports': ({ cases, otherwise }) => {
    const rest = textOr(otherwise, 'otherwise');
    return [
      ...names(listOf(cases), 'port')
        .filter((name) => name !== rest)
        .map(business),
      { ...business(rest), optional: true },
      ERROR,
    ];
  },
  /** A way for each of `choices`, and `timeout` when there is a due time. */
  'approval-ports': ({ choices, timeoutMs }) => {
    const chosen =
      choices === undefined
        ? ['approve', 'reject']
        : unique(listOf(choices).filter((choice): choice is string => typeof choice === 'string'));
    return [...chosen.map(business), ...(timeoutMs === undefined ? [] : [business('timeout')]), ERROR];
  },
  'call-flow-ports': () => [{ name: 'out', label: 'Done', kind: 'out' }, ERROR],
};

const DERIVED_OUTPUTS: { readonly [name in DeriveName]?: (config: JsonObject, context: DeriveContext) => JsonSchema } = {
  'map-output': ({ rows }) => treeSchema(buildTargetTree(listOf(rows).filter(isMapRow), [])),
  'call-flow-output': ({ flow, major }, { calledFlow }) =>
    (typeof flow === 'string' && typeof major === 'number' ? calledFlow?.(flow, major)?.contract.output : undefined) ?? {},
  'trigger-body': ({ body }, { contract }) => (isObject(body) ? body : (contract.input ?? {})),
  'contract-input': (_config, { contract }) => contract.input ?? {},
};

/** Which fields a map fills; of what type is for the checker of expressions to say. */
function treeSchema({ fields }: TargetTree): JsonSchema {
  const properties: Record<string, Json> = {};
  for (const [name, field] of fields) properties[name] = fieldSchema(field);
  return { type: 'object', additionalProperties: false, properties };
}

function fieldSchema(field: TargetField): JsonSchema {
  const inner = field.expression === undefined ? treeSchema(field) : {};
  return field.list ? { type: 'array', items: inner } : inner;
}

function names(list: readonly Json[], field: string): readonly string[] {
  return unique(list.flatMap((item) => (isObject(item) && typeof item[field] === 'string' ? [item[field]] : [])));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}

/** `needs-review` → `Needs review`. */
function sentenceOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
