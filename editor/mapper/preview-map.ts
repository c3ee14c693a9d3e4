/**
 * What a map gives for a sample: computed in a worker of the browser with the compiled evaluator, all rows as one text, and one by one
 * where that fails, so that it is known which row it was. What needs the server says so. Pure.
 */
import { compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import type { ExpressionWorld } from '#flows/expressions/compiled/evaluation.ts';
import { readExpression } from '#flows/expressions/known-expression.ts';
import { bare, mapExpression } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { TableKind } from '#flows/library/library-function.ts';
import { indexRows, scopesAround } from './map-rows.ts';

export interface PreviewAsked {
  readonly rows: readonly MapRow[];
  /** What expressions see: `trigger`, `steps`, … */
  readonly input: JsonObject;
  /** Reference data by kind and name; a kind that is not here is asked of the server. */
  readonly tables: PreviewTables;
  /** ISO 8601: what `$now()` gives. */
  readonly at: string;
}

export type PreviewTables = { readonly [kind in TableKind]?: { readonly [name: string]: JsonObject } };

export interface Preview {
  /** Left out where nothing can be said. */
  readonly value?: Json;
  readonly way: 'fast' | 'contained' | 'server';
  /** Why it is not computed here: of what is contained the end of "contained, because …", else `master-data` or `pattern`. */
  readonly because?: string;
  /** Messages by index of the row. */
  readonly faults: { readonly [row: number]: string };
  /** For the server: the text of all rows that can be read. */
  readonly text?: string;
}

/** Reference data or a pattern is wanted that only the server has. */
class NeedsServer extends Error {}

export function previewMap({ rows, input, tables, at }: PreviewAsked): Preview {
  const { kept, faults } = readableRows(rows);
  const { text } = mapExpression(kept);
  if (text === undefined) return { way: 'fast', faults };
  const { tree, faults: wrong } = readExpression(text);
  if (tree === undefined) return { way: 'fast', faults: { ...faults, ...(wrong[0] === undefined ? {} : { [-1]: wrong[0].message }) } };
  const { compiled, contained } = compileExpression(tree);
  if (compiled === undefined) return { way: 'contained', because: contained.reason, faults, text };
  const world = worldOf(tables, at);
  try {
    const value = compiled.evaluate(input, world) ?? null;
    return { value, way: 'fast', faults, text };
  } catch (error) {
    if (error instanceof NeedsServer) return { way: 'server', because: error.message, faults, text };
    const found = faultsOfRows(rows, input, world);
    return { way: 'fast', faults: Object.keys(found).length === 0 ? { ...faults, [-1]: messageOf(error) } : { ...faults, ...found }, text };
  }
}

/** What is empty or cannot be read is left out, so that the others are seen; the check of the flow names it. */
function readableRows(rows: readonly MapRow[]): { readonly kept: readonly MapRow[]; readonly faults: Readonly<Record<number, string>> } {
  let kept = rows.flatMap((row, at) => (bare(row.expression) === '' ? [] : [{ row, at }]));
  const faults: Record<number, string> = {};
  for (;;) {
    const made = mapExpression(kept.map(({ row }) => row));
    if (made.faults === undefined) return { kept: kept.map(({ row }) => row), faults };
    for (const { row, message } of made.faults) faults[kept[row]!.at] ??= message;
    const wrong = new Set(made.faults.map(({ row }) => row));
    kept = kept.filter((_, at) => !wrong.has(at));
  }
}

function faultsOfRows(rows: readonly MapRow[], input: JsonObject, world: ExpressionWorld): Readonly<Record<number, string>> {
  const index = indexRows(rows);
  const faults: Record<number, string> = {};
  for (const [row, { expression }] of rows.entries()) {
    const target = index.targets[row];
    if (target === undefined || bare(expression) === '') continue;
    const scopes = scopesAround(target, index);
    const text = `${scopes.map((scope) => `(${scope ?? '[]'}).`).join('')}(${bare(expression)})`;
    const { tree } = readExpression(text);
    const compiled = tree === undefined ? undefined : compileExpression(tree).compiled;
    if (compiled === undefined) continue;
    try {
      compiled.evaluate(input, world);
    } catch (error) {
      if (!(error instanceof NeedsServer)) faults[row] = messageOf(error);
    }
  }
  return faults;
}

function worldOf(tables: PreviewTables, at: string): ExpressionWorld {
  return {
    at: Date.parse(at),
    random: () => 0.5,
    table(kind, name) {
      const known = tables[kind];
      if (known === undefined) throw new NeedsServer('master-data');
      return Object.hasOwn(known, name) ? known[name] : undefined;
    },
    compileRegex() {
      throw new NeedsServer('pattern');
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a row has given, out of the whole; of a list the values of its items. Undefined where there is nothing. */
export function valueOfRow(row: number, rows: readonly MapRow[], whole: Json | undefined, index = indexRows(rows)): Json | undefined {
  const target = index.targets[row];
  return target === undefined || whole === undefined ? undefined : valueAt(target.names, target.lists, whole, 0);
}

export function valueAt(names: readonly string[], lists: readonly number[], value: Json | undefined, depth: number): Json | undefined {
  if (value === undefined || (depth === names.length && !lists.includes(depth))) return value;
  if (lists.includes(depth) && Array.isArray(value)) {
    const rest = lists.filter((one) => one !== depth);
    const found = (value as readonly Json[]).flatMap((item) => {
      const part = valueAt(names, rest, item, depth);
      return part === undefined ? [] : [part];
    });
    return found;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const name = names[depth];
  const object = value as JsonObject;
  return name !== undefined && Object.hasOwn(object, name) ? valueAt(names, lists, object[name], depth + 1) : undefined;
}
