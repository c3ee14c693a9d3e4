import { InternalError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { callFlowManifest } from './manifest.ts';

/** The planner puts the called flow's nodes in this one's place (LAN-1). */
export const coreCallFlow: StepNode = {
  manifest: callFlowManifest,
  execute: () => {
    throw new InternalError('A call is performed by the planner, never as a step of its own', { code: 'call-flow-executed' });
  },
};
