/** Calling functions: arguments are fitted, depth and steps counted, and what stands last in a function does not nest. */

import type { Evaluation } from './evaluation.ts';
import { failure } from './failure.ts';
import { leaveOpen } from './sequences.ts';
import { fitArguments, type Signature } from './signature.ts';
import { type FunctionValue, isFunction, type Sequence, type Value } from './value.ts';

/** What a function ends with is called when the function is left. */
class TailCall {
  readonly target: Value;
  readonly args: readonly Value[];
  readonly name: string | undefined;
  readonly position: number | undefined;

  constructor(target: Value, args: readonly Value[], name: string | undefined, position: number | undefined) {
    this.target = target;
    this.args = args;
    this.name = name;
    this.position = position;
  }
}

/** Only a function may give this, and only `apply` sees it: that is why it passes for a value. */
export function tailCall(target: Value, args: readonly Value[], name: string | undefined, position: number | undefined): Value {
  return new TailCall(target, args, name, position) as unknown as Value;
}

export type Implementation = (args: readonly Value[], input: Value, run: Evaluation) => Value | Sequence;

export function makeFunction(
  implementation: Implementation,
  arity: number,
  signature: Signature | undefined,
  canBePartial: boolean,
): FunctionValue {
  const call: Implementation = (args, input, run) => implementation(args, input, run);
  return Object.assign(call, { arity, signature, canBePartial });
}

/** `input` is what the call is applied to. Throws T1006 when `target` is no function. */
export function apply(
  target: Value,
  args: readonly Value[],
  input: Value,
  run: Evaluation,
  name?: string,
  position?: number,
): Value | Sequence {
  if (!isFunction(target)) throw failure('T1006', undefined, position, name === undefined ? {} : { name });
  run.enterCall();
  let result = call(target, args, input, run, name, position);
  while (result instanceof TailCall) {
    const next: TailCall = result;
    if (!isFunction(next.target)) throw failure('T1006', undefined, next.position, next.name === undefined ? {} : { name: next.name });
    run.spend(4);
    result = call(next.target, next.args, input, run, next.name, next.position);
  }
  run.leaveCall();
  return result;
}

function call(
  target: FunctionValue,
  args: readonly Value[],
  input: Value,
  run: Evaluation,
  name: string | undefined,
  position: number | undefined,
): Value | Sequence {
  try {
    return target(target.signature === undefined ? args : fitArguments(target.signature, args, input, name), input, run);
  } catch (error) {
    throw placed(error, position);
  }
}

/** A failure without a place is one of the call. */
export function placed(error: unknown, position: number | undefined): unknown {
  const failed = error as { position?: number | undefined };
  if (error instanceof Error && 'code' in error && failed.position === undefined) failed.position = position;
  return error;
}

/** From `$map` and the like: applied to nothing. What is found stays a list. */
export function invoke(target: FunctionValue, args: readonly Value[], run: Evaluation): Value {
  return leaveOpen(apply(target, args, null, run));
}

/** As many of these as the function takes, but always the first. */
export function invokeWith(target: FunctionValue, first: Value, second: Value, third: Value, run: Evaluation): Value {
  return invoke(target, target.arity >= 3 ? [first, second, third] : target.arity >= 2 ? [first, second] : [first], run);
}
