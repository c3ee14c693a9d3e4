/** Types put together, and parts taken away. Sizes are bounded: what grows beyond them becomes less exact, never wrong. */
import { LazyMap } from '../../lazy-map.ts';
import { isLike } from './constant-text.ts';
import {
  BOOLEAN,
  type Field,
  type FunctionType,
  type ListType,
  type Member,
  membersOf,
  NEVER,
  NOTHING,
  type NumberType,
  type ObjectType,
  type Resolved,
  resolve,
  SOME_FUNCTION,
  type TextType,
  type Type,
  UNKNOWN,
} from './type.ts';

const MOST_OBJECTS = 8;
const MOST_FUNCTIONS = 4;
const MOST_VALUES = 64;
const LONGEST_PREFIX = 32;
/** Types within types: what lies deeper is unknown when two are put together, and different when they are compared. */
const DEEPEST = 12;

export function union(...types: readonly Type[]): Resolved {
  return unionAt(types, 0);
}

function unionAt(types: readonly Type[], depth: number): Resolved {
  if (types.length === 1) return resolve(types[0]!);
  if (types.length === 2) {
    if (types[0] === types[1]) return resolve(types[0]!);
    if (types[0]!.kind === 'never') return resolve(types[1]!);
    if (types[1]!.kind === 'never') return resolve(types[0]!);
  }
  if (depth > DEEPEST) return UNKNOWN;
  const members: Member[] = [];
  for (const type of types) {
    const parts = membersOf(type);
    if (parts === undefined) return UNKNOWN;
    for (const part of parts) addMember(members, part, depth);
  }
  return fromMembers(members, depth);
}

function fromMembers(members: readonly Member[], depth = 0): Resolved {
  const [first] = members;
  if (first === undefined) return NEVER;
  if (members.length === 1) return first;
  return { kind: 'union', members: widen(members, depth) };
}

function widen(members: readonly Member[], depth: number): readonly Member[] {
  const objects = members.filter((member): member is ObjectType => member.kind === 'object');
  const functions = members.filter((member) => member.kind === 'function');
  let kept = members;
  if (objects.length > MOST_OBJECTS) {
    const merged = objects.reduce((one, other) => mergeObjects(one, other, depth));
    kept = [...kept.filter(({ kind }) => kind !== 'object'), merged];
  }
  if (functions.length > MOST_FUNCTIONS) kept = [...kept.filter(({ kind }) => kind !== 'function'), SOME_FUNCTION];
  return kept;
}

function addMember(members: Member[], part: Member, depth: number): void {
  for (let at = 0; at < members.length; at += 1) {
    const known = members[at]!;
    if (known === part) return;
    if (known.kind !== part.kind) continue;
    const merged = mergeAlike(known, part, depth);
    if (merged === undefined) continue;
    members[at] = merged;
    return;
  }
  members.push(part);
}

/** Undefined where both stay beside each other. */
function mergeAlike(one: Member, other: Member, depth: number): Member | undefined {
  switch (one.kind) {
    case 'nothing':
      return one.perhaps === true ? other : one;
    case 'null':
      return one;
    case 'boolean':
      return one.value === (other as typeof one).value ? one : BOOLEAN;
    case 'number':
      return mergeNumbers(one, other as NumberType);
    case 'text':
      return mergeTexts(one, other as TextType);
    case 'list':
      return mergeLists(one, other as ListType, depth);
    case 'object':
      return isSame(one, other) ? one : undefined;
    case 'function':
      return mergeFunctions(one, other as FunctionType);
  }
}

function mergeFunctions(one: FunctionType, other: FunctionType): FunctionType | undefined {
  if (one.shape === other.shape) return one;
  return one.shape === undefined || other.shape === undefined ? SOME_FUNCTION : undefined;
}

function mergeNumbers(one: NumberType, other: NumberType): NumberType {
  const values = mergeValues(one.values, other.values);
  const lost = one.lost ?? other.lost;
  return {
    kind: 'number',
    ...(values === undefined ? {} : { values }),
    ...(one.integer === true && other.integer === true ? { integer: true } : {}),
    ...(one.unit !== undefined && one.unit === other.unit ? { unit: one.unit } : {}),
    ...(lost === undefined ? {} : { lost }),
  };
}

function mergeTexts(one: TextType, other: TextType): TextType {
  const values = mergeValues(one.values, other.values);
  const lost = one.lost ?? other.lost;
  const { format, digits } = mergeFormats(one, other);
  return {
    kind: 'text',
    ...(values === undefined ? {} : { values }),
    ...(format === undefined ? {} : { format }),
    ...(digits === undefined ? {} : { digits }),
    ...(one.pattern !== undefined && one.pattern === other.pattern ? { pattern: one.pattern } : {}),
    ...(one.maxLength !== undefined && other.maxLength !== undefined ? { maxLength: Math.max(one.maxLength, other.maxLength) } : {}),
    ...(one.unit !== undefined && one.unit === other.unit ? { unit: one.unit } : {}),
    ...(lost === undefined ? {} : { lost }),
  };
}

/** Texts that are written down have the form of the others if they look like them. */
function mergeFormats(one: TextType, other: TextType): Pick<TextType, 'format' | 'digits'> {
  if (one.values !== undefined && other.values === undefined && one.values.every((value) => isLike(value, other))) return other;
  if (other.values !== undefined && one.values === undefined && other.values.every((value) => isLike(value, one))) return one;
  if (one.format === undefined || one.format !== other.format) return {};
  const { format } = one;
  if (one.digits === other.digits) return one.digits === undefined ? { format } : { format, digits: one.digits };
  const isMost = format === 'decimal' && one.digits !== undefined && other.digits !== undefined;
  return isMost ? { format, digits: Math.max(one.digits!, other.digits!) } : { format };
}

