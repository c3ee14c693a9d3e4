/**
 * The size of an answer is counted while it is made: each field and each item is counted when it is put somewhere. What a constructor has
 * just made is counted already; what may be shared, a part of a payload or of a variable, is measured each time it is used.
 */
import type { SyntaxNode } from '../syntax-tree.ts';
import { type Evaluation, ExpressionLimit, LARGEST_ANSWER } from './evaluation.ts';
import { measure } from './measure.ts';
import type { Value } from './value.ts';

/** Is everything that this gives made anew and counted each time? */
export function isCounted(node: SyntaxNode): boolean {
  if (node.predicate !== undefined) return false;
  if (node.group !== undefined) return node.type !== 'path' || !isTupleNode(node);
  switch (node.type) {
    case 'unary':
      return node.value !== '-';
    case 'path': {
      const last = node.steps.at(-1);
      return last !== undefined && node.steps.length > 1 && !isTupleNode(node) && last.stages === undefined && isCounted(last);
    }
    case 'block': {
      const last = node.expressions.at(-1);
      return last !== undefined && isCounted(last);
    }
    case 'condition':
      return isCounted(node.then) && (node.else === undefined || isCounted(node.else));
    default:
      return false;
  }
}

function isTupleNode(node: SyntaxNode): boolean {
  return node.type === 'path' && node.steps.some((step) => (step as { readonly tuple?: boolean }).tuple === true);
}

/** Counts a value that is put into a list or an object. Throws ExpressionLimit when all of them together are too large. */
export function count(value: Value, run: Evaluation): void {
  addSize(sizeOf(value, run), run);
}

/** Of everything that was put somewhere at once. Throws ExpressionLimit. */
export function addSize(size: number, run: Evaluation): void {
  run.answerSize += size;
  if (run.answerSize > LARGEST_ANSWER) throw new ExpressionLimit('expression-limit', 'The values of a step are over 10 MB.');
}

/** Characters of it as JSON, about. Notes what is no JSON. */
export function sizeOf(value: Value, run: Evaluation): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value === 'number') {
    if (value - value !== 0 || (value === 0 && Object.is(value, -0))) run.isPlain = false;
    return 8;
  }
  return typeof value === 'object' && value !== null ? sizeOfPart(value, run) : sizeOfOther(value, run);
}

function sizeOfPart(value: Value, run: Evaluation): number {
  const { size, isPlain } = measure(value);
  if (!isPlain) run.isPlain = false;
  return size;
}

function sizeOfOther(value: Value, run: Evaluation): number {
  if (typeof value === 'function') run.isPlain = false;
  return 5;
}
