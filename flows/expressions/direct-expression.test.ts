import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { compileDirect, type DirectScope } from './direct-expression.ts';
import { ExpressionError } from './direct-value.ts';

const scope: DirectScope = {
  trigger: {
    body: {
      erpOrderNumber: '0000004711',
      plant: '1010',
      revision: 3,
      urgent: false,
      items: [
        { item: '000010', quantity: '5.000', lines: [{ day: '2026-11-24' }, { day: '2026-11-25' }] },
        { item: '000020', quantity: '7.500', lines: [{ day: '2026-11-26' }] },
        { item: '000030', quantity: '2.000', lines: [] },
      ],
    },
  },
  steps: { 'change-order': { status: 'confirmed', messages: [] } },
};

function evaluate(text: string, given: DirectScope = scope): Json | undefined {
  const compiled = compileDirect(text);
  if (compiled.faults !== undefined) throw new Error(compiled.faults.map(({ message }) => message).join(' '));
  return compiled.expression.evaluate(given);
}

/** The reference marks its lists with extra properties; JSON drops them. */
async function reference(text: string, given: object): Promise<Json | undefined> {
  const value: unknown = await jsonata(text).evaluate(structuredClone(given));
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}

describe('EXP-3 a direct expression', () => {
  test('reads lane key, sequence and keys of an order change', () => {
    expect(evaluate('= trigger.body.erpOrderNumber')).toBe('0000004711');
    expect(evaluate('= trigger.body.revision')).toBe(3);
    expect(evaluate("= trigger.body.plant & '/' & trigger.body.erpOrderNumber")).toBe('1010/0000004711');
    expect(evaluate('= steps.`change-order`.status')).toBe('confirmed');
  });

  test('gives nothing for what is missing, and the default behind ??', () => {
    expect(evaluate('= trigger.body.customer.name')).toBeUndefined();
    expect(evaluate('= trigger.body.customer ?? "unknown"')).toBe('unknown');
    expect(evaluate('= trigger.body.urgent ?? true')).toBe(false);
    expect(evaluate('= trigger.body.urgent ?: "normal"')).toBe('normal');
    expect(evaluate('= "x" & trigger.body.customer')).toBe('x');
  });

  test('never reaches the prototype of an object', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'constructor.name', '__proto__.polluted', 'body.constructor']) {
      expect(evaluate(`= trigger.${name}`)).toBeUndefined();
    }
    expect(evaluate('= constructor')).toBeUndefined();
    expect(evaluate('= trigger.__proto__', { trigger: JSON.parse('{"__proto__":{"a":1}}') as Json })).toEqual({ a: 1 });
  });

  test('compares, and says where the types do not fit', () => {
    expect(evaluate('= trigger.body.revision >= 3 and trigger.body.plant = "1010"')).toBe(true);
    expect(evaluate('= trigger.body.missing > 3')).toBeUndefined();
    const error = catchError(() => evaluate('= trigger.body.plant > 3'));
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({ code: 'T2009', position: 21 });
    expect(catchError(() => evaluate('= trigger.body.items > 3'))).toMatchObject({ code: 'T2010' });
  });

  const refusals: readonly [text: string, what: string][] = [
    ['= trigger.body.items[quantity > 5]', 'condition'],
    ['= $number(trigger.body.revision)', '$number'],
    ['= trigger.body.revision + 1', 'Arithmetic'],
    ['= -trigger.body.revision', 'Arithmetic'],
    ['= [trigger.body.plant]', 'list'],
    ['= { "a": 1 }', 'object'],
    ['= trigger.*', 'wildcard'],
    ['= trigger.body.items[]', '"[]"'],
    ['= $$.trigger', '"$$"'],
    ['= (trigger.body.items)[0]', 'parentheses'],
    ['= trigger.body.(plant & "x")', 'path'],
    ['= ($a := 1; b)', 'block'],
    ['= $a := 1', 'variable'],
    ['= "a" in ["a"]', '"in"'],
    ['= trigger.body.items^(item)', 'Sorting'],
    ['= trigger.body.items{item: quantity}', 'Grouping'],
    ['= trigger.body.items#$i.item', 'variable'],
    ['= trigger.body ~> $keys', '"~>"'],
    ['= function($x) { 1 }', 'function'],
  ];
  test.each(refusals)('refuses %s, naming the construct', (text, what) => {
    const faults = compileDirect(text).faults!;
    expect(faults).toHaveLength(1);
    expect(faults[0]!.message).toContain(what);
    expect(faults[0]!.to).toBeLessThanOrEqual(text.length);
  });

  test('answers a syntax error with its place', () => {
    expect(compileDirect('= trigger.body.').faults).toMatchObject([{ code: 'S0207', to: 15 }]);
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('EXP-4 the same result as the reference', () => {
  const names = ['a', 'b', 'c', 'constructor', '__proto__'] as const;
  const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('', 'x', '10', 1.1, 0.1 + 0.2, true, false, null));
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      scalar as fc.Arbitrary<Json>,
      fc.array(tie('value'), { maxLength: 3 }),
      // `__proto__` comes from parsed JSON as a field of its own.
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }).map((o) => JSON.parse(JSON.stringify(o)) as Json),
    ),
  }));
  const index = fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map((i) => `[${i}]`) },
  );
  const path = fc
    .array(fc.tuple(fc.constantFrom(...names), index, index), { minLength: 1, maxLength: 5 })
    .map((steps) => steps.map(([name, i, j]) => `${name}${i}${j}`).join('.'));
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 5, arbitrary: path },
      { weight: 1, arbitrary: fc.constantFrom('1', '-2', '"x"', "'10'", 'true', 'null', '""') },
      {
        weight: 3,
        arbitrary: fc
          .tuple(tie('text'), fc.constantFrom('&', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', '??', '?:'), tie('text'))
          .map(([l, operator, r]) => `(${l}) ${operator} (${r})`),
      },
      { weight: 1, arbitrary: fc.tuple(tie('text'), tie('text'), tie('text')).map(([c, t, e]) => `(${c}) ? (${t}) : (${e})`) },
      { weight: 1, arbitrary: tie('text').map((inner) => `$exists(${inner})`) },
    ),
  }));

  test('for paths over any nesting of lists', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.dictionary(fc.constantFrom('a', 'b'), value), async (path, given) => {
        expect(evaluate(path, given as DirectScope)).toEqual(await reference(path, given));
      }),
      { numRuns: 2000 },
    );
  });

  test('for every operator, errors included', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.dictionary(fc.constantFrom('a', 'b'), value), async (text, given) => {
        const expected = await reference(text, given).catch((error: { code: string }) => ({ failed: error.code }));
        const compiled = compileDirect(text);
        if (compiled.faults !== undefined) throw new Error(`${text}: ${compiled.faults[0]!.message}`);
        let actual: unknown;
        try {
          actual = compiled.expression.evaluate(given as DirectScope);
        } catch (error) {
          actual = { failed: (error as ExpressionError).code };
        }
        expect(actual).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test('a list and an object are never equal, which the reference gets wrong', async () => {
    const given = { a: [], b: { length: 0 } };
    expect(await reference('a = b', given)).toBe(true);
    expect(evaluate('a = b', given as unknown as DirectScope)).toBe(false);
  });
});
