import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { fileReferenceSchema, unfitSchema } from '../file-reference.ts';
import { FILES_ICON } from '../icon.ts';
import { layoutSchema } from '../layout.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['file', 'layout'],
  properties: { file: fileReferenceSchema, layout: layoutSchema },
} as const;

export type ReadConfig = FromSchema<typeof config>;

export const readManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/read',
  version: 1,
  label: 'Read a file',
  summary: 'Reads a small file as rows; records that are no rows stand aside with their reason.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Read', kind: 'out' },
    { name: 'unfit', label: 'Refused', kind: 'business', output: unfitSchema },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'layout-file' },
  help: `For files up to 2 MB; split larger ones. Everything that **Split a file** checks is checked here too, and a file that is not whole leaves by **unfit**. Every data record is either in *rows* or in *rejects*.

Example: file \`= trigger.body\`, layout CSV with \`;\` and a decimal comma.`,
  example: {
    config: {
      file: { path: 'from-plant/stock.csv' },
      layout: {
        format: 'csv',
        delimiter: ';',
        decimalSign: ',',
        names: true,
        columns: [
          { name: 'material', required: true },
          { name: 'quantity', type: 'decimal', decimals: 3 },
        ],
      },
    },
    output: { rows: [{ material: 'TG11', quantity: '40.000' }], rejects: [], records: 1 },
  },
  defaultTimeoutMs: 60_000,
};
