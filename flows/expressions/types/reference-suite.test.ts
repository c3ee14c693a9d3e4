/** Each public case of the reference is typed from its data as it is, and what it gives must be of that type. */
import { describe, expect, test } from 'vitest';
import { findMisfit } from '../../../test/support/conforms-to-type.ts';
import { isReferenceSuiteThere, type ReferenceCase, readReferenceSuite } from '../../../test/support/reference-suite.ts';
import { TYPE_ERRORS } from '../../../test/support/type-errors.ts';
import type { Json } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { inferExpression } from './infer-expression.ts';
import { NOTHING } from './type.ts';
import { typeOfConstant } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

describe.skipIf(!isReferenceSuiteThere)(
  'TYP-1 TYP-3 the public cases of the reference (skipped unless MILLRACE_JSONATA_SUITE names their file)',
  () => {
    const cases = readReferenceSuite();
    const known = new Map<Json, ReturnType<typeof typeOfConstant>>();
    const counts = { sure: 0, unsure: 0, unknown: 0 };

    test('the result of each is of the inferred type, and one without findings does not fail for the type of a value', () => {
      const wrong = cases.flatMap((one) => {
        const found = judge(one);
        return found === undefined ? [] : [`${one.group}/${one.file}: ${one.expr}: ${found}`];
      });
      console.info(`${cases.length} cases: ${counts.sure} checked whole, ${counts.unsure} in part; ${counts.unknown} of unknown type.`);
      expect(wrong).toEqual([]);
    });

    function judge({ expr, root, bindings, result, code }: ReferenceCase): string | undefined {
      const { tree, source } = parseExpression(` ${expr}`);
      if (tree === undefined) return undefined;
      const input = root === undefined ? NOTHING : (known.get(root) ?? typeOfConstant(root));
      if (root !== undefined) known.set(root, input);
      const variables = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, typeOfConstant(value)]));
      const { type, findings, sure } = inferExpression(tree, { input, variables }, source);
      counts[sure ? 'sure' : 'unsure'] += 1;
      if (type.kind === 'unknown') counts.unknown += 1;
      if (code !== undefined)
        return sure && findings.length === 0 && TYPE_ERRORS.has(code) ? `fails with ${code}, and there is no finding` : undefined;
      const misfit = findMisfit(result, type);
      return misfit === undefined ? undefined : `${typeText(type)}: ${misfit}`;
    }
  },
);
