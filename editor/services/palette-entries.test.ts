import { expect, test } from 'vitest';
import { entryType, originOf } from './palette-entries.ts';

test.each(['getOrder', 'GET /orders/{id}', 'a#b/c'])('the entry of %s says where it comes from', (operation) => {
  const entry = entryType('http/operation', 'orders', operation);
  expect(originOf(entry)).toEqual({ type: 'http/operation', service: 'orders', operation });
});

test('a node type is no entry of a service', () => {
  expect(originOf('core/map')).toBeUndefined();
});
