import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { scopeManifest } from './manifest.ts';

test('a scope has nothing to set, and an error port for all that is in it', () => {
  const fits = new Ajv2020({ strict: false }).compile(scopeManifest.config);
  expect(fits({})).toBe(true);
  expect(fits({ items: [] })).toBe(false);
  expect(scopeManifest.ports).toContainEqual({ name: 'error', label: 'Failed', kind: 'error' });
});
