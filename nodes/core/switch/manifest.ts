import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['cases'],
  properties: {
    cases: {
      type: 'array',
      title: 'Cases',
      description: 'Tried from top to bottom.',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['port', 'when'],
        properties: {
          port: { type: 'string', 'x-fixed': true, title: 'Way', pattern: '^[a-z][a-z0-9-]{0,39}$' },
          when: { type: 'boolean', format: 'expression', title: 'When' },
        },
      },
    },
    otherwise: { type: 'string', 'x-fixed': true, title: 'Otherwise', pattern: '^[a-z][a-z0-9-]{0,39}$', default: 'otherwise' },
  },
} as const;

export type SwitchConfig = FromSchema<typeof config>;

export const switchManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/switch',
  version: 1,
  label: 'Switch',
  summary: 'Takes the first way whose condition holds.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 12h6l4-6h6M10 12l4 6h6"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: { derive: 'switch-ports' },
  output: {
    type: 'object',
    required: ['port'],
    properties: { port: { type: 'string', description: 'The way that was taken.' } },
  },
  help: `Every case has a way out of its own, and so has *otherwise*. A condition that finds nothing counts as false.

Example: way \`large\` when \`= trigger.body.amount > 10000\`.`,
  example: { config: { cases: [{ port: 'large', when: '= trigger.body.amount > 10000' }] }, output: { port: 'large' } },
};
