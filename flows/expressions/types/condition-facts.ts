/** What a condition that came out true or false says of paths and variables, one by one. */
import type { FunctionNode, SyntaxNode } from '../syntax-tree.ts';
import { type Constant, constantOf, constantsOf, noneOf, oneOf } from './constant-facts.ts';
import type { Frame } from './frame.ts';
import { isSet, type PlainPath, pathOf, presentPaths } from './plain-path.ts';
import { whereFalse, whereTrue } from './truth.ts';
import { type Member, membersOf, NEVER, NOTHING, type Resolved, type Type, UNKNOWN } from './type.ts';
import { mapMembers, union, without, withoutNothing } from './union.ts';

export type Change = (type: Type) => Resolved;

export interface Fact extends PlainPath {
  readonly change: Change;
}

const present: Change = withoutNothing;
export const absent: Change = (type) => {
  const members = membersOf(type);
  return members === undefined || members.some(({ kind }) => kind === 'nothing') ? NOTHING : NEVER;
};

export function factsOf(frame: Frame, node: SyntaxNode, isTrue: boolean): readonly Fact[] {
  if (node.predicate !== undefined || node.group !== undefined) return [];
  switch (node.type) {
    case 'block':
      return node.expressions.length === 1 ? factsOf(frame, node.expressions[0]!, isTrue) : [];
    case 'lambda':
      return node.thunk === true ? factsOf(frame, node.body, isTrue) : [];
    case 'path':
    case 'name':
    case 'variable': {
      const path = pathOf(node);
      return path === undefined ? [] : [{ ...path, change: isTrue ? whereTrue : whereFalse }];
    }
    case 'binary':
      return factsOfOperator(frame, node.value, node.lhs, node.rhs, isTrue);
    case 'function':
      return factsOfCall(frame, node as FunctionNode, isTrue);
    default:
      return [];
  }
}

function factsOfOperator(frame: Frame, operator: string, left: SyntaxNode, right: SyntaxNode, isTrue: boolean): readonly Fact[] {
  switch (operator) {
    case 'and':
      return isTrue
        ? [...factsOf(frame, left, true), ...factsOf(frame, right, true)]
        : eitherOf(factsOf(frame, left, false), factsOf(frame, right, false));
    case 'or':
      return isTrue
        ? eitherOf(factsOf(frame, left, true), factsOf(frame, right, true))
        : [...factsOf(frame, left, false), ...factsOf(frame, right, false)];
    case '=':
    case '!=':
      return [
        ...factsOfEquality(frame, left, right, operator === '=', isTrue),
        ...factsOfEquality(frame, right, left, operator === '=', isTrue),
      ];
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [
        ...factsOfCount(frame, operator, left, right, isTrue),
        ...(isTrue ? [...presentFor(frame, left), ...presentFor(frame, right)] : []),
      ];
    case 'in': {
      const path = pathOf(left);
      const values = constantsOf(right);
      if (path === undefined || values === undefined) return isTrue ? [...presentFor(frame, left), ...presentFor(frame, right)] : [];
      return [{ ...path, change: isTrue ? (type) => oneOf(type, values) : (type) => noneOf(type, values) }];
    }
    default:
      return [];
  }
}

/** Both may be so: what is known of one path in either case. */
function eitherOf(ones: readonly Fact[], others: readonly Fact[]): readonly Fact[] {
  return ones.flatMap((one) =>
    others
      .filter((other) => isSamePath(one, other))
      .map((other) => ({ ...one, change: (type: Type) => union(one.change(type), other.change(type)) })),
  );
}

function isSamePath(one: Fact, other: Fact): boolean {
  return (
    one.variable === other.variable && one.names.length === other.names.length && one.names.every((name, at) => name === other.names[at])
  );
}

function factsOfEquality(frame: Frame, left: SyntaxNode, right: SyntaxNode, asksEqual: boolean, isTrue: boolean): readonly Fact[] {
  // Neither is nothing where the answer is yes, whichever was asked.
  const facts: Fact[] = isTrue ? [...presentFor(frame, left)] : [];
  const value = constantOf(right);
  if (value === undefined) return facts;
  const path = pathOf(left);
  if (path !== undefined) {
    const isEqual = asksEqual === isTrue;
    if (isEqual)
      facts.push({ ...path, change: isTrue ? (type) => oneOf(type, [value]) : (type) => union(oneOf(type, [value]), absentPart(type)) });
    else facts.push({ ...path, change: (type) => noneOf(type, [value]) });
  }
  return [
    ...facts,
    ...factsOfKind(frame, left, value, asksEqual, isTrue),
    ...(asksEqual === isTrue ? [] : factsOfEmptiness(frame, left, value, asksEqual, isTrue)),
  ];
}

