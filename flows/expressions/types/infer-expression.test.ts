import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { compareToSchema } from './compare-to-schema.ts';
import { type Inferred, inferExpression } from './infer-expression.ts';
import { objectOf, type Type } from './type.ts';
import { typeOfSchema } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

const BODY: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder', 'status', 'items', 'amount', 'changedAt'],
  properties: {
    salesOrder: { type: 'string', pattern: '^[0-9]{10}$' },
    status: { enum: ['open', 'committed', 'refused'] },
    amount: { type: 'string', pattern: String.raw`^-?[0-9]{1,13}(\.[0-9]{1,5})?$` },
    price: { type: 'string', pattern: String.raw`^[0-9]{1,9}(\.[0-9]{1,2})?$` },
    changedAt: { type: 'string', format: 'date-time' },
    revision: { type: 'integer' },
    note: { type: ['string', 'null'] },
    weight: { type: 'number', 'x-unit': 'kg' },
    length: { type: 'number', 'x-unit': 'mm' },
    refusal: { type: 'object', additionalProperties: false, required: ['message'], properties: { message: { type: 'string' } } },
    extra: { type: 'object' },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
    tree: { $ref: '#/$defs/node' },
    answer: {
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'date'],
          properties: { kind: { const: 'yes' }, date: { type: 'string' } },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'why'],
          properties: { kind: { const: 'no' }, why: { type: 'string' } },
        },
      ],
    },
  },
  $defs: {
    item: {
      type: 'object',
      additionalProperties: false,
      required: ['item', 'quantity'],
      properties: {
        item: { type: 'string', pattern: '^[0-9]{6}$' },
        quantity: { type: 'number' },
        dates: { type: 'array', items: { type: 'string', format: 'date' } },
        unit: { type: 'string' },
      },
    },
    node: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
    },
  },
};

const input: Type = objectOf({ trigger: objectOf({ body: typeOfSchema(BODY) }) });

function infer(text: string): Inferred {
  const { tree, source } = parseExpression(text);
  return inferExpression(tree!, { input }, source);
}

function typed(text: string): string {
  return typeText(infer(text).type);
}

/** Codes with what they point at. */
function found(text: string): readonly string[] {
  return infer(text).findings.map(({ code, at }) => `${code}: ${text.slice(at.offset, at.offset + at.length)}`);
}

/** The text with all fixes made. */
function mended(text: string): string {
  return infer(text)
    .findings.toReversed()
    .reduce(
      (all, { fix }) => (fix === undefined ? all : all.slice(0, fix.at.offset) + fix.text + all.slice(fix.at.offset + fix.at.length)),
      text,
    );
}

