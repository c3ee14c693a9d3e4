/**
 * What is known after a condition came out true or false: of the paths and variables that it asks for. Only what is certain is taken; a
 * path that leads through lists is left as it is, since the condition may hold for another item.
 */
import type { FunctionNode, SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import { whereFalse, whereTrue } from './truth.ts';
import {
  constantNumber,
  constantText,
  FALSE,
  type Member,
  membersOf,
  NEVER,
  NOTHING,
  NULL,
  type Resolved,
  resolve,
  TRUE,
  type Type,
  UNKNOWN,
} from './type.ts';
import { fieldOf, isSame, mapMembers, union, without, withoutNothing } from './union.ts';

/** What an expression is applied to, and its variables. */
export interface World {
  readonly input: Type;
  readonly frame: Frame;
}

type Change = (type: Type) => Resolved;

interface Fact {
  /** undefined: what the condition is applied to; else the variable, `$` for the root. */
  readonly variable: string | undefined;
  readonly names: readonly string[];
  readonly change: Change;
}

export function narrowTrue(node: SyntaxNode, input: Type, frame: Frame): World {
  return applyFacts(factsOf(frame, node, true), input, frame);
}

export function narrowFalse(node: SyntaxNode, input: Type, frame: Frame): World {
  return applyFacts(factsOf(frame, node, false), input, frame);
}

/** `node` has given nothing. */
export function narrowAbsent(node: SyntaxNode, input: Type, frame: Frame): World {
  const path = pathOf(node);
  return path === undefined ? { input, frame } : applyFacts([{ ...path, change: absent }], input, frame);
}

function applyFacts(facts: readonly Fact[], input: Type, frame: Frame): World {
  let world: World = { input, frame };
  for (const fact of facts) world = applyFact(fact, world);
  return world;
}

function applyFact({ variable, names, change }: Fact, { input, frame }: World): World {
  const root = frame.find('$');
  if (variable === undefined || variable === '$') {
    const before = variable === undefined ? input : root;
    if (before === undefined) return { input, frame };
    const after = narrowAt(before, names, change);
    if (after === before) return { input, frame };
    // Where the whole is what the expression is applied to, both are known better.
    if (input === root) return { input: after, frame: frame.with('$', after) };
    return variable === undefined ? { input: after, frame } : { input, frame: frame.with('$', after) };
  }
  const before = frame.find(variable);
  // Set again later, it would still be taken for what it was by a function that was made here.
  if (before === undefined || frame.reset.has(variable)) return { input, frame };
  const after = narrowAt(before, names, change);
  return after === before ? { input, frame } : { input, frame: frame.with(variable, after) };
}

function narrowAt(type: Type, names: readonly string[], change: Change): Type {
  const [name, ...rest] = names;
  const resolved = resolve(type);
  if (name === undefined) {
    const changed = change(resolved);
    return isSame(changed, resolved) ? type : changed;
  }
  const members = membersOf(resolved);
  if (members === undefined) return type;
  let isChanged = false;
  const narrowed = members.map((member): Type => {
    if (member.kind === 'list') return member;
    if (member.kind !== 'object') {
      const left = change(NOTHING);
      if (left.kind !== 'never') return member;
      isChanged = true;
      return NEVER;
    }
    const before = fieldOf(member, name);
    const after = narrowAt(before, rest, change);
    if (after === before) return member;
    isChanged = true;
    if (after.kind === 'never') return NEVER;
    return { ...member, fields: new Map([...member.fields, [name, { ...member.fields.get(name), type: after }]]) };
  });
  return isChanged ? union(...narrowed) : type;
}

const present: Change = withoutNothing;
const absent: Change = (type) => {
  const members = membersOf(type);
  return members === undefined || members.some(({ kind }) => kind === 'nothing') ? NOTHING : NEVER;
};

function factsOf(frame: Frame, node: SyntaxNode, isTrue: boolean): readonly Fact[] {
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

/** Functions that give nothing for nothing. */
const STRICT: ReadonlySet<string> = new Set(
  'string number substring substringBefore substringAfter lowercase uppercase length trim pad contains split replace match abs floor ceil round power sqrt sum average max min toMillis fromMillis boolean not sort reverse formatNumber formatInteger parseInteger join'.split(
    ' ',
  ),
);

/** Paths that must have given something where this has. */
function presentFor(frame: Frame, node: SyntaxNode): readonly Fact[] {
  if (node.predicate !== undefined || node.group !== undefined) return [];
  const path = pathOf(node);
  if (path !== undefined) return [{ ...path, change: present }];
  if (node.type === 'binary' && ['+', '-', '*', '/', '%'].includes(node.value))
    return [...presentFor(frame, node.lhs), ...presentFor(frame, node.rhs)];
  if (node.type === 'unary' && node.value === '-')
    return presentFor(frame, (node as unknown as { readonly expression: SyntaxNode }).expression);
  if (node.type === 'block' && node.expressions.length === 1) return presentFor(frame, node.expressions[0]!);
  if (
    node.type === 'function' &&
    node.procedure.type === 'variable' &&
    STRICT.has(node.procedure.value) &&
    !isSet(frame, node.procedure.value)
  ) {
    const [argument] = node.arguments;
    // With fewer arguments than it wants, a function takes what it is applied to for the first.
    const isFirst = node.arguments.length >= (FIRST_OF[node.procedure.value] ?? 1);
    return argument === undefined || !isFirst ? [] : presentFor(frame, argument);
  }
  return [];
}

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

function argumentOf(frame: Frame, node: SyntaxNode, name: string): SyntaxNode | undefined {
  if (node.type !== 'function' || node.procedure.type !== 'variable' || node.procedure.value !== name) return undefined;
  if (isSet(frame, name)) return undefined;
  return node.predicate === undefined && node.group === undefined && node.arguments.length === 1 ? node.arguments[0] : undefined;
}

/** The expression has a variable of that name: it is not the function of the language. */
function isSet(frame: Frame, name: string): boolean {
  return frame.find(name) !== undefined;
}

type Constant = string | number | boolean | null;

function constantOf(node: SyntaxNode): Constant | undefined {
  if (node.predicate !== undefined || node.group !== undefined) return undefined;
  return node.type === 'string' || node.type === 'number' || node.type === 'value' ? node.value : undefined;
}

function constantsOf(node: SyntaxNode): readonly Constant[] | undefined {
  if (node.type !== 'unary' || node.value !== '[' || node.predicate !== undefined || node.group !== undefined) return undefined;
  const values = (node as unknown as { readonly expressions: readonly SyntaxNode[] }).expressions.map(constantOf);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function oneOf(type: Type, values: readonly Constant[]): Resolved {
  const members = membersOf(type);
  if (members === undefined) return union(...values.map(typeOf));
  return mapMembers(type, (member) => {
    switch (member.kind) {
      case 'null':
        return values.includes(null) ? member : NEVER;
      case 'boolean':
        return union(...values.filter((value) => typeof value === 'boolean' && (member.value ?? value) === value).map(typeOf));
      case 'text':
      case 'number': {
        const type = member.kind === 'text' ? 'string' : 'number';
        const known: readonly unknown[] | undefined = member.values;
        const left = values.filter((value) => typeof value === type && (known === undefined || known.includes(value)));
        return left.length === 0 ? NEVER : ({ ...member, values: left } as Member);
      }
      default:
        return NEVER;
    }
  });
}

function noneOf(type: Type, values: readonly Constant[]): Resolved {
  return mapMembers(type, (member) => {
    if (member.kind === 'null') return values.includes(null) ? NEVER : member;
    if (member.kind === 'boolean') {
      const left = [true, false].filter((value) => (member.value ?? value) === value && !values.includes(value));
      return union(...left.map(typeOf));
    }
    if ((member.kind !== 'text' && member.kind !== 'number') || member.values === undefined) return member;
    const left = (member.values as readonly Constant[]).filter((value) => !values.includes(value));
    return left.length === 0 ? NEVER : ({ ...member, values: left } as Member);
  });
}

function typeOf(value: Constant): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return typeof value === 'string' ? constantText(value) : constantNumber(value);
}

/** A path of plain names from what it is applied to, from the root or from a variable. */
function pathOf(node: SyntaxNode | undefined): Pick<Fact, 'variable' | 'names'> | undefined {
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
