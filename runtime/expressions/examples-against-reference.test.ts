/** The expressions of the example flows over data that has their names in it, in every wrong shape too: the reference gives the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleFlows } from '#flows/examples/examples.ts';
import { compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import { listConfigExpressions } from '#flows/expressions/config-expressions.ts';
import { parseExpression } from '#flows/expressions/parse-expression.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { compiledAnswer, referenceAnswer } from '../../test/support/compare-with-reference.ts';

const MAP_SCHEMA = { properties: { rows: { format: 'map-rows' } } };

const texts = exampleFlows.flatMap(({ nodes }) =>
  Object.values(nodes).flatMap(({ config, type }) =>
    listConfigExpressions(config as JsonObject, type === 'core/map' ? MAP_SCHEMA : {})
      // The reference knows no recorded time.
      .filter(({ kind, text }) => kind === 'compiled' && !text.includes('$now'))
      .map(({ text }) => text),
  ),
);

/** Every name that the expression reads somewhere. */
function namesIn(tree: unknown): readonly string[] {
  const names = new Set<string>();
  const rest = [tree];
  while (rest.length > 0) {
    const node = rest.pop();
    if (typeof node !== 'object' || node === null) continue;
    const { type, value } = node as { readonly type?: unknown; readonly value?: unknown };
    if (type === 'name' && typeof value === 'string') names.add(value);
    rest.push(...Object.values(node));
  }
  return [...names];
}

const leaf = fc.constantFrom<Json>('', 'open', '000010', '12.5', 'committed', 'PC', '2026-12-15', 0, 7, 12.5, true, false, null);

function dataWith(names: readonly string[]): fc.Arbitrary<Json> {
  const inside = fc.letrec<{ value: Json; object: Json }>((tie) => ({
    object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
    value: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: leaf },
      { weight: 3, arbitrary: tie('object') },
      { weight: 3, arbitrary: fc.array(tie('object'), { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
    ),
  }));
  const some = fc.dictionary(fc.constantFrom(...names), inside.value, { minKeys: Math.min(6, names.length), maxKeys: 9 });
  return fc.record({
    trigger: fc.record({ body: some }),
    steps: some,
    vars: some,
    run: fc.constant({ startedAt: '2026-11-24T08:00:00Z' }),
  });
}

describe('CPL-12 the expressions of the example flows', () => {
  test.each([...new Set(texts)].map((text) => [text]))('%s', async (text) => {
    const { tree } = parseExpression(text);
    const { compiled } = compileExpression(tree!);
    await fc.assert(
      fc.asyncProperty(dataWith(namesIn(tree)), async (root) => {
        const ours = compiledAnswer(compiled!, root);
        const theirs = await referenceAnswer(text, root);
        // Members of lists and objects fail side by side in the reference: which failure wins is not the same.
        if ('code' in ours && 'code' in theirs) return;
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 10 },
    );
  });
});
