import { expect, test } from 'vitest';
import { withStandIns } from './sealed-token.ts';

test('TRC-3 what is kept of a run to test with has made-up values in the place of sealed ones, the same for the same', () => {
  const [name, other, price] = [{ $sealed: 'personal:a' }, { $sealed: 'personal:b' }, { $sealed: 'price:c' }];
  expect(withStandIns({ order: 4711, by: name, to: [other, name], items: [{ price, quantity: '5' }] })).toEqual({
    order: 4711,
    by: 'Sample 1',
    to: ['Sample 2', 'Sample 1'],
    items: [{ price: '3.00', quantity: '5' }],
  });
});
