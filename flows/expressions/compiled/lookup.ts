/** Fields by name: of an object, and of all objects in a list. */
import type { Evaluation } from './evaluation.ts';
import { isInherited, isList, isObject, type ObjectValue, Sequence, type Value } from './value.ts';

/** Reads one field of an object. A plain read is several times faster than asking whether the field is its own. */
export type ReadField = (object: ObjectValue) => Value;

export function compileField(name: string): ReadField {
  return isInherited(name) ? (object) => (Object.hasOwn(object, name) ? object[name] : undefined) : (object) => object[name];
}

/** Of a list: the fields of all its items, lists among them laid out once. */
export function lookUp(input: Value, read: ReadField, run: Evaluation): Value | Sequence {
  if (isObject(input)) return read(input);
  if (!isList(input)) return undefined;
  const found: Value[] = [];
  collect(input, read, found, run);
  return new Sequence(found);
}

function collect(list: readonly Value[], read: ReadField, found: Value[], run: Evaluation): void {
  run.spend(list.length);
  for (const item of list) {
    if (isList(item)) {
      collect(item, read, found, run);
      continue;
    }
    const value = isObject(item) ? read(item) : undefined;
    if (isList(value)) {
      run.spend(value.length);
      for (const part of value) found.push(part);
    } else if (value !== undefined) found.push(value);
  }
}
