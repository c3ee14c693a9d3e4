/** What a map is tried with: everything that its expressions see, from a sample, a past run, or made up from the types. Pure. */
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import type { FlowTyping } from '#flows/typing/flow-typing.ts';
import { sampleOfType } from './sample-of-type.ts';

export interface MapSample {
  /** Of the trigger; left out: made up. */
  readonly trigger?: JsonObject;
  /** What steps gave, by id; the others are made up. */
  readonly steps?: { readonly [nodeId: string]: Json };
}

/** `trigger`, `steps` and the rest of the scope. */
export function inputOf(typing: FlowTyping, nodeId: string, { trigger, steps = {} }: MapSample): JsonObject {
  const [scope] = typing.node(nodeId)?.scopes ?? [];
  const made = scope === undefined ? {} : (sampleOfType(scope.input) as JsonObject);
  const madeTrigger = asObject(made['trigger']);
  const body = exampleBody(typing) ?? madeTrigger['body'] ?? null;
  const { id, name, contract } = typing.flow;
  return {
    ...made,
    trigger: { ...madeTrigger, body, ...trigger },
    steps: { ...asObject(made['steps']), ...steps },
    run: { ...asObject(made['run']), id: 'preview', correlationId: 'preview' },
    flow: { id, name, major: contract.major },
  };
}

/** Schemas have examples where somebody wrote one. */
function exampleBody({ flow }: FlowTyping): Json | undefined {
  const schema: JsonSchema | undefined = flow.contract.input;
  if (schema === undefined) return undefined;
  const named = typeof schema['$ref'] === 'string' ? resolveSchema(schema['$ref']) : undefined;
  return Array.isArray((named ?? schema)['examples']) ? sampleOf(schema, resolveSchema) : undefined;
}

/** Samples of the message, each with those that are kept for steps. */
export function samplesOf(
  samples: readonly SampleView[],
  flow: FlowDocument,
): readonly { readonly id: string; readonly name: string; readonly sample: MapSample }[] {
  const steps = Object.fromEntries(
    samples.flatMap(({ nodeId, payload }) =>
      nodeId !== undefined && flow.nodes[nodeId] !== undefined ? [[nodeId, payload] as const] : [],
    ),
  );
  return samples
    .filter(({ nodeId }) => nodeId === undefined)
    .map(({ sampleId, name, payload }) => ({ id: sampleId, name, sample: { trigger: { body: payload }, steps } }));
}

/** A run keeps its trigger as expressions see it, or its body alone. */
export function triggerOfRun(trigger: Json | undefined): JsonObject | undefined {
  if (trigger === undefined) return undefined;
  const known = asObject(trigger);
  return Object.hasOwn(known, 'body') ? known : { body: trigger };
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
