import type { TriggerNode } from '../../node.ts';
import { manualManifest } from './manifest.ts';

export const coreManual: TriggerNode = { manifest: manualManifest, trigger: { kind: 'manual' } };
