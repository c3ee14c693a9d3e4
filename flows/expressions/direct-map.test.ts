import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { MapRow } from '../flow.ts';
import { compileDirectMap } from './direct-map.ts';
import { mapExpression } from './map-expression.ts';

const scope = {
  trigger: { body: { order: '801', one: [7], none: [], many: [1, 2], items: [{ n: 1 }, { n: 2 }], gone: null, deep: { a: { b: 'x' } } } },
  steps: { read: { total: 12.5 } },
};

/** Expressions that a row may hold and that are all direct. */
const expressions = [
  'trigger.body.order',
  '= trigger.body.deep',
  'trigger.body.one',
  'trigger.body.none',
  'trigger.body.many',
  'trigger.body.items.n',
  'trigger.body.items[0]',
  'trigger.body.gone',
  'trigger.body.missing',
  'steps.read.total > 10 ? "large" : "small"',
  '"no. " & trigger.body.order',
  'trigger.body.missing ?? 3',
  'true',
];

describe('EXP-6 a map of direct rows', () => {
  test('gives what the reference gives for its text', async () => {
    const rows = fc.uniqueArray(
      fc.record({
        target: fc.constantFrom('a', 'b', 'c.d', 'c.e', 'f.g.h', 'f.g.i'),
        expression: fc.constantFrom(...expressions),
      }),
      { selector: ({ target }) => target },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const evaluate = compileDirectMap(given);
        const reference: unknown = await jsonata(mapExpression(given).text!).evaluate(structuredClone(scope));
        expect(evaluate!(scope)).toEqual(JSON.parse(JSON.stringify(reference)));
      }),
    );
  });

  test.each<[string, MapRow]>([
    ['a function', { target: 'a', expression: '$sum(trigger.body.many)' }],
    ['a list', { target: 'items.n', scope: 'trigger.body.items', expression: 'n' }],
    ['a malformed target', { target: 'a..b', expression: 'trigger.body.order' }],
    ['a prototype', { target: '__proto__', expression: 'trigger.body.order' }],
  ])('with %s is none', (_, row) => {
    expect(compileDirectMap([{ target: 'x', expression: 'trigger.body.order' }, row])).toBeUndefined();
  });
});
