/** Functions: calling them, writing them, leaving parameters open, chaining them with `~>`. */
import type { ApplyNode, FunctionNode, LambdaNode, SyntaxNode } from '../syntax-tree.ts';
import { findBindings } from './bindings.ts';
import { BUILTINS } from './builtins.ts';
import { apply, invoke, makeFunction, placed, tailCall } from './calls.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { failure } from './failure.ts';
import { type Code, Frame, Scope } from './frame.ts';
import { findBuiltin, isSet, readOutside } from './outside.ts';
import { settleOf, settleOpen } from './sequences.ts';
import { fitArguments, readSignature } from './signature.ts';
import { isFunction, type Sequence, type Value } from './value.ts';

export function compileCall(node: FunctionNode, compiling: Compiling): Code {
  return compileCallWith(settleOf(compiling), node, compiling) as Code;
}

/** A call or a chain that something is still done with: what it found is not settled before that. Undefined for other nodes. */
export function compileFound(node: SyntaxNode, compiling: Compiling): FindingCode | undefined {
  if (node.type === 'function') return compileCallWith(asFound, node as FunctionNode, compiling);
  return node.type === 'apply' ? compileApplyWith(asFound, node, compiling) : undefined;
}

type Finish = (result: Value | Sequence, keep: boolean, track: boolean) => Value | Sequence;
type FindingCode = (input: Value, frame: Frame) => Value | Sequence;

const asFound: Finish = (result) => result;

function compileCallWith(finish: Finish, node: FunctionNode, compiling: Compiling): FindingCode {
  refuseWhatIsContained(node, compiling);
  return finished(finish, compileArguments(node, compiling), node, compiling);
}

/** What of the language's functions is left to the reference implementation. */
function refuseWhatIsContained({ procedure, arguments: args, position, type }: FunctionNode, { scope }: Compiling): void {
  const builtin = findBuiltin(procedure, scope);
  const reason = builtin?.contained?.(args);
  if (reason !== undefined) throw new NotCompiled(reason, position);
  if (type === 'partial' && builtin !== undefined && !builtin.value.canBePartial)
    throw new NotCompiled('it leaves arguments open that the function does not name', position);
}

type ComputeArguments = (input: Value, frame: Frame) => Value[];

function compileArguments(node: FunctionNode, compiling: Compiling): ComputeArguments {
  const codes = node.arguments.map((argument) => compiling.compile(argument, compiling));
  const [first, second] = codes;
  if (first === undefined) return () => [];
  if (second === undefined) return (input, frame) => [first(input, frame)];
  if (codes.length === 2) return (input, frame) => [first(input, frame), second(input, frame)];
  return (input, frame) => codes.map((code) => code(input, frame));
}

function finished(finish: Finish, compute: ComputeArguments, node: FunctionNode, compiling: Compiling): FindingCode {
  const { procedure, position, keepArray = false } = node;
  const name = nameOf(procedure);
  const { tracksFound } = compiling;
  const target = compileTarget(procedure, compiling);
  const builtin = findBuiltin(procedure, compiling.scope);
  if (builtin !== undefined) {
    const { call, signature } = builtin;
    return (input, frame) => {
      const { run } = frame;
      const args = compute(input, frame);
      // A variable of that name may be given from outside.
      if (run.variables !== undefined) return finish(apply(target(input, frame), args, input, run, name, position), keepArray, tracksFound);
      run.spend(1);
      try {
        return finish(call(fitArguments(signature, args, input, name), input, run), keepArray, tracksFound);
      } catch (error) {
        throw placed(error, position);
      }
    };
  }
  return (input, frame) => {
    const { run } = frame;
    const called = target(input, frame);
    if (called === undefined) checkForgottenDollar('T1005', procedure, compiling, position);
    return finish(apply(called, compute(input, frame), input, run, name, position), keepArray, tracksFound);
  };
}

function compileTarget(procedure: SyntaxNode, compiling: Compiling): Code {
  if (procedure.type !== 'variable' || findBuiltin(procedure, compiling.scope) === undefined)
    return compiling.compile(procedure, compiling);
  const read = readOutside(procedure.value);
  return (_input, frame) => read(frame);
}

function nameOf(procedure: SyntaxNode): string | undefined {
  if (procedure.type === 'variable') return procedure.value;
  const [step] = procedure.type === 'path' ? procedure.steps : [];
  return step?.type === 'name' ? step.value : undefined;
}

