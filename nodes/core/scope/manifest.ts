import type { NodeManifest } from '#flows/node-manifest.ts';
import type { ContainerNode } from '../../node.ts';

export const scopeManifest: NodeManifest & { readonly kind: 'container' } = {
  type: 'core/scope',
  version: 1,
  label: 'Scope',
  summary: 'Holds steps that fail together: one error port for all of them.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><rect x="3" y="4" width="18" height="16" rx="2" stroke-dasharray="4 3"/><path d="M8 12h8"/></svg>',
  kind: 'container',
  effects: 'engine',
  config: {
    type: 'object',
    additionalProperties: false,
    properties: {
      onFailure: {
        type: 'string',
        title: 'When it fails',
        description:
          'leave: goes on at Failed. compensate: first undoes what the steps inside have done, by the nodes that they name for it.',
        enum: ['leave', 'compensate'],
        default: 'leave',
      },
    },
  },
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'scope-output' },
  help: `When a step inside fails for good and has no error edge of its own, everything inside ends and the scope leaves by *Failed* with \`error\`. Steps inside are seen by those behind the scope as \`steps.<id>\`. With *compensate* the confirmed effects of the steps inside are undone first, last first, each by the node that its step names; steps outside stay as they are.

Example: three writes to one system in a scope, its *Failed* port leads to an exception for the planner.`,
  example: { config: {} },
};

/** The planner enters it; nobody executes it. */
export const coreScope: ContainerNode = { manifest: scopeManifest };
