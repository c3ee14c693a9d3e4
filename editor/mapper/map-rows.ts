/** The rows of a map by where they write, and edits of them. A row that nobody touches stays the object that it was. Pure. */
import { bare, readTargets } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import { type FieldPath, startsWith } from './field-path.ts';

/** Where a row writes, as `items[].size.width`: names, and which of them are lists. */
export interface Target {
  readonly names: FieldPath;
  /** Depths, 1 = first name. */
  readonly lists: readonly number[];
}

export interface MapIndex {
  /** By `targetText`; the first where there are several. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Rows that write nowhere: no target, or one that another row has already. */
  readonly strays: readonly number[];
  /** By the text of the list's target: what it is repeated over. */
  readonly scopes: ReadonlyMap<string, string>;
  /** By row; undefined for what is no target. */
  readonly targets: readonly (Target | undefined)[];
}

export function targetText({ names, lists }: Target): string {
  return names.map((name, at) => (lists.includes(at + 1) ? `${name}[]` : name)).join('.');
}

/** Names that a target can be written with. */
export function canBeTarget(names: FieldPath): boolean {
  return names.every((name) => /^[^[\].\s]+$/.test(name));
}

/** The list that holds it, or that it is itself; undefined outside of lists. */
export function listAround({ names, lists }: Target): Target | undefined {
  const depth = lists.at(-1);
  return depth === undefined ? undefined : { names: names.slice(0, depth), lists };
}

/** The list around a list; of a list itself the next one outside. */
export function outerList({ names, lists }: Target): Target | undefined {
  const outer = lists.filter((depth) => depth < names.length);
  const depth = outer.at(-1);
  return depth === undefined ? undefined : { names: names.slice(0, depth), lists: outer };
}

export function indexRows(rows: readonly MapRow[]): MapIndex {
  const own = readTargets(rows);
  const lists = new Set(
    own.flatMap((path) => (path === undefined ? [] : path.lists.map((depth) => JSON.stringify(path.names.slice(0, depth))))),
  );
  const targets = own.map((path): Target | undefined =>
    path === undefined
      ? undefined
      : {
          names: path.names,
          lists: path.names.flatMap((_, at) => (lists.has(JSON.stringify(path.names.slice(0, at + 1))) ? [at + 1] : [])),
        },
  );
  const rowOf = new Map<string, number>();
  const scopes = new Map<string, string>();
  const strays: number[] = [];
  for (const [row, target] of targets.entries()) {
    const text = target === undefined ? undefined : targetText(target);
    if (target === undefined || text === undefined || rowOf.has(text)) {
      strays.push(row);
      continue;
    }
    rowOf.set(text, row);
    const scope = rows[row]!.scope;
    const list = listAround(target);
    if (scope === undefined || scope === '' || list === undefined || scopes.has(targetText(list))) continue;
    scopes.set(targetText(list), bare(scope));
  }
  return { rowOf, strays, scopes, targets };
}

/** Whether the same is filled, over the same lists: most keys change the text of one row, and what is open or proposed hangs on none. */
export function isSameShape(before: readonly MapRow[], after: readonly MapRow[]): boolean {
  return (
    before === after ||
    (before.length === after.length &&
      before.every(({ target, scope, expression }, at) => {
        const other = after[at]!;
        return target === other.target && scope === other.scope && isFilled(expression) === isFilled(other.expression);
      }))
  );
}

function isFilled(expression: string): boolean {
  return expression.trim() !== '';
}

/** A list is filled for each of another, `items[]`, or as a whole, `items`. */
export function wholeTarget({ names, lists }: Target): Target {
  return { names, lists: lists.filter((depth) => depth !== names.length) };
}

/** Index of the row that fills it, in either way. */
export function rowAt({ rowOf }: MapIndex, target: Target): number | undefined {
  return rowOf.get(targetText(target)) ?? rowOf.get(targetText(wholeTarget(target)));
}

/** What each list from the outside to the innermost is repeated over; undefined for one of which nothing says it. */
export function scopesAround(target: Target, index: MapIndex): readonly (string | undefined)[] {
  return target.lists.map((depth) =>
    index.scopes.get(targetText({ names: target.names.slice(0, depth), lists: target.lists.filter((one) => one <= depth) })),
  );
}

export interface RowEdit {
  readonly target: Target;
  readonly expression: string;
  /** For the innermost list of the target, where it has none yet or shall have another. */
  readonly scope?: string;
}

