/** Output schema of a node, also where its manifest leaves it to the config: the closed list of `Derived`. */
import { portsOf } from './derive-ports.ts';
import { frameSchema, rowSchema } from './derived/layout-rows.ts';
import { closed, FAILED_OUTPUT, narrowOutput } from './derived/port-output.ts';
import { recordSchemaOf } from './derived/soql-records.ts';
import { isMapRow } from './expressions/config-expressions.ts';
import { isExpressionText } from './expressions/expression-text.ts';
import { buildTargetTree, type TargetField, type TargetTree } from './expressions/map-expression.ts';
import type { FlowContract, FlowDocument, FlowNode } from './flow.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { type Derived, isDerived, type NodeManifest } from './node-manifest.ts';
import { findEventType } from './schemas/events.ts';

export interface DeriveContext {
  /** Contract of the flow that the node stands in. */
  readonly contract: FlowContract;
  /** The called flow; undefined when it is not known (nothing published, or somebody else's). */
  readonly calledFlow?: (flowId: string, major: number) => CalledFlow | undefined;
}

/** What a caller may know of another flow. */
export interface CalledFlow {
  readonly contract: FlowContract;
  /** The flow itself, as it is published: what it answers to this call can be told closer than its contract does. */
  readonly document?: FlowDocument;
  /** Name of its lane, where it has one. */
  readonly lane?: string;
}

/** Schema of `steps.<id>` by this port. What failed gives `{ error }`, whatever its node type. */
export function outputAt(manifest: NodeManifest, node: Pick<FlowNode, 'config'>, port: string, context: DeriveContext): JsonSchema {
  const found = portsOf(manifest, node).find(({ name }) => name === port);
  if (found?.kind === 'error') return FAILED_OUTPUT;
  const whole = outputOf(manifest, node, context);
  return found?.output === undefined ? whole : closed(narrowOutput(whole, found.output));
}

/** Schema of `steps.<id>` whatever the port, for triggers of `trigger.body`. `{}` where nothing is known. */
export function outputOf(manifest: NodeManifest, node: Pick<FlowNode, 'config'>, context: DeriveContext): JsonSchema {
  const { output } = manifest;
  if (!isDerived<JsonSchema>(output)) return orWithheld(manifest, closed(asDescribed(output, node.config)));
  const derived = DERIVED_OUTPUTS[output.derive];
  if (derived === undefined) throw new Error(`${manifest.type}: "${output.derive}" is no way to derive an output`);
  return orWithheld(manifest, derived(node.config, context));
}

/** A node that was drawn with an imported operation: its fields are what the description says. */
function asDescribed(output: JsonSchema, { described }: JsonObject): JsonSchema {
  const fields = objectOf(objectOf(objectOf(described)['answers'])['properties']);
  if (Object.keys(fields).length === 0) return output;
  return { ...output, properties: { ...objectOf(output['properties']), ...fields } };
}

/** Where a connection only looks, a write goes on with `{ withheld: true, … }` (API-117): a flow may ask for that. */
function orWithheld({ effects }: NodeManifest, schema: JsonSchema): JsonSchema {
  if (effects !== 'write' || schema['type'] !== 'object') return schema;
  return { ...schema, properties: { ...objectOf(schema['properties']), withheld: { const: true } } };
}

type DeriveName = Derived['derive'];

