/** The expressions of the example flows, typed from the schemas of what stands before them, held against values of those schemas. */
import { describe, expect, test } from 'vitest';
import { type CalledFlow, type DeriveContext, outputAt, outputOf } from '#flows/derive.ts';
import { portsOf } from '#flows/derive-ports.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import { listConfigExpressions } from '#flows/expressions/config-expressions.ts';
import { parseExpression } from '#flows/expressions/parse-expression.ts';
import { inferExpression } from '#flows/expressions/types/infer-expression.ts';
import { objectOf, type Type, UNKNOWN } from '#flows/expressions/types/type.ts';
import { typeOfSchema } from '#flows/expressions/types/type-of-schema.ts';
import { typeText } from '#flows/expressions/types/type-text.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { compiledAnswer } from '../support/compare-with-reference.ts';
import { findMisfit } from '../support/conforms-to-type.ts';
import { randomOf, valueFor } from '../support/random-schemas.ts';
import { TYPE_ERRORS } from '../support/type-errors.ts';

const seed = Number(process.env['MILLRACE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Values for each expression. */
const RUNS = Number(process.env['MILLRACE_FUZZ_RUNS'] ?? 20);

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const RUN: JsonSchema = {
  type: 'object',
  properties: { startedAt: { type: 'string', format: 'date-time' } },
  required: ['startedAt'],
};

/** A schema within another loses its root: each is referred to by a name, so that its own `#/…` is found. */
const named = new Map<string, JsonSchema>();

/** What every expression of a flow may see, whatever has run: the checker of flows knows better where a node stands. */
function schemasOf(flow: FlowDocument): { readonly [root: string]: JsonSchema } {
  const context: DeriveContext = {
    contract: flow.contract,
    calledFlow: (id) => exampleFlows.find((one) => one.id === id) as CalledFlow | undefined,
  };
  const steps: Record<string, JsonSchema> = {};
  let body: JsonSchema = {};
  const refer = (schema: JsonSchema): JsonSchema => {
    const name = `test/${named.size}`;
    named.set(name, schema);
    return { $ref: name };
  };
  for (const [id, node] of Object.entries(flow.nodes)) {
    const manifest = manifests.get(node.type)!;
    if (manifest.kind === 'trigger') body = refer(outputOf(manifest, node, context));
    else steps[id] = { anyOf: portsOf(manifest, node).map(({ name }) => refer(outputAt(manifest, node, name, context))) };
  }
  return {
    trigger: { type: 'object', required: ['body'], properties: { body } },
    steps: { type: 'object', additionalProperties: false, properties: steps },
    run: RUN,
  };
}

function find(ref: string): JsonSchema | undefined {
  return named.get(ref) ?? resolveSchema(ref);
}

const flows = exampleFlows.map((flow) => {
  const schemas = schemasOf(flow as unknown as FlowDocument);
  const fields: Record<string, Type> = { item: UNKNOWN, index: UNKNOWN, vars: UNKNOWN, flow: UNKNOWN, compensated: UNKNOWN };
  for (const [name, schema] of Object.entries(schemas)) fields[name] = typeOfSchema(schema, find);
  return { flow: flow as unknown as FlowDocument, seen: { input: objectOf(fields), schemas } };
});

function expressionsOf(flow: FlowDocument) {
  return Object.entries(flow.nodes).flatMap(([id, { config, type }]) => {
    const manifest = manifests.get(type)!;
    if (manifest.kind === 'trigger') return [];
    return listConfigExpressions(config, manifest.config).map(({ text, pointer }) => ({ place: `${id}${pointer}`, text }));
  });
}

describe('TYP-1 TYP-2 TYP-3 the expressions of the example flows', () => {
  test.each(flows.map(({ flow, seen }) => [flow.id, flow, seen] as const))('%s', (_id, flow, { input, schemas }) => {
    const random = randomOf(seed);
    const wrong = new Set<string>();
    for (const { place, text } of expressionsOf(flow)) {
      const { tree, source } = parseExpression(text);
      const { type, findings, sure } = inferExpression(tree!, { input }, source);
      for (const { severity, code, message, help, at } of findings)
        if (severity !== 'info') wrong.add(`${place}: ${code} at ${source.slice(at.offset, at.offset + at.length)}: ${message} ${help}`);
      const { compiled } = compileExpression(tree!);
      for (let run = 0; run < RUNS && compiled !== undefined; run += 1) {
        const root = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, valueFor(schema, schema, random, find)]));
        const answer = compiledAnswer(compiled, root);
        if ('code' in answer) {
          if (sure && findings.length === 0 && TYPE_ERRORS.has(answer.code))
            wrong.add(`${place}: fails with ${answer.code} (seed ${seed})`);
          continue;
        }
        const misfit = findMisfit(answer.value === undefined ? undefined : (JSON.parse(answer.value) as Json), type);
        if (misfit !== undefined) wrong.add(`${place}: ${typeText(type)}: ${misfit} (seed ${seed})`);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
