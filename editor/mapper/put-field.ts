/** What happens when a field of the source is put on a field of the target. Pure. */
import type { MapRow } from '#flows/flow.ts';
import { pathText } from './field-path.ts';
import type { Field } from './field-tree.ts';
import { fitTo } from './fit-source.ts';
import {
  canBeTarget,
  indexRows,
  type MapIndex,
  outerList,
  rowAt,
  rowsWithin,
  scopesAround,
  type Target,
  type TargetOrder,
  writeRow,
  writeScope,
} from './map-rows.ts';
import { basesOf, relativeText } from './scope-base.ts';

export type PutField =
  | { readonly rows: readonly MapRow[]; readonly why?: undefined }
  /** Nothing was done. */
  | { readonly rows?: undefined; readonly why: WhyNot };

export type WhyNot = 'name' | 'has-fields' | 'inside-value' | 'no-list';

export interface Putting {
  readonly order: TargetOrder;
  /** A plant that a day can be told for, as an expression reads it. */
  readonly plant?: Field | undefined;
}

export function targetOf({ path, lists }: Field): Target {
  return { names: path, lists };
}

/** What would be written: a row, or what a list is repeated over. */
export type PlannedPut =
  | { readonly kind: 'row'; readonly expression: string; readonly scope?: string }
  | { readonly kind: 'list'; readonly scope: string }
  | { readonly kind: 'refused'; readonly why: WhyNot };

export function putField(rows: readonly MapRow[], source: Field, field: Field, putting: Putting): PutField {
  const plan = planPut(indexRows(rows), source, field, putting);
  if (plan.kind === 'refused') return { why: plan.why };
  const target = targetOf(field);
  if (plan.kind === 'list') return { rows: writeScope(rows, target, plan.scope, holderOf(field), putting.order) };
  const { expression, scope } = plan;
  return { rows: writeRow(rows, { target, expression, ...(scope === undefined ? {} : { scope }) }, putting.order) };
}

/** `repeatedOver`: what the list around the target is going to be repeated over, where it is not yet. */
export function planPut(
  index: MapIndex,
  source: Field,
  field: Field,
  { plant }: Pick<Putting, 'plant'>,
  repeatedOver?: string,
): PlannedPut {
  const target = targetOf(field);
  if (!canBeTarget(target.names)) return refused('name');
  const isHeld = target.names.some((_, at) => {
    const above = { names: target.names.slice(0, at), lists: target.lists.filter((depth) => depth <= at) };
    return at > 0 && rowAt(index, above) !== undefined;
  });
  if (isHeld) return refused('inside-value');
  const own = rowAt(index, target);
  if (field.kind === 'list' && source.kind === 'list') return planList(index, source, field, own);
  // A value may always take the place of another; only what holds fields can have rows within.
  if (field.kind !== 'value' && rowsWithin(index, field.path).some((row) => row !== own)) return refused('has-fields');
  if (field.kind === 'list') return refused('no-list');
  const expression = (scopes: readonly (string | undefined)[]): string => {
    const bases = basesOf(scopes);
    const read = (one: Field): string => relativeText(one.path, bases);
    return fitTo(read(source), source, field, plant === undefined ? undefined : read(plant));
  };
  const scopes = scopesAround(target, index);
  if (target.lists.length === 0 || scopes.at(-1) !== undefined) return { kind: 'row', expression: expression(scopes) };
  // Nothing says yet what the list is repeated over: the list that the field comes from.
  const depth = source.lists.filter((one) => one < source.path.length).at(-1);
  const outer = scopes.slice(0, -1);
  if (repeatedOver === undefined && (depth === undefined || outer.includes(undefined))) return refused('no-list');
  const scope = repeatedOver ?? relativeText(source.path.slice(0, depth), basesOf(outer));
  return { kind: 'row', expression: expression([...outer, scope]), scope };
}

/** The list is gone through: "for each". */
function planList(index: MapIndex, source: Field, field: Field, own: number | undefined): PlannedPut {
  const list = targetOf(field);
  const outer = outerList(list);
  const outerScopes = outer === undefined ? [] : scopesAround(outer, index);
  if (outerScopes.includes(undefined)) return refused('no-list');
  if (own !== undefined && field.fields.length > 0) return refused('inside-value');
  return { kind: 'list', scope: outerScopes.length === 0 ? pathText(source.path) : relativeText(source.path, basesOf(outerScopes)) };
}

function refused(why: WhyNot): PlannedPut {
  return { kind: 'refused', why };
}

/** The field whose row may hold the scope until others are there: a required one first. */
export function holderOf({ fields }: Field): Field['path'] | undefined {
  const values = fields.filter(({ kind, path }) => kind !== 'list' && canBeTarget(path));
  return (values.find(({ required, kind }) => required && kind === 'value') ?? values.find(({ kind }) => kind === 'value') ?? values[0])
    ?.path;
}
