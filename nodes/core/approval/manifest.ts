import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['role', 'title'],
  properties: {
    role: { type: 'string', title: 'Who decides', minLength: 1, maxLength: 100 },
    title: { type: 'string', format: 'expression', title: 'Question', minLength: 1, maxLength: 300 },
    detail: { format: 'expression', title: 'Detail', description: 'What the decision rests on.' },
    choices: {
      type: 'array',
      'x-fixed': true,
      title: 'Choices',
      items: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$', not: { enum: ['timeout', 'error'] } },
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      default: ['approve', 'reject'],
    },
    timeoutMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Due in',
      description: 'After that the run goes on by "timeout"; left out: it waits.',
      minimum: 1000,
    },
  },
} as const;

export const approvalManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/approval',
  version: 1,
  label: 'Approval',
  summary: 'Asks a role to decide and goes the way that was chosen.',
  category: 'people',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 3-6 6-6 1.5 0 2.8.4 3.8 1.2"/><path d="m14 18 2.5 2.5L21 15"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: { derive: 'approval-ports' },
  output: {
    type: 'object',
    required: ['choice'],
    properties: { choice: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' } },
  },
  help: `A signed-in person of the role decides on the page *Approvals* or by \`/api/approvals\`; decision, reason and person are kept in the journal. Every choice is a way out of its own; with a due time there is **timeout** too.

Example: role \`approver\`, question \`= "Take order " & trigger.body.order & " above the limit?"\`.`,
  example: {
    config: { role: 'approver', title: 'Take order 4711 above the limit?' },
    output: { choice: 'approve', by: 'ada@example.com', reason: 'Key account' },
  },
};
