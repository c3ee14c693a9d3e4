/**
 * A node's config, prepared once per version: literals unescaped, direct and compiled expressions as closures, and a list of what would
 * travel to a child in one message. The runtime evaluates; nothing here waits.
 */
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import type { CompiledExpression } from './compiled/compile-expression.ts';
import { type ConfigExpression, listConfigExpressions } from './config-expressions.ts';
import type { DirectScope } from './direct-expression.ts';
import { unescapeLiteral } from './expression-text.ts';
import { compileFitLists, type FitLists } from './fit-list.ts';
import { isRequired, keywordOf, saysType, schemaOfPart } from './schema-walk.ts';

export interface ConfigPlan {
  /** True when nothing has to travel: `assemble(scope, [])` gives the config at once. */
  readonly direct: boolean;
  /** Every expression that is not direct, in the order in which `assemble` wants their values. */
  readonly contained: readonly ConfigExpression[];
  /** The same, when all of them are compiled: then nothing has to travel either. They are computed in this order, as a child does it. */
  readonly compiled: readonly CompiledExpression[] | undefined;
  /**
   * The config with every expression replaced by its value. A field whose value is nothing is left out, an item is dropped.
   * Throws ExpressionError. Parts are shared with the scope: do not change the result.
   */
  assemble(scope: DirectScope, containedValues: readonly (Json | undefined)[]): JsonObject;
}

/** `schema` is the manifest's `config`. */
export function compileConfigPlan(config: JsonObject, schema: JsonSchema): ConfigPlan {
  const contained: ConfigExpression[] = [];
  const expressions = new Map(listConfigExpressions(config, schema).map((expression) => [expression.pointer, expression]));
  const fill = compilePart(withPlaces(config, expressions.values()), undefined, [], schema, { root: schema, expressions, contained });
  const compiled = contained.flatMap((expression) => expression.compiled ?? []);
  return {
    direct: contained.length === 0,
    contained,
    compiled: compiled.length === contained.length ? compiled : undefined,
    assemble: (scope, containedValues) => fill(scope, containedValues) as JsonObject,
  };
}

type Fill = (scope: DirectScope, contained: readonly (Json | undefined)[]) => Json | undefined;

interface Compiling {
  readonly root: JsonSchema;
  readonly expressions: ReadonlyMap<string, ConfigExpression>;
  readonly contained: ConfigExpression[];
}

/** Stands where a mapped value will come: its place is not in the config as drawn. */
function withPlaces(config: JsonObject, expressions: Iterable<ConfigExpression>): JsonObject {
  let placed: JsonObject = config;
  for (const { path } of expressions) placed = place(placed, path) as JsonObject;
  return placed;
}

function place(value: Json | undefined, [part, ...rest]: readonly PathPart[]): Json {
  if (part === undefined) return value ?? null;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => (index === part ? place(item, rest) : item));
  const object = value as JsonObject;
  return { ...object, [part]: place(Object.hasOwn(object, part) ? object[part] : undefined, rest) };
}

function compilePart(
  value: Json,
  parent: JsonSchema | undefined,
  path: readonly PathPart[],
  schema: JsonSchema | undefined,
  compiling: Compiling,
): Fill {
  const expression = compiling.expressions.get(toPointer(path));
  if (expression !== undefined) return compileExpression(expression, parent, path, schema, compiling);
  if (typeof value === 'string') return constant(unescapeLiteral(value));
  if (typeof value !== 'object' || value === null) return constant(value);
  // Schemas and map rows are data.
  const format = keywordOf(compiling.root, schema, 'format');
  if (format === 'json-schema' || format === 'map-rows') return constant(value);
  if (Array.isArray(value)) return compileList(value as readonly Json[], path, schema, compiling);
  return compileObject(value as JsonObject, path, schema, compiling);
}

function compileList(list: readonly Json[], path: readonly PathPart[], schema: JsonSchema | undefined, compiling: Compiling): Fill {
  const fills = list.map((item, index) =>
    compilePart(item, schema, [...path, index], schemaOfPart(compiling.root, schema, index), compiling),
  );
  if (fills.every(isConstant)) return constant(fills.map((fill) => fill({}, []) as Json));
  return (scope, contained) => fills.map((fill) => fill(scope, contained)).filter((item): item is Json => item !== undefined);
}

function compileObject(object: JsonObject, path: readonly PathPart[], schema: JsonSchema | undefined, compiling: Compiling): Fill {
  const fills = Object.entries(object).map(
    ([name, part]) => [name, compilePart(part, schema, [...path, name], schemaOfPart(compiling.root, schema, name), compiling)] as const,
  );
  const assemble: Fill = (scope, contained) => {
    const filled: Record<string, Json> = {};
    for (const [name, fill] of fills) {
      const value = fill(scope, contained);
      if (value === undefined) continue;
      // Assigning `__proto__` would set the prototype.
      if (name === '__proto__') Object.defineProperty(filled, name, { value, enumerable: true, configurable: true, writable: true });
      else filled[name] = value;
    }
    return filled;
  };
  return fills.every(([, fill]) => isConstant(fill)) ? constant(assemble({}, []) as Json) : assemble;
}

function compileExpression(
  expression: ConfigExpression,
  parent: JsonSchema | undefined,
  path: readonly PathPart[],
  schema: JsonSchema | undefined,
  compiling: Compiling,
): Fill {
  const shape = compileFit(parent, path, schema, compiling.root);
  if (expression.direct !== undefined) {
    const { direct } = expression;
    return shape === undefined ? (scope) => direct.evaluate(scope) : (scope) => shape(direct.evaluate(scope));
  }
  const slot = compiling.contained.push(expression) - 1;
  return shape === undefined ? (_scope, values) => values[slot] : (_scope, values) => shape(values[slot]);
}

/** Where a required field is boolean, nothing counts as false, as in every condition. */
function compileFit(
  parent: JsonSchema | undefined,
  path: readonly PathPart[],
  schema: JsonSchema | undefined,
  root: JsonSchema,
): FitLists | undefined {
  const name = path.at(-1);
  if (typeof name === 'string' && saysType(root, schema, 'boolean') && isRequired(root, parent, name)) return (value) => value ?? false;
  return compileFitLists(root, schema);
}

const constants = new WeakSet<Fill>();

function constant(value: Json): Fill {
  const fill: Fill = () => value;
  constants.add(fill);
  return fill;
}

function isConstant(fill: Fill): boolean {
  return constants.has(fill);
}
