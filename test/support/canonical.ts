/** Judges a value by a canonical schema of flows/schemas/, so that tests see whether an output really speaks the shared words. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonSchema } from '#flows/json.ts';
import { resolveSchema, type SchemaRef, schemas } from '#flows/schemas/schemas.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, schemas: Object.values(schemas) });
addFormats.default(ajv);

/** Sentences with places; empty means that it fits. A schema of one's own may refer to the canonical ones. */
export function problemsAgainst(wanted: SchemaRef | JsonSchema, value: Json): readonly string[] {
  const schema = typeof wanted === 'string' ? resolveSchema(wanted) : wanted;
  if (schema === undefined) throw new Error(`there is no schema ${String(wanted)}`);
  const validate = (schema['$id'] === undefined ? undefined : ajv.getSchema(String(schema['$id']))) ?? ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
