import { expect, test } from 'vitest';
import { inferSchema } from './infer-schema.ts';

test('of one sample: its types, all of its fields required', () => {
  expect(inferSchema([{ order: '4711', items: [{ no: 10, price: 1.5 }], paid: false }])).toEqual({
    type: 'object',
    required: ['order', 'items', 'paid'],
    properties: {
      order: { type: 'string' },
      items: {
        type: 'array',
        items: { type: 'object', required: ['no', 'price'], properties: { no: { type: 'integer' }, price: { type: 'number' } } },
      },
      paid: { type: 'boolean' },
    },
  });
});

test('of several: required is what all have; an integer among numbers is a number; what is empty may be null', () => {
  expect(
    inferSchema([
      { a: 1, b: null },
      { a: 1.5, b: 'x', c: [] },
    ]),
  ).toEqual({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { type: 'number' }, b: { type: ['null', 'string'] }, c: { type: 'array', items: {} } },
  });
  expect(inferSchema([])).toEqual({});
});
