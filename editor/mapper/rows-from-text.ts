/**
 * JSONata text as the rows of a map: the other way from `mapExpression`. What is no object or list "for each" stays one row with its
 * text as it is; notes stay with their targets. What no rows can say is refused, with the reason. Pure.
 */

import { readExpression } from '#flows/expressions/known-expression.ts';
import { mapExpression, readTargets } from '#flows/expressions/map-expression.ts';
import type { SyntaxNode } from '#flows/expressions/syntax-tree.ts';
import type { MapRow } from '#flows/flow.ts';
import { indexRows, targetText } from './map-rows.ts';
import { type Piece, readObject, readRepeated } from './text-pieces.ts';

export type RowsFromText =
  | { readonly rows: readonly MapRow[]; readonly fault?: undefined }
  | { readonly rows?: undefined; readonly fault: TextFault };

export type TextFault =
  | { readonly kind: 'syntax'; readonly message: string; readonly at: number }
  /** The text gives something else than one object written out. */
  | { readonly kind: 'no-object' }
  /** A name that no target can be written with, or one that stands there twice. */
  | { readonly kind: 'name'; readonly name: string };

/** `before`: rows that were there, whose notes and texts are kept where they say the same. */
export function rowsFromText(text: string, before: readonly MapRow[] = []): RowsFromText {
  const parsed = readExpression(text);
  const [fault] = parsed.faults;
  if (fault !== undefined) return { fault: { kind: 'syntax', message: fault.message, at: fault.from } };
  const fields = readObject(parsed.source);
  if (fields === undefined) return { fault: { kind: 'no-object' } };
  const rows: MapRow[] = [];
  const wrong = addFields(fields, [], undefined, rows);
  if (wrong !== undefined) return { fault: { kind: 'name', name: wrong } };
  if (saysSame(rows, parsed.tree)) return { rows: keepKnown(rows, before) };
  // Should taking it apart ever say something else: each field as it stands.
  const whole = fields.map(([name, { text: expression }]): MapRow => ({ target: name, expression }));
  return saysSame(whole, parsed.tree) ? { rows: keepKnown(whole, before) } : { fault: { kind: 'no-object' } };
}

function saysSame(rows: readonly MapRow[], tree: SyntaxNode | undefined): boolean {
  const { text } = mapExpression(rows);
  return text !== undefined && meaning(readExpression(text).tree) === meaning(tree);
}

/** The tree without places; parentheses round one thing mean nothing where they hold no variable. */
function meaning(tree: SyntaxNode | undefined): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'position') return undefined;
    if (value instanceof RegExp) return String(value);
    return isLoneBlock(value) ? value.expressions[0] : value;
  });
}

