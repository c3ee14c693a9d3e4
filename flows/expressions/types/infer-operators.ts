/** `+ - * / %`, `= !=`, `< <= > >=`, `and or`, `&`, `in`, `..` (compiled/compile-operators.ts). */
import type { BinaryNode, SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import { inferEquality, inferOrder } from './infer-comparison.ts';
import { type Inferring, reportAt, wrappedIn } from './inferring.ts';
import { narrowFalse, narrowTrue } from './narrow.ts';
import { settle } from './stream.ts';
import { truthOf } from './truth.ts';
import {
  BOOLEAN,
  constantText,
  FALSE,
  INTEGER,
  type Loss,
  membersOf,
  NEVER,
  NOTHING,
  type NumberType,
  type Resolved,
  TEXT,
  TRUE,
  type Type,
} from './type.ts';
import { typeText } from './type-text.ts';
import { maybeNothing, union } from './union.ts';
import { unitsDiffer, unitText } from './units.ts';

export function inferBinary(node: BinaryNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const { value: operator } = node;
  if (operator === 'and' || operator === 'or') return inferLogic(node, input, frame, inferring);
  const left = inferring.infer(node.lhs, input, frame);
  const right = inferring.infer(node.rhs, input, frame);
  if (left.kind === 'never' || right.kind === 'never') return NEVER;
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return inferArithmetic(node, left, right, inferring);
    case '=':
    case '!=':
      return inferEquality(node, left, right, inferring);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inferOrder(node, left, right, inferring);
    case '&':
      return concatenated(left, right);
    case 'in':
      return left.kind === 'nothing' || right.kind === 'nothing' ? FALSE : BOOLEAN;
    case '..':
      return inferRange(node, left, right, inferring);
    default:
      return BOOLEAN;
  }
}

/** The right side is only computed where the left one does not decide. */
function inferLogic(node: BinaryNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const isAnd = node.value === 'and';
  const left = inferring.infer(node.lhs, input, frame);
  if (left.kind === 'never') return NEVER;
  const truth = truthOf(left);
  if (truth === !isAnd) return truth ? TRUE : FALSE;
  const inner = isAnd ? narrowTrue(node.lhs, input, frame) : narrowFalse(node.lhs, input, frame);
  const right = inferring.infer(node.rhs, inner.input, inner.frame);
  if (right.kind === 'never') return truth === undefined ? (isAnd ? FALSE : TRUE) : NEVER;
  const other = truthOf(right);
  if (other === !isAnd) return other ? TRUE : FALSE;
  return truth === isAnd && other === isAnd ? (isAnd ? TRUE : FALSE) : BOOLEAN;
}

/** Reports what is surely no number, or may be none. Gives the numbers among them. */
function numbersIn(node: SyntaxNode, type: Resolved, operator: string, inferring: Inferring): readonly NumberType[] | undefined {
  const members = membersOf(type);
  if (members === undefined) {
    inferring.unsure();
    return undefined;
  }
  const wrong = members.filter(({ kind }) => kind !== 'number' && kind !== 'nothing');
  const numbers = members.filter((member): member is NumberType => member.kind === 'number');
  if (wrong.length > 0) {
    const isSure = numbers.length === 0;
    reportAt(
      inferring,
      node,
      isSure ? 'error' : 'warning',
      isSure ? 'wrong-type' : 'may-be-wrong-type',
      `"${operator}" computes with numbers; this ${isSure ? 'is' : 'may be'} ${typeText(union(...wrong))}.`,
      wrong.every(({ kind }) => kind === 'text') ? helpForText(operator) : 'Use a number here.',
      wrong.every(({ kind }) => kind === 'text') && wrong.length === members.length ? wrappedIn(node, '$number', inferring) : undefined,
    );
  }
  return numbers;
}

function helpForText(operator: string): string {
  return operator === '+' ? 'Convert it with $number; texts are put together with "&".' : 'Convert it with $number.';
}

