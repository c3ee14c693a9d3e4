import type { TriggerNode } from '../../node.ts';
import { eventManifest } from './manifest.ts';

export const coreEvent: TriggerNode = {
  manifest: eventManifest,
  trigger: { kind: 'event', eventType: (config) => String(config['type']) },
};
