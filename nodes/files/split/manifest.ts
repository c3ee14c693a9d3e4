import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { fileReferenceSchema, partSchema, unfitSchema } from '../file-reference.ts';
import { FILES_ICON } from '../icon.ts';
import { layoutSchema } from '../layout.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['file', 'layout'],
  properties: {
    file: fileReferenceSchema,
    layout: layoutSchema,
    recordsPerPart: {
      type: 'integer',
      title: 'Records in a part',
      description: 'A loop takes 10,000 parts: in very large files a part has more.',
      minimum: 1,
      maximum: 50_000,
      default: 2_000,
    },
  },
} as const;

export type SplitConfig = FromSchema<typeof config>;

export const splitManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/split',
  version: 1,
  label: 'Split a file',
  summary: 'Reads a file of any size once, checks that it is whole, and says where its parts are.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Whole', kind: 'out', output: { properties: { parts: { type: 'array', items: partSchema } } } },
    { name: 'unfit', label: 'Refused', kind: 'business', output: unfitSchema },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'layout-parts' },
  help: `Encoding, line of names, header record, trailer record, its count and its control total are checked over the whole file before any of it is used. A file that is not whole leaves by **unfit** with the reason, in a sentence for its sender; nothing of it was used then.

Parts are places in the file, not copies. Loop over them with **For each** and read each with **Read a part**, which finds out if the file has changed since.

Example: file \`= trigger.body\`, layout CSV with \`;\` and a trailer \`T\` with the count, 2,000 records in a part.`,
  example: {
    config: {
      file: { path: 'work/taken/development.legacy-plant-file/20261124T080000000-k3f9-CONFIRM_0042.csv' },
      layout: {
        format: 'csv',
        delimiter: ';',
        columns: [
          { name: 'mark', value: 'D' },
          { name: 'order', required: true },
        ],
        trailer: { mark: 'T', columns: [{ name: 'mark' }, { name: 'count', type: 'integer' }], count: 'count' },
      },
      recordsPerPart: 2_000,
    },
    output: {
      records: 1,
      trailer: { mark: 'T', count: 1 },
      parts: [
        {
          path: 'work/taken/development.legacy-plant-file/20261124T080000000-k3f9-CONFIRM_0042.csv',
          part: 1,
          from: 0,
          to: 14,
          records: 1,
          firstRecord: 1,
          firstLine: 1,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      ],
    },
  },
  defaultTimeoutMs: 3_600_000,
};
