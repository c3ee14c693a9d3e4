/**
 * `a ? b : c`, `a ?: b` and `a ?? b`. The last two the parser writes as conditions with a copy of `a`, made through JSON, in which regular
 * expressions are lost; here `a` is computed once.
 */
import type { ConditionNode, SyntaxNode } from '../syntax-tree.ts';
import type { Compiling } from './compiling.ts';
import type { Code } from './frame.ts';
import { isTrue } from './operations.ts';

export function compileCondition(node: ConditionNode, compiling: Compiling): Code {
  const then = compiling.compile(node.then, compiling);
  const otherwise: Code = node.else === undefined ? () => undefined : compiling.compile(node.else, compiling);
  const original = callOf(node.then);
  const { condition } = node;
  const tested = testedForExistence(condition);
  if (tested !== undefined && isCopy(tested, original)) {
    if (original === node.then) {
      return (input, frame) => {
        const value = then(input, frame);
        return value === undefined ? otherwise(input, frame) : value;
      };
    }
    const value = compiling.compile(original, { ...compiling, tail: false });
    return (input, frame) => (value(input, frame) === undefined ? otherwise(input, frame) : then(input, frame));
  }
  if (isCopy(condition, original) && original === node.then) {
    return (input, frame) => {
      const value = then(input, frame);
      return isTrue(value, frame.run) ? value : otherwise(input, frame);
    };
  }
  const test = compiling.compile(isCopy(condition, original) ? original : condition, { ...compiling, tail: false });
  return (input, frame) => (isTrue(test(input, frame), frame.run) ? then(input, frame) : otherwise(input, frame));
}

/** The call that the parser wrapped since it stands last in a function. */
function callOf(node: SyntaxNode): SyntaxNode {
  return node.type === 'lambda' && node.thunk === true ? node.body : node;
}

/** `x` of `$exists(x)`. */
function testedForExistence(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'function' || node.procedure.type !== 'variable' || node.procedure.value !== 'exists') return undefined;
  return node.arguments.length === 1 ? node.arguments[0] : undefined;
}

/** Places are part of it: nobody can write the same twice at one place. */
function isCopy(copy: SyntaxNode, original: SyntaxNode): boolean {
  return copy.type === original.type && JSON.stringify(copy) === JSON.stringify(original);
}
