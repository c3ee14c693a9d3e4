/** Which rows of a set can be used, and why the others cannot. Pure: the same rows are judged alike in every attempt. */
import type { Json, JsonObject } from '#flows/json.ts';
import { findMasterFault, MASTER_VALUES, type MasterKind, NAME_PATTERN } from '#flows/master-values.ts';
import type { StepLookup } from '../../node.ts';

export interface MasterRow {
  readonly name?: string | null;
  readonly value?: Json;
  readonly problem?: string | null;
}

export interface RejectedRow {
  /** From 1. */
  readonly row: number;
  readonly name: string;
  readonly reason: string;
}

export interface JudgedRows {
  readonly values: readonly { readonly name: string; readonly value: JsonObject }[];
  readonly rejects: readonly RejectedRow[];
}

/** What a value names, and of which kind it is. */
const NAMED: { readonly [kind in MasterKind]?: { readonly [field: string]: MasterKind } } = {
  plant: { calendar: 'calendar' },
  'work-centre': { plant: 'plant', calendar: 'calendar' },
  customer: { parent: 'customer' },
};

export function judgeRows(kind: MasterKind, rows: readonly MasterRow[], lookup: StepLookup): JudgedRows {
  const values = new Map<string, JsonObject>();
  const rejects: RejectedRow[] = [];
  const rowOf = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const name = row.name ?? '';
    const reason = findFault(kind, row, rowOf, lookup);
    if (reason !== undefined) rejects.push({ row: index + 1, name, reason });
    else values.set(name, row.value as JsonObject);
    if (!rowOf.has(name)) rowOf.set(name, index + 1);
  }
  // What a row names may come further down; and when the other one is rejected, this one stands on nothing.
  for (let more = true; more; ) {
    more = false;
    for (const [name, value] of values) {
      const reason = findMissing(kind, name, value, values, lookup);
      if (reason === undefined) continue;
      rejects.push({ row: rowOf.get(name)!, name, reason });
      values.delete(name);
      more = true;
    }
  }
  return {
    values: [...values].map(([name, value]) => ({ name, value })),
    rejects: rejects.sort((a, b) => a.row - b.row),
  };
}

function findFault(
  kind: MasterKind,
  { name, value, problem }: MasterRow,
  rowOf: ReadonlyMap<string, number>,
  lookup: StepLookup,
): string | undefined {
  if (typeof problem === 'string' && problem !== '') return problem;
  if (typeof name !== 'string' || name === '') return 'It has no name.';
  if (!NAME_PATTERN.test(name)) return 'Its name is none: 1 to 64 letters, digits, spaces, dots, hyphens and underscores.';
  if (rowOf.has(name)) return `The name came in row ${rowOf.get(name)} already.`;
  const [fault] = lookup.validate(MASTER_VALUES[kind], value ?? null);
  if (fault !== undefined) return `${fault.path === '' ? 'The value' : fault.path} ${fault.message}.`;
  return findMasterFault(kind, value as JsonObject);
}

function findMissing(
  kind: MasterKind,
  name: string,
  value: JsonObject,
  values: ReadonlyMap<string, JsonObject>,
  lookup: StepLookup,
): string | undefined {
  for (const [field, other] of Object.entries(NAMED[kind] ?? {})) {
    const named = value[field];
    if (typeof named !== 'string') continue;
    const isKnown = (other === kind && values.has(named)) || lookup.master(other, named) !== undefined;
    if (!isKnown) return `There is no ${other} "${named}".`;
  }
  if (kind === 'customer' && isInCircle(name, values, lookup)) return 'It belongs to itself by way of its parents.';
  return undefined;
}

/** A hierarchy that comes back to where it began has no top. */
function isInCircle(name: string, values: ReadonlyMap<string, JsonObject>, lookup: StepLookup): boolean {
  const passed = new Set<string>();
  let at: Json | undefined = name;
  while (typeof at === 'string') {
    if (passed.has(at)) return at === name;
    passed.add(at);
    at = (values.get(at) ?? lookup.master('customer', at))?.['parent'];
  }
  return false;
}
