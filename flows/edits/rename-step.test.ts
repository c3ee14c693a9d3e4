/** Random programs that read steps in every way there is to write it: under its new name a step gives them what it gave before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledAnswer } from '../../test/support/compare-with-reference.ts';
import { randomData, randomExpression } from '../../test/support/random-expressions.ts';
import { compileExpression } from '../expressions/compiled/compile-expression.ts';
import { mapExpression } from '../expressions/map-expression.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import type { MapRow } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';
import { renameStepInRows, renameStepInText } from './rename-step.ts';

const RUNS = Number(process.env['MILLRACE_FUZZ_RUNS'] ?? 600);
const seed = Number(process.env['MILLRACE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** The old name is also a field of the data, a text, and a part of other names. */
const reading = fc.constantFrom(
  'steps.items',
  'steps.`items`',
  'steps."items"',
  "steps.'it\\u0065ms'",
  '$$.steps.items',
  '(steps).items',
  'steps /* items */ . items',
  'steps.(items)',
  'steps[items.n < 5].items',
  'steps.other',
  'steps.`items-2`',
  'o.steps.items',
  'items',
  '"steps.items"',
  'steps',
  '$lookup(steps, "items")',
);
const program = fc
  .tuple(
    fc.array(fc.tuple(reading, fc.oneof(fc.constant(''), randomExpression)), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('[]', '{}', '.'),
  )
  .map(([parts, frame]) => {
    const texts = parts.map(([read, rest]) => (rest === '' ? read : `${read}.(${rest})`));
    if (frame === '[]') return `[${texts.join(', ')}]`;
    return frame === '{}' ? `{ ${texts.map((text, at) => `"p${at}": ${text}`).join(', ')} }` : texts.map((text) => `(${text})`).join('.');
  });
const scope = fc.tuple(randomData, randomData, randomData).map(([root, items, other]) => ({
  root: { ...(root as JsonObject), o: { steps: { items: 'of o' } } },
  steps: { other, 'items-2': 'no' },
  items,
}));
const newName = fc.constantFrom('renamed', 'with-hyphen', 'and', 'x1');

function compute(text: string, root: Json): unknown {
  const { tree } = parseExpression(` ${text}`);
  const { compiled } = tree === undefined ? {} : compileExpression(tree);
  return compiled === undefined ? undefined : compiledAnswer(compiled, root);
}

describe('FLW-15 what an expression gives does not change with the name of a step', () => {
  test('of every kind', { timeout: 600_000 }, () => {
    const seen = { same: 0, changed: 0, doubtful: 0 };
    fc.assert(
      fc.property(program, scope, newName, (text, { root, steps, items }, to) => {
        const { value: renamed, doubt } = renameStepInText(text, 'items', to);
        if (doubt !== undefined) {
          seen.doubtful += 1;
          return;
        }
        seen.same += 1;
        if (renamed !== text) seen.changed += 1;
        expect(compute(renamed, { ...root, steps: { ...steps, [to]: items } })).toEqual(
          compute(text, { ...root, steps: { ...steps, items } }),
        );
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    console.info(`Seed ${seed}: ${JSON.stringify(seen)}`);
    expect(seen.changed).toBeGreaterThan(RUNS / 5);
  });

  test('nor what the rows of a map give', { timeout: 600_000 }, () => {
    const list = fc.constantFrom('steps.items.items', '= $$.steps.items.items', ' steps."items".one', 'items', 'steps.other.items');
    const rows = fc
      .tuple(
        list,
        list,
        fc.array(fc.tuple(fc.constantFrom('a', 'l[].b', 'l[].c', 'l[].m[].d', 'l[].m[].e'), program), { minLength: 1, maxLength: 6 }),
      )
      .map(([outer, inner, parts]) =>
        parts.map(([target, expression]): MapRow => {
          const depth = target.split('[]').length - 1;
          return depth === 0 ? { target, expression } : { target, expression, scope: depth === 1 ? outer : inner };
        }),
      );
    let changed = 0;
    fc.assert(
      fc.property(rows, scope, newName, (given, { root, steps, items }, to) => {
        const { value, doubt } = renameStepInRows(given, 'items', to);
        const before = mapExpression(given);
        if (doubt !== undefined || before.text === undefined) return;
        const after = mapExpression(value);
        expect(after.faults).toBe(undefined);
        if (after.text !== before.text) changed += 1;
        expect(compute(after.text!, { ...root, steps: { ...steps, [to]: items } })).toEqual(
          compute(before.text, { ...root, steps: { ...steps, items } }),
        );
      }),
      { numRuns: RUNS / 3, seed, endOnFailure: true },
    );
    expect(changed).toBeGreaterThan(RUNS / 60);
  });
});
