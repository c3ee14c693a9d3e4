/** What is of both types (`allOf`). Never too narrow: where it cannot be told, one of the two stands for both. */
import {
  type Field,
  type ListType,
  type Member,
  membersOf,
  NEVER,
  type NumberType,
  type ObjectType,
  type Resolved,
  resolve,
  type TextType,
  type Type,
  UNKNOWN,
} from './type.ts';
import { fieldOf, itemOf, union, withoutNothing } from './union.ts';

const DEEPEST = 6;

/** What may still be put together for the outermost call, and all calls within it share: choices within choices multiply. */
let left = 0;
const MOST_STEPS = 200;

export function meet(one: Type, other: Type, depth = 0): Resolved {
  if (depth === 0) left = MOST_STEPS;
  const ones = membersOf(one);
  const others = membersOf(other);
  if (ones === undefined) return others === undefined ? UNKNOWN : resolve(other);
  if (others === undefined || depth > DEEPEST || left < 0) return resolve(one);
  left -= ones.length * others.length;
  return union(...ones.flatMap((a) => others.map((b) => meetMembers(a, b, depth))));
}

function meetMembers(one: Member, other: Member, depth: number): Type {
  if (one.kind !== other.kind) return NEVER;
  switch (one.kind) {
    case 'boolean': {
      const { value } = other as typeof one;
      if (one.value === undefined) return other;
      return value === undefined || value === one.value ? one : NEVER;
    }
    case 'number':
      return meetNumbers(one, other as NumberType);
    case 'text':
      return meetTexts(one, other as TextType);
    case 'list':
      return meetLists(one, other as ListType, depth);
    case 'object':
      return meetObjects(one, other as ObjectType, depth);
    default:
      return one;
  }
}

function meetNumbers(one: NumberType, other: NumberType): Type {
  const values = meetValues(one.values, other.values);
  if (values?.length === 0) return NEVER;
  return { ...other, ...one, ...(values === undefined ? {} : { values }), ...(one.integer || other.integer ? { integer: true } : {}) };
}

function meetTexts(one: TextType, other: TextType): Type {
  const values = meetValues(one.values, other.values);
  if (values?.length === 0) return NEVER;
  return { ...other, ...one, ...(values === undefined ? {} : { values }) };
}

function meetValues<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.filter((value) => other.includes(value));
}

function meetLists(one: ListType, other: ListType, depth: number): Type {
  const min = Math.max(one.min, other.min);
  const max = Math.min(one.max, other.max);
  if (min > max) return NEVER;
  const [longer, shorter] = one.prefix.length >= other.prefix.length ? [one, other] : [other, one];
  const prefix = longer.prefix.map((item, at) => meet(item, shorter.prefix[at] ?? shorter.items, depth + 1));
  const items =
    longer.prefix.length === 0 ? meet(itemOf(longer), itemOf(shorter), depth + 1) : meet(longer.items, shorter.items, depth + 1);
  return { kind: 'list', prefix, items, min, max: items.kind === 'never' ? Math.min(max, prefix.length) : max };
}

function meetObjects(one: ObjectType, other: ObjectType, depth: number): Type {
  const fields = new Map<string, Field>();
  for (const name of new Set([...one.fields.keys(), ...other.fields.keys()])) {
    const both = meet(fieldOf(one, name), fieldOf(other, name), depth + 1);
    const required = one.fields.get(name)?.required === true || other.fields.get(name)?.required === true;
    const type = required ? withoutNothing(both) : both;
    if (type.kind === 'never') return NEVER;
    const about = one.fields.get(name)?.about ?? other.fields.get(name)?.about;
    fields.set(name, { type, ...(required ? { required } : {}), ...(about === undefined ? {} : { about }) });
  }
  if (one.rest === undefined || other.rest === undefined) return { kind: 'object', fields };
  return { kind: 'object', fields, rest: meet(one.rest, other.rest, depth + 1) };
}
