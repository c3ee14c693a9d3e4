/** Which fields of the source each row reads. A row that says what it said is not read again. Pure. */
import { bare } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import type { FieldPath } from './field-path.ts';
import { type MapIndex, scopesAround } from './map-rows.ts';
import { readsOf } from './scope-base.ts';

const known = new Map<string, readonly FieldPath[]>();
const MOST = 5_000;

export function readsOfRows(rows: readonly MapRow[], index: MapIndex): ReadonlyMap<number, readonly FieldPath[]> {
  return new Map(
    rows.flatMap(({ expression }, row) => {
      const target = index.targets[row];
      if (target === undefined || expression.trim() === '') return [];
      return [[row, readsKept(bare(expression), scopesAround(target, index))] as const];
    }),
  );
}

function readsKept(expression: string, scopes: readonly (string | undefined)[]): readonly FieldPath[] {
  const key = JSON.stringify([expression, scopes]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = readsOf(expression, scopes);
  if (known.size >= MOST) known.clear();
  known.set(key, found);
  return found;
}
