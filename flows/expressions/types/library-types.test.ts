/** What is known of a call of what Millrace adds: from what it declares, and from its arguments. */
import { describe, expect, test } from 'vitest';
import { findMisfit } from '../../../test/support/conforms-to-type.ts';
import type { JsonSchema } from '../../json.ts';
import { LIBRARY } from '../../library/library.ts';
import { parseExpression } from '../parse-expression.ts';
import { compareToSchema } from './compare-to-schema.ts';
import { inferExpression } from './infer-expression.ts';
import { objectOf, type Type } from './type.ts';
import { typeOfConstant, typeOfSchema } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

const AMOUNT = { type: 'string', format: 'decimal' };
const input = typeOfSchema({
  type: 'object',
  additionalProperties: false,
  required: ['day', 'at', 'net', 'tax', 'weight', 'open', 'currency', 'unit', 'stock', 'prices'],
  properties: {
    any: {},
    day: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    due: { type: 'string', format: 'date' },
    net: { ...AMOUNT, 'x-unit': './currency' },
    tax: { ...AMOUNT, 'x-unit': './currency' },
    weight: { ...AMOUNT, 'x-unit': 'kg' },
    open: { ...AMOUNT, 'x-unit': './unit' },
    currency: { type: 'string' },
    unit: { type: 'string' },
    prices: { type: 'array', items: { ...AMOUNT, 'x-unit': './currency' } },
    stock: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['material', 'free'],
        properties: { material: { type: 'string' }, free: AMOUNT },
      },
    },
  },
});

function infer(text: string, of: Type = input) {
  const { tree, source } = parseExpression(text);
  return { ...inferExpression(tree!, { input: of }, source), source };
}

describe('TYP-1 what a function of the library gives', () => {
  test.each(LIBRARY.flatMap(({ name, examples }) => examples.map((example) => ({ name, ...example }))))(
    '$name: the result of $expression is of the type that is known of it',
    ({ name, expression, given, result }) => {
      const { type, findings } = infer(expression, given === undefined ? objectOf({}) : typeOfConstant(given));
      expect(findings).toEqual([]);
      expect(findMisfit(result, type)).toBe(undefined);
      // What a value map says is known where the environment is.
      if (name !== 'valueMap') expect(type.kind).not.toBe('unknown');
    },
  );

  test.each([
    ['$addDays(day, 3)', 'date'],
    ['$addDays(due, 3)', 'date | nothing'],
    ['$nothing.$addDays(day, 3)', 'nothing'],
    ['$addDays(day, $nothing)', 'nothing'],
    ['$fromSapDate(unit)', 'date | nothing'],
    ['$localInstant(day, "06:00", "1010")', 'date-time'],
    ['$roundDecimal("1.5", 2)', 'decimal as text'],
    ['$toSapFlag(true)', '"X" | ""'],
    ['$compareDecimals(net, tax)', '-1 | 0 | 1'],
    ['$findBy(stock, "material", "A")', '{ material: text, free: decimal as text } | nothing'],
    ['$findBy(stock, "material", "A").free', 'decimal as text | nothing'],
    ['$indexBy(stock, "material").A.free', 'decimal as text | nothing'],
    ['$map(stock.material, $country2)', 'text | list of text | nothing'],
  ])('%s is %s', (text, expected) => {
    expect(typeText(infer(text).type)).toBe(expected);
  });
});

describe('TYP-2 what is wrong with the result of one', () => {
  const date: JsonSchema = { type: 'string', format: 'date' };
  test.each<[string, JsonSchema, readonly string[]]>([
    ['$addDays(day, 3)', date, []],
    ['$localInstant(day, "06:00", "1010")', date, ['error wrong-type']],
    ['$addDays(day, 3)', { type: 'string', format: 'date-time' }, ['error wrong-type']],
    ['$addDecimals(net, tax)', { type: 'number' }, ['error wrong-type']],
    ['$isWorkingDay(day, "1010")', { type: 'string' }, ['error wrong-type']],
    ['$country2(unit)', { type: 'string' }, ['warning may-be-missing']],
    ['$country2(unit) ?? "DE"', { type: 'string' }, []],
    // Whether what is not known is there is not known either.
    ['$alphaIn(any.Product, 18)', { type: 'string' }, []],
    ['$addDays(due, any.count)', { type: 'string' }, ['warning may-be-missing']],
    ['$alphaIn(any.Product, 18)', { type: 'integer' }, ['error wrong-type']],
  ])('%s against %j', (text, schema, expected) => {
    const { type, source } = infer(text);
    expect(compareToSchema(type, schema, { source }).map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });

  test('a field that the row found has not is named', () => {
    expect(infer('$findBy(stock, "material", "A").fre').findings).toMatchObject([{ code: 'unknown-field' }]);
  });
});

describe('TYP-10 the unit of a decimal', () => {
  test.each([
    ['$addDecimals(net, tax)', []],
    ['$addDecimals(net, "1.00")', []],
    ['$addDecimals(net, weight)', ['unit-differs']],
    ['$subtractDecimals(open, net)', ['unit-differs']],
    ['$compareDecimals(open, net)', ['unit-differs']],
    ['$multiplyDecimals(open, net)', []],
  ])('in %s', (text, expected) => {
    expect(infer(text).findings.map(({ code }) => code)).toEqual(expected);
  });

  test.each([
    '$addDecimals(net, tax)',
    '$sumDecimals(prices)',
    '$roundDecimal(net, 2)',
    '$roundMoney(net, currency)',
    '$multiplyDecimals(net, 3)',
    '$divideDecimals(net, "3", 2)',
  ])('goes on through %s, and is missed where there is a place for it', (text) => {
    const line: JsonSchema = {
      type: 'object',
      additionalProperties: false,
      required: ['sum'],
      properties: { sum: { ...AMOUNT, 'x-unit': './currency' }, currency: { type: 'string' } },
    };
    const codes = (mapped: string) => compareToSchema(infer(mapped).type, line).map(({ code }) => code);
    expect(codes(`{ "sum": ${text} }`)).toEqual(['unit-lost']);
    expect(codes(`{ "sum": ${text}, "currency": currency }`)).toEqual([]);
    expect(compareToSchema(infer(text).type, { ...AMOUNT, 'x-unit': 'kg' }).map(({ code }) => code)).toEqual(['unit-differs']);
  });
});
