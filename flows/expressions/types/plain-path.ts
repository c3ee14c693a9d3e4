/** Paths of plain names, which a condition can tell something of, and those that must have given something where an expression has. */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';

export interface PlainPath {
  /** undefined: what the expression is applied to; else the variable, `$` for the root. */
  readonly variable: string | undefined;
  readonly names: readonly string[];
}

/** A path of plain names from what it is applied to, from the root or from a variable. */
export function pathOf(node: SyntaxNode | undefined): PlainPath | undefined {
  if (node === undefined || node.predicate !== undefined || node.group !== undefined || node.keepArray === true) return undefined;
  if (node.type === 'variable') return { variable: node.value === '' ? undefined : node.value, names: [] };
  if (node.type === 'name') return { variable: undefined, names: [node.value] };
  if (node.type === 'block' && node.expressions.length === 1) return pathOf(node.expressions[0]);
  if (node.type !== 'path' || node.keepSingletonArray === true) return undefined;
  const [first, ...others] = node.steps;
  const start = first === undefined || first.type === 'path' || !isPlain(first) ? undefined : pathOf(first);
  if (start === undefined || !others.every((step) => step.type === 'name' && isPlain(step))) return undefined;
  return { variable: start.variable, names: [...start.names, ...others.map((step) => (step as { readonly value: string }).value)] };
}

function isPlain(step: SyntaxNode): boolean {
  const { stages, predicate, group, focus, index, ancestor, keepArray } = step;
  return [stages, predicate, group, focus, index, ancestor, keepArray].every((part) => part === undefined);
}

/** Paths that must have given something where this has. */
export function presentPaths(frame: Frame, node: SyntaxNode): readonly PlainPath[] {
  if (node.predicate !== undefined || node.group !== undefined) return [];
  const path = pathOf(node);
  if (path !== undefined) return [path];
  if (node.type === 'binary' && ['+', '-', '*', '/', '%'].includes(node.value))
    return [...presentPaths(frame, node.lhs), ...presentPaths(frame, node.rhs)];
  if (node.type === 'unary' && node.value === '-')
    return presentPaths(frame, (node as unknown as { readonly expression: SyntaxNode }).expression);
  if (node.type === 'block' && node.expressions.length === 1) return presentPaths(frame, node.expressions[0]!);
  if (
    node.type === 'function' &&
    node.procedure.type === 'variable' &&
    STRICT.has(node.procedure.value) &&
    !isSet(frame, node.procedure.value)
  ) {
    const [argument] = node.arguments;
    // With fewer arguments than it wants, a function takes what it is applied to for the first.
    const isFirst = node.arguments.length >= (FIRST_OF[node.procedure.value] ?? 1);
    return argument === undefined || !isFirst ? [] : presentPaths(frame, argument);
  }
  return [];
}

/** Functions that give nothing for nothing. */
const STRICT: ReadonlySet<string> = new Set(
  'string number substring substringBefore substringAfter lowercase uppercase length trim pad contains split replace match abs floor ceil round power sqrt sum average max min toMillis fromMillis boolean not sort reverse formatNumber formatInteger parseInteger join'.split(
    ' ',
  ),
);

/** How many arguments a function needs at least, where it is more than one. */
const FIRST_OF: { readonly [name: string]: number } = {
  substring: 2,
  substringBefore: 2,
  substringAfter: 2,
  pad: 2,
  contains: 2,
  split: 2,
  replace: 3,
  match: 2,
  power: 2,
  formatNumber: 2,
  formatInteger: 2,
  parseInteger: 2,
};

/** The expression has a variable of that name: it is not the function of the language. */
export function isSet(frame: Frame, name: string): boolean {
  return frame.find(name) !== undefined;
}
