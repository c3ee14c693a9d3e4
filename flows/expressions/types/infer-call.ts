/** Calls, functions with open arguments, `~>` (compiled/compile-functions.ts, calls.ts). */
import { readSignature } from '../compiled/signature.ts';
import type { ApplyNode, FunctionNode, LambdaNode, SyntaxNode } from '../syntax-tree.ts';
import { arityOf, arityOfFunction } from './arity.ts';
import { inferBuiltin, signatureOf } from './builtin-types.ts';
import type { Call } from './builtins/builtin-type.ts';
import { endsOpen } from './ends-open.ts';
import { fitArguments } from './fit-arguments.ts';
import { Frame } from './frame.ts';
import type { FunctionShape } from './function-shape.ts';
import type { Inferring } from './inferring.ts';
import { isForgottenDollar, reportMisfit, reportNoFunction, reportShort, reportSurplus } from './report-call.ts';
import { itemsOf, listOfItems } from './stream.ts';
import { type FunctionType, membersOf, NEVER, NOTHING, NULL, type Resolved, resolve, type Type, UNKNOWN } from './type.ts';
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
      // Without an argument its functions are applied to nothing, which not all allow.
      if (args.length === 0) how.inferring.unsure();
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
