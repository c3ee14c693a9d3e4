import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { valueMapManifest } from './manifest.ts';

export const coreValueMap: StepNode = {
  manifest: valueMapManifest,
  execute: (step) => {
    const { map, key = null, onMissing, default: fallback = null } = step.config as JsonObject & { readonly map: string };
    const table = step.lookup.valueMap(map);
    if (table === undefined) {
      throw new InvalidError(`There is no value map "${map}" in this environment`, {
        code: 'value-map-unknown',
        help: 'Create it under Value maps, or correct its name in the node.',
      });
    }
    const name = String(key);
    if (key !== null && Object.hasOwn(table, name))
      return { kind: 'done', port: 'out', output: { value: table[name] ?? null, found: true } };
    if (onMissing === 'default') return { kind: 'done', port: 'out', output: { value: fallback, found: false } };
    if (onMissing === 'pass') return { kind: 'done', port: 'out', output: { value: key, found: false } };
    throw new InvalidError(`${JSON.stringify(key)} is not in the value map "${map}"`, {
      code: 'value-map-key-missing',
      help: 'Add it to the table and retry the run.',
      target: name,
    });
  },
};