function inferArithmetic(node: BinaryNode, left: Resolved, right: Resolved, inferring: Inferring): Resolved {
  const operator = node.value;
  const ones = numbersIn(node.lhs, left, operator, inferring);
  const others = numbersIn(node.rhs, right, operator, inferring);
  const mayBeNothing = maybeNothing(left) || maybeNothing(right);
  if (ones?.length === 0 || others?.length === 0) return mayBeNothing ? NOTHING : NEVER;
  const one = ones?.[0];
  const other = others?.[0];
  checkUnits(node, one, other, inferring);
  const lost = [one?.lost, other?.lost].find((loss) => loss?.what === 'digits');
  const unit = unitOf(operator, one, other);
  const result: NumberType = {
    kind: 'number',
    ...(operator !== '/' && one?.integer === true && other?.integer === true ? { integer: true } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(lost === undefined ? {} : { lost }),
  };
  return mayBeNothing ? union(result, NOTHING) : result;
}

function checkUnits(node: BinaryNode, one: NumberType | undefined, other: NumberType | undefined, inferring: Inferring): void {
  if (node.value !== '+' && node.value !== '-') return;
  if (!unitsDiffer(one?.unit, other?.unit)) return;
  reportAt(
    inferring,
    node,
    'warning',
    'unit-differs',
    `The left side is in ${unitText(one!.unit!)}, the right side in ${unitText(other!.unit!)}.`,
    'Convert one of them first.',
  );
}

function unitOf(operator: string, one: NumberType | undefined, other: NumberType | undefined): string | undefined {
  if (operator === '+' || operator === '-') return one?.unit === other?.unit ? one?.unit : undefined;
  if (operator === '*') return one?.unit === undefined ? other?.unit : other?.unit === undefined ? one.unit : undefined;
  return other?.unit === undefined ? one?.unit : undefined;
}

const LONGEST_CONSTANT = 200;

function concatenated(left: Resolved, right: Resolved): Resolved {
  const a = constantOf(left);
  const b = constantOf(right);
  if (a !== undefined && b !== undefined && a.length + b.length <= LONGEST_CONSTANT) return constantText(a + b);
  const lost = lossOf(left) ?? lossOf(right);
  return lost === undefined ? TEXT : { ...TEXT, lost };
}

function lossOf(type: Resolved): Loss | undefined {
  for (const member of membersOf(type) ?? []) if (member.kind === 'number' && member.lost !== undefined) return member.lost;
  return undefined;
}

function constantOf(type: Resolved): string | undefined {
  if (type.kind === 'nothing') return '';
  return type.kind === 'text' && type.values?.length === 1 ? type.values[0] : undefined;
}

function inferRange(node: BinaryNode, left: Resolved, right: Resolved, inferring: Inferring): Resolved {
  const empty: Resolved[] = [];
  for (const [part, type] of [
    [node.lhs, left],
    [node.rhs, right],
  ] as const) {
    const numbers = numbersIn(part, type, '..', inferring);
    // Whether a number is an integer is not a question of its type.
    if (numbers?.some(({ integer }) => integer !== true)) inferring.unsure();
    if (numbers?.length === 0) empty.push(type);
  }
  if (empty.length > 0) return empty.every(maybeNothing) ? NOTHING : NEVER;
  const range = settle(listLengths(left, right));
  return maybeNothing(left) || maybeNothing(right) ? union(NOTHING, range) : range;
}

function listLengths(left: Resolved, right: Resolved) {
  const from = left.kind === 'number' && left.values?.length === 1 ? left.values[0]! : undefined;
  const to = right.kind === 'number' && right.values?.length === 1 ? right.values[0]! : undefined;
  if (from === undefined || to === undefined) return { item: INTEGER, min: 0, max: Number.POSITIVE_INFINITY };
  const size = Math.max(0, to - from + 1);
  return { item: size === 0 ? NEVER : INTEGER, min: size, max: size };
}
