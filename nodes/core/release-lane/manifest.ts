import type { NodeManifest } from '#flows/node-manifest.ts';

const config = { type: 'object', additionalProperties: false, properties: {} } as const;

export const releaseLaneManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/release-lane',
  version: 1,
  label: 'Release the lane',
  summary: 'Lets the next run of the lane begin although this one goes on.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 18h16"/><path d="M4 12h6"/><path d="M13 12h7m-3-3 3 3-3 3"/><path d="M4 6h6"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [{ name: 'out', label: 'Done', kind: 'out' }],
  output: { type: 'object', properties: {} },
  help: `Put it behind the last effect whose order matters. What comes after it runs beside the runs that follow in the lane, and may be overtaken by them. A run without a lane goes on as if it were not there; in a called flow it releases the lane of the caller.

Example: a change is written to SAP in order, then the lane is released, then a slow system is told.`,
  example: { config: {}, output: {} },
};
