/** `*` and `**`: what is in a value, and everything that is in it. */
import type { Evaluation } from './evaluation.ts';
import { isList, isObject, type Value } from './value.ts';

/** The values of all fields; lists are laid out flat. */
export function fieldsOf(input: Value, run: Evaluation): readonly Value[] {
  const found: Value[] = [];
  const value = input === run.wrapper ? run.root : input;
  if (isList(value)) for (const item of value) addFlat(item, found, run);
  else if (isObject(value)) for (const field of Object.values(value)) addFlat(field, found, run);
  return found;
}

function addFlat(value: Value, found: Value[], run: Evaluation): void {
  run.spend(1);
  if (isList(value)) for (const item of value) addFlat(item, found, run);
  else found.push(value);
}

/** The value itself and whatever is in it, but no lists. */
export function descendantsOf(value: Value, run: Evaluation): readonly Value[] {
  const found: Value[] = [];
  descend(value, found, run);
  return found;
}

function descend(value: Value, found: Value[], run: Evaluation): void {
  run.spend(1);
  if (isList(value)) {
    for (const item of value) descend(item, found, run);
    return;
  }
  found.push(value);
  if (isObject(value)) for (const field of Object.values(value)) descend(field, found, run);
}
