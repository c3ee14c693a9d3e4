/** Checks request bodies against the routes' own schemas. Each is compiled at its first use: together they would cost a tenth of a start. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '#flows/json.ts';
import { refusals } from './api-error.ts';

/** Our own schemas: strict mode judges them as they are compiled, and compiling the schema of schemas would slow every start. */
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  useDefaults: true,
  meta: false,
  validateSchema: false,
});

export type BodyValidator = (body: unknown) => void;

/** The validator throws ApiError 400 that names each fault with its place. */
export function createBodyValidator(schema: JsonSchema): BodyValidator {
  let validate: ValidateFunction | undefined;
  return (body) => {
    validate ??= ajv.compile(schema);
    if (body === undefined) throw refusals.invalidBody('The request needs a JSON body.');
    if (validate(body)) return;
    const faults = (validate.errors ?? []).slice(0, 10).map((error) => {
      const place = error.instancePath === '' ? 'the body' : error.instancePath.slice(1).replaceAll('/', '.');
      const named = error.params['additionalProperty'] ?? error.params['missingProperty'];
      if (error.keyword === 'additionalProperties') return `${place} has the unknown field "${named}"`;
      if (error.keyword === 'required') return `${place} lacks "${named}"`;
      if (error.keyword === 'enum') return `${place} must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
      return `${place} ${error.message}`;
    });
    throw refusals.invalidBody(`${faults.join('; ')}.`);
  };
}
