/** `^(…)`: a stable sort by several terms; what has no value for a term comes last. */
import type { SortNode } from '../syntax-tree.ts';
import type { Compiling } from './compiling.ts';
import { failure } from './failure.ts';
import type { Code, Frame } from './frame.ts';
import { mergeSort } from './merge-sort.ts';
import type { Value } from './value.ts';

export interface SortTerm {
  readonly code: Code;
  readonly descending: boolean;
}

export function compileSort(node: SortNode, compiling: Compiling): (list: readonly Value[], frame: Frame) => readonly Value[] {
  const terms = compileSortTerms(node, compiling);
  return (list, frame) => mergeSort(list, (a, b) => comesAfter(terms, a, frame, b, frame, node.position), frame.run);
}

export function compileSortTerms(node: SortNode, compiling: Compiling): readonly SortTerm[] {
  return node.terms.map(({ descending, expression }) => ({ code: compiling.compile(expression, compiling), descending }));
}

/** Throws T2007, T2008. */
export function comesAfter(
  terms: readonly SortTerm[],
  a: Value,
  frameA: Frame,
  b: Value,
  frameB: Frame,
  position: number | undefined,
): boolean {
  for (const { code, descending } of terms) {
    const left = code(a, frameA);
    const right = code(b, frameB);
    if (left === undefined && right === undefined) continue;
    if (left === undefined) return true;
    if (right === undefined) return false;
    if (!isSortable(left) || !isSortable(right)) throw failure('T2008', isSortable(left) ? right : left, position);
    if (typeof left !== typeof right) throw failure('T2007', left, position, { other: right });
    if (typeof left === 'string') frameA.run.spendReading(left.length);
    if (left === right) continue;
    return left < right ? descending : !descending;
  }
  return false;
}

function isSortable(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
