/** Calls, functions with open arguments, `~>` (compiled/compile-functions.ts, calls.ts). */
import { readSignature } from '../compiled/signature.ts';
import type { ApplyNode, FunctionNode, LambdaNode, SyntaxNode } from '../syntax-tree.ts';
import { arityOf, arityOfFunction } from './arity.ts';
import { BUILTIN_NAMES, type Call, inferBuiltin, signatureOf } from './builtin-types.ts';
import { fitArguments, type Misfit } from './fit-arguments.ts';
import { Frame } from './frame.ts';
import type { FunctionShape } from './function-shape.ts';
import { type Inferring, reportAt } from './inferring.ts';
import { hasField } from './look-up.ts';
import { FINDING } from './marks.ts';
import { nearName } from './near-name.ts';
import { placeOf, startOf } from './places.ts';
import { itemsOf, listOfItems } from './stream.ts';
import { type FunctionType, membersOf, NEVER, NOTHING, NULL, type Resolved, resolve, type Type, UNKNOWN } from './type.ts';
import { typeText } from './type-text.ts';
import { mapMembers, maybeNothing, union } from './union.ts';

export function inferCall(node: FunctionNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const args = node.arguments.map((argument) => inferring.infer(argument, input, frame));
  if (args.some(({ kind }) => kind === 'never')) return NEVER;
  return call(node, node.arguments, args, input, frame, inferring);
}

function call(
  node: FunctionNode,
  parts: readonly SyntaxNode[],
  args: readonly Resolved[],
  input: Type,
  frame: Frame,
  inferring: Inferring,
): Resolved {
  const { procedure } = node;
  if (isForgottenDollar(procedure, input, frame)) {
    reportNoFunction(node, NOTHING, frame, inferring);
    return NEVER;
  }
  const type = inferring.infer(procedure, input, frame);
  const result = callType(type, args, {
    node,
    parts,
    context: input,
    inferring,
    invoke: (called, given) => invoke(called, given, inferring),
  });
  if (result !== undefined) return node.keepArray === true ? keptList(result) : result;
  reportNoFunction(node, type, frame, inferring);
  return NEVER;
}

/** `sum(x)` finds no field "sum": the function was meant. */
function isForgottenDollar(procedure: SyntaxNode, input: Type, frame: Frame): boolean {
  const name = procedure.type === 'path' && procedure.steps.length === 1 ? nameOf(procedure) : undefined;
  return name !== undefined && (BUILTIN_NAMES.has(name) || frame.find(name) !== undefined) && hasField(input, name) === 'never';
}

/** `[]` behind a call: one stays a list. */
function keptList(type: Resolved): Resolved {
  return mapMembers(type, (member) =>
    member.kind === 'list' || member.kind === 'nothing' ? member : union(member, listOfItems(member, 1, 1)),
  );
}

/** Undefined when it is surely no function. */
function callType(type: Resolved, args: readonly Resolved[], how: Call): Resolved | undefined {
  const members = membersOf(type);
  if (members === undefined) {
    how.inferring.unsure();
    return UNKNOWN;
  }
  const functions = members.filter((member): member is FunctionType => member.kind === 'function');
  if (functions.length === 0) return members.length === 0 ? NEVER : undefined;
  if (functions.length < members.length) how.inferring.unsure();
  return union(...functions.map(({ shape }) => callShape(shape, args, how)));
}

function callShape(shape: FunctionShape | undefined, args: readonly Resolved[], how: Call): Resolved {
  switch (shape?.kind) {
    case 'builtin':
      return callBuiltin(shape.name, args, how);
    case 'lambda':
      return callLambda(shape, args, how);
    case 'partial': {
      const rest = [...args];
      const all = shape.given.map((given) => given ?? rest.shift() ?? NOTHING).slice(0, arityOfFunction(shape.of));
      return callType(resolve(shape.of), all.map(resolve), { ...how, parts: [], context: NULL }) ?? NEVER;
    }
    case 'chain': {
      const first = callType(resolve(shape.first), args.slice(0, 1), { ...how, parts: [], context: NULL }) ?? NEVER;
      return callType(resolve(shape.next), [first], { ...how, parts: [], context: NULL }) ?? NEVER;
    }
    case 'transform': {
      const fit = fitArguments(OF_TRANSFORM, args, how.context);
      if (!fit.sure) how.inferring.unsure();
      if (fit.misfit !== undefined) reportMisfit('a transformation', fit.misfit, how);
      return resolve(shape.apply(args[0] ?? NOTHING));
    }
    default:
      how.inferring.unsure();
      return UNKNOWN;
  }
}

const OF_TRANSFORM = readSignature('<(oa):o>');

