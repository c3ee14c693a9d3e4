import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  fromLiteralText,
  kindOf,
  literalText,
  startsAsExpression,
  takesExpression,
  toExpression,
  toFixed,
  withField,
} from './form-model.ts';

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
    [{ type: 'object', format: 'json-schema', properties: { a: {} } }, 'schema'],
    [{ type: 'array', format: 'map-rows', items: {} }, 'map-rows'],
    [{ type: 'integer', format: 'duration-ms' }, 'duration'],
    [{ type: 'string', format: 'flow' }, 'lookup'],
    [{}, 'any'],
  ])('%j is drawn as %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });
});

describe('which fields there are', () => {
  const schema = {
    properties: {
      authentication: { type: 'string', default: 'none' },
      user: { type: 'string', 'x-when': { authentication: ['basic'] } },
      value: { readOnly: true },
    },
  };
  const names = (value: Record<string, string>) => fieldsOf(schema, value).map(({ name }) => name);

  test('what the runtime fills is none, and what does not count as the others stand is left out', () => {
    expect(names({})).toEqual(['authentication']);
    expect(names({ authentication: 'basic' })).toEqual(['authentication', 'user']);
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

  test('what says of itself that it is fixed takes none', () => {
    const [way] = fieldsOf({ properties: { port: { type: 'string', 'x-fixed': true } } });
    expect(takesExpression(way!)).toBe(false);
  });

  test('switching keeps what can be kept', () => {
    expect(toExpression('A')).toBe('= "A"');
    expect(toExpression(5)).toBe('= 5');
    expect(toExpression(undefined)).toBeUndefined();
    expect(toFixed('= "=A"')).toBe("'=A");
    expect(toFixed('= trigger.body.id')).toBeUndefined();
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
