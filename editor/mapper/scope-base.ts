/** Where the items of a list come from, so that their fields are found in the source, and how a field is written where a row stands. Pure. */
import { readExpression } from '#flows/expressions/known-expression.ts';
import { findPathsRead, type PathRead } from '#flows/expressions/paths-read.ts';
import type { SyntaxNode } from '#flows/expressions/syntax-tree.ts';
import { type FieldPath, keyOf, pathText, startsWith } from './field-path.ts';

/** Of each scope from the outside in: the path of its items from the root; undefined where it is computed. */
export function basesOf(scopes: readonly (string | undefined)[]): readonly (FieldPath | undefined)[] {
  const bases: (FieldPath | undefined)[] = [];
  for (const scope of scopes)
    bases.push(scope === undefined ? undefined : basePath(readExpression(scope).tree, bases.length === 0 ? [] : bases.at(-1)));
  return bases;
}

/** A path with or without conditions: what is left out does not move what is left. */
function basePath(tree: SyntaxNode | undefined, outer: FieldPath | undefined): FieldPath | undefined {
  if (tree?.type === 'block' && tree.expressions.length === 1) return basePath(tree.expressions[0], outer);
  if (tree?.type === 'variable' && tree.value === '') return outer;
  if (tree?.type !== 'path' || tree.group !== undefined) return undefined;
  let base = outer;
  for (const [at, step] of tree.steps.entries()) {
    if (step.type === 'variable' && at === 0) base = step.value === '$' ? [] : step.value === '' ? outer : undefined;
    else if (step.type === 'name' && base !== undefined) base = [...base, step.value];
    else if (step.type !== 'sort') return undefined;
  }
  return base;
}

/** The field as an expression of a row inside these lists reads it; undefined where it cannot. */
export function relativeText(path: FieldPath, bases: readonly (FieldPath | undefined)[]): string {
  if (bases.length === 0) return pathText(path);
  const own = bases.at(-1);
  if (own !== undefined && startsWith(path, own)) return path.length === own.length ? '$' : pathText(path.slice(own.length));
  return `$$.${pathText(path)}`;
}

/** Which fields of the source a row's expression reads, by path from the root. */
export function readsOf(expression: string, scopes: readonly (string | undefined)[]): readonly FieldPath[] {
  const around = scopes.map((scope) => `(${scope ?? '[]'}).`).join('');
  const text = `${around}(${expression})`;
  const { tree } = readExpression(text);
  if (tree === undefined) return [];
  const found = new Map<string, FieldPath>();
  for (const { path, place } of findPathsRead(tree, text).reads as readonly PathRead[]) {
    if (place === undefined || place.offset < around.length || path.length === 0) continue;
    found.set(keyOf(path), path);
  }
  const paths = [...found.values()];
  // What only leads on to another is not what is read.
  return paths.filter((path) => !paths.some((other) => other.length > path.length && startsWith(other, path)));
}
