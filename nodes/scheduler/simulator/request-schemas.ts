/** Bodies of the scheduler's contract; everything else is refused with a sentence. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '#flows/json.ts';

const closed = (properties: { readonly [name: string]: JsonSchema }, required: readonly string[]): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: [...required],
  properties,
});
const text = (most: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: most });
const quantity: JsonSchema = { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,3})?$' };
const day: JsonSchema = { type: 'string', format: 'date' };

const line = closed(
  { item: { type: 'string', pattern: '^\\d{6}$' }, material: text(40), plant: text(4), quantity, unit: text(3), dueDate: day },
  ['item', 'material', 'plant', 'quantity', 'unit', 'dueDate'],
);

const ajv = new Ajv2020({ allErrors: false, strict: true, useDefaults: true });
addFormats.default(ajv, ['date', 'date-time', 'uri']);

export const validators = {
  demand: ajv.compile(
    closed(
      {
        demandRevision: { type: 'integer', minimum: 0 },
        customerClass: { enum: ['A', 'B', 'C'], default: 'B' },
        lines: { type: 'array', maxItems: 999, items: line },
      },
      ['demandRevision', 'lines'],
    ),
  ),
  plan: ajv.compile(
    closed(
      {
        requestId: text(200),
        mode: { enum: ['what-if', 'firm'] },
        demandIds: { type: 'array', minItems: 1, maxItems: 1_000, items: text(40) },
        frozenFenceDays: { type: 'integer', minimum: 0, maximum: 90, default: 0 },
        callbackUrl: { type: 'string', format: 'uri', maxLength: 2_000, pattern: '^https?://' },
        options: closed({ allowSplit: { type: 'boolean', default: true }, alternativePlants: { type: 'boolean', default: true } }, []),
      },
      ['requestId', 'mode', 'demandIds'],
    ),
  ),
  promise: ajv.compile(
    closed({ material: text(40), plant: text(4), quantity, unit: text(3), requestedDate: day }, [
      'material',
      'plant',
      'quantity',
      'unit',
      'requestedDate',
    ]),
  ),
  downtime: ajv.compile(
    closed({ resource: text(40), from: { type: 'string', format: 'date-time' }, to: { type: 'string', format: 'date-time' } }, [
      'resource',
      'from',
      'to',
    ]),
  ),
} as const satisfies { readonly [name: string]: ValidateFunction };

export function faultOf(validate: ValidateFunction): string {
  const { instancePath, message, params } = validate.errors![0]!;
  const place = instancePath === '' ? 'The body' : instancePath.slice(1).replaceAll('/', '.');
  return `${place} ${message}${params['additionalProperty'] === undefined ? '' : `: ${params['additionalProperty']}`}.`;
}
