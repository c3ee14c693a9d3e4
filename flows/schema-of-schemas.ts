/**
 * What may stand in a JSON Schema (draft 2020-12) as flows take them, as a JSON Schema: editors complete and mark by it. Keywords that Ajv
 * would pass over as unknown are refused here, for they are mostly misspelled; those of the house begin with `x-`.
 */
import { FIELD_TAGS } from './schemas/schemas.ts';

const schema = { $ref: '#' } as const;
const schemas = { type: 'array', items: schema, minItems: 1 } as const;
const named = { type: 'object', additionalProperties: schema } as const;
const names = { type: 'array', items: { type: 'string' }, uniqueItems: true } as const;
const count = { type: 'integer', minimum: 0 } as const;
const type = { enum: ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] } as const;

/** Of `ajv-formats`; others are taken, too. */
const FORMATS = ['date', 'date-time', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference', 'uuid', 'regex'];

export const schemaOfSchemas = {
  $id: 'inmemory://schemas/schema.json',
  type: ['object', 'boolean'],
  properties: {
    $schema: { type: 'string' },
    $id: { type: 'string' },
    $ref: { type: 'string' },
    $anchor: { type: 'string' },
    $defs: named,
    definitions: named,
    $comment: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    default: {},
    examples: { type: 'array' },
    deprecated: { type: 'boolean' },
    readOnly: { type: 'boolean' },
    writeOnly: { type: 'boolean' },
    type: { anyOf: [type, { type: 'array', items: type, minItems: 1, uniqueItems: true }] },
    enum: { type: 'array', minItems: 1 },
    const: {},
    format: { type: 'string', examples: FORMATS },
    properties: named,
    patternProperties: named,
    additionalProperties: schema,
    unevaluatedProperties: schema,
    propertyNames: schema,
    required: names,
    dependentRequired: { type: 'object', additionalProperties: names },
    dependentSchemas: named,
    minProperties: count,
    maxProperties: count,
    items: schema,
    prefixItems: schemas,
    contains: schema,
    minContains: count,
    maxContains: count,
    unevaluatedItems: schema,
    uniqueItems: { type: 'boolean' },
    minItems: count,
    maxItems: count,
    minLength: count,
    maxLength: count,
    pattern: { type: 'string', format: 'regex' },
    contentEncoding: { type: 'string' },
    contentMediaType: { type: 'string' },
    minimum: { type: 'number' },
    maximum: { type: 'number' },
    exclusiveMinimum: { type: 'number' },
    exclusiveMaximum: { type: 'number' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: schema,
    else: schema,
    'x-millrace': { enum: [...FIELD_TAGS] },
  },
  patternProperties: { '^x-': {} },
  additionalProperties: false,
} as const;