/** `sum(x)` finds no field "sum": the function was meant. */
function checkForgottenDollar(code: string, procedure: SyntaxNode, { scope }: Compiling, position: number | undefined): void {
  const name = procedure.type === 'path' ? nameOf(procedure) : undefined;
  if (name !== undefined && (BUILTINS.has(name) || isSet(name, scope))) throw failure(code, undefined, position, { name });
}

export function compileLambda(node: LambdaNode, outer: Compiling): Code {
  if (node.thunk === true) return compileTailCall(node.body as FunctionNode, outer);
  const names = node.arguments.map(({ value }) => value);
  const scope = new Scope(outer.scope, [...names, ...findBindings([node.body])]);
  const slots = names.map((name) => scope.slotOf(name));
  const body = outer.compile(node.body, { ...outer, scope, tail: true });
  const definition = (node as { readonly signature?: { readonly definition: string } }).signature?.definition;
  const signature = definition === undefined ? undefined : readSignature(definition);
  return (input, frame) =>
    makeFunction(
      (args, _input, run) => {
        const inner = new Frame(run, frame, scope.size);
        for (let index = 0; index < slots.length; index += 1) inner.slots[slots[index]!] = args[index];
        return body(input, inner);
      },
      slots.length,
      signature,
      true,
    );
}

/** What a function ends with is called when it has been left, so that a loop written as recursion does not nest. */
function compileTailCall(node: FunctionNode, compiling: Compiling): Code {
  if (!compiling.tail) return compileCall(node, compiling);
  refuseWhatIsContained(node, compiling);
  const compute = compileArguments(node, compiling);
  const target = compileTarget(node.procedure, compiling);
  const name = nameOf(node.procedure);
  return (input, frame) => {
    const called = target(input, frame);
    if (called === undefined) checkForgottenDollar('T1006', node.procedure, compiling, node.position);
    return tailCall(called, compute(input, frame), name, node.position);
  };
}

export function compilePartial(node: FunctionNode, compiling: Compiling): Code {
  refuseWhatIsContained(node, compiling);
  const { procedure, position } = node;
  const target = compileTarget(procedure, compiling);
  const codes = node.arguments.map((argument) =>
    argument.type === 'operator' && (argument as { readonly value?: unknown }).value === '?'
      ? undefined
      : compiling.compile(argument, compiling),
  );
  const name = nameOf(procedure);
  return (input, frame) => {
    const given = codes.map((code) => code?.(input, frame));
    const called = target(input, frame);
    if (called === undefined) checkForgottenDollar('T1007', procedure, compiling, position);
    if (!isFunction(called)) throw failure('T1008', undefined, position, name === undefined ? {} : { name });
    const open = codes.flatMap((code, index) => (code === undefined && index < called.arity ? [index] : []));
    return makeFunction(
      (args, _input, run) => {
        const all = given.slice(0, called.arity);
        for (const [index, place] of open.entries()) all[place] = args[index];
        return apply(called, all, null, run);
      },
      open.length,
      undefined,
      true,
    );
  };
}

export function compileApply(node: ApplyNode, compiling: Compiling): Code {
  return compileApplyWith(settleOf(compiling), node, compiling) as Code;
}

function compileApplyWith(finish: Finish, node: ApplyNode, compiling: Compiling): FindingCode {
  const left = compiling.compile(node.lhs, compiling);
  if (node.rhs.type === 'function') {
    const call = node.rhs as FunctionNode;
    refuseWhatIsContained({ ...call, arguments: [node.lhs, ...call.arguments] }, compiling);
    const compute = compileArguments(call, compiling);
    const keepArray = node.keepArray === true;
    return finished(finish, (input, frame) => [left(input, frame), ...compute(input, frame)], { ...call, keepArray }, compiling);
  }
  const right = compiling.compile(node.rhs, compiling);
  const { position, keepArray = false } = node;
  const { tracksFound } = compiling;
  return (input, frame) => {
    const { run } = frame;
    const value = left(input, frame);
    const called = right(input, frame);
    if (!isFunction(called)) throw failure('T2006', called, position);
    if (!isFunction(value)) return finish(apply(called, [value], null, run, undefined, position), keepArray, tracksFound);
    return makeFunction(
      // As if it were written `function($x) { $called($value($x)) }`: both arguments are settled where they are read.
      ([argument], _input, running) => tailCall(called, [settleOpen(invoke(value, [settleOpen(argument)], running))], undefined, position),
      1,
      undefined,
      true,
    );
  };
}