describe('TYP-1 the type of an expression', () => {
  test.each([
    ['trigger.body.salesOrder', '10 digits with leading zeros'],
    ['trigger.body.status', '"open" | "committed" | "refused"'],
    ['trigger.body.revision', 'integer | nothing'],
    ['trigger.body.note', 'text | null | nothing'],
    ['trigger.body.items.quantity', 'number | list of number | nothing'],
    ['trigger.body.items[0].quantity', 'number | nothing'],
    ['trigger.body.items[].quantity', 'list of number | nothing'],
    ['trigger.body.items[quantity > 5][0].dates', 'list of date | nothing'],
    ['[trigger.body.items.{ "no": item, "unit": unit }]', 'list of { no: 6 digits with leading zeros, unit?: text }'],
    ['$sum(trigger.body.items.quantity) + 1', 'number | nothing'],
    ['$count(trigger.body.items)', 'integer'],
    ['trigger.body.status & "!"', 'text'],
    ['trigger.body.revision ?? 0', 'integer'],
    ['{ trigger.body.status: 1 }', '{ open?: 1, committed?: 1, refused?: 1 }'],
    ['$map(trigger.body.items, function($i) { $i.item })', '6 digits with leading zeros | list of 6 digits with leading zeros | nothing'],
    ['( $f := function($x) { $x & "" }; $f(1) )', 'text'],
    ['trigger.body.items{ item: $sum(quantity) }', 'object of number'],
    ['trigger.body.items^(>quantity)[0].item', '6 digits with leading zeros | nothing'],
    ['trigger.body.items@$i.{ "n": $i.item }', '{ n: 6 digits with leading zeros } | list of { n: 6 digits with leading zeros } | nothing'],
    [
      'trigger.body.items.dates.{ "of": %.item }',
      '{ of: 6 digits with leading zeros } | list of { of: 6 digits with leading zeros } | nothing',
    ],
    ['trigger.body.items.($uppercase ~> $trim)(unit)', 'text | list of text | nothing'],
    ['trigger.body.refusal ~> |$|{ "at": 1 }, "message"|', '{ at: 1 } | nothing'],
    ['trigger.body.tree.children.children.name', 'text | list of text | nothing'],
    ['$merge([{ "a": 1, "b": 2 }, { "b": "x" }])', '{ a: 1, b: "x" }'],
    ['trigger.body.extra.whatever', 'anything'],
    ['$now()', 'date-time'],
    ['-$number(trigger.body.price)', 'number | nothing'],
  ])('%s is %s', (text, expected) => {
    expect({ type: typed(text), found: found(text) }).toEqual({ type: expected, found: [] });
  });
});

describe('TYP-5 fields that are not there', () => {
  test('are named with the name that was meant, and mended', () => {
    expect(found('trigger.body.item.quantity')).toEqual(['unknown-field: item']);
    expect(mended('trigger.body.item.quantity')).toBe('trigger.body.items.quantity');
    expect(mended('trigger.body.items.{ "n": quantitiy }')).toBe('trigger.body.items.{ "n": quantity }');
    expect(mended('trigger.body.`sales-order`')).toBe('trigger.body.salesOrder');
  });

  test('are not looked for in a text', () => {
    expect(found('trigger.body.salesOrder.number')).toEqual(['unknown-field: number']);
  });

  test('in a list are no mistake while they may be in the object that could stand there instead', () => {
    const input = typeOfSchema({
      anyOf: [
        { type: 'array', items: { type: 'number' } },
        { ...BODY, $defs: BODY['$defs'] },
      ],
    } as JsonSchema);
    const judge = (text: string) => {
      const { tree, source } = parseExpression(` ${text}`);
      return inferExpression(tree!, { input }, source).findings.map(({ code }) => code);
    };
    expect(judge('status')).toEqual([]);
    expect(judge('{ "s": status }')).toEqual([]);
    expect(judge('stattus')).toEqual(['unknown-field']);
    expect(judge('$uppercase(status)')).toEqual([]);
  });

  test('may be in an object that may have any, and in one of several', () => {
    expect(found('trigger.body.extra.a.b')).toEqual([]);
    expect(found('trigger.body.answer.why')).toEqual([]);
    expect(found('trigger.body.answer.wy')).toEqual(['unknown-field: wy']);
  });
});

