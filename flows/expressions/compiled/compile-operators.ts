/** `+ - * / %`, `= !=`, `< <= > >=`, `and or`, `&`, `in`, `..`. */
import type { BinaryNode, SyntaxNode } from '../syntax-tree.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { ExpressionLimit } from './evaluation.ts';
import { failure } from './failure.ts';
import type { Code } from './frame.ts';
import { type Arithmetic, areEqual, type Comparison, checkNumbers, compareOrder, concatenate, includes, isTrue } from './operations.ts';
import { markFound } from './sequences.ts';
import type { Value } from './value.ts';

/** The right side is computed even where the left one is missing: its errors count. */
export function compileBinary(node: BinaryNode, compiling: Compiling): Code {
  const { value: operator, position } = node;
  if (operator === '&') return compileJoin(node, compiling);
  const left = compiling.compile(node.lhs, compiling);
  const right = compiling.compile(node.rhs, compiling);
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return compileArithmetic(operator, left, right, position);
    case '=':
      return (input, frame) => {
        const a = left(input, frame);
        const b = right(input, frame);
        // Nothing is neither equal nor unequal to anything.
        return a !== undefined && b !== undefined && areEqual(a, b, frame.run);
      };
    case '!=':
      return (input, frame) => {
        const a = left(input, frame);
        const b = right(input, frame);
        return a !== undefined && b !== undefined && !areEqual(a, b, frame.run);
      };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(operator, left, right, position);
    case 'and':
      return (input, frame) => isTrue(left(input, frame), frame.run) && isTrue(right(input, frame), frame.run);
    case 'or':
      return (input, frame) => isTrue(left(input, frame), frame.run) || isTrue(right(input, frame), frame.run);
    case 'in':
      return (input, frame) => includes(left(input, frame), right(input, frame), frame.run);
    case '..':
      return compileRange(left, right, position, compiling);
    default:
      throw new NotCompiled(`"${operator}" stands where it cannot`, position);
  }
}

/** `a & b & c` in one go. Each part is written as text before the next one is computed: that is where its error belongs. */
function compileJoin(node: BinaryNode, compiling: Compiling): Code {
  const parts = joined(node).map((part) => compiling.compile(part, compiling));
  const [first, second, ...others] = parts as [Code, Code, ...Code[]];
  return (input, frame) => {
    const { run } = frame;
    let text = concatenate(first(input, frame), second(input, frame), run);
    for (const part of others) text = concatenate(text, part(input, frame), run);
    return text;
  };
}

function joined({ lhs, rhs }: BinaryNode): readonly SyntaxNode[] {
  const isJoin = lhs.type === 'binary' && lhs.value === '&' && lhs.predicate === undefined && lhs.group === undefined;
  return [...(isJoin ? joined(lhs as BinaryNode) : [lhs]), rhs];
}

/** Is the result of this true or false and never a number? Then a condition in brackets is no index. */
export function isCondition(node: { readonly type: string; readonly value?: unknown }): boolean {
  return node.type === 'binary' && ['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'].includes(String(node.value));
}

function compileArithmetic(operator: Arithmetic, left: Code, right: Code, position: number | undefined): Code {
  const compute = ARITHMETIC[operator];
  return (input, frame) => {
    const a = left(input, frame);
    const b = right(input, frame);
    if (typeof a !== 'number' || typeof b !== 'number' || a - a !== 0 || b - b !== 0) checkNumbers(operator, a, b, position);
    return a === undefined || b === undefined ? undefined : compute(a as number, b as number);
  };
}

const ARITHMETIC: { readonly [operator in Arithmetic]: (left: number, right: number) => number } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

function compileComparison(operator: Comparison, left: Code, right: Code, position: number | undefined): Code {
  return (input, frame) => compareOrder(operator, left(input, frame), right(input, frame), position, frame.run);
}

const LONGEST_RANGE = 1e7;

function compileRange(left: Code, right: Code, position: number | undefined, { tracksFound }: Compiling): Code {
  return (input, frame) => {
    const from = left(input, frame);
    const to = right(input, frame);
    if (from !== undefined && !Number.isInteger(from)) throw failure('T2003', from, position);
    if (to !== undefined && !Number.isInteger(to)) throw failure('T2004', to, position);
    if (typeof from !== 'number' || typeof to !== 'number' || from > to) return undefined;
    const size = to - from + 1;
    if (size > LONGEST_RANGE) throw failure('D2014', size, position);
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
      throw new ExpressionLimit('expression-limit', 'A range ends where numbers can no longer be counted.');
    frame.run.spend(size);
    if (size === 1) return from;
    const range: Value[] = [];
    for (let number = from; number <= to; number += 1) range.push(number);
    if (tracksFound) markFound(range);
    return range;
  };
}
