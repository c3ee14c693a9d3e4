import type { JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import { emitEventManifest } from './manifest.ts';

/** WAI-2: the engine commits the event with the step; a repeated attempt before that commit emits nothing twice. */
export const coreEmitEvent: StepNode = {
  manifest: emitEventManifest,
  execute: (step) => {
    const { type, subject, data = null } = step.config as JsonObject & { readonly type: string; readonly subject?: string };
    const about = subject === undefined ? {} : { subject };
    return { kind: 'done', port: 'out', output: { type, ...about }, emit: [{ type, ...about, data }] };
  },
};
