import type { StepNode } from '../../node.ts';
import { joinManifest } from './manifest.ts';

/** The planner decides when it is ready (by `mode` and `count`); there is nothing left to do then. */
export const coreJoin: StepNode = {
  manifest: joinManifest,
  execute: () => ({ kind: 'done', port: 'out', output: {} }),
};
