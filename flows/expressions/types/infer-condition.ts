/** `a ? b : c`, `a ?: b` and `a ?? b`; each branch knows what the condition has found out (compiled/compile-condition.ts). */
import type { ConditionNode, SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import type { Inferring } from './inferring.ts';
import { narrowAbsent, narrowFalse, narrowTrue, type World } from './narrow.ts';
import { truthOf, whereTrue } from './truth.ts';
import { NEVER, NOTHING, type Resolved, type Type } from './type.ts';
import { maybeNothing, union, withoutNothing } from './union.ts';

export function inferCondition(node: ConditionNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const { condition } = node;
  const original = node.then.type === 'lambda' && node.then.thunk === true ? node.then.body : node.then;
  const tested = testedForExistence(condition);
  if (tested !== undefined && isCopy(tested, original)) {
    const value = inferring.infer(original, input, frame);
    if (value.kind === 'never' || !maybeNothing(value)) return value;
    return union(withoutNothing(value), inferElse(node.else, narrowAbsent(original, input, frame), inferring));
  }
  if (isCopy(condition, original)) {
    const value = inferring.infer(original, input, frame);
    const truth = truthOf(value);
    if (value.kind === 'never' || truth === true) return value;
    const otherwise = inferElse(node.else, narrowFalse(original, input, frame), inferring);
    return truth === false ? otherwise : union(whereTrue(value), otherwise);
  }
  const test = inferring.infer(condition, input, frame);
  if (test.kind === 'never') return NEVER;
  const truth = truthOf(test);
  const then = truth === false ? NEVER : inferIn(node.then, narrowTrue(condition, input, frame), inferring);
  const otherwise = truth === true ? NEVER : inferElse(node.else, narrowFalse(condition, input, frame), inferring);
  return union(then, otherwise);
}

function inferIn(node: SyntaxNode, { input, frame }: World, inferring: Inferring): Resolved {
  return inferring.infer(node, input, frame);
}

function inferElse(node: SyntaxNode | undefined, world: World, inferring: Inferring): Resolved {
  return node === undefined ? NOTHING : inferIn(node, world, inferring);
}

/** `x` of `$exists(x)`. */
export function testedForExistence(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'function' || node.procedure.type !== 'variable' || node.procedure.value !== 'exists') return undefined;
  return node.arguments.length === 1 ? node.arguments[0] : undefined;
}

/** The parser's copy of what stands left of `?:` and `??`, made through JSON; places are part of it. */
function isCopy(copy: SyntaxNode, original: SyntaxNode): boolean {
  return copy.type === original.type && JSON.stringify(copy) === JSON.stringify(original);
}
