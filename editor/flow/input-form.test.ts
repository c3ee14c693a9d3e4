import { expect, test } from 'vitest';
import { faultsByField, formSchemaOf, fromForm, startingValue, toForm } from './input-form.ts';

const none = () => undefined;

test('a schema becomes a form with all that it refers to, its own parts and the canonical ones', () => {
  const schema = {
    type: 'object',
    properties: { order: { $ref: 'schemas/order.json' }, item: { $ref: '#/$defs/item', title: 'Item' } },
    $defs: { item: { type: 'object', properties: { quantity: { type: 'integer' } } } },
  };
  const order = { type: 'object', properties: { id: { type: 'string' } } };
  expect(formSchemaOf(schema, (ref) => (ref === 'schemas/order.json' ? order : undefined))?.['properties']).toEqual({
    order,
    item: { type: 'object', properties: { quantity: { type: 'integer' } }, title: 'Item' },
  });
  expect(formSchemaOf({ $ref: 'schemas/order.json' }, () => order)).toEqual(order);
});

test('where there are no fields, or far too many, the input is written as JSON; a schema that names itself ends', () => {
  expect(formSchemaOf(undefined, none)).toBeUndefined();
  expect(formSchemaOf({}, none)).toBeUndefined();
  expect(formSchemaOf({ type: 'array' }, none)).toBeUndefined();
  const many = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`f${index}`, {}]));
  expect(formSchemaOf({ properties: many }, none)).toBeUndefined();
  const tree = { type: 'object', properties: { child: { $ref: 'schemas/tree.json' } } };
  expect(() => formSchemaOf(tree, () => tree)).not.toThrow();
});

test('a text that looks like an expression is what it is, in and out', () => {
  const input = { note: '= 1 + 1', list: ["'=", 'plain'], count: 2, nothing: null };
  expect(toForm(input)).toEqual({ note: "'= 1 + 1", list: ["''=", 'plain'], count: 2, nothing: null });
  expect(fromForm(toForm(input))).toEqual(input);
});

test('a form begins with what the schema gives, not with empty texts', () => {
  const schema = { properties: { order: { type: 'string' }, mode: { default: 'all' }, address: { properties: { city: {} } }, items: {} } };
  const sample = { order: '', mode: 'all', address: { city: '' }, items: [{}] };
  expect(startingValue(sample, schema)).toEqual({ mode: 'all', address: { city: '' } });
});

test('what the server finds stands at its field, what is missing where it is missing', () => {
  const faults = faultsByField([
    { path: '/items/0/quantity', message: 'must be >= 1' },
    { path: '/items/0', message: "must have required property 'unit'" },
    { path: '', message: "must have required property 'order'" },
  ]);
  expect([...faults.keys()]).toEqual(['/items/0/quantity', '/items/0/unit', '/order']);
});
