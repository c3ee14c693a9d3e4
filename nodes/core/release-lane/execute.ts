import type { StepNode } from '../../node.ts';
import { releaseLaneManifest } from './manifest.ts';

/** LAN-4: the engine commits the release with the step. */
export const coreReleaseLane: StepNode = {
  manifest: releaseLaneManifest,
  execute: () => ({ kind: 'done', port: 'out', output: {}, releaseLane: true }),
};
