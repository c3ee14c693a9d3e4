/** Which rows of a set can be used, and why the others cannot. Pure: the same rows are judged alike in every attempt. */
import type { Json, JsonObject } from '#flows/json.ts';
import { findMasterFault, MASTER_VALUES, type MasterKind, NAME_PATTERN } from '#flows/master-values.ts';
import type { StepLookup } from '../../step.ts';

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
  const standingOn = groupByNamed(kind, values);
  const left = [...values.keys()];
  for (const name of left) {
    const value = values.get(name);
    const reason = value === undefined ? undefined : findMissing(kind, name, value, values, lookup);
    if (reason === undefined) continue;
    rejects.push({ row: rowOf.get(name)!, name, reason });
    values.delete(name);
    left.push(...(standingOn.get(name) ?? []));
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
  return kind === 'customer' ? findEndless(name, values, lookup) : undefined;
}

/** Who names a row of the set, by its name. */
function groupByNamed(kind: MasterKind, values: ReadonlyMap<string, JsonObject>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  const fields = Object.entries(NAMED[kind] ?? {}).filter(([, other]) => other === kind);
  for (const [name, value] of values)
    for (const [field] of fields) {
      const named = value[field];
      if (typeof named !== 'string') continue;
      const group = groups.get(named);
      if (group === undefined) groups.set(named, [name]);
      else group.push(name);
    }
  return groups;
}

/** Four times what SAP allows. Without an end, a long chain would be gone through from each of its rows. */
const MOST_LEVELS = 100;

/** A hierarchy that comes back to where it began has no top. */
function findEndless(name: string, values: ReadonlyMap<string, JsonObject>, lookup: StepLookup): string | undefined {
  const passed = new Set<string>();
  let at: Json | undefined = name;
  while (typeof at === 'string') {
    if (passed.has(at)) return at === name ? 'It belongs to itself by way of its parents.' : undefined;
    if (passed.size > MOST_LEVELS) return `It stands more than ${MOST_LEVELS} levels deep.`;
    passed.add(at);
    at = (values.get(at) ?? lookup.master('customer', at))?.['parent'];
  }
  return undefined;
}