describe('TYP-2 values of the wrong kind', () => {
  test.each([
    ['trigger.body.salesOrder + 1', ['wrong-type: trigger.body.salesOrder']],
    ['trigger.body.note = null ? 0 : trigger.body.note * 2', ['wrong-type: trigger.body.note']],
    ['$uppercase(trigger.body.revision)', ['wrong-type: trigger.body.revision']],
    ['$uppercase(trigger.body.note)', ['may-be-wrong-type: trigger.body.note']],
    ['trigger.body.revision > trigger.body.salesOrder', ['wrong-type: trigger.body.revision > trigger.body.salesOrder']],
    ['trigger.body.items^(dates)', ['may-be-wrong-type: dates']],
    ['$sum(trigger.body.items.item)', ['wrong-type: trigger.body.items.item']],
    ['{ trigger.body.revision: 1 }', ['wrong-type: trigger.body.revision']],
    ['$lenght("a")', ['unknown-function: $lenght']],
    ['count(trigger.body.items)', ['not-a-function: count']],
    ['$append(trigger.body)', ['missing-argument: $append(trigger.body)']],
    ['trigger.body.status = "commited"', ['never-equal: "commited"']],
    ['trigger.body.revision = "1"', ['never-equal: trigger.body.revision = "1"']],
    ['trigger.body.weight + trigger.body.length', ['unit-differs: trigger.body.weight + trigger.body.length']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('are mended where it is plain how', () => {
    expect(mended('trigger.body.salesOrder + 1')).toBe('$number(trigger.body.salesOrder) + 1');
    expect(mended('$lenght("a")')).toBe('$length("a")');
    expect(mended('count(trigger.body.items)')).toBe('$count(trigger.body.items)');
    expect(mended('trigger.body.status = "commited"')).toBe('trigger.body.status = "committed"');
    expect(mended('$uppercase(trigger.body.revision)')).toBe('$uppercase($string(trigger.body.revision))');
  });
});

describe('TYP-6 what a condition has found out', () => {
  test.each([
    ['$exists(trigger.body.revision) ? trigger.body.revision : "none"', 'integer | "none"'],
    ['$count(trigger.body.items) > 0 ? trigger.body.items[0].quantity : "none"', 'number | "none"'],
    ['trigger.body.note != null ? trigger.body.note', 'text | nothing'],
    ['trigger.body.note ? $uppercase(trigger.body.note) : ""', 'text'],
    ['$type(trigger.body.note) = "string" ? trigger.body.note : ""', 'text'],
    ['trigger.body.status = "open" ? "x" : trigger.body.status', '"x" | "committed" | "refused"'],
    ['trigger.body.status in ["open", "refused"] ? trigger.body.status : 1', '"open" | "refused" | 1'],
    ['trigger.body.answer.kind = "yes" ? trigger.body.answer.date : 1', 'text | 1'],
    ['$not($exists(trigger.body.refusal)) ? "ok" : trigger.body.refusal.message', 'text'],
    ['trigger.body.refusal.message ?? trigger.body.status', 'text'],
    ['$exists(trigger.body.revision) and trigger.body.revision > 1', 'true or false'],
    ['( $r := trigger.body.revision; $exists($r) ? $r : 0 )', 'integer'],
    ['[trigger.body.items[$exists(unit)].unit]', 'list of text'],
    ['[trigger.body.items[unit = "PC"].{ "u": unit }]', 'list of { u: "PC" }'],
    ['$count(trigger.body.items) > 0 ? trigger.body.items[0].item : "none"', 'text'],
    ['[$filter(trigger.body.items, function($i) { $exists($i.unit) }).unit]', 'list of text'],
  ])('%s is %s', (text, expected) => {
    const { findings, type } = infer(text);
    expect({ type: typeText(type), findings }).toEqual({ type: expected, findings: [] });
  });

  test('says nothing of a path through a list, nor of a function that has the name of one of the language', () => {
    expect(typed('trigger.body.items.unit = "PC" ? trigger.body.items[0].unit : "x"')).toBe('text | nothing');
    expect(typed('( $exists := function($x) { true }; $exists(trigger.body.revision) ? trigger.body.revision : 0 )')).toBe(
      'integer | nothing',
    );
  });
});

describe('TYP-7 conversions that lose something', () => {
  test.each([
    ['$number(trigger.body.salesOrder)', ['leading-zeros-lost: $number(trigger.body.salesOrder)']],
    ['{ "no": trigger.body.items.$number(item) }', ['leading-zeros-lost: $number(item)']],
    ['$number(trigger.body.amount) * 2', ['digits-lost: $number(trigger.body.amount)']],
    ['$substring(trigger.body.changedAt, 0, 10)', ['time-lost: $substring(trigger.body.changedAt, 0, 10)']],
    // Enough digits, or only compared, counted with, rounded on purpose.
    ['$number(trigger.body.price) * 2', []],
    ['$number(trigger.body.salesOrder) > 4711', []],
    ['$number(trigger.body.salesOrder) + 10', []],
    ['$round($number(trigger.body.amount) * 1.19, 2)', []],
    ['$number(trigger.body.amount) > 100 ? "much" : "little"', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('tell less of a number, which may be meant, than of a text that is made of it', () => {
    const severities = (text: string) => infer(text).findings.map(({ severity }) => severity);
    expect(severities('$number(trigger.body.salesOrder)')).toEqual(['info']);
    expect(severities('$string($number(trigger.body.salesOrder))')).toEqual(['warning']);
    expect(severities('"SO " & $number(trigger.body.salesOrder)')).toEqual(['warning']);
  });

  test('are taken back', () => {
    expect(mended('$number(trigger.body.salesOrder)')).toBe('trigger.body.salesOrder');
  });
});

describe('TYP-4 what is not known', () => {
  test.each([
    'trigger.body.extra.a + 1',
    '$uppercase(trigger.body.extra.b)',
    '**.x',
    '$valueMap("uom", trigger.body.status)',
    '$eval("1")',
  ])('%s is never found wrong, and says that it is not known', (text) => {
    expect(found(text)).toEqual([]);
    expect(infer(text).sure || infer(text).type.kind === 'unknown').toBe(infer(text).type.kind === 'unknown' || false);
  });

  test.each([
    '( $f := function($x) { $f($x) }; $f(1) )',
    '( $f := function($x) { $f([$x]) & $f({ "a": $x }) }; $f(1) )',
    '$reduce([1..5], function($a, $b) { { "a": $a, "b": $b } })',
    `${'('.repeat(300)}1${')'.repeat(300)}`,
    `trigger.body.tree${'.children'.repeat(400)}.name`,
    `${Array.from({ length: 300 }, (_, at) => `(trigger.body.status = "open" ? ${at} : `).join('')}0${')'.repeat(300)}`,
    '( $y := function($f) { $f($f) }; $y($y) )',
  ])('ends for %s', (text) => {
    expect(() => infer(text)).not.toThrow();
  });

  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  /** Every field leads back to one of seven shapes of the same. */
  const circles: JsonSchema = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        anyOf: [0, 1, 2, 3, 4, 5, 6].map((shape) => ({
          type: 'object',
          additionalProperties: false,
          required: ['kind'],
          properties: {
            kind: { const: shape },
            ...Object.fromEntries(
              names.map((name) => [name, shape % 2 === 0 ? { $ref: '#/$defs/node' } : { type: 'array', items: { $ref: '#/$defs/node' } }]),
            ),
          },
        })),
      },
    },
  };
  const choices = (depth: number): JsonSchema =>
    depth === 0
      ? { type: 'string' }
      : {
          anyOf: names.map((name) => ({
            type: 'object',
            required: [name],
            properties: { [name]: choices(depth - 1), x: choices(depth - 1) },
          })),
        };

  test.each<[string, JsonSchema]>([
    ['refer to themselves by every field', circles],
    ['put choices within choices together', { allOf: [choices(4), choices(4)] }],
    ['put circles together', { allOf: [circles, circles], $defs: circles['$defs']! }],
  ])('ends for schemas that %s', (_kind, schema) => {
    for (const text of [
      'a.b.c.d.e.f',
      '$append(a, b.c)',
      '*.*',
      '$reduce(a.b, function($x, $y) { $merge([$x, $y]) })',
      'a ?? b ?? c',
      'a{ "k": $ }',
    ]) {
      const { tree, source } = parseExpression(text);
      const { type } = inferExpression(tree!, { input: typeOfSchema(schema) }, source);
      expect(typeText(type).length).toBeLessThan(20_000);
      expect(compareToSchema(type, circles).length).toBeLessThan(100);
    }
  });
});
