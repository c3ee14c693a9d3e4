/** `$count`, `$append`, `$sort`, `$distinct` and the like. What is given is never changed. */
import { invoke } from '../calls.ts';
import type { Evaluation } from '../evaluation.ts';
import { failure } from '../failure.ts';
import { mergeSort } from '../merge-sort.ts';
import { areEqual, isNumberList } from '../operations.ts';
import { isFound } from '../sequences.ts';
import { type FunctionValue, isList, Sequence, type Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const LIST_FUNCTIONS: readonly BuiltinDefinition[] = [
  { name: 'count', signature: '<a:n>', arity: 1, call: ([list]) => (list === undefined ? 0 : (list as readonly Value[]).length) },
  { name: 'append', signature: '<xx:a>', arity: 2, call: ([first, second], _input, run) => append(first, second, run) },
  {
    name: 'reverse',
    signature: '<a:a>',
    arity: 1,
    call: ([given], _input, run) => {
      if (!isList(given) || given.length <= 1) return given;
      run.spend(given.length);
      return given.toReversed();
    },
  },
  {
    name: 'sort',
    signature: '<af?:a>',
    arity: 2,
    call: ([given, comparator], _input, run) => sort(given, comparator as FunctionValue | undefined, run),
  },
  {
    name: 'shuffle',
    signature: '<a:a>',
    arity: 1,
    call: ([given], _input, run) => {
      if (!isList(given)) return undefined;
      run.spend(given.length);
      const shuffled = [...given];
      for (let at = shuffled.length - 1; at > 0; at -= 1) {
        const other = Math.floor(run.world.random() * (at + 1));
        [shuffled[at], shuffled[other]] = [shuffled[other], shuffled[at]];
      }
      return shuffled;
    },
  },
  { name: 'distinct', signature: '<x:x>', arity: 1, call: ([given], _input, run) => distinct(given, run) },
  {
    name: 'zip',
    signature: '<a+>',
    arity: 0,
    canBePartial: false,
    call: (lists, _input, run) => {
      const length = Math.min(...lists.map((list) => (isList(list) ? list.length : 0)));
      run.spend(length * lists.length);
      return Array.from({ length }, (_, at) => lists.map((list) => (list as readonly Value[])[at]));
    },
  },
];

function append(first: Value, second: Value, run: Evaluation): Value {
  if (first === undefined) return second;
  if (second === undefined) return first;
  const all = [...(isList(first) ? first : [first]), ...(isList(second) ? second : [second])];
  run.spend(all.length);
  return all;
}

function sort(given: Value, comparator: FunctionValue | undefined, run: Evaluation): Value {
  if (!isList(given) || given.length <= 1) return given;
  if (comparator !== undefined) return mergeSort<Value>(given, (a, b) => Boolean(invoke(comparator, [a, b], run)), run);
  if (!isNumberList(given) && !given.every((item) => typeof item === 'string')) throw failure('D3070', given);
  return mergeSort<Value>(given, (a, b) => (a as string) > (b as string), run);
}

function distinct(given: Value, run: Evaluation): Value | Sequence {
  if (!isList(given) || given.length <= 1) return given;
  const plain = new Set<Value>();
  const others: Value[] = [];
  const found: Value[] = [];
  run.spend(given.length);
  for (const item of given) {
    if (typeof item === 'object' && item !== null) {
      if (others.some((other) => areEqual(item, other, run))) continue;
      others.push(item);
    } else if (plain.has(item)) continue;
    else plain.add(item);
    found.push(item);
  }
  return isFound(given) ? new Sequence(found) : found;
}
