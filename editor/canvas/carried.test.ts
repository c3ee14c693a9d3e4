import { expect, test } from 'vitest';
import { carriedBy } from './carried.ts';

test('CAN-5: a container that is moved takes with it what stands in it, however deep', () => {
  const nodes = [{ id: 'deep', within: 'inner' }, { id: 'loop' }, { id: 'inner', within: 'loop' }, { id: 'beside' }];
  expect(carriedBy(nodes, ['loop']).toSorted()).toEqual(['deep', 'inner', 'loop']);
  expect(carriedBy(nodes, ['beside'])).toEqual(['beside']);
});
