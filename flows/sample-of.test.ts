import { expect, test } from 'vitest';
import { sampleOf } from './sample-of.ts';

const none = () => undefined;

test('fields of an object, each with a value of its type', () => {
  const schema = {
    type: 'object',
    properties: {
      order: { type: 'string' },
      items: { type: 'array', items: { $ref: '#/$defs/item' } },
      priority: { enum: ['high', 'low'] },
      note: { type: ['null', 'string'] },
    },
    $defs: { item: { type: 'object', properties: { quantity: { type: 'integer', minimum: 1 }, express: { type: 'boolean' } } } },
  };
  expect(sampleOf(schema, none)).toEqual({ order: '', items: [{ quantity: 1, express: false }], priority: 'high', note: '' });
});

test('an example wins, also that of a schema named from outside', () => {
  const canonical = { examples: [{ orderId: '4711' }] };
  expect(sampleOf({ $ref: 'schemas/order.json' }, (ref) => (ref === 'schemas/order.json' ? canonical : undefined))).toEqual({
    orderId: '4711',
  });
  expect(sampleOf({ $ref: 'schemas/gone.json' }, none)).toBeNull();
});

test('a schema that names itself ends', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' } } };
  expect(() => sampleOf(tree, () => tree)).not.toThrow();
});
