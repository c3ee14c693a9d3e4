/** `$map`, `$filter`, `$reduce`, `$single`: a function for each item of a list. */
import { invoke, invokeWith } from '../calls.ts';
import type { Evaluation } from '../evaluation.ts';
import { failure } from '../failure.ts';
import { isTrue } from '../operations.ts';
import { type FunctionValue, isFunction, Sequence, type Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const HIGHER_ORDER_FUNCTIONS: readonly BuiltinDefinition[] = [
  {
    name: 'map',
    signature: '<af>',
    arity: 2,
    call: ([given, act], _input, run) => {
      if (given === undefined) return undefined;
      const list = given as readonly Value[];
      const found: Value[] = [];
      for (let at = 0; at < list.length; at += 1) {
        const result = invokeWith(act as FunctionValue, list[at], at, list, run);
        if (result !== undefined) found.push(result);
      }
      return new Sequence(found);
    },
  },
  {
    name: 'filter',
    signature: '<af>',
    arity: 2,
    call: ([given, test], _input, run) => {
      if (given === undefined) return undefined;
      const list = given as readonly Value[];
      return new Sequence(list.filter((item, at) => isTrue(invokeWith(test as FunctionValue, item, at, list, run), run)));
    },
  },
  { name: 'single', signature: '<af?>', arity: 2, call: ([given, test], _input, run) => single(given, test, run) },
  {
    name: 'reduce',
    signature: '<afj?:j>',
    arity: 3,
    call: ([given, act, initial], _input, run) => {
      if (given === undefined) return undefined;
      const list = given as readonly Value[];
      const combine = act as FunctionValue;
      if (combine.arity < 2) throw failure('D3050');
      let result = initial === undefined ? list[0] : initial;
      for (let at = initial === undefined ? 1 : 0; at < list.length; at += 1) {
        const args = [result, list[at], at, list];
        result = invoke(combine, args.slice(0, Math.min(combine.arity, 4)), run);
      }
      return result;
    },
  },
];

function single(given: Value, test: Value, run: Evaluation): Value {
  if (given === undefined) return undefined;
  const list = given as readonly Value[];
  let found: { readonly item: Value } | undefined;
  for (const [at, item] of list.entries()) {
    if (isFunction(test) && !isTrue(invokeWith(test, item, at, list, run), run)) continue;
    run.spend(1);
    if (found !== undefined) throw failure('D3138');
    found = { item };
  }
  if (found === undefined) throw failure('D3139');
  return found.item;
}
