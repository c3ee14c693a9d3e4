import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compiledAnswer, compileHot, testWorld } from '../../../test/support/compare-with-reference.ts';
import type { Json } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { compileExpression } from './compile-expression.ts';
import * as fieldCode from './field-code.ts';
import { createFieldCode, type FieldCode, type FieldCodeCopies } from './own-field-code.ts';

const MAPPING =
  '{ "order": trigger.body.order, "name": trigger.body.customer.name, "total": $sum(trigger.body.items.quantity), "city": trigger.body.city, ' +
  '"lines": trigger.body.items.{ "material": material, "quantity": quantity, "unit": unit, "price": price, "batch": batch } }';

const order = (items: Json) => ({ trigger: { body: { order: '4500000001', customer: { name: 'Nord' }, city: null, items } } });
const item = (quantity: number) => ({ material: 'FG-1001', quantity, unit: 'PC', price: 12.5 });
const ORDERS = [
  order([item(2), item(3)]),
  order([item(2)]),
  order([]),
  order([[item(1)], item(2), 'no item', null]),
  order(item(4)),
  {},
  [],
];

describe('CPL-13 code of its own', () => {
  test.each([
    MAPPING,
    '{ "a": trigger.body.items }',
    'trigger.body.items.quantity',
    'trigger.body.customer.name & "/" & trigger.body.order & "/" & trigger.body.items.material',
    'trigger.body.items[quantity > 2].{ "m": material }',
    'trigger.body.items.[material, quantity]',
    '$distinct(trigger.body.items.material)',
    '{ "a": trigger.body.order, "b": trigger.body.customer.name, "c": trigger.body.customer, "d": $random(), "e": trigger.body.items[0].unit }',
    '{ "a": trigger.body.items.unit, "b": trigger.body.items.price, "c": trigger.body.items.none, "d": trigger.body.items }',
    '{ "a": trigger.body.customer.name, "b": trigger.body.customer.name, "c": 1 + trigger.body.order }',
    'trigger.body.items.{ "a": material, "b": unit, "c": { "d": price, "e": batch }, "f": none, "g": quantity, "h": material }',
    'trigger.body.items^(quantity).{ "a": material, "b": material, "c": none, "d": unit, "e": price }',
    '{ "a": trigger.body.items[].material, "b": trigger.body.items[].unit, "c": trigger.body.order }',
    '{ "a": $map(trigger.body.items, function($v) { $v.{ "b": unit, "c": price } }), "d": trigger.body.order, "e": trigger.body.city }',
    '( $x := { "a": $distinct([1, 1]), "b": 2 }; $x.{ "a": a, "b": b } )',
    '$map([1, 2], function($v) { { "a": order, "b": trigger.body.order, "c": trigger.body.city } })',
    'trigger.body.items[].material',
    'trigger.{ "a": body.constructor, "b": body.items.toString, "__proto__": body.order }',
    '$map(trigger.body.items, function($it) { { "a": $it.quantity, "b": $it.material } })',
  ])('gives what is given without it: %s', (text) => {
    const { tree } = parseExpression(text);
    const { compiled } = compileExpression(tree!, { evaluationsUntilHot: Number.POSITIVE_INFINITY });
    const hot = compileHot(tree!);
    for (const root of ORDERS) expect(compiledAnswer(hot, root)).toEqual(compiledAnswer(compiled!, root));
  });

  test('comes with the evaluation that makes it hot, once', () => {
    const { fieldCode, taken } = noted(createFieldCode(copiesOf(9)));
    const { compiled } = compileExpression(parseExpression(MAPPING).tree!, { evaluationsUntilHot: 3, ownFieldCode: fieldCode });
    const expected = compiled!.evaluate(ORDERS[0]!, testWorld);
    for (let evaluation = 1; evaluation < 3; evaluation += 1) compiled!.evaluate(ORDERS[0]!, testWorld);
    expect(taken).toEqual([]);
    for (let evaluation = 0; evaluation < 3; evaluation += 1) expect(compiled!.evaluate(ORDERS[0]!, testWorld)).toEqual(expected);
    // Five fields and five of each line in fours, a list read for the sum; walks: to the body that most fields are of, and from there
    // to the name and the lines, and the whole way to what is added up.
    expect(taken.toSorted()).toEqual([
      ...Array.from({ length: 2 }, () => 'copyEach'),
      ...Array.from({ length: 2 }, () => 'fillFour'),
      'readEach',
      ...Array.from({ length: 4 }, () => 'walkFour'),
    ]);
  });

  test('is given to one place only; who gets none goes on with what all share', () => {
    const code = createFieldCode(copiesOf(1));
    expect([code.fillFour(), code.copyEach(), code.readEach(), code.walkFour()]).toEqual([
      OWN.fillFour,
      OWN.copyEach,
      OWN.readEach,
      OWN.walkFour,
    ]);
    expect([code.fillFour(), code.copyEach(), code.readEach(), code.walkFour()]).toEqual([
      fieldCode.fillFour,
      fieldCode.copyEach,
      fieldCode.readEach,
      undefined,
    ]);
    const late = compileExpression(parseExpression(MAPPING).tree!, { evaluationsUntilHot: 0, ownFieldCode: code }).compiled!;
    expect(late.evaluate(ORDERS[0]!, testWorld)).toMatchObject({
      order: '4500000001',
      total: 5,
      lines: [{ quantity: 2 }, { quantity: 3 }],
    });
  });

  test('the copies are those of field-code.ts', () => {
    const script = fileURLToPath(new URL('../../build/copy-field-code.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

const OWN: { readonly [Name in keyof typeof fieldCode]: (typeof fieldCode)[Name] } = {
  fillFour: (fields) => fieldCode.fillFour(fields),
  copyEach: (fields) => fieldCode.copyEach(fields),
  readEach: (name) => fieldCode.readEach(name),
  walkFour: (names, onList) => fieldCode.walkFour(names, onList),
};

function copiesOf(count: number): FieldCodeCopies {
  const many = <T>(one: T) => Array.from({ length: count }, () => one);
  return { fillFour: many(OWN.fillFour), copyEach: many(OWN.copyEach), readEach: many(OWN.readEach), walkFour: many(OWN.walkFour) };
}

/** Notes what is asked for. */
function noted(code: FieldCode) {
  const taken: string[] = [];
  const note = <T>(name: string, value: T) => {
    taken.push(name);
    return value;
  };
  const fieldCode: FieldCode = {
    fillFour: () => note('fillFour', code.fillFour()),
    copyEach: () => note('copyEach', code.copyEach()),
    readEach: () => note('readEach', code.readEach()),
    walkFour: () => note('walkFour', code.walkFour()),
  };
  return { fieldCode, taken };
}
