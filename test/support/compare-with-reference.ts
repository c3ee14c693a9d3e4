/** What the reference implementation gives for an expression, and what the compiler gives, in a form that can be compared. */
import jsonata from 'jsonata';
import { type CompiledExpression, compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import type { EvaluationOptions, ExpressionWorld } from '#flows/expressions/compiled/evaluation.ts';
import { copyEach, fillFour, readEach, walkFour } from '#flows/expressions/compiled/field-code.ts';
import type { FieldCode } from '#flows/expressions/compiled/own-field-code.ts';
import type { SyntaxNode } from '#flows/expressions/syntax-tree.ts';
import type { Json } from '#flows/json.ts';
import { LIBRARY } from '#flows/library/library.ts';
import { callLibrary, type LibraryValue } from '#flows/library/library-function.ts';
import { compileLinear } from '#runtime/expressions/linear-pattern.ts';

type FromMillis = (millis: number, picture?: string, zone?: string) => string;
const fromMillis = ((await jsonata('$fromMillis').evaluate(null)) as { readonly implementation: FromMillis }).implementation;

/** JSON text of the value, undefined for nothing; or the code of the failure. */
export type Answer = { readonly value: string | undefined } | { readonly code: string };

export const testWorld: ExpressionWorld = {
  at: Date.UTC(2026, 10, 24, 8),
  random: () => 0.25,
  table: () => undefined,
  compileRegex: compileLinear,
};

/** Throws when it is not compiled. */
export function compileOrThrow(text: string): CompiledExpression {
  const { compiled, contained } = compileExpression(jsonata(text).ast() as unknown as SyntaxNode);
  if (compiled === undefined) throw new Error(`"${text}" is contained, because ${contained.reason}.`);
  return compiled;
}

/** What copies do, and as many of them as anybody wants. */
const ENDLESS_FIELD_CODE: FieldCode = {
  fillFour: () => fillFour,
  copyEach: () => copyEach,
  readEach: () => readEach,
  walkFour: () => walkFour,
};

/** As it is compiled when it is hot (CPL-13). */
export function compileHot(tree: SyntaxNode): CompiledExpression {
  const { compiled } = compileExpression(tree, { evaluationsUntilHot: 0, ownFieldCode: ENDLESS_FIELD_CODE });
  if (compiled === undefined) throw new Error('It is contained.');
  return compiled;
}

export function compiledAnswer(
  compiled: CompiledExpression,
  root: Json,
  options: EvaluationOptions = {},
  world: ExpressionWorld = testWorld,
): Answer {
  try {
    return { value: sorted(compiled.evaluate(root, world, options)) };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

export async function referenceAnswer(text: string, root: Json, bindings: { readonly [name: string]: Json } = {}): Promise<Answer> {
  try {
    // Grouping an empty list writes into what it is given.
    const value: unknown = await withLibrary(text).evaluate(structuredClone(root), structuredClone(bindings));
    return { value: sorted(withoutFunctions(value)) };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** The functions of ours stand beside the language's own, and time and randomness are those of the test, as in a child. */
function withLibrary(text: string): jsonata.Expression {
  const expression = jsonata(text);
  expression.registerFunction('now', (picture?: string, zone?: string) => fromMillis(testWorld.at, picture, zone), '<s?s?:s>');
  expression.registerFunction('millis', () => testWorld.at, '<:n>');
  expression.registerFunction('random', () => testWorld.random(), '<:n>');
  for (const definition of LIBRARY) {
    const call = (...args: LibraryValue[]) => callLibrary(definition, args, testWorld);
    const names = definition.parameters.map(({ name }) => name).join(', ');
    Object.defineProperties(call, { length: { value: definition.parameters.length }, toString: { value: () => `(${names})` } });
    expression.registerFunction(definition.name, call, definition.signature);
  }
  return expression;
}

/** Functions are no values (runtime/expressions/child.mjs says the same). */
function withoutFunctions(value: unknown): Json | undefined {
  if (isFunction(value)) return undefined;
  const text = JSON.stringify(value, (_name, part: unknown) => (isFunction(part) ? undefined : part));
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}

function isFunction(value: unknown): boolean {
  const marks = value as { readonly _jsonata_lambda?: unknown; readonly _jsonata_function?: unknown } | null | undefined;
  return typeof value === 'function' || marks?._jsonata_lambda === true || marks?._jsonata_function === true;
}

function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : `no code: ${String((error as { readonly stack?: unknown }).stack)}`;
}

/** Fields in the order of their names: an object has none. */
function sorted(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, (_name, part: Json) => inOrder(part));
}

function inOrder(part: Json): Json {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
