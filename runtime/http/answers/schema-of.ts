/**
 * JSON Schemas of what we answer with, held by the compiler against the types of the answers: a member that is missing, that is too
 * much, that is optional on one side only or of another type does not build.
 */
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';

export interface SchemaOf<T> {
  readonly schema: JsonSchema;
  /** Never there: it only makes the type differ, both ways. */
  readonly of?: (value: T) => T;
}
export interface OptionalSchema<T> extends SchemaOf<T> {
  readonly optional: true;
}

/** The type has it; a reader with fewer rights does not get it. */
export interface WithheldSchema<T> extends SchemaOf<T> {
  readonly withheld: true;
}

export type Members<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? OptionalSchema<Required<T>[K]> : SchemaOf<T[K]>;
};

export const string: SchemaOf<string> = { schema: { type: 'string' } };
/** UTC, milliseconds. */
export const instant: SchemaOf<string> = { schema: { type: 'string', format: 'date-time' } };
export const number: SchemaOf<number> = { schema: { type: 'number' } };
export const integer: SchemaOf<number> = { schema: { type: 'integer' } };
export const boolean: SchemaOf<boolean> = { schema: { type: 'boolean' } };
export const json: SchemaOf<Json> = { schema: {} };
export const jsonObject: SchemaOf<JsonObject> = { schema: { type: 'object' } };

export function optional<T>({ schema }: SchemaOf<T>): OptionalSchema<T> {
  return { schema, optional: true };
}

/** Left out for who has no right to payloads. */
export function payload<T>({ schema }: SchemaOf<T>): WithheldSchema<T> {
  return { schema: { description: 'Only with the right to payloads.', ...schema }, withheld: true };
}

export function choice<const V extends string | number | boolean>(...values: readonly V[]): SchemaOf<V> {
  return { schema: { enum: values as readonly Json[] } };
}

export function list<T>({ schema }: SchemaOf<T>): SchemaOf<readonly T[]> {
  return { schema: { type: 'array', items: schema } };
}

export function record<T>({ schema }: SchemaOf<T>): SchemaOf<{ readonly [name: string]: T }> {
  return { schema: { type: 'object', additionalProperties: schema } };
}

export function object<T>(members: Members<T>): SchemaOf<T> {
  return { schema: closedObject(members as AnyMembers) };
}

/** One of several shapes that `type` tells apart. */
export type Variants<T extends { readonly type: string }> = {
  readonly [N in T['type']]: Members<Omit<VariantOf<T, N>, 'type'>>;
};
type VariantOf<T extends { readonly type: string }, N> = T extends unknown ? (N extends T['type'] ? T : never) : never;

/** `shared`: members that every shape has. */
export function variants<T extends { readonly type: string }, S>(each: Variants<T>, shared: Members<S>): SchemaOf<S & T> {
  const shapes = Object.entries(each as { readonly [name: string]: AnyMembers }).map(([name, members]) =>
    closedObject({ ...(shared as AnyMembers), type: { schema: { const: name } }, ...members }),
  );
  return { schema: { oneOf: shapes } };
}

interface AnyMembers {
  readonly [name: string]: { readonly schema: JsonSchema; readonly optional?: true; readonly withheld?: true };
}

function closedObject(members: AnyMembers): JsonSchema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, { optional, withheld }]) => !(optional ?? withheld ?? false)).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
  };
}
