import type { JsonObject } from '#flows/json.ts';
import { InternalError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { mapManifest } from './manifest.ts';

/** The expression made from `rows` is evaluated with the config, in process or all in one message to a child; its result arrives as `value`. */
export const coreMap: StepNode = {
  manifest: mapManifest,
  execute: (step) => {
    const { value } = step.config as JsonObject;
    if (value === undefined) throw new InternalError('The mapping was not evaluated before the step', { code: 'map-not-evaluated' });
    return { kind: 'done', port: 'out', output: value };
  },
};
