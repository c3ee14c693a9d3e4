/** Each public case of the reference is compiled, and gives what the reference gives. */
import { describe, expect, test } from 'vitest';
import { compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import { ExpressionLimit } from '#flows/expressions/compiled/evaluation.ts';
import { parseExpression } from '#flows/expressions/parse-expression.ts';
import type { Json } from '#flows/json.ts';
import { testWorld } from '../../test/support/compare-with-reference.ts';
import { isReferenceSuiteThere, type ReferenceCase, readReferenceSuite } from '../../test/support/reference-suite.ts';

/** Why cases may be left to the reference. README of flows/expressions says the same. */
const DECLARED: readonly string[] = [
  '$eval is not available',
  'it reads a date by a picture that is computed, or is not of plain parts',
  'it asks for the parent of what stands in parentheses',
];

/** Outcomes of the suite's own harness: it stopped the evaluation. So do we, or we are done before. */
const STOPPED = new Set(['U1001']);

describe.skipIf(!isReferenceSuiteThere)(
  'CPL-11 the public cases of the reference (skipped unless MILLRACE_JSONATA_SUITE names their file)',
  () => {
    const cases = readReferenceSuite();
    const counts = { compiled: 0, faults: 0, limits: 0, contained: new Map<string, number>() };

    test('each gives the reference’s result or code, or is declared not to be compiled', () => {
      const wrong = cases.flatMap((one) => {
        const found = judge(one);
        return found === undefined ? [] : [`${one.group}/${one.file}: ${one.expr}: ${found}`];
      });
      expect(wrong).toEqual([]);
    });

    test('nine tenths and more are compiled', () => {
      const contained = [...counts.contained.values()].reduce((sum, count) => sum + count, 0);
      console.info(
        `${cases.length} cases: ${counts.compiled} compiled, ${counts.faults} that cannot be read, ${counts.limits} at a limit, ` +
          `${contained} contained (${[...counts.contained].map(([reason, count]) => `${count} because ${reason}`).join('; ')}).`,
      );
      expect(contained / cases.length).toBeLessThan(0.1);
    });

    function judge({ expr, root: given, bindings, result, code }: ReferenceCase): string | undefined {
      const { tree, faults } = parseExpression(` ${expr}`);
      if (tree === undefined) {
        counts.faults += 1;
        return faults[0]?.code === code ? undefined : `wanted ${code}, got ${faults[0]?.code}`;
      }
      const { compiled, contained } = compileExpression(tree);
      if (compiled === undefined) {
        counts.contained.set(contained.reason, (counts.contained.get(contained.reason) ?? 0) + 1);
        return DECLARED.includes(contained.reason) ? undefined : `contained, because ${contained.reason}`;
      }
      const root = given as Json;
      const options = Object.keys(bindings).length === 0 ? {} : { variables: bindings };
      const before = JSON.stringify(root);
      let got: string;
      try {
        got = canonical(compiled.evaluate(root, testWorld, options));
      } catch (error) {
        if (error instanceof ExpressionLimit) {
          counts.limits += 1;
          return undefined;
        }
        got = (error as { readonly code?: string }).code ?? String(error);
      }
      counts.compiled += 1;
      if (JSON.stringify(root) !== before) return 'the data was changed';
      if (code !== undefined && STOPPED.has(code)) return undefined;
      const wanted = code ?? canonical(result);
      return got === wanted ? undefined : `wanted ${wanted}, got ${got}`;
    }
  },
);

function canonical(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_name, part: Json) =>
    typeof part !== 'object' || part === null || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}
