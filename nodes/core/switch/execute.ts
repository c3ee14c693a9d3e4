import type { StepNode } from '../../node.ts';
import { type SwitchConfig, switchManifest } from './manifest.ts';

export const coreSwitch: StepNode = {
  manifest: switchManifest,
  execute: (step) => {
    const { cases, otherwise } = step.config as SwitchConfig;
    const port = cases.find(({ when }) => when === true)?.port ?? otherwise;
    return { kind: 'done', port, output: { port } };
  },
};
