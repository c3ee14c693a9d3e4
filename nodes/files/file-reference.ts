/** A big file goes through a flow by reference: what a trigger gives, what a split gives, what a collect gives. */
import type { FromSchema } from 'json-schema-to-ts';

const path = {
  type: 'string',
  title: 'Path',
  description: 'Below the root folder of the connection.',
  minLength: 1,
  maxLength: 1_000,
} as const;
const sha256 = { type: 'string', title: 'SHA-256', pattern: '^[0-9a-f]{64}$' } as const;
const count = { type: 'integer', minimum: 0 } as const;

export const fileReferenceSchema = {
  type: 'object',
  format: 'expression',
  title: 'File',
  description: 'What the trigger gives (= trigger.body), or an object with a path.',
  required: ['path'],
  properties: { path, name: { type: 'string' }, bytes: count, sha256, archiveFolder: { type: 'string' }, errorFolder: { type: 'string' } },
} as const;

export const partSchema = {
  type: 'object',
  required: ['path', 'part', 'from', 'to', 'records', 'firstRecord', 'firstLine', 'sha256'],
  properties: {
    path,
    part: { ...count, minimum: 1, title: 'Number of the part, 1 for the first' },
    from: { ...count, title: 'First byte' },
    to: { ...count, title: 'Behind the last byte' },
    records: { ...count, title: 'Data records' },
    firstRecord: { ...count, minimum: 1, title: 'Number of its first record' },
    firstLine: { ...count, minimum: 1, title: 'Line of its first record' },
    sha256,
    places: { type: 'array', items: { type: 'integer' }, title: 'Places of the columns, by the line of names' },
  },
} as const;

export const filePartSchema = {
  ...partSchema,
  format: 'expression',
  title: 'Part',
  description: 'One of the parts that a split gives (= item).',
} as const;

export type FilePart = FromSchema<typeof filePartSchema>;

/** How a file was refused as a whole. */
export const unfitSchema = {
  type: 'object',
  required: ['reason', 'message'],
  properties: { reason: { type: 'string' }, message: { type: 'string' }, detail: { type: 'object' } },
} as const;