function callBuiltin(name: string, args: readonly Resolved[], how: Call): Resolved {
  const fit = fitArguments(signatureOf(name), args, how.context);
  if (!fit.sure) how.inferring.unsure();
  if (fit.misfit !== undefined) reportMisfit(`$${name}`, fit.misfit, how);
  if (fit.args === undefined) {
    if (args.length > signatureOf(name).parameters.length) reportSurplus(name, how);
    if (fit.isShort === true) reportShort(name, how);
    return fit.isShort === true ? NEVER : inferBuiltin(name, undefined, how);
  }
  if (fit.misfit?.isSure === true && !maybeNothing(fit.args[fit.misfit.parameter]!)) return NEVER;
  return inferBuiltin(name, fit.args, how);
}

/** Calls within calls of one function; deeper, what it gives is unknown. */
const MOST_ACTIVE = 3;

function callLambda(shape: Extract<FunctionShape, { kind: 'lambda' }>, args: readonly Resolved[], { context, inferring }: Call): Resolved {
  const { node, frame, input } = shape;
  const active = inferring.active.get(node) ?? 0;
  if (active >= MOST_ACTIVE) {
    inferring.unsure();
    return UNKNOWN;
  }
  const inner = new Frame(frame);
  const fitted = fitLambda(node, args, context, inferring);
  if (fitted === 'never') return NEVER;
  for (const [at, { value }] of node.arguments.entries()) inner.variables.set(value, fitted[at] ?? NOTHING);
  inferring.active.set(node, active + 1);
  const result = inferring.infer(node.body, input, inner);
  inferring.active.set(node, active);
  return result;
}

function fitLambda(node: LambdaNode, args: readonly Resolved[], context: Type, inferring: Inferring): readonly Resolved[] | 'never' {
  const { signature } = node as { readonly signature?: { readonly definition: string } };
  if (signature === undefined) return args;
  const fit = fitArguments(readSignature(signature.definition), args, context);
  if (!fit.sure || fit.misfit !== undefined) inferring.unsure();
  if (fit.misfit?.isSure === true) return 'never';
  return fit.args ?? node.arguments.map(() => UNKNOWN);
}

/** From `$map` and the like, with as many arguments as the function takes, but always the first. What is found may stay a list. */
function invoke(called: Type, given: readonly Type[], inferring: Inferring): Resolved {
  const members = membersOf(called);
  if (members === undefined) {
    inferring.unsure();
    return UNKNOWN;
  }
  const results = members.map((member) => {
    if (member.kind !== 'function') return NEVER;
    const { shape } = member;
    const args = given.slice(0, Math.max(1, Math.min(arityOf(shape), given.length))).map(resolve);
    if (args.some(({ kind }) => kind === 'never')) return NEVER;
    const how: Call = { node: undefined, parts: [], context: NULL, inferring, invoke: (inner, more) => invoke(inner, more, inferring) };
    return callShape(shape, args, how);
  });
  const result = union(...results);
  const mayStayOpen = inferring.marks.leavesOpen && members.some((member) => member.kind === 'function' && endsOpen(member.shape));
  if (!mayStayOpen || result.kind === 'unknown' || result.kind === 'never') return result;
  const { item, min, max } = itemsOf(result);
  return union(result, listOfItems(item, Math.min(min, 1), max));
}

/** May it end with a list as it was found, still to be settled? */
function endsOpen(shape: FunctionShape | undefined): boolean {
  switch (shape?.kind) {
    case 'builtin':
      return FINDING.has(shape.name);
    case 'lambda':
      return tailIsOpen(shape.node.body);
    case 'partial':
      return membersOf(shape.of)?.some((member) => member.kind === 'function' && endsOpen(member.shape)) ?? true;
    case 'chain':
      return membersOf(shape.next)?.some((member) => member.kind === 'function' && endsOpen(member.shape)) ?? true;
    case 'regex':
    case 'transform':
      return false;
    default:
      return true;
  }
}

function tailIsOpen(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'lambda': {
      const { body } = node;
      if (node.thunk !== true || body.type !== 'function') return false;
      const { procedure } = body;
      return procedure.type !== 'variable' || FINDING.has(procedure.value) || !BUILTIN_NAMES.has(procedure.value);
    }
    case 'condition':
      return tailIsOpen(node.then) || (node.else !== undefined && tailIsOpen(node.else));
    case 'block':
      return node.expressions.length > 0 && tailIsOpen(node.expressions.at(-1)!);
    case 'variable':
    case 'bind':
    case 'apply':
      return true;
    default:
      return false;
  }
}

export function inferPartial(node: FunctionNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const given = node.arguments.map((argument) =>
    argument.type === 'operator' && (argument as { readonly value?: unknown }).value === '?'
      ? undefined
      : inferring.infer(argument, input, frame),
  );
  const of = inferring.infer(node.procedure, input, frame);
  const members = membersOf(of);
  if (members?.every(({ kind }) => kind !== 'function') === true && members.length > 0) {
    reportNoFunction(node, of, frame, inferring);
    return NEVER;
  }
  if (members?.every(({ kind }) => kind === 'function') !== true) inferring.unsure();
  return { kind: 'function', shape: { kind: 'partial', of, given } };
}

