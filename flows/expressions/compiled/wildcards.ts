/** `*` and `**`: what is in a value, and everything that is in it. */
import type { Evaluation } from './evaluation.ts';
import { isList, isObject, Sequence, type Value } from './value.ts';

/** The values of all fields; lists are laid out flat, and where there is one among them a list is given, whatever is in it. */
export function fieldsOf(input: Value, run: Evaluation): readonly Value[] | Sequence {
  const found: Value[] = [];
  const value = input === run.wrapper ? run.root : input;
  const fields = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const field of fields) addFlat(field, found, run);
  return fields.some(isList) ? found : new Sequence(found);
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
