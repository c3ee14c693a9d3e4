import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { type ComparingOptions, compareToSchema } from './compare-to-schema.ts';
import { inferExpression } from './infer-expression.ts';
import type { Type } from './type.ts';
import { typeOfSchema } from './type-of-schema.ts';

const ORDER: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['order', 'changedAt', 'date', 'amount', 'quantity', 'items'],
  properties: {
    order: { type: 'string', pattern: '^[0-9]{10}$' },
    item: { type: 'string', pattern: '^[0-9]{6}$' },
    changedAt: { type: 'string', format: 'date-time' },
    date: { type: 'string', format: 'date' },
    amount: { type: 'string', pattern: String.raw`^[0-9]{1,12}(\.[0-9]{1,3})?$` },
    quantity: { type: 'number', 'x-unit': 'kg' },
    note: { type: ['string', 'null'] },
    status: { enum: ['open', 'closed'] },
    anything: {},
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['no'],
        additionalProperties: false,
        properties: { no: { type: 'string' }, count: { type: 'integer' } },
      },
    },
  },
};
const input = typeOfSchema(ORDER);

function compare(text: string, schema: JsonSchema, options: ComparingOptions = {}, of: Type = input) {
  const { tree, source } = parseExpression(text);
  const { type } = inferExpression(tree!, { input: of }, source);
  return compareToSchema(type, schema, { source, ...options }).map(({ code, severity, path, at, fix }) => ({
    is: `${severity} ${code}`,
    path,
    ...(at === undefined ? {} : { at: source.slice(at.offset, at.offset + at.length) }),
    ...(fix === undefined ? {} : { mended: source.slice(0, fix.at.offset) + fix.text + source.slice(fix.at.offset + fix.at.length) }),
  }));
}

const TEXT: JsonSchema = { type: 'string' };
const NUMBER: JsonSchema = { type: 'number' };
const TEN_DIGITS: JsonSchema = { type: 'string', pattern: '^[0-9]{10}$' };