function mergeValues<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined {
  if (one === undefined || other === undefined) return undefined;
  const all = [...new Set([...one, ...other])];
  return all.length > MOST_VALUES ? undefined : all;
}

function mergeLists(one: ListType, other: ListType, depth: number): ListType {
  const sure = one.built === 'yes' && other.built === 'yes';
  const built = sure ? 'yes' : one.built === undefined && other.built === undefined ? undefined : 'maybe';
  const length = one.prefix.length === other.prefix.length && one.prefix.length <= LONGEST_PREFIX ? one.prefix.length : 0;
  const prefix = one.prefix.slice(0, length).map((item, at) => unionAt([item, other.prefix[at]!], depth + 1));
  return {
    kind: 'list',
    prefix,
    items: length === 0 ? unionAt([itemOf(one), itemOf(other)], depth + 1) : unionAt([one.items, other.items], depth + 1),
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    ...(built === undefined ? {} : { built }),
  };
}

/** Any item of it. */
export function itemOf({ prefix, items }: ListType): Resolved {
  return prefix.length === 0 ? resolve(items) : union(...prefix, items);
}

export function mergeObjects(one: ObjectType, other: ObjectType, depth = 0): ObjectType {
  const fields = new Map<string, Field>();
  for (const name of new Set([...one.fields.keys(), ...other.fields.keys()])) {
    const at = one.fields.get(name)?.at ?? other.fields.get(name)?.at;
    const about = one.fields.get(name)?.about ?? other.fields.get(name)?.about;
    const type = unionAt([fieldOf(one, name), fieldOf(other, name)], depth + 1);
    fields.set(name, { type, ...(at === undefined ? {} : { at }), ...(about === undefined ? {} : { about }) });
  }
  const rests = [one.rest, other.rest].filter((rest) => rest !== undefined);
  return { kind: 'object', fields, ...(rests.length === 0 ? {} : { rest: unionAt(rests, depth + 1) }) };
}

/** What `object[name]` is: nothing in it where it may be missing. */
export function fieldOf(object: ObjectType, name: string): Type {
  const field = object.fields.get(name);
  if (field !== undefined) return field.type;
  return object.rest === undefined ? NOTHING : union(object.rest, NOTHING);
}

/** The object with another field in the place of this one. */
export function withField(object: ObjectType, name: string, type: Type): ObjectType {
  const { fields } = object;
  const field = { ...fields.get(name), type };
  return { ...object, fields: fields instanceof LazyMap ? fields.with(name, field) : new Map([...fields, [name, field]]) };
}

/** The type without the members that `drop` names. */
export function without(type: Type, drop: (member: Member) => boolean): Resolved {
  const resolved = resolve(type);
  if (resolved.kind === 'union') {
    const kept = resolved.members.filter((member) => !drop(member));
    return kept.length === resolved.members.length ? resolved : fromMembers(kept);
  }
  if (resolved.kind === 'unknown' || resolved.kind === 'never') return resolved;
  return drop(resolved) ? NEVER : resolved;
}

export function withoutNothing(type: Type): Resolved {
  return without(type, ({ kind }) => kind === 'nothing');
}

/** Every member changed by itself; unknown stays. */
export function mapMembers(type: Type, change: (member: Member) => Type): Resolved {
  const members = membersOf(type);
  if (members === undefined) return UNKNOWN;
  if (members.length === 1) return resolve(change(members[0]!));
  return union(...members.map(change));
}

/** May it be nothing? Of unknown: yes, it may. */
export function maybeNothing(type: Type): boolean {
  const members = membersOf(type);
  return members === undefined || members.some(({ kind }) => kind === 'nothing');
}

/** Surely the same set of values. Deep ones that cannot be told quickly are not. */
export function isSame(one: Type, other: Type, depth = 0): boolean {
  if (one === other) return true;
  if (depth > DEEPEST || one.kind === 'lazy' || other.kind === 'lazy' || one.kind !== other.kind) return false;
  switch (one.kind) {
    case 'boolean':
      return one.value === (other as typeof one).value;
    case 'number':
    case 'text': {
      const second = other as TextType;
      return (
        (one as TextType).format === second.format &&
        (one as TextType).digits === second.digits &&
        (one as TextType).pattern === second.pattern &&
        (one as TextType).maxLength === second.maxLength &&
        (one as unknown as NumberType).integer === (other as NumberType).integer &&
        one.unit === second.unit &&
        one.lost === second.lost &&
        sameValues(one.values, second.values)
      );
    }
    case 'list': {
      const second = other as ListType;
      return (
        one.min === second.min &&
        one.max === second.max &&
        one.built === second.built &&
        one.prefix.length === second.prefix.length &&
        one.prefix.every((item, at) => isSame(item, second.prefix[at]!, depth + 1)) &&
        isSame(one.items, second.items, depth + 1)
      );
    }
    case 'object': {
      const second = other as ObjectType;
      if (one.fields.size !== second.fields.size || (one.rest === undefined) !== (second.rest === undefined)) return false;
      for (const [name, { type }] of one.fields) {
        const field = second.fields.get(name);
        if (field === undefined || !isSame(type, field.type, depth + 1)) return false;
      }
      return one.rest === undefined || isSame(one.rest, second.rest!, depth + 1);
    }
    case 'function':
      return one.shape === (other as FunctionType).shape;
    case 'union': {
      const second = (other as typeof one).members;
      return one.members.length === second.length && one.members.every((member, at) => isSame(member, second[at]!, depth + 1));
    }
    default:
      return true;
  }
}

function sameValues(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
