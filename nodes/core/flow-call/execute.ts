import type { TriggerNode } from '../../node.ts';
import { flowCallManifest } from './manifest.ts';

export const coreFlowCall: TriggerNode = { manifest: flowCallManifest, trigger: { kind: 'call' } };
