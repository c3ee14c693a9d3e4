/**
 * JSONata gives one found thing as itself and nothing as nothing. Where a schema says array, the one is wrapped and nothing becomes
 * `[]` (flow-format.md "Values in config"), also deep inside a value.
 */
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { propertyNames, saysType, schemaOfPart } from './schema-walk.ts';

export type FitLists = (value: Json | undefined) => Json | undefined;

/** Undefined when the schema asks for no list anywhere: then values stay as they are, unvisited. */
export function compileFitLists(root: JsonSchema, schema: JsonSchema | undefined, depth = 0): FitLists | undefined {
  if (schema === undefined || depth > DEEPEST_SCHEMA) return undefined;
  const item = compileFitLists(root, schemaOfPart(root, schema, 0), depth + 1);
  if (saysType(root, schema, 'array')) {
    return (value) => {
      const list = value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
      return item === undefined ? list : list.map((one) => item(one) as Json);
    };
  }
  const fields = compileFields(root, schema, depth);
  if (fields.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const fitted: Record<string, Json> = { ...(value as JsonObject) };
    for (const [name, shape] of fields) if (Object.hasOwn(fitted, name)) fitted[name] = shape(fitted[name]) as Json;
    return fitted;
  };
}

/** Schemas that refer to themselves are followed this deep. */
const DEEPEST_SCHEMA = 8;

function compileFields(root: JsonSchema, schema: JsonSchema, depth: number): readonly (readonly [string, FitLists])[] {
  return propertyNames(root, schema).flatMap((name) => {
    const shape = compileFitLists(root, schemaOfPart(root, schema, name), depth + 1);
    return shape === undefined ? [] : [[name, shape] as const];
  });
}
