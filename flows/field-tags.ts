/** Where a value may hold what is not for everybody: the fields that its schema tags with `x-millrace` (TRC-3). */
import { branches } from './expressions/schema-walk.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { FIELD_TAGS, type FieldTag } from './schemas/schemas.ts';

/** The tagged branches of a schema and nothing else: walking a value along it costs what is tagged, not what is there. */
export interface TagTree {
  /** The value here is tagged, whole. */
  readonly tag?: FieldTag;
  readonly fields: ReadonlyMap<string, TagTree>;
  /** Every entry of a list, and every field that is not named. */
  readonly each?: TagTree;
}

type FindSchema = (ref: string) => JsonSchema | undefined;

/** Deeper than any of our objects; a schema that takes itself in ends here. */
const DEEPEST = 24;
const COMBINING = ['anyOf', 'oneOf', 'prefixItems'] as const;
const CONDITIONAL = ['then', 'else', 'if'] as const;

/** Undefined when nothing in it is tagged. `find`: what `$ref: "schemas/…"` names, as frozen with the version. */
export function tagTreeOf(schema: JsonSchema, find: FindSchema): TagTree | undefined {
  return walk(schema, schema, find, 0);
}

function walk(schema: Json | undefined, root: JsonSchema, find: FindSchema, depth: number): TagTree | undefined {
  if (!isObject(schema) || depth > DEEPEST) return undefined;
  let found: TagTree | undefined;
  const add = (tree: TagTree | undefined) => {
    found = mergeTrees(found, tree);
  };
  for (const part of branches(root, schema)) {
    const tag = FIELD_TAGS.find((one) => one === part['x-millrace']);
    if (tag !== undefined) add({ tag, fields: NO_FIELDS });
    const reference = part['$ref'];
    const named = typeof reference === 'string' && !reference.startsWith('#') ? find(reference) : undefined;
    if (named !== undefined) add(walk(named, named, find, depth + 1));
    for (const [name, inner] of Object.entries(objectOf(part['properties']))) {
      const tree = walk(inner, root, find, depth + 1);
      if (tree !== undefined) add({ fields: new Map([[name, tree]]) });
    }
    const others = [part['items'], part['additionalProperties'], ...Object.values(objectOf(part['patternProperties']))];
    for (const inner of others) {
      const each = walk(inner, root, find, depth + 1);
      if (each !== undefined) add({ fields: NO_FIELDS, each });
    }
    for (const keyword of COMBINING)
      for (const inner of listOf(part[keyword])) {
        const tree = walk(inner, root, find, depth + 1);
        if (tree !== undefined) add(keyword === 'prefixItems' ? { fields: NO_FIELDS, each: tree } : tree);
      }
    for (const keyword of CONDITIONAL) add(walk(part[keyword], root, find, depth + 1));
  }
  return found;
}

/** What either of them tags. */
export function mergeTrees(one: TagTree | undefined, other: TagTree | undefined): TagTree | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const fields = new Map(one.fields);
  for (const [name, tree] of other.fields) fields.set(name, mergeTrees(fields.get(name), tree)!);
  const tag = one.tag ?? other.tag;
  const each = mergeTrees(one.each, other.each);
  return { fields, ...(tag === undefined ? {} : { tag }), ...(each === undefined ? {} : { each }) };
}

const NO_FIELDS: ReadonlyMap<string, TagTree> = new Map();

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
