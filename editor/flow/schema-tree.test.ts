import { expect, test } from 'vitest';
import { schemaRows } from './schema-tree.ts';

const schema = {
  type: 'object',
  required: ['order', 'items'],
  properties: {
    order: { type: 'string', description: 'Ten digits' },
    at: { type: 'string', format: 'date-time' },
    items: { type: 'array', items: { type: 'object', required: ['no'], properties: { no: { type: 'integer' } } } },
  },
};

test('rows stand in the order of the schema, lists with the fields of their entries', () => {
  expect(schemaRows(schema).map(({ path, depth, type, required }) => `${path} ${depth} ${type}${required ? ' *' : ''}`)).toEqual([
    'order 0 string *',
    'at 0 date-time',
    'items 0 object[] *',
    'items.no 1 integer *',
  ]);
  expect(schemaRows(schema)[0]?.about).toBe('Ten digits');
});

test('a value that came tells what is missing, of another type, or unknown to the schema', () => {
  const rows = schemaRows(schema, { order: 5, more: true, items: [{ count: 1 }] });
  expect(rows.flatMap(({ path, differs, came }) => (differs === undefined ? [] : [`${path} ${differs} ${came ?? ''}`.trim()]))).toEqual([
    'order other-type integer',
    'items.no missing',
    'items.count unknown-field',
    'more unknown-field',
  ]);
  expect(schemaRows(schema, { order: '1', items: [{ no: 1 }] }).some(({ differs }) => differs !== undefined)).toBe(false);
});

test('what is masked has no type that could differ, and a schema that says nothing knows no strangers', () => {
  expect(schemaRows(schema, { order: { $sealed: 'personal:x' }, items: [] }).some(({ differs }) => differs === 'other-type')).toBe(false);
  expect(schemaRows({}, { a: 1 })).toEqual([]);
});

test('a canonical schema is looked up, and one that takes itself in ends', () => {
  expect(schemaRows({ $ref: 'schemas/order-change.json' }).length).toBeGreaterThan(3);
  const tree = { type: 'object', properties: { child: { $ref: '#' } } };
  expect(schemaRows(tree).length).toBeLessThan(20);
});
