import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['map', 'key'],
  properties: {
    map: { type: 'string', format: 'value-map', title: 'Value map', minLength: 1, maxLength: 100 },
    key: { type: ['string', 'number', 'boolean', 'null'], format: 'expression', title: 'Value to translate' },
    onMissing: {
      type: 'string',
      title: 'When it is not in the table',
      enum: ['error', 'default', 'pass'],
      default: 'error',
    },
    default: { format: 'expression', title: 'Default' },
  },
} as const;

export const valueMapManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/value-map',
  version: 1,
  label: 'Value map',
  summary: 'Translates a code of one system into that of another by a maintained table.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 6h7M4 12h7M4 18h7M15 6h5M15 12h5M15 18h5"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'value-map-output' },
  help: `The table belongs to the environment and is kept by its owners; a run uses the revision that it started with. *error* ends the step, *default* takes the default, *pass* hands the value on untranslated.

Example: map \`uom\`, value \`PC\` gives \`ST\`.`,
  example: { config: { map: 'uom', key: 'PC' }, output: { value: 'ST', found: true } },
};
