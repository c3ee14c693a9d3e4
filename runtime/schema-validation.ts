/** Values against JSON Schemas of published versions. Each schema is compiled once; a schema that does not compile is a problem, not a crash. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonSchema } from '#flows/json.ts';

export interface ValueProblem {
  /** JSON Pointer into the value. */
  readonly path: string;
  readonly message: string;
}

const MOST_COMPILED = 1_000;
const MOST_PROBLEMS = 100;

export function createSchemaValidation(): (
  schema: JsonSchema,
  schemas: { readonly [ref: string]: JsonSchema },
  value: Json,
) => readonly ValueProblem[] {
  const compiled = new Map<string, ValidateFunction>();

  function compile(schema: JsonSchema, schemas: { readonly [ref: string]: JsonSchema }): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
    addFormats.default(ajv);
    for (const [ref, part] of Object.entries(schemas)) ajv.addSchema({ ...part, $id: ref });
    const { $id: _id, ...anonymous } = schema;
    const validate = ajv.compile(anonymous);
    if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value!);
    compiled.set(key, validate);
    return validate;
  }

  return (schema, schemas, value) => {
    const validate = compile(schema, schemas);
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
