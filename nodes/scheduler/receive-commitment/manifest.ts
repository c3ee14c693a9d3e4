import type { NodeManifest } from '#flows/node-manifest.ts';
import { SCHEDULER_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['path'],
  properties: {
    path: {
      type: 'string',
      title: 'Path',
      description: 'Below /hooks/{environment}/v{major}/',
      pattern: '^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$',
      maxLength: 200,
    },
  },
} as const;

export const receiveCommitmentManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'scheduler/receive-commitment',
  version: 1,
  label: 'Commitment received',
  summary: 'Starts a run for every commitment that a plan of the scheduler changed, displaced orders included.',
  category: 'trigger',
  icon: SCHEDULER_ICON,
  kind: 'trigger',
  effects: 'pure',
  config,
  ports: [{ name: 'out', label: 'Received', kind: 'out' }],
  output: { derive: 'trigger-body' },
  help: `The scheduler signs what it sends (Standard Webhooks); register it as a consumer. One message names all commitments of a plan, and each becomes a run of its own in one commit. \`trigger.body\` is the commitment with \`planVersion\` and \`displaced\`.

Example: path \`scheduler/commitments\`; lane key \`= trigger.body.demandId\`, sequence \`= trigger.body.planVersion\`.`,
  example: {
    config: { path: 'scheduler/commitments' },
    output: {
      demandId: '0000004711',
      demandRevision: 3,
      planVersion: 12,
      displaced: false,
      outcome: 'committed',
      committedDate: '2026-12-15',
      lines: [],
      offers: [],
    },
  },
};
