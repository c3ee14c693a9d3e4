import { describe, expect, test } from 'vitest';
import { fieldsOf, fromLiteralText, kindOf, literalText, startsAsExpression, takesExpression, withField } from './form-model.ts';

describe('fields of a schema', () => {
  test('each gets a label, whether it must be filled, and a kind', () => {
    const fields = fieldsOf({
      type: 'object',
      required: ['salesOrder'],
      properties: {
        salesOrder: { type: ['string', 'integer'], format: 'expression', title: 'Sales order' },
        requestedDate: { type: ['string', 'null'] },
      },
    });
    expect(fields.map(({ label, required, kind }) => [label, required, kind])).toEqual([
      ['Sales order', true, 'text'],
      ['Requested date', false, 'text'],
    ]);
  });

  test.each([
    [{ type: 'string', enum: ['a'] }, 'choice'],
    [{ type: ['boolean', 'null'] }, 'boolean'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'string', format: 'multiline' }, 'multiline'],
    [{ type: 'array', items: { type: 'string' } }, 'tags'],
    [{ type: 'array', items: { type: 'object', properties: { a: {} } } }, 'list'],
    [{ type: 'array', items: {} }, 'json'],
    [{ type: 'object', properties: { a: {} } }, 'object'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'named-values'],
    [{ type: 'object', format: 'json-schema', properties: { a: {} } }, 'json'],
    [{}, 'json'],
  ])('%j is drawn as %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });
});

describe('fixed or expression', () => {
  const [field] = fieldsOf({ properties: { a: { type: 'string', format: 'expression' } } });
  const [data] = fieldsOf({ properties: { a: { type: 'object', format: 'json-schema' } } });

  test('an empty field made for expressions offers one; a fixed value stays fixed', () => {
    expect(startsAsExpression(field!, undefined)).toBe(true);
    expect(startsAsExpression(field!, '4711')).toBe(false);
    expect(startsAsExpression(field!, '= trigger.body.id')).toBe(true);
  });

  test('a schema is data: it never takes one', () => {
    expect(takesExpression(data!)).toBe(false);
  });

  test('a literal that begins with = goes in and out unchanged', () => {
    const kept = fromLiteralText('=1+1');
    expect(kept).toBe("'=1+1");
    expect(literalText(kept)).toBe('=1+1');
  });
});

test('an emptied field leaves the document', () => {
  expect(fromLiteralText('')).toBeUndefined();
  expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
});
