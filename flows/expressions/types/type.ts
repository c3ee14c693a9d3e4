/**
 * What is known of a value before there is one. A type stands for every value it allows, nothing and functions among them; where it
 * cannot be told, it is *unknown*, which allows all. Types are plain data and are never changed.
 */
import type { FunctionShape } from './function-shape.ts';

export type Type =
  | UnknownType
  | NeverType
  | NothingType
  | NullType
  | BooleanType
  | NumberType
  | TextType
  | ListType
  | ObjectType
  | FunctionType
  | UnionType
  | LazyType;

/** Anything, nothing too. */
export interface UnknownType {
  readonly kind: 'unknown';
}
/** No value: what has this type is never computed, or fails. */
export interface NeverType {
  readonly kind: 'never';
}
/** No value is there: a field that is missing, a path that finds nothing. An optional field is a union with this. */
export interface NothingType {
  readonly kind: 'nothing';
  /** Only since it is not known what it was made of: nobody is told that it may be missing. */
  readonly perhaps?: true;
}
export interface NullType {
  readonly kind: 'null';
}
export interface BooleanType {
  readonly kind: 'boolean';
  readonly value?: boolean;
}
export interface NumberType {
  readonly kind: 'number';
  /** One of these; absent: any. */
  readonly values?: readonly number[];
  readonly integer?: boolean;
  /** `x-unit` of its schema: `units.ts`. */
  readonly unit?: string;
  readonly lost?: Loss;
}
export interface TextType {
  readonly kind: 'text';
  readonly values?: readonly string[];
  readonly format?: TextFormat;
  /** Digits of a decimal, digits of a number with leading zeros: as many as its schema allows; absent where it does not say. */
  readonly digits?: number;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly unit?: string;
  readonly lost?: Loss;
}
/**
 * `date`, `date-time`, `time` as in JSON Schema; `decimal`: a number as text; `zero-padded`: a number of fixed length that keeps its
 * leading zeros, as SAP writes its keys. All else is a name that only its own target understands.
 */
export type TextFormat = 'date' | 'date-time' | 'time' | 'decimal' | 'zero-padded' | (string & {});

/** A conversion on the way here that cannot be taken back. */
export interface Loss {
  readonly what: 'leading-zeros' | 'digits' | 'time';
  /** Where it happened in the expression. */
  readonly at: Place;
}

/** In the text of the expression without its leading `=`, 0-based. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

export interface ListType {
  readonly kind: 'list';
  /** What stands at the first places, where that is known one by one. */
  readonly prefix: readonly Type[];
  /** Every item behind those. */
  readonly items: Type;
  readonly min: number;
  readonly max: number;
  /** By `[…]` as first or last step of a path: JSONata does not flatten it into what is around it. */
  readonly built?: 'yes' | 'maybe';
}
export interface ObjectType {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, Field>;
  /** Type of every other field, whether it is there or not; absent: there is no other field. */
  readonly rest?: Type;
}
export interface Field {
  /** A union with nothing when the field may be missing. */
  readonly type: Type;
  /** A schema asks for it, whatever its type. */
  readonly required?: true;
  /** Where the expression makes it. */
  readonly at?: Place;
  /** What its schema says of it to people. */
  readonly about?: string;
}
export interface FunctionType {
  readonly kind: 'function';
  /** Absent: nothing is known but that it is one. */
  readonly shape?: FunctionShape;
}
/** Of two and more; never of unions, `unknown` or `never`; of each kind one member but for objects and functions. */
export interface UnionType {
  readonly kind: 'union';
  readonly members: readonly Member[];
}
/** A schema that refers to another, perhaps to itself. `resolve` with the function of that name. */
export interface LazyType {
  readonly kind: 'lazy';
  /** What the schema calls it. */
  readonly name: string;
  readonly compute: () => Exclude<Type, LazyType>;
}

export type Member = Exclude<Type, UnionType | LazyType | UnknownType | NeverType>;
export type Resolved = Exclude<Type, LazyType>;

export const UNKNOWN: UnknownType = { kind: 'unknown' };
export const NEVER: NeverType = { kind: 'never' };
export const NOTHING: NothingType = { kind: 'nothing' };
export const PERHAPS_NOTHING: NothingType = { kind: 'nothing', perhaps: true };
export const NULL: NullType = { kind: 'null' };
export const BOOLEAN: BooleanType = { kind: 'boolean' };
export const TRUE: BooleanType = { kind: 'boolean', value: true };
export const FALSE: BooleanType = { kind: 'boolean', value: false };
export const NUMBER: NumberType = { kind: 'number' };
export const INTEGER: NumberType = { kind: 'number', integer: true };
export const TEXT: TextType = { kind: 'text' };
export const SOME_FUNCTION: FunctionType = { kind: 'function' };
export const EMPTY_LIST: ListType = { kind: 'list', prefix: [], items: NEVER, min: 0, max: 0 };
export const ANY_OBJECT: ObjectType = { kind: 'object', fields: new Map(), rest: UNKNOWN };
export function resolve(type: Type): Resolved {
  return type.kind === 'lazy' ? type.compute() : type;
}

export function constantText(...values: readonly string[]): TextType {
  return { kind: 'text', values };
}

export function constantNumber(...values: readonly number[]): NumberType {
  return { kind: 'number', values, integer: values.every(Number.isInteger) };
}

/** `items` may be `never` for a list that is always empty. */
export function listOf(items: Type, min = 0, max: number = Number.POSITIVE_INFINITY): ListType {
  return items.kind === 'never' ? EMPTY_LIST : { kind: 'list', prefix: [], items, min, max };
}

export function tupleOf(prefix: readonly Type[]): ListType {
  return { kind: 'list', prefix, items: NEVER, min: prefix.length, max: prefix.length };
}

/** A closed object. */
export function objectOf(fields: { readonly [name: string]: Type }): ObjectType {
  return { kind: 'object', fields: new Map(Object.entries(fields).map(([name, type]) => [name, { type }])) };
}

/** The members of a type; none of `never`, undefined of `unknown`. */
export function membersOf(type: Type): readonly Member[] | undefined {
  const resolved = resolve(type);
  if (resolved.kind === 'union') return resolved.members;
  if (resolved.kind === 'never') return [];
  return resolved.kind === 'unknown' ? undefined : [resolved];
}
