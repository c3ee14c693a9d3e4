/** Output schema of a node, also where its manifest leaves it to the config: the closed list of `Derived`. */
import { isMapRow } from './expressions/config-expressions.ts';
import { buildTargetTree, type TargetField, type TargetTree } from './expressions/map-expression.ts';
import type { FlowContract, FlowNode } from './flow.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { type Derived, isDerived, type NodeManifest } from './node-manifest.ts';

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

/** Schema of `steps.<id>`, for triggers of `trigger.body`. `{}` where nothing is known. */
export function outputOf(manifest: NodeManifest, node: Pick<FlowNode, 'config'>, context: DeriveContext): JsonSchema {
  const { output } = manifest;
  if (!isDerived<JsonSchema>(output)) return output;
  const derived = DERIVED_OUTPUTS[output.derive];
  if (derived === undefined) throw new Error(`${manifest.type}: "${output.derive}" is no way to derive an output`);
  return derived(node.config, context);
}

type DeriveName = Derived['derive'];

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

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
