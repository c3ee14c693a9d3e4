/** `$keys`, `$lookup`, `$merge` and the like, and the functions that ask what a value is. */
import { ExpressionError } from '../../direct-value.ts';
import { invokeWith } from '../calls.ts';
import type { Evaluation } from '../evaluation.ts';
import { failure } from '../failure.ts';
import { compileField, lookUp } from '../lookup.ts';
import { isNumber, isTrue, toText } from '../operations.ts';
import { type FunctionValue, isFunction, isList, isObject, type ObjectValue, Sequence, setField, type Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const OBJECT_FUNCTIONS: readonly BuiltinDefinition[] = [
  { name: 'keys', signature: '<x-:a<s>>', arity: 1, call: ([value], _input, run) => new Sequence(keysOf(value, run)) },
  {
    name: 'lookup',
    signature: '<x-s:x>',
    arity: 2,
    call: ([value, name], _input, run) => lookUp(value, compileField(name as string), run),
  },
  { name: 'spread', signature: '<x-:a<o>>', arity: 1, call: ([value], _input, run) => spread(value, run) },
  {
    name: 'merge',
    signature: '<a<o>:o>',
    arity: 1,
    call: ([list], _input, run) => {
      if (list === undefined) return undefined;
      const merged: Record<string, Value> = {};
      run.spend((list as readonly Value[]).length);
      for (const object of list as readonly Value[]) {
        if (!isObject(object)) continue;
        const names = Object.keys(object);
        run.spend(names.length);
        for (const name of names) setField(merged, name, object[name]);
      }
      return merged;
    },
  },
  {
    name: 'each',
    signature: '<o-f:a>',
    arity: 2,
    call: ([object, act], _input, run) => {
      const found: Value[] = [];
      for (const [name, value] of fieldsOf(object, run)) {
        const result = invokeWith(act as FunctionValue, value, name, object, run);
        if (result !== undefined) found.push(result);
      }
      return new Sequence(found);
    },
  },
  {
    name: 'sift',
    signature: '<o-f?:o>',
    arity: 2,
    call: ([object, test], _input, run) => {
      const kept: Record<string, Value> = {};
      for (const [name, value] of fieldsOf(object, run)) {
        // It may be left out, and is then missed by the first field.
        if (!isFunction(test)) throw failure('T1006');
        if (isTrue(invokeWith(test, value, name, object, run), run)) setField(kept, name, value);
      }
      return Object.keys(kept).length === 0 ? undefined : kept;
    },
  },
  { name: 'type', signature: '<x:s>', arity: 1, call: ([value]) => typeOf(value) },
  { name: 'exists', signature: '<x:b>', arity: 1, call: ([value]) => value !== undefined },
  {
    name: 'boolean',
    signature: '<x-:b>',
    arity: 1,
    call: ([value], _input, run) => (value === undefined ? undefined : isTrue(value, run)),
  },
  { name: 'not', signature: '<x-:b>', arity: 1, call: ([value], _input, run) => (value === undefined ? undefined : !isTrue(value, run)) },
  {
    name: 'clone',
    signature: '<(oa)-:o>',
    arity: 1,
    call: ([value], _input, run) =>
      value === undefined ? undefined : (JSON.parse(toText(value === run.wrapper ? (run.root as null) : value, run)) as Value),
  },
  {
    name: 'error',
    signature: '<s?:x>',
    arity: 1,
    call: ([message]) => {
      throw new ExpressionError('D3137', message ? String(message) : '$error() function evaluated', undefined);
    },
  },
  {
    name: 'assert',
    signature: '<bs?:x>',
    arity: 2,
    call: ([condition, message]) => {
      if (condition !== true) throw new ExpressionError('D3141', message ? String(message) : '$assert() statement failed', undefined);
      return undefined;
    },
  },
];

function fieldsOf(object: Value, run: Evaluation): readonly (readonly [string, Value])[] {
  const fields = isObject(object) ? Object.entries(object) : [];
  run.spend(fields.length);
  return fields;
}

function keysOf(value: Value, run: Evaluation): readonly string[] {
  if (isObject(value)) {
    const names = Object.keys(value);
    run.spend(names.length);
    return names;
  }
  if (!isList(value)) return [];
  const all: Record<string, Value> = {};
  for (const item of value) for (const name of keysOf(item, run)) setField(all, name, true);
  return Object.keys(all);
}

/** Of a list all fields of all its objects, and what is no object as it is. */
function spread(value: Value, run: Evaluation): Value | Sequence {
  if (isList(value)) {
    const all: Value[] = [];
    let isEmpty = true;
    for (const item of value) {
      const parts = spread(item, run);
      if (parts === undefined) continue;
      isEmpty = false;
      if (parts instanceof Sequence) for (const part of parts.items) all.push(part);
      else if (isList(parts)) for (const part of parts) all.push(part);
      else all.push(parts);
    }
    run.spend(all.length);
    return isEmpty ? new Sequence([]) : all;
  }
  if (!isObject(value)) return value;
  return new Sequence(fieldsOf(value, run).map(([name, field]) => oneField(name, field)));
}

function oneField(name: string, value: Value): ObjectValue {
  const object: Record<string, Value> = {};
  setField(object, name, value);
  return object;
}

function typeOf(value: Value): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (isNumber(value)) return 'number';
  if (isList(value)) return 'array';
  return typeof value === 'number' ? 'object' : typeof value;
}
