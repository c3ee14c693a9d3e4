import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { parseExpression } from './parse-expression.ts';
import { findReferences, type References } from './references.ts';

function referencesOf(text: string): References {
  const { tree, faults } = parseExpression(text);
  if (tree === undefined) throw new Error(faults[0]!.message);
  return findReferences(tree);
}

function roots(text: string): string {
  const { everything, allSteps, roots, steps } = referencesOf(text);
  if (everything) return '*';
  return [...roots.map(({ name }) => name), ...steps.map(({ name }) => `steps.${name}`), ...(allSteps ? ['steps.*'] : [])].join(' ');
}

const cases: readonly [text: string, read: string][] = [
  ['trigger.body.id', 'trigger'],
  ['1 + 2', ''],
  ['steps.`change-order`.status & run.id', 'steps run steps.change-order'],
  ['steps."ask".choice = "approve" ? steps.`change-order` : vars.plant', 'steps vars steps.ask steps.change-order'],
  ['trigger.body.items.{ "item": number, "sum": $sum(lines.quantity) }', 'trigger'],
  ['trigger.body.items[quantity > $$.vars.limit]', 'trigger vars'],
  ['trigger.body.items[quantity > vars.limit]', 'trigger'],
  ['trigger.body.items^(>priority).item', 'trigger'],
  ['trigger.body.items{ plant: $sum(quantity) }', 'trigger'],
  ['$map(trigger.body.items, function($i) { $i.quantity * vars.factor })', 'trigger vars'],
  ['($x := steps.simulate; $x.price > 100)', 'steps steps.simulate'],
  ['trigger.body.items.{ "order": %.id }', 'trigger'],
  ['(trigger).body ~> $keys()', 'trigger'],
  ['{ "a": [run.id, flow.id], "b": item }', 'run flow item'],
  ['trigger.body ~> |items|{ "note": vars.note }|', 'trigger'],
  ['unknown.field', 'unknown'],
  ['(steps).ask.choice', 'steps steps.ask'],
  ['$.run.id', 'run'],
  ['steps[ask.choice = "yes"]', 'steps steps.ask steps.*'],
  // A list of everything read is not possible: everything travels.
  ['$', '*'],
  ['$$', '*'],
  ['*', '*'],
  ['**.orderId', '*'],
  ['$keys()', '*'],
  ['$lookup("trigger")', '*'],
  ['$lookup($$, "trigger")', '*'],
  ['$eval("trigger.body")', '*'],
  ['trigger.{ "all": % }', '*'],
  ['steps', 'steps steps.*'],
  ['steps.*.status', 'steps steps.*'],
  ['$lookup(steps, vars.node)', 'steps vars steps.*'],
  ['$@$all.trigger', '*'],
];

describe('EXP-5 what an expression reads', () => {
  test.each(cases)('%s', (text, read) => {
    expect(roots(text)).toBe(read);
  });

  test('says where a name stands, each time', () => {
    expect(referencesOf('a & unknown & a').roots).toEqual([
      { name: 'a', positions: [1, 15] },
      { name: 'unknown', positions: [11] },
    ]);
    expect(referencesOf('steps.`x-y` & steps."x-y".a').steps).toEqual([{ name: 'x-y', positions: [11, 25] }]);
  });
});

describe('EXP-5 never too little', () => {
  const scope = {
    trigger: {
      body: {
        id: '801',
        items: [
          { item: '10', quantity: 2, lines: [{ quantity: 1 }] },
          { item: '20', quantity: 9 },
        ],
      },
    },
    steps: { ask: { choice: 'approve' }, 'change-order': { status: 'ok' }, simulate: { price: 120 } },
    vars: { limit: 5, plant: '1010', factor: 3, node: 'ask', note: 'x' },
    run: { id: 'r1' },
    flow: { id: 'order-change' },
    item: { a: 1 },
  };

  test('without what it does not read, every expression gives the same', async () => {
    for (const [text] of cases) {
      const { everything, allSteps, roots, steps } = referencesOf(text);
      const kept = roots.map(({ name }) => name);
      const seen = steps.map(({ name }) => name);
      const cut = everything ? scope : pick({ ...scope, steps: allSteps ? scope.steps : pick(scope.steps, seen) }, kept);
      const evaluate = async (given: object) =>
        JSON.stringify(
          await jsonata(text)
            .evaluate(given)
            .catch((error: { code: string }) => error.code),
        );
      expect(await evaluate(structuredClone(cut)), text).toBe(await evaluate(structuredClone(scope)));
    }
  });
});

function pick(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}
