import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { FILES_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['part', 'lists'],
  properties: {
    part: {
      type: 'integer',
      format: 'expression',
      title: 'Part',
      description: 'Its number (= item.part): parts are put together in this order.',
      minimum: 1,
    },
    lists: {
      type: 'object',
      title: 'Lists',
      description: 'Each under a name of its own, e.g. rows and rejects.',
      minProperties: 1,
      maxProperties: 20,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' },
      additionalProperties: { type: 'array', format: 'expression' },
    },
  },
} as const;

export type CollectConfig = { readonly part: number; readonly lists: FromSchema<typeof config>['lists'] };

export const collectedListSchema = {
  type: 'object',
  required: ['records'],
  properties: {
    records: { type: 'integer' },
    path: { type: 'string' },
    bytes: { type: 'integer' },
    sha256: { type: 'string' },
  },
} as const;

export const collectManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/collect',
  version: 1,
  label: 'Collect rows',
  summary: 'Keeps the lists of one part aside until all parts are there and one file is written of them.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Kept', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['part', 'lists'],
    properties: { part: { type: 'integer' }, lists: { type: 'object', additionalProperties: collectedListSchema } },
  },
  help: `The last step inside a loop over parts. **Write a file** takes what the loop gives (\`= steps.parts.items\`) and a name of a list. Put away removes what was collected.

Example: part \`= item.part\`, lists \`rows\` \`= steps.map.rows\` and \`rejects\` \`= steps.read.rejects\`.`,
  example: {
    config: { part: 1, lists: { rows: [{ order: '0000004711' }], rejects: [] } },
    output: {
      part: 1,
      lists: {
        rows: {
          records: 1,
          path: 'work/collected/run-1/collect.rows.000001',
          bytes: 25,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
        rejects: { records: 0 },
      },
    },
  },
  defaultTimeoutMs: 60_000,
};