/** `order`: where a target stands among those that are asked for; a new row goes behind those before it. */
export type TargetOrder = (target: Target) => number;

/** Writes a row, or empties it. Rows above or below in the same branch make way: a field has a value of its own, or fields. */
export function writeRow(rows: readonly MapRow[], { target, expression, scope }: RowEdit, order: TargetOrder): readonly MapRow[] {
  const index = indexRows(rows);
  const list = listAround(target);
  const scopes = new Map(index.scopes);
  if (scope !== undefined && list !== undefined) scopes.set(targetText(list), scope);
  const at = index.rowOf.get(targetText(target));
  const changed = scope === undefined || list === undefined ? undefined : targetText(list);
  if (at !== undefined) return settleScopes(rows.with(at, { ...rows[at]!, expression }), scopes, changed);
  const place = order(target);
  const before = index.targets.findLastIndex((other) => other !== undefined && order(other) <= place);
  const next = rows.toSpliced(before + 1, 0, { target: targetText(target), expression });
  return settleScopes(withoutHolders(next, before + 1, scopes), scopes, changed);
}

export function removeRow(rows: readonly MapRow[], row: number): readonly MapRow[] {
  const { scopes } = indexRows(rows);
  return settleScopes(rows.toSpliced(row, 1), scopes);
}

/** Rows of the list and of everything in it. */
export function rowsWithin({ targets }: MapIndex, names: FieldPath): readonly number[] {
  return targets.flatMap((target, row) => (target !== undefined && startsWith(target.names, names) ? [row] : []));
}

/** What a list is repeated over. Where none of its fields is filled yet, an empty row of `firstField` holds it. */
export function writeScope(
  rows: readonly MapRow[],
  list: Target,
  scope: string,
  firstField: FieldPath | undefined,
  order: TargetOrder,
): readonly MapRow[] {
  const index = indexRows(rows);
  const scopes = new Map(index.scopes).set(targetText(list), scope);
  const holds = index.targets.some((target) => {
    const own = target === undefined ? undefined : listAround(target);
    return own !== undefined && targetText(own) === targetText(list);
  });
  if (holds) return settleScopes(rows, scopes, targetText(list));
  const target = firstField === undefined ? list : { names: firstField, lists: list.lists };
  // A list of single values is what it is repeated over, item by item.
  return writeRow(rows, { target, expression: firstField === undefined ? '$' : '', scope }, order);
}

/** An empty row that only held a scope goes when another of its list has come. */
function withoutHolders(rows: readonly MapRow[], added: number, scopes: ReadonlyMap<string, string>): readonly MapRow[] {
  const { targets } = indexRows(settleScopes(rows, scopes));
  const own = targets[added] === undefined ? undefined : listAround(targets[added]);
  if (own === undefined) return rows;
  return rows.filter(({ expression, note }, row) => {
    const target = targets[row];
    const list = target === undefined ? undefined : listAround(target);
    return row === added || expression.trim() !== '' || note !== undefined || list === undefined || targetText(list) !== targetText(own);
  });
}

/**
 * Each list's scope stands beside the rows right in it; beside deeper ones only where there are no others. Rows that contradict each
 * other stay as they are, but for the list that is `changed`.
 */
function settleScopes(rows: readonly MapRow[], scopes: ReadonlyMap<string, string>, changed?: string): readonly MapRow[] {
  const { targets } = indexRows(rows);
  const isNear = (target: Target): boolean => target.names.length - (target.lists.at(-1) ?? 0) <= 1;
  const near = new Set(
    targets.flatMap((target) => {
      const list = target === undefined ? undefined : listAround(target);
      return target !== undefined && list !== undefined && isNear(target) ? [targetText(list)] : [];
    }),
  );
  return rows.map((row, at) => {
    const target = targets[at];
    const list = target === undefined ? undefined : listAround(target);
    if (target === undefined || list === undefined) return row;
    const text = targetText(list);
    const wanted = isNear(target) || !near.has(text) ? scopes.get(text) : undefined;
    const has = row.scope === undefined || row.scope === '' ? undefined : bare(row.scope);
    if (has === wanted || (has !== undefined && wanted !== undefined && text !== changed)) return row;
    const { scope: _, ...rest } = row;
    return { ...rest, target: targetText(target), ...(wanted === undefined ? {} : { scope: wanted }) };
  });
}