export function inferApply(node: ApplyNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const left = inferring.infer(node.lhs, input, frame);
  if (left.kind === 'never') return NEVER;
  if (node.rhs.type === 'function') {
    const { arguments: more } = node.rhs;
    const args = [left, ...more.map((argument) => inferring.infer(argument, input, frame))];
    if (args.some(({ kind }) => kind === 'never')) return NEVER;
    const result = call(node.rhs as FunctionNode, [node.lhs, ...more], args, input, frame, inferring);
    return node.keepArray === true ? keptList(result) : result;
  }
  const right = inferring.infer(node.rhs, input, frame);
  const members = membersOf(right);
  if (members !== undefined && members.length > 0 && members.every(({ kind }) => kind !== 'function')) {
    reportNoFunction(node, right, frame, inferring);
    return NEVER;
  }
  if (members?.every(({ kind }) => kind === 'function') !== true) inferring.unsure();
  if (left.kind === 'unknown') {
    inferring.unsure();
    return UNKNOWN;
  }
  const result = mapMembers(left, (member) => {
    if (member.kind === 'function') return { kind: 'function', shape: { kind: 'chain', first: member, next: right } };
    const how: Call = { node, parts: [node.lhs], context: NULL, inferring, invoke: (called, given) => invoke(called, given, inferring) };
    return callType(right, [member], how) ?? NEVER;
  });
  return node.keepArray === true ? keptList(result) : result;
}

function reportMisfit(name: string, { argument, wrong, isSure, wanted }: Misfit, { node, parts, inferring }: Call): void {
  const part = parts[argument] ?? node;
  if (part === undefined) {
    // Called by another function: where, cannot be said in a word.
    inferring.unsure();
    return;
  }
  const what = argument === -1 ? `What ${name} is applied to` : `Argument ${argument + 1} of ${name}`;
  const isText = wanted === 'a text' || wanted === 'a list of texts';
  const fix = isSure && wanted === 'a text' && argument >= 0 && isPlainValue(wrong) ? wrapText(part, inferring) : undefined;
  reportAt(
    inferring,
    part,
    isSure ? 'error' : 'warning',
    isSure ? 'wrong-type' : 'may-be-wrong-type',
    `${what} must be ${wanted}; this ${isSure ? 'is' : 'may be'} ${typeText(wrong)}.`,
    isText && isPlainValue(wrong) ? 'Convert it with $string.' : 'Give what the function wants, or leave out what does not fit.',
    fix,
  );
}

function isPlainValue(type: Type): boolean {
  return membersOf(type)?.every(({ kind }) => kind === 'number' || kind === 'boolean') ?? false;
}

function wrapText(node: SyntaxNode, { source }: Inferring) {
  const at = placeOf(node, source);
  const text = source.slice(at.offset, at.offset + at.length);
  return text === '' ? undefined : { at, text: `$string(${text})` };
}

function reportSurplus(name: string, { node, parts, inferring }: Call): void {
  const { length } = signatureOf(name).parameters;
  const part = parts[length] ?? node;
  if (part === undefined) return;
  const most = length === 1 ? 'one argument' : `${length} arguments`;
  reportAt(inferring, part, 'error', 'wrong-type', `$${name} takes at most ${most}.`, 'Leave out the rest.');
}

function reportShort(name: string, { node, inferring }: Call): void {
  if (node === undefined) {
    inferring.unsure();
    return;
  }
  reportAt(inferring, node, 'error', 'missing-argument', `$${name} is given too few arguments.`, 'Give it all that it needs.');
}

function reportNoFunction(node: FunctionNode | ApplyNode, type: Resolved, frame: Frame, inferring: Inferring): void {
  const procedure = node.type === 'apply' ? node.rhs : node.procedure;
  const name = nameOf(procedure);
  if (procedure.type === 'path' && name !== undefined && (BUILTIN_NAMES.has(name) || frame.find(name) !== undefined)) {
    const offset = startOf(procedure, inferring.source) ?? 0;
    const fix = { at: { offset, length: 0 }, text: '$' };
    reportAt(inferring, procedure, 'error', 'not-a-function', `"${name}" is not a function.`, `Did you mean "$${name}"?`, fix);
    return;
  }
  if (procedure.type === 'variable' && type.kind === 'nothing') {
    const near = nearName(procedure.value, builtinAndOwn(frame));
    const fix = near === undefined ? undefined : { at: placeOf(procedure, inferring.source), text: `$${near}` };
    const help = near === undefined ? 'Name a function of the language, or one that is set before.' : `Did you mean "$${near}"?`;
    reportAt(inferring, procedure, 'error', 'unknown-function', `There is no function "$${procedure.value}".`, help, fix);
    return;
  }
  reportAt(inferring, procedure, 'error', 'not-a-function', `This is no function but ${typeText(type)}.`, 'Call a function.');
}

function nameOf(procedure: SyntaxNode): string | undefined {
  const [step] = procedure.type === 'path' ? procedure.steps : [];
  return step?.type === 'name' ? step.value : undefined;
}

function builtinAndOwn(frame: Frame): readonly string[] {
  const own: string[] = [];
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) own.push(...at.variables.keys());
  return [...own, ...BUILTIN_NAMES];
}
