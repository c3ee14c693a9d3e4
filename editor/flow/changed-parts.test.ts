import { expect, test } from 'vitest';
import { changedParts } from './changed-parts.ts';

test('rows of a mapping are compared by target', () => {
  const before = [
    { target: 'order', expression: 'trigger.body.order' },
    { target: 'quantity', expression: 'trigger.body.qty' },
  ];
  const after = [
    { target: 'order', expression: 'trigger.body.order' },
    { target: 'quantity', expression: '$number(trigger.body.qty)' },
    { target: 'unit', expression: '"ST"' },
  ];
  expect(changedParts(before, after)).toEqual([
    { name: 'quantity', from: 'trigger.body.qty', to: '$number(trigger.body.qty)' },
    { name: 'unit', to: '"ST"' },
  ]);
});

test('fields of an object are compared by name', () => {
  expect(changedParts({ a: 1, b: 2 }, { b: 2, c: 3 })).toEqual([
    { name: 'a', from: 1 },
    { name: 'c', to: 3 },
  ]);
});

test('what has no parts, or only another order, stands as a whole', () => {
  expect(changedParts('a', 'b')).toEqual([{ name: '', from: 'a', to: 'b' }]);
  expect(changedParts(undefined, { a: 1 })).toEqual([{ name: '', to: { a: 1 } }]);
  const [x, y] = [
    { port: 'x', when: '= a' },
    { port: 'y', when: '= b' },
  ];
  expect(changedParts([x, y], [y, x])).toHaveLength(1);
});
