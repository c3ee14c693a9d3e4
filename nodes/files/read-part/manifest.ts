import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { filePartSchema } from '../file-reference.ts';
import { FILES_ICON } from '../icon.ts';
import { layoutSchema } from '../layout.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['part', 'layout'],
  properties: { part: filePartSchema, layout: layoutSchema },
} as const;

export type ReadPartConfig = FromSchema<typeof config>;

export const readPartManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/read-part',
  version: 1,
  label: 'Read a part',
  summary: 'Reads one part of a split file as rows; records that are no rows stand aside with their reason.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Read', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'layout-rows' },
  help: `Needs the layout that the file was split with. Every record of the part is either in *rows* or in *rejects*. Decimals stay text (\`12.500\`), days become \`YYYY-MM-DD\`, an empty field is null.

A part whose bytes are not those that were split fails with \`part-changed\`.

Example: part \`= item\`, the layout of the split.`,
  example: {
    config: {
      part: {
        path: 'work/taken/development.legacy-plant-file/20261124T080000000-k3f9-CONFIRM_0042.csv',
        part: 1,
        from: 0,
        to: 14,
        records: 1,
        firstRecord: 1,
        firstLine: 1,
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
      layout: { format: 'csv', delimiter: ';', columns: [{ name: 'order', required: true }] },
    },
    output: { part: 1, rows: [{ order: '0000004711' }], rejects: [] },
  },
  defaultTimeoutMs: 60_000,
};
