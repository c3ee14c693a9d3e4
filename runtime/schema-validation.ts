/**
 * Values against JSON Schemas of published versions. Each schema is compiled once; one that does not compile is a problem, not a
 * crash. Schemas come from people: their patterns run in linear time, whatever they and the value look like (D12).
 */
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonSchema } from '#flows/json.ts';
import { compileSchema } from './expressions/compile-schema.mjs';

export interface ValueProblem {
  /** JSON Pointer into the value. */
  readonly path: string;
  readonly message: string;
}

export type ValidateValue = (
  schema: JsonSchema,
  /** What `$ref` of the schema may name: frozen with a version, so its identity stands for its content. */
  schemas: { readonly [ref: string]: JsonSchema },
  value: Json,
) => readonly ValueProblem[];

const MOST_COMPILED = 1_000;
const MOST_PROBLEMS = 100;

type Compiled = ValidateFunction | { readonly unusable: string };

export function createSchemaValidation(): ValidateValue {
  /** By the set of schemas, then by the schema itself: the same text may mean different things beside different `$ref` schemas. */
  const compiled = new WeakMap<object, { readonly byObject: WeakMap<object, Compiled>; readonly byText: Map<string, Compiled> }>();

  function find(schema: JsonSchema, schemas: { readonly [ref: string]: JsonSchema }): Compiled {
    let known = compiled.get(schemas);
    if (known === undefined) compiled.set(schemas, (known = { byObject: new WeakMap(), byText: new Map() }));
    const same = known.byObject.get(schema);
    if (same !== undefined) return same;
    const text = JSON.stringify(schema);
    let found = known.byText.get(text);
    if (found === undefined) {
      if (known.byText.size >= MOST_COMPILED) known.byText.delete(known.byText.keys().next().value!);
      known.byText.set(text, (found = compile(schema, schemas)));
    }
    known.byObject.set(schema, found);
    return found;
  }

  return (schema, schemas, value) => {
    const validate = find(schema, schemas);
    if (typeof validate !== 'function') return [{ path: '', message: validate.unusable }];
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, MOST_PROBLEMS).map(({ instancePath, message, params }) => {
      const named = params['additionalProperty'] ?? params['missingProperty'];
      const sentence = message ?? 'does not fit the schema';
      return {
        path: instancePath,
        message: named !== undefined && !sentence.includes(String(named)) ? `${sentence}: ${String(named)}` : sentence,
      };
    });
  };
}

function compile(schema: JsonSchema, schemas: { readonly [ref: string]: JsonSchema }): Compiled {
  try {
    return compileSchema(schema, schemas);
  } catch (error) {
    return { unusable: `cannot be checked: the schema itself is wrong (${(error as Error).message})` };
  }
}