describe('TYP-8 an expression held against the schema of its place', () => {
  test.each<[string, JsonSchema]>([
    ['order', TEN_DIGITS],
    ['order', TEXT],
    ['note ?? "none"', { type: ['string', 'null'] }],
    ['status', { enum: ['open', 'closed', 'other'] }],
    ['anything', { type: 'integer' }],
    // A text may be what is wanted, and nobody knows better.
    ['items[0].no ?? ""', { type: 'string', format: 'uri' }],
    ['note', {}],
    ['items', { type: 'array', items: { type: 'object', properties: { no: TEXT } } }],
    ['quantity', { type: 'integer' }],
    ['items[0].no', { type: ['string', 'null'] }],
  ])('%s fits %j', (text, schema) => {
    expect(compare(text, schema).filter(({ is }) => !is.includes('missing'))).toEqual([]);
  });

  test.each<[string, JsonSchema, object]>([
    ['amount', NUMBER, { is: 'error wrong-type', path: '', mended: '$number(amount)' }],
    ['quantity', TEXT, { is: 'error wrong-type', path: '', mended: '$string(quantity)' }],
    ['quantity', TEN_DIGITS, { is: 'error wrong-type', path: '', mended: '$pad($string(quantity), -10, "0")' }],
    ['item ?? "000010"', TEN_DIGITS, { is: 'error wrong-type', path: '', mended: '$pad(item ?? "000010", -10, "0")' }],
    ['changedAt', { type: 'string', format: 'date' }, { is: 'error wrong-type', path: '', mended: '$substring(changedAt, 0, 10)' }],
    ['date', { type: 'string', format: 'date-time' }, { is: 'error wrong-type', path: '', mended: 'date & "T00:00:00Z"' }],
    ['order', { type: 'array', items: TEXT }, { is: 'error wrong-type', path: '', mended: '[order]' }],
    ['"opne"', { enum: ['open', 'closed'] }, { is: 'error wrong-value', path: '', mended: '"open"' }],
    ['status ?? "open"', { enum: ['open'] }, { is: 'warning wrong-value', path: '' }],
    ['"4711"', TEN_DIGITS, { is: 'error wrong-value', path: '' }],
    ['"a name that is too long"', { type: 'string', maxLength: 10 }, { is: 'error wrong-value', path: '' }],
    ['1.5', { type: 'integer' }, { is: 'error wrong-value', path: '' }],
    ['quantity', { type: 'number', 'x-unit': 'mm' }, { is: 'warning unit-differs', path: '' }],
    ['[1, 2]', { type: 'array', maxItems: 1 }, { is: 'error wrong-type', path: '' }],
    ['items.no ?? ""', TEXT, { is: 'warning may-be-wrong-type', path: '' }],
  ])('%s does not fit %j', (text, schema, expected) => {
    expect(compare(text, schema)[0]).toEqual(expected);
  });

  describe('TYP-10: units', () => {
    const quantity: JsonSchema = { type: 'string', format: 'decimal', 'x-unit': './unit' };
    const amount: JsonSchema = { type: 'string', format: 'decimal', 'x-unit': './currency' };
    const fields = { quantity, unit: TEXT, net: amount, currency: TEXT, setup: { type: 'number', 'x-unit': 'min' } } as const;
    const source: JsonSchema = { type: 'object', required: Object.keys(fields), properties: fields };
    const line = { quantity, unit: TEXT } as const;
    const asked = (required: readonly string[]): JsonSchema => ({
      type: 'object',
      additionalProperties: false,
      required,
      properties: line,
    });

    test.each<[string, JsonSchema, readonly object[]]>([
      ['{ "quantity": quantity }', asked(['quantity']), [{ is: 'info unit-lost', path: '/quantity', at: 'quantity' }]],
      ['{ "quantity": quantity, "unit": unit }', asked(['quantity']), []],
      // Missing by itself: said once.
      ['{ "quantity": quantity }', asked(['quantity', 'unit']), [{ is: 'error not-mapped', path: '/unit' }]],
      // A quantity that was known from the start has no unit to lose.
      ['{ "quantity": "1.000" }', asked(['quantity']), []],
      ['net', quantity, [{ is: 'warning unit-differs', path: '' }]],
      ['quantity', { ...quantity, 'x-unit': './baseUnit' }, []],
      ['setup', { type: 'number', 'x-unit': 's' }, [{ is: 'warning unit-differs', path: '' }]],
    ])('%s against %j', (text, schema, expected) => {
      expect(compare(text, schema, {}, typeOfSchema(source))).toEqual(expected);
    });
  });

  test('names what is missing and what may be, at its pointer and in the text', () => {
    const wanted: JsonSchema = {
      type: 'object',
      additionalProperties: false,
      required: ['order', 'lines', 'state', 'free'],
      properties: {
        order: TEXT,
        state: TEXT,
        free: {},
        lines: {
          type: 'array',
          items: { type: 'object', additionalProperties: false, required: ['no', 'count'], properties: { no: NUMBER, count: NUMBER } },
        },
      },
    };
    expect(compare('{ "lines": [items.{ "no": no, "count": count, "nmae": "x" }], "state": status }', wanted)).toEqual([
      { is: 'error not-mapped', path: '/order' },
      { is: 'warning may-be-missing', path: '/state', at: 'status' },
      { is: 'error not-mapped', path: '/free' },
      { is: 'error wrong-type', path: '/lines/*/no', at: 'no' },
      { is: 'warning may-be-missing', path: '/lines/*/count', at: 'count' },
      { is: 'error surplus-field', path: '/lines/*/nmae', at: '"x"' },
    ]);
  });

  test('lists are fitted where configs are', () => {
    const wanted: JsonSchema = { type: 'array', items: { type: 'object', properties: { tags: { type: 'array', items: TEXT } } } };
    expect(compare('items.{ "tags": no }', wanted, { fitsLists: true })).toEqual([]);
    expect(compare('items.{ "tags": count }', wanted, { fitsLists: true })).toMatchObject([
      { is: 'error wrong-type', path: '/0/tags/0', at: 'count' },
      {},
    ]);
  });

  test('of several shapes the nearest is taken', () => {
    const shapes: JsonSchema = {
      oneOf: [
        { type: 'object', additionalProperties: false, required: ['kind', 'at'], properties: { kind: { const: 'date' }, at: TEXT } },
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'count'],
          properties: { kind: { const: 'number' }, count: NUMBER },
        },
      ],
    };
    expect(compare('{ "kind": "date", "at": date }', shapes)).toEqual([]);
    expect(compare('{ "kind": "number", "count": date }', shapes)).toMatchObject([{ is: 'error wrong-type', path: '/count', at: 'date' }]);
  });
});
