/** Random programs over values of random schemas: what comes out is of the type that was inferred, and what is judged right does not fail. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { awkwardExpression } from '../../../test/support/awkward-expressions.ts';
import { type Answer, compiledAnswer, testWorld } from '../../../test/support/compare-with-reference.ts';
import { findMisfit } from '../../../test/support/conforms-to-type.ts';
import { randomConditional } from '../../../test/support/random-conditions.ts';
import { randomExpression, randomMatching } from '../../../test/support/random-expressions.ts';
import { randomLibraryCall } from '../../../test/support/random-library-calls.ts';
import { randomSchemaAndValue } from '../../../test/support/random-schemas.ts';
import { TYPE_ERRORS } from '../../../test/support/type-errors.ts';
import type { Json, JsonObject, JsonSchema } from '../../json.ts';
import { exampleTables } from '../../library/example-tables.ts';
import { compileExpression } from '../compiled/compile-expression.ts';
import { parseExpression } from '../parse-expression.ts';
import { compareToSchema } from './compare-to-schema.ts';
import { type Inferred, inferExpression } from './infer-expression.ts';
import { typeOfConstant, typeOfSchema } from './type-of-schema.ts';
import { typeText } from './type-text.ts';

const RUNS = Number(process.env['MILLRACE_FUZZ_RUNS'] ?? 600);
const seed = Number(process.env['MILLRACE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const program = fc.oneof({ weight: 6, arbitrary: randomExpression }, { weight: 1, arbitrary: randomMatching });

/** With the reference data of the library's examples. */
const world = { ...testWorld, ...exampleTables };

function compute(text: string, root: Json): Answer | undefined {
  const { tree } = parseExpression(` ${text}`);
  const { compiled } = tree === undefined ? {} : compileExpression(tree);
  return compiled === undefined ? undefined : compiledAnswer(compiled, root, {}, world);
}

function infer(text: string, type: ReturnType<typeof typeOfSchema>): Inferred | undefined {
  const { tree, source } = parseExpression(` ${text}`);
  return tree === undefined ? undefined : inferExpression(tree, { input: type }, source);
}