/** `$type(x) = "string"` */
function factsOfKind(frame: Frame, left: SyntaxNode, value: Constant, asksEqual: boolean, isTrue: boolean): readonly Fact[] {
  const path = pathOf(argumentOf(frame, left, 'type'));
  const kinds = typeof value === 'string' ? KINDS[value] : undefined;
  if (path === undefined || kinds === undefined) return [];
  const isOf = ({ kind }: Member) => kinds.includes(kind);
  if (asksEqual === isTrue) {
    // Of nothing there is no type, so that "is not" comes out false for it too.
    return [{ ...path, change: (type) => without(type, (member) => !isOf(member) && !(member.kind === 'nothing' && !isTrue)) }];
  }
  return [{ ...path, change: (type) => without(type, isOf) }];
}

const KINDS: { readonly [name: string]: readonly Member['kind'][] } = {
  string: ['text'],
  number: ['number'],
  boolean: ['boolean'],
  null: ['null'],
  array: ['list'],
  function: ['function'],
};

/** `$count(x) = 0` is false, `$count(x) != 0` true, `$length(x) = 0` false … */
function factsOfEmptiness(frame: Frame, left: SyntaxNode, value: Constant, asksEqual: boolean, isTrue: boolean): readonly Fact[] {
  const path = value === 0 ? pathOf(argumentOf(frame, left, 'count')) : undefined;
  return path !== undefined && asksEqual !== isTrue ? [{ ...path, change: notEmpty }] : [];
}

function factsOfCount(frame: Frame, operator: string, left: SyntaxNode, right: SyntaxNode, isTrue: boolean): readonly Fact[] {
  const path = pathOf(argumentOf(frame, left, 'count'));
  const value = constantOf(right);
  if (path === undefined || typeof value !== 'number') return [];
  const saysSome =
    (isTrue && ((operator === '>' && value >= 0) || (operator === '>=' && value > 0))) ||
    (!isTrue && ((operator === '<' && value > 0) || (operator === '<=' && value >= 0)));
  return saysSome ? [{ ...path, change: notEmpty }] : [];
}

const notEmpty: Change = (type) =>
  mapMembers(type, (member) => {
    if (member.kind === 'nothing') return NEVER;
    if (member.kind !== 'list') return member;
    return member.max === 0 ? NEVER : { ...member, min: Math.max(1, member.min) };
  });

function factsOfCall(frame: Frame, node: FunctionNode, isTrue: boolean): readonly Fact[] {
  if (node.procedure.type !== 'variable' || node.type !== 'function' || isSet(frame, node.procedure.value)) return [];
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length !== 1) return isTrue && argument !== undefined ? presentFor(frame, node) : [];
  switch (node.procedure.value) {
    case 'exists': {
      const path = pathOf(argument);
      if (path === undefined) return isTrue ? presentFor(frame, argument) : [];
      return [{ ...path, change: isTrue ? present : absent }];
    }
    case 'boolean':
      return factsOf(frame, argument, isTrue);
    case 'not':
      // Of nothing it gives nothing, which is false too.
      if (isTrue) return [...factsOf(frame, argument, false), ...presentFor(frame, argument)];
      return isNeverNothing(frame, argument) ? factsOf(frame, argument, true) : orNothing(factsOf(frame, argument, true));
    default:
      return isTrue ? presentFor(frame, node) : [];
  }
}

function isNeverNothing(frame: Frame, node: SyntaxNode): boolean {
  if (node.predicate !== undefined || node.group !== undefined) return false;
  if (node.type === 'binary') return ['=', '!=', 'and', 'or', 'in', '&'].includes(node.value);
  return argumentOf(frame, node, 'exists') !== undefined;
}

function orNothing(facts: readonly Fact[]): readonly Fact[] {
  // Of several facts each may be the one that fails.
  const [fact] = facts;
  if (fact === undefined || facts.length > 1) return [];
  return [{ ...fact, change: (type) => union(fact.change(type), absentPart(type)) }];
}

function absentPart(type: Type): Resolved {
  const members = membersOf(type);
  return members === undefined ? UNKNOWN : members.some(({ kind }) => kind === 'nothing') ? NOTHING : NEVER;
}
/** Paths that must have given something where this has. */
function presentFor(frame: Frame, node: SyntaxNode): readonly Fact[] {
  return presentPaths(frame, node).map((path) => ({ ...path, change: present }));
}

function argumentOf(frame: Frame, node: SyntaxNode, name: string): SyntaxNode | undefined {
  if (node.type !== 'function' || node.procedure.type !== 'variable' || node.procedure.value !== name) return undefined;
  if (isSet(frame, name)) return undefined;
  return node.predicate === undefined && node.group === undefined && node.arguments.length === 1 ? node.arguments[0] : undefined;
}
