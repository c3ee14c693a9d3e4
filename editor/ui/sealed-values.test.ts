import { expect, test } from 'vitest';
import { maskText, toJsonParts } from './sealed-values.ts';

test('TRC-3 JSON with sealed values comes in parts, each value with the name of its field', () => {
  const value = { order: '4711', contact: { name: { $sealed: 'personal:abc' } }, prices: [{ $sealed: 'price:def' }] };
  const parts = toJsonParts(value);
  expect(parts.filter((part) => typeof part !== 'string')).toEqual([
    { token: 'personal:abc', field: 'name' },
    { token: 'price:def', field: undefined },
  ]);
  expect(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify({ $sealed: part.token }))).join('')).toBe(
    JSON.stringify(value, null, 2).replaceAll(/\{\s+("\$sealed": "[^"]+")\s+\}/g, (_all, inner: string) => `{${inner.replace(': ', ':')}}`),
  );
  expect(maskText('personal:abc')).toBe('••• personal');
});

test('without any it is one text', () => {
  expect(toJsonParts({ a: [1] })).toEqual(['{\n  "a": [\n    1\n  ]\n}']);
  expect(toJsonParts(undefined)).toEqual(['']);
});
