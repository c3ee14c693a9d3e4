/** Every expression of a node's config with its place and kind. What is a list of map rows counts as one expression. */
import type { MapRow } from '../flow.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import { type CompiledExpression, type ContainedExpression, compileExpression } from './compiled/compile-expression.ts';
import { compileParsed, type DirectExpression } from './direct-expression.ts';
import { compileDirectMap } from './direct-map.ts';
import { isExpressionText } from './expression-text.ts';
import { mapExpression } from './map-expression.ts';
import { type ExpressionFault, parseExpression } from './parse-expression.ts';
import { findReferences, type References } from './references.ts';
import { keywordOf, schemaOfPart } from './schema-walk.ts';

export interface ConfigExpression {
  /** Where its value goes, in the config. */
  readonly path: readonly PathPart[];
  /** The same as JSON Pointer into the config, e.g. `/items/0/quantity`. */
  readonly pointer: string;
  /** Without the leading `=`. */
  readonly text: string;
  /** The first two are computed in process, the third in a child process. What cannot be parsed counts as contained. */
  readonly kind: 'direct' | 'compiled' | 'contained';
  readonly direct?: DirectExpression;
  readonly compiled?: CompiledExpression;
  /** Why it is contained; absent when the text cannot be parsed. */
  readonly contained?: ContainedExpression;
  /** Absent when the text cannot be parsed. */
  readonly references?: References;
  /** Syntax errors, offsets counted with the leading `=`. */
  readonly faults: readonly ExpressionFault[];
  /** Schema of the place where the schema says something. */
  readonly schema?: JsonSchema;
}

/** `schema` is the manifest's `config`. Places whose schema has format `map-rows` fill their sibling `value`. */
export function listConfigExpressions(config: JsonObject, schema: JsonSchema): readonly ConfigExpression[] {
  const known = listed.get(config);
  if (known?.schema === schema) return known.expressions;
  const found: ConfigExpression[] = [];
  walk(config, schema, [], schema, found);
  listed.set(config, { schema, expressions: found });
  return found;
}

/** Configs are never changed: while somebody draws, all but one of them are those of before. */
const listed = new WeakMap<JsonObject, { readonly schema: JsonSchema; readonly expressions: readonly ConfigExpression[] }>();

function walk(value: Json, schema: JsonSchema | undefined, path: readonly PathPart[], root: JsonSchema, found: ConfigExpression[]): void {
  if (isExpressionText(value)) found.push(describe(value, path, schema));
  else if (isMapRows(value, schema, root)) {
    const target = [...path.slice(0, -1), 'value'];
    // Wrong rows are reported row by row when the flow is checked; at run time the broken text fails where it is evaluated.
    const text = mapExpression(value).text ?? '{ "rows": ';
    found.push(describeRows(value, text, target));
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries())
      walk(item, schemaOfPart(root, schema, index), [...path, index], root, found);
  } else if (typeof value === 'object' && value !== null) {
    // A JSON Schema in a config is data: `{ "const": "= x" }` means the text.
    if (keywordOf(root, schema, 'format') === 'json-schema') return;
    for (const [name, part] of Object.entries(value)) walk(part, schemaOfPart(root, schema, name), [...path, name], root, found);
  }
}

/** Is this the list of rows of `core/map` (or of any node that has one)? Half-written rows are none yet. */
export function isMapRows(value: Json, schema: JsonSchema | undefined, root: JsonSchema): value is readonly (MapRow & JsonObject)[] {
  return keywordOf(root, schema, 'format') === 'map-rows' && Array.isArray(value) && (value as readonly Json[]).every(isMapRow);
}

export function isMapRow(value: Json): value is MapRow & JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { target, expression, scope } = value as JsonObject;
  return typeof target === 'string' && typeof expression === 'string' && (scope === undefined || typeof scope === 'string');
}

function describeRows(rows: readonly MapRow[], text: string, path: readonly PathPart[]): ConfigExpression {
  const described = describe(`=${text}`, path, undefined);
  const evaluate = compileDirectMap(rows);
  if (evaluate === undefined || described.references === undefined) return described;
  return { ...described, kind: 'direct', direct: { evaluate, references: described.references } };
}

function describe(text: string, path: readonly PathPart[], schema: JsonSchema | undefined): ConfigExpression {
  const parsed = parseExpression(text);
  const { expression } = compileParsed(parsed);
  const place = { path, pointer: toPointer(path), text: parsed.source, faults: parsed.faults, ...(schema === undefined ? {} : { schema }) };
  if (expression !== undefined) return { ...place, kind: 'direct', direct: expression, references: expression.references };
  if (parsed.tree === undefined) return { ...place, kind: 'contained' };
  const { compiled, contained } = compileExpression(parsed.tree);
  const references = findReferences(parsed.tree);
  return compiled === undefined
    ? { ...place, kind: 'contained', contained, references }
    : { ...place, kind: 'compiled', compiled, references };
}