const DERIVED_OUTPUTS: { readonly [name in DeriveName]?: (config: JsonObject, context: DeriveContext) => JsonSchema } = {
  'map-output': ({ rows }) => (!Array.isArray(rows) ? {} : treeSchema(buildTargetTree(listOf(rows).filter(isMapRow), []))),
  'call-flow-output': ({ flow, major }, { calledFlow }) =>
    (typeof flow === 'string' && typeof major === 'number' ? calledFlow?.(flow, major)?.contract.output : undefined) ?? {},
  'trigger-body': ({ body }, { contract }) => (isObject(body) ? body : (contract.input ?? {})),
  'contract-input': (_config, { contract }) => contract.input ?? {},
  'respond-output': () => shape({ status: { type: 'integer' }, body: {} }),
  'for-each-output': ({ until }) => {
    const output = shape({
      items: {
        type: 'array',
        description: 'For each item, in the order of the list, the output of its last step; null where it failed or gave nothing.',
      },
      errors: { type: 'array', items: shape({ index: { type: 'integer' }, ...objectOf(FAILED_OUTPUT['properties']) }) },
    });
    if (until === undefined || until === null) return output;
    // Where the hard stop is computed it may come to nothing.
    return { ...output, properties: { ...objectOf(output['properties']), ...HARD_STOP } };
  },
  'scope-output': () => ({ description: 'The output of the step inside that ended last.' }),
  'value-map-output': () => shape({ value: {}, found: { type: 'boolean' } }),
  'wait-for-event-output': ({ event }) => {
    const known = typeof event === 'string' ? findEventType(event) : undefined;
    return shape({ event: { type: 'string' }, data: known === undefined ? {} : { $ref: known.data } });
  },
  'layout-rows': ({ layout }) => shape({ part: { type: 'integer' }, rows: { type: 'array', items: rowSchema(layout) }, rejects: REJECTS }),
  'layout-file': ({ layout }) =>
    shape({ rows: { type: 'array', items: rowSchema(layout) }, rejects: REJECTS, records: { type: 'integer' }, ...framesOf(layout) }),
  'layout-parts': ({ layout }) => shape({ parts: { type: 'array' }, records: { type: 'integer' }, ...framesOf(layout) }),
  'declared-answer': ({ answer }) => ({
    ...shape({
      status: { type: 'integer', description: '2xx or 304' },
      headers: { type: 'object', additionalProperties: { type: 'string' }, description: 'Names in lower case.' },
      body: isObject(answer) ? answer : { description: 'JSON where the answer says JSON, else text; null when empty.' },
    }),
    // Its own references begin at the root.
    ...(isObject(answer) && isObject(answer['$defs']) ? { $defs: answer['$defs'] } : {}),
  }),
  'soql-records': ({ soql }) =>
    shape({
      totalSize: { type: 'integer' },
      complete: { type: 'boolean', description: 'False when there are more records than were taken.' },
      records: { type: 'array', items: recordSchemaOf(soql) },
    }),
  'selected-rows': ({ select, expand, described }) =>
    shape({
      rows: { type: 'array', description: ROWS, items: selectedSchema(select, expand, rowOf(described)) },
      count: { type: 'integer' },
    }),
  'operation-answer': ({ answers }) => ({
    ...shape({
      status: { type: 'integer' },
      headers: { type: 'object', additionalProperties: { type: 'string' }, description: 'Names in lower case.' },
      body: {},
    }),
    ...(isObject(answers) && isObject(answers['$defs']) ? { $defs: answers['$defs'] } : {}),
  }),
  'code-output': ({ output }) => (isObject(output) ? output : {}),
};

const HARD_STOP: JsonObject = {
  begun: { type: 'integer', description: 'How many items, from the front of the list, were gone through.' },
  last: { description: 'The last item that was gone through; null when none was.' },
  left: { type: 'integer', description: 'How many are left for the next window.' },
  windowOver: { type: 'boolean', description: 'The hard stop came before the end of the list.' },
};

const ROWS = "SAP's field names; decimals as text, dates as days.";

const REJECTS: JsonSchema = {
  type: 'array',
  items: shape({ record: { type: 'integer' }, line: { type: 'integer' }, reason: { type: 'string' }, raw: { type: 'string' } }),
};

function framesOf(layout: Json | undefined): JsonObject {
  const [header, trailer] = [frameSchema(layout, 'header'), frameSchema(layout, 'trailer')];
  return { ...(header === undefined ? {} : { header }), ...(trailer === undefined ? {} : { trailer }) };
}

/** An object with these fields, all of them. */
function shape(properties: JsonObject): JsonSchema {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

/** SAP gives the fields that were asked for, all of them where none was; what they are says the description, where there is one. */
function selectedSchema(select: Json | undefined, expand: Json | undefined, row: JsonObject): JsonSchema {
  const names = [...listOf(select), ...listOf(expand)];
  const known = objectOf(row['properties']);
  const isWhole = listOf(select).length === 0;
  const hasNoEnd = isWhole && Object.keys(known).length === 0;
  if (hasNoEnd || names.some((name) => typeof name !== 'string' || isExpressionText(name))) return { type: 'object' };
  const own = [...new Set([...(isWhole ? Object.keys(known) : []), ...names.map((name) => String(name).split('/')[0]!)])];
  const required = own.filter((name) => Object.hasOwn(known, name));
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(own.map((name) => [name, Object.hasOwn(known, name) ? known[name]! : {}])),
  };
}

function rowOf(described: Json | undefined): JsonObject {
  const { rows } = objectOf(objectOf(objectOf(described)['answers'])['properties']);
  return objectOf(objectOf(rows)['items']);
}

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

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
