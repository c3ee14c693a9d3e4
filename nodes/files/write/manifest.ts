import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { FILES_ICON } from '../icon.ts';
import { layoutSchema } from '../layout.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['folder', 'name', 'layout'],
  properties: {
    folder: {
      type: 'string',
      title: 'Folder',
      description: 'Below the root of the connection; made when missing.',
      minLength: 1,
      'x-options': { list: 'folders' },
    },
    name: {
      type: 'string',
      format: 'expression',
      title: 'Name',
      description: 'Of the file; letters of all languages, no slash, no leading dot.',
      minLength: 1,
    },
    layout: layoutSchema,
    rows: {
      type: 'array',
      format: 'expression',
      title: 'Rows',
      description: 'The rows themselves, or left out and taken from what was collected.',
    },
    collected: {
      type: 'array',
      format: 'expression',
      title: 'Collected parts',
      description: 'What a loop with a collecting step gives: = steps.parts.items',
    },
    list: { type: 'string', title: 'List', description: 'Which of the collected lists.', default: 'rows' },
    header: { type: 'object', format: 'expression', title: 'Header record' },
    trailer: { type: 'object', format: 'expression', title: 'Trailer record', description: 'Count and control total are filled in.' },
    whenThere: {
      type: 'string',
      title: 'When the name is taken',
      description:
        'wait: the other side has not fetched the last one; tried again as the policy of the node says. replace: it is overwritten.',
      enum: ['wait', 'replace'],
      default: 'wait',
    },
  },
} as const;

export type WriteConfig = FromSchema<typeof config>;

export const writeManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/write',
  version: 1,
  label: 'Write a file',
  summary: 'Writes rows as a file and delivers it in one go, once.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Delivered', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['path', 'name', 'records', 'bytes', 'sha256'],
    properties: {
      path: { type: 'string' },
      name: { type: 'string' },
      records: { type: 'integer' },
      bytes: { type: 'integer' },
      sha256: { type: 'string' },
    },
  },
  help: `The file is made ready in the work folder, every byte on disk, and then renamed to where the other side looks: it never sees half a file. Two effects: *make ready*, which may be repeated, and *deliver*. After a crash the work folder tells: what is still there was not delivered, what is gone was, even if the other side has already taken it.

A value that does not fit its column, or a sign that the encoding does not have, fails the step before anything is delivered; nothing is cut or replaced.

Example: folder \`to-plant\`, name \`= "ORDERS_" & run.id & ".csv"\`, rows \`= steps.map.rows\`.`,
  example: {
    config: {
      folder: 'to-plant',
      name: 'ORDERS_0042.csv',
      layout: {
        format: 'csv',
        delimiter: ';',
        encoding: 'windows-1252',
        decimalSign: ',',
        columns: [{ name: 'order' }, { name: 'quantity', type: 'decimal', decimals: 3 }],
      },
      rows: [{ order: '0000004711', quantity: '40' }],
    },
    output: {
      path: 'to-plant/ORDERS_0042.csv',
      name: 'ORDERS_0042.csv',
      records: 1,
      bytes: 19,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 3_600_000,
};