describe('programs over values of random schemas give a value of their type, and without findings do not fail for a kind', () => {
  test.each([
    ['TYP-1 TYP-3 of every kind', program, RUNS],
    ['TYP-1 TYP-3 with what is seldom written', awkwardExpression, RUNS / 6],
    ['TYP-1 TYP-6 whose parts rely on how a condition came out', randomConditional, RUNS / 2],
    ['TYP-1 TYP-3 that call what Millrace adds', randomLibraryCall, RUNS],
  ] as const)('%s', { timeout: 600_000 }, (_kind, programs, runs) => {
    const seen = { values: 0, known: 0, sure: 0, failed: 0, left: 0 };
    fc.assert(
      fc.property(programs, randomSchemaAndValue, (text, [schema, root]) => {
        const input = typeOfSchema(schema);
        expect(findMisfit(root, input)).toBe(undefined);
        const inferred = infer(text, input);
        const answer = compute(text, root);
        if (inferred === undefined || answer === undefined) {
          seen.left += 1;
          return;
        }
        const { type, findings, sure } = inferred;
        if (sure) seen.sure += 1;
        if ('code' in answer) {
          seen.failed += 1;
          const isPromised = sure && findings.length === 0 && TYPE_ERRORS.has(answer.code) && !mayBeNoNumber(text);
          expect(isPromised ? `fails with ${answer.code}, and nothing was found: ${typeText(type)}` : undefined).toBe(undefined);
          return;
        }
        seen.values += 1;
        if (type.kind !== 'unknown') seen.known += 1;
        const value = answer.value === undefined ? undefined : (JSON.parse(answer.value) as Json);
        const misfit = findMisfit(value, type);
        expect(misfit === undefined ? undefined : `${typeText(type, 5)}: ${misfit}`).toBe(undefined);
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
    console.info(`Seed ${seed}: ${JSON.stringify(seen)}`);
    expect(seen.known).toBeGreaterThan(runs / 5);
  });
});

/** 0/0 is a number that is none. */
function mayBeNoNumber(text: string): boolean {
  return /[/%]|power|sqrt|average|toMillis|number|1e3|parseInteger|round/.test(text);
}

describe('TYP-2 what is surely wrong', () => {
  const operator = fc.constantFrom('+', '-', '*', '/', '<', '<=', '>', '>=');
  const call = fc.constantFrom('uppercase', 'length', 'abs', 'floor', 'sum', 'max', 'join', 'trim', 'merge', 'number', 'fromMillis');
  const shape = fc.oneof(
    fc.tuple(program, operator, program).map(([a, sign, b]) => ({ parts: [a, b], text: `((${a}) ${sign} (${b}))` })),
    fc.tuple(call, program).map(([name, a]) => ({ parts: [a], text: `$${name}(${a})` })),
    program.map((a) => ({ parts: [a], text: `-(${a})` })),
  );

  test('never gives a value', { timeout: 600_000 }, () => {
    let found = 0;
    fc.assert(
      fc.property(shape, randomSchemaAndValue, ({ parts, text }, [schema, root]) => {
        const input = typeOfSchema(schema);
        if (parts.some((part) => infer(part, input)?.findings.length !== 0)) return;
        const inferred = infer(text, input);
        if (inferred?.findings.some(({ severity }) => severity === 'error') !== true) return;
        found += 1;
        const answer = compute(text, root);
        if (answer === undefined || 'code' in answer) return;
        expect(answer.value).toBe(undefined);
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    console.info(`Seed ${seed}: ${found} were found wrong`);
    expect(found).toBeGreaterThan(RUNS / 40);
  });
});

describe('TYP-8 what is surely no value of a schema', () => {
  test('is none, wherever it is there', { timeout: 600_000 }, () => {
    let found = 0;
    fc.assert(
      fc.property(randomSchemaAndValue, randomSchemaAndValue, fc.boolean(), ([schema, root], [other, value], isAlike) => {
        // Mostly alike, so that a difference lies deep.
        const wanted: JsonSchema = isAlike ? { ...other, properties: { ...propertiesOf(schema), ...propertiesOf(other) } } : other;
        const type = isAlike ? typeOfSchema(schema) : typeOfConstant(value);
        const given = isAlike ? root : value;
        const misfit = findMisfit(given, typeOfSchema(wanted));
        for (const { severity, code, path, message } of compareToSchema(type, wanted)) {
          const isThere = hasAt(given, code === 'not-mapped' ? path.slice(0, path.lastIndexOf('/')) : path);
          if (severity !== 'error' || !isThere) continue;
          found += 1;
          expect(misfit === undefined ? `${path}: ${message}` : undefined).toBe(undefined);
        }
        if (!isAlike)
          expect({ misfit, errors: compareToSchema(type, wanted).filter(({ severity }) => severity === 'error') }).toEqual({
            misfit,
            errors: [],
          });
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    console.info(`Seed ${seed}: ${found} were found wrong`);
    expect(found).toBeGreaterThan(RUNS / 4);
  });
});

function propertiesOf(schema: JsonSchema): JsonObject {
  return schema['properties'] as JsonObject;
}

/** Is there something at that pointer? `*` is any item. */
function hasAt(value: Json | undefined, pointer: string): boolean {
  let here: readonly (Json | undefined)[] = [value];
  for (const name of pointer.split('/').slice(1)) {
    here = here.flatMap((one): readonly (Json | undefined)[] => {
      if (Array.isArray(one)) return name === '*' ? (one as readonly Json[]) : [(one as readonly Json[])[Number(name)]];
      return typeof one === 'object' && one !== null && Object.hasOwn(one, name) ? [(one as JsonObject)[name]] : [];
    });
  }
  return here.some((one) => one !== undefined);
}
