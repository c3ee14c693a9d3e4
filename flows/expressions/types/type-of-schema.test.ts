import { describe, expect, test } from 'vitest';
import type { Json, JsonSchema } from '../../json.ts';
import { typeOfConstant, typeOfSchema } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

describe('TYP-9 from schemas to types', () => {
  test.each<[JsonSchema | boolean, string]>([
    [true, 'anything'],
    [false, 'no value'],
    [{}, 'anything'],
    [{ type: 'string' }, 'text'],
    [{ type: ['string', 'null'] }, 'text | null'],
    [{ type: 'integer' }, 'integer'],
    [{ enum: ['a', 1, null] }, '"a" | 1 | null'],
    [{ const: { a: [1] } }, '{ a: [1] }'],
    [{ type: 'string', enum: ['a', 1] }, '"a"'],
    [{ type: 'object' }, 'object'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'object of number'],
    [{ type: 'object', additionalProperties: false, properties: { a: { type: 'string' } } }, '{ a?: text }'],
    [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, '{ a: text, … }'],
    [{ type: 'array', items: { type: 'string' } }, 'list of text'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false, minItems: 2 }, '[text, number]'],
    [{ type: 'array', maxItems: 0 }, 'empty list'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'text | number'],
    [
      { type: 'object', allOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { properties: { b: { type: 'number' } } }] },
      '{ a: text, b?: number, … }',
    ],
    [{ type: 'string', format: 'date' }, 'date'],
    [{ type: 'string', pattern: '^[0-9]{10}$' }, '10 digits with leading zeros'],
    [{ type: 'string', pattern: String.raw`^-?[0-9]{1,13}(\.[0-9]{1,5})?$` }, 'decimal as text'],
    [{ type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, 'date'],
    [{ type: 'number', 'x-unit': 'kg' }, 'number in kg'],
    [{ $ref: '#/$defs/a', $defs: { a: { type: 'string' } } }, 'text'],
    [{ $ref: '#/$defs/gone' }, 'anything'],
    [{ $ref: '#' }, 'anything'],
    [{ $ref: 'schemas/known.json' }, 'true or false'],
    [{ $ref: 'schemas/gone.json' }, 'anything'],
    // Not understood: nothing is narrowed.
    [{ not: { type: 'string' } }, 'anything'],
    [{ type: 'string', if: { const: 'a' }, else: false }, 'text'],
    // No kind is said, so that all others may be there as well.
    [{ properties: { a: { type: 'string' } } }, 'null | true or false | number | text | list of anything | { a?: text, … }'],
    [{ type: 'object', required: ['a'], properties: { a: false } }, 'no value'],
  ])('%j is %s', (schema, expected) => {
    expect(typeText(typeOfSchema(schema, find))).toBe(expected);
  });

  test('schemas may refer to themselves, also through others', () => {
    const tree: JsonSchema = {
      type: 'object',
      additionalProperties: false,
      properties: { name: { type: 'string' }, parts: { type: 'array', items: { $ref: '#' } }, twin: { $ref: 'schemas/twin.json' } },
    };
    const type = typeOfSchema(tree, (ref) => (ref === 'schemas/twin.json' ? { anyOf: [{ $ref: 'schemas/twin.json' }, tree] } : undefined));
    expect(typeText(type, 2)).toBe(
      '{ name?: text, parts?: list of { name?: text, parts?: list of object, twin?: anything }, twin?: anything }',
    );
  });

  test('values have the type that is theirs alone, but for long lists and what lies deep', () => {
    expect(typeText(typeOfConstant({ a: [1, 'x', null], b: true }))).toBe('{ a: [1, "x", null], b: true }');
    const rows = Array.from({ length: 5000 }, (_, row) => ({ row, [`only${row % 20}`]: 'x' }));
    expect(typeText(typeOfConstant(rows))).toContain('list of ({ row: integer, only');
    let deep: Json = 1;
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    expect(typeText(typeOfConstant(deep))).toContain('[[[');
  });

  test('of one schema the type is made once', () => {
    const schema: JsonSchema = { type: 'object', properties: {} };
    expect(typeOfSchema(schema, find)).toBe(typeOfSchema(schema, find));
  });
});

function find(ref: string): JsonSchema | undefined {
  return ref === 'schemas/known.json' ? { type: 'boolean' } : undefined;
}
