/** Where a schema that cannot be made ready is wrong. */
import { describe, expect, test } from 'vitest';

interface CompileSchema {
  compileSchema(schema: object, schemas: { readonly [ref: string]: object }): unknown;
  findWrongPart(schema: object, schemas: { readonly [ref: string]: object }): string;
}
// Plain JavaScript, as the child loads it.
const { compileSchema, findWrongPart } = (await import('./compile-schema.mjs' as string)) as CompileSchema;

const deep = (part: object) => ({
  type: 'object',
  properties: { order: { type: 'object', properties: { items: { type: 'array', items: part } } }, fine: { type: 'string' } },
});

describe('COD-6 a schema that is no schema names the part and the keyword', () => {
  const at = '/properties/order/properties/items/items';
  test.each([
    ['an unknown type', deep({ type: 'strnig' }), `${at}/type`],
    ['a broken pattern', deep({ type: 'string', pattern: '(' }), `${at}/pattern`],
    ['a name that nobody has', deep({ $ref: '#/$defs/nothing' }), `${at}/$ref`],
    ['no list of names', deep({ type: 'object', required: 'number' }), `${at}/required`],
    [
      'one of several',
      { anyOf: [{ type: 'string' }, { type: 'object', properties: { 'a/b': { minimum: 'x' } } }] },
      '/anyOf/1/properties/a~1b/minimum',
    ],
    ['at the top', { type: 'strnig' }, '/type'],
    ['what a reference leads to', { $ref: '#/$defs/part', $defs: { part: { items: { type: 'strnig' } } } }, '/$defs/part/items/type'],
  ])('%s', (_name, schema, place) => {
    expect(() => compileSchema(schema, {})).toThrow();
    expect(findWrongPart(schema, {})).toBe(place);
  });

  test('parts that only stand together are no faults by themselves', () => {
    const schema = { $defs: { part: { type: 'string' } }, properties: { good: { $ref: '#/$defs/part' }, bad: { type: 'strnig' } } };
    expect(findWrongPart(schema, {})).toBe('/properties/bad/type');
    expect(findWrongPart({ properties: { a: { $ref: 'schemas/known.json' }, b: { pattern: '[' } } }, { 'schemas/known.json': {} })).toBe(
      '/properties/b/pattern',
    );
  });
});
