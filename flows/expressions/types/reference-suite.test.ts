/**
 * The public cases of the reference implementation, from the file that MILLRACE_JSONATA_SUITE names (see
 * runtime/expressions/reference-suite.test.ts): each is typed from its data as it is, and what it gives must be of that type.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findMisfit } from '../../../test/support/conforms-to-type.ts';
import { TYPE_ERRORS } from '../../../test/support/type-errors.ts';
import type { Json } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { inferExpression } from './infer-expression.ts';
import { NOTHING } from './type.ts';
import { typeOfConstant } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

interface Case {
  readonly file: string;
  readonly expr: string;
  readonly data?: Json;
  readonly dataset?: string | null;
  readonly bindings?: { readonly [name: string]: Json };
  readonly result?: Json;
  readonly undefinedResult?: boolean;
  readonly code?: string;
  readonly error?: { readonly code?: string };
}

interface Suite {
  readonly datasets: { readonly [name: string]: Json };
  readonly groups: { readonly [name: string]: readonly Case[] };
}

const file = process.env['MILLRACE_JSONATA_SUITE'];

describe.skipIf(file === undefined)(
  'TYP-1 TYP-3 the public cases of the reference (skipped unless MILLRACE_JSONATA_SUITE names their file)',
  () => {
    const { datasets, groups }: Suite =
      file === undefined ? { datasets: {}, groups: {} } : (JSON.parse(readFileSync(file, 'utf8')) as Suite);
    const cases = Object.entries(groups).flatMap(([group, list]) => list.map((one) => ({ group, ...one })));
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

    function judge({ expr, data, dataset, bindings = {}, result, undefinedResult, ...expected }: Case): string | undefined {
      const { tree, source } = parseExpression(` ${expr}`);
      if (tree === undefined) return undefined;
      const root = typeof dataset === 'string' ? datasets[dataset]! : data;
      const input = root === undefined ? NOTHING : (known.get(root) ?? typeOfConstant(root));
      if (root !== undefined) known.set(root, input);
      const variables = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, typeOfConstant(value)]));
      const { type, findings, sure } = inferExpression(tree, { input, variables }, source);
      counts[sure ? 'sure' : 'unsure'] += 1;
      if (type.kind === 'unknown') counts.unknown += 1;
      const code = expected.code ?? expected.error?.code;
      if (code !== undefined)
        return sure && findings.length === 0 && TYPE_ERRORS.has(code) ? `fails with ${code}, and there is no finding` : undefined;
      const misfit = findMisfit(undefinedResult === true ? undefined : result, type);
      return misfit === undefined ? undefined : `${typeText(type)}: ${misfit}`;
    }
  },
);