function isLoneBlock(value: unknown): value is { readonly expressions: readonly unknown[] } {
  const { type, expressions, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as { readonly [name: string]: unknown };
  return type === 'block' && Array.isArray(expressions) && expressions.length === 1 && Object.keys(rest).every((key) => key === 'position');
}

type Fields = NonNullable<ReturnType<typeof readObject>>;

/** The first name that cannot be a target. */
function addFields(fields: Fields, path: readonly string[], scope: string | undefined, rows: MapRow[]): string | undefined {
  const seen = new Set<string>();
  for (const [name, piece] of fields) {
    if (!/^[^[\].\s]+$/.test(name) || seen.has(name)) return name;
    seen.add(name);
    const wrong = addField([...path, name], piece, scope, rows);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function addField(path: readonly string[], piece: Piece, scope: string | undefined, rows: MapRow[]): string | undefined {
  const inner = readObject(piece.text);
  // An empty object, or names that no target has, are a value like any other.
  if (inner !== undefined && inner.length > 0 && canBeRows(inner)) return addFields(inner, path, scope, rows);
  const list = path.with(-1, `${path.at(-1)!}[]`);
  const repeated = readRepeated(piece.text);
  if (repeated !== undefined) {
    const { item } = repeated;
    const each = isPath(repeated.scope) ? repeated.scope : unwrapped(repeated.scope);
    const fields = readObject(item);
    if (fields !== undefined && fields.length > 0 && canBeRows(fields) && saysScope(fields)) return addFields(fields, list, each, rows);
    if (fields === undefined && item.startsWith('(')) {
      addRow(list, item.slice(1, -1).trim(), each, rows);
      return undefined;
    }
  }
  addRow(path, unguarded(piece.text), scope, rows);
  return undefined;
}

function addRow(path: readonly string[], expression: string, scope: string | undefined, rows: MapRow[]): void {
  rows.push({ target: path.join('.'), expression, ...(scope === undefined ? {} : { scope }) });
}

function canBeRows(fields: Fields): boolean {
  const names = fields.map(([name]) => name);
  return (
    new Set(names).size === names.length &&
    names.every((name) => /^[^[\].\s]+$/.test(name)) &&
    fields.every(([, piece]) => {
      const inner = readObject(piece.text);
      return inner === undefined || inner.length === 0 || canBeRows(inner);
    })
  );
}

/** Some row of the list itself can carry what it is repeated over. */
function saysScope(fields: Fields): boolean {
  return fields.some(([, piece]) => {
    const inner = readObject(piece.text);
    if (inner !== undefined && inner.length > 0) return saysScope(inner);
    return readRepeated(piece.text) === undefined;
  });
}

/** `(a and b)` as `mapExpression` writes it, without the parentheses that it puts round what would not stand alone. */
function unguarded(text: string): string {
  const inner = unwrapped(text);
  if (inner === text || readExpression(inner).tree === undefined) return text;
  const made = mapExpression([{ target: 'x', expression: inner }]).text;
  return made === `{\n  "x": ${text}\n}` ? inner : text;
}

function unwrapped(text: string): string {
  return text.startsWith('(') && text.endsWith(')') && readExpression(text.slice(1, -1)).tree !== undefined
    ? text.slice(1, -1).trim()
    : text;
}

function isPath(text: string): boolean {
  const { tree } = readExpression(text);
  return tree?.type === 'path' && tree.group === undefined;
}

/** A row that says what it said stays the object it was; one with a new text keeps its note. */
function keepKnown(rows: readonly MapRow[], before: readonly MapRow[]): readonly MapRow[] {
  const index = indexRows(before);
  const settled = settle(rows);
  const { targets } = indexRows(settled);
  return settled.map((row, at) => {
    const target = targets[at];
    const known = target === undefined ? undefined : index.rowOf.get(targetText(target));
    const old = known === undefined ? undefined : before[known];
    if (old === undefined) return row;
    if (sameText(old.expression, row.expression) && sameText(old.scope ?? '', row.scope ?? '') && isTargetAlone(old, before)) return old;
    return old.note === undefined ? row : { ...row, note: old.note };
  });
}

/** Its target says all by itself; one that leans on other rows might mean something else among new ones. */
function isTargetAlone(row: MapRow, rows: readonly MapRow[]): boolean {
  const [alone] = readTargets([row]);
  const among = readTargets(rows)[rows.indexOf(row)];
  return JSON.stringify(alone) === JSON.stringify(among);
}

/** The scope stands beside rows right in the list where there are any: beside a deeper one it could be that of an inner list. */
function settle(rows: readonly MapRow[]): readonly MapRow[] {
  const { targets } = indexRows(rows);
  const depthOf = (at: number): number => targets[at]?.lists.at(-1) ?? 0;
  const listOf = (at: number): string => JSON.stringify(targets[at]?.names.slice(0, depthOf(at)));
  const isNear = (at: number): boolean => (targets[at]?.names.length ?? 0) - depthOf(at) <= 1;
  const near = new Set(rows.flatMap(({ scope }, at) => (scope !== undefined && isNear(at) ? [listOf(at)] : [])));
  return rows.map((row, at) => {
    if (row.scope === undefined || isNear(at) || !near.has(listOf(at))) return row;
    const { scope: _, ...rest } = row;
    return rest;
  });
}

function sameText(one: string, other: string): boolean {
  return one.replace(/^=/, '').trim() === other.replace(/^=/, '').trim();
}
