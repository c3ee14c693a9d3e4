import type { JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import { validateManifest } from './manifest.ts';

export const coreValidate: StepNode = {
  manifest: validateManifest,
  execute: (step) => {
    const { schema, value } = step.config as JsonObject;
    // An expression that finds nothing leaves no `value`: checked as null, which no schema of an object takes.
    const found = step.lookup.validate(schema as JsonObject, value ?? null);
    const problems = found.map(({ path, message }) => ({ path, message }));
    const valid = problems.length === 0;
    return { kind: 'done', port: valid ? 'valid' : 'invalid', output: { valid, problems } };
  },
};
