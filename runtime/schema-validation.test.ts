import { describe, expect, test } from 'vitest';
import { createSchemaValidation } from './schema-validation.ts';

describe('values against the schemas of a version', () => {
  test('each fault has a place and names the field', () => {
    const validate = createSchemaValidation();
    const schema = { type: 'object', required: ['id'], properties: { n: { type: 'integer' } } };
    expect(validate(schema, {}, { n: 'one' })).toEqual([
      { path: '', message: "must have required property 'id'" },
      { path: '/n', message: 'must be integer' },
    ]);
    expect(validate(schema, {}, { id: 1, n: 1 })).toEqual([]);
  });

  test('the same reference means what the version was published with', () => {
    const validate = createSchemaValidation();
    const schema = { $ref: 'schemas/order.json' };
    const first = { 'schemas/order.json': { type: 'object', required: ['a'] } };
    const second = { 'schemas/order.json': { type: 'object', required: ['b'] } };
    expect(validate(schema, first, { a: 1 })).toEqual([]);
    expect(validate(schema, second, { a: 1 })).toHaveLength(1);
  });

  test('two patterns of one schema are told apart', () => {
    const validate = createSchemaValidation();
    const schema = { type: 'object', properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } } };
    expect(validate(schema, {}, { a: 'a', b: 'b' })).toEqual([]);
    expect(validate(schema, {}, { a: 'b', b: 'b' })).toHaveLength(1);
  });

  test('a schema that cannot be used is said, not thrown', () => {
    const validate = createSchemaValidation();
    expect(validate({ type: 'nonsense' }, {}, 1)).toMatchObject([{ message: expect.stringContaining('the schema itself is wrong') }]);
    expect(validate({ $ref: 'schemas/nowhere.json' }, {}, 1)).toHaveLength(1);
  });

  test('D12: a pattern that would take for ever answers at once', () => {
    const validate = createSchemaValidation();
    const from = performance.now();
    expect(validate({ type: 'string', pattern: '^(a+)+$' }, {}, `${'a'.repeat(60)}!`)).toHaveLength(1);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
