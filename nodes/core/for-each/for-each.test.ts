import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { forEachManifest } from './manifest.ts';

const fits = new Ajv2020({ strict: false, validateFormats: false, useDefaults: true }).compile(forEachManifest.config);

test('one after the other, and one failure fails all, unless it says otherwise', () => {
  const config = { items: [1, 2] };
  expect(fits(config)).toBe(true);
  expect(config).toEqual({ items: [1, 2], concurrency: 1, onItemError: 'fail' });
});

test.each([
  ['no list', {}],
  ['no concurrency at all', { items: [], concurrency: 0 }],
  ['more at once than a system should get', { items: [], concurrency: 101 }],
  ['another way with errors', { items: [], onItemError: 'ignore' }],
])('%s is refused', (_name, config) => {
  expect(fits(config)).toBe(false);
});
