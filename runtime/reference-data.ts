/**
 * Variables and value maps as runs see them: a snapshot per environment and revision, so that a run keeps what it began with (RES-3).
 * The revision of an environment is the highest of its rows' change numbers; older snapshots stay in memory while runs may need them.
 */
import type { Json } from '#flows/json.ts';
import type { ReferenceData } from './engine/reference-data.ts';
import type { ReferenceDefinitions } from './store/definitions.ts';

interface Snapshot {
  readonly variables: { readonly [name: string]: Json };
  readonly valueMaps: { readonly [name: string]: { readonly [key: string]: Json } };
}

/** Snapshots kept per environment; a run that is older than all of them sees the oldest one kept. */
const KEPT = 50;

export interface ReferenceSnapshots extends ReferenceData {
  /** A variable or value map of the environment changed. */
  changed(environment: string): void;
}

export function createReferenceSnapshots(definitions: ReferenceDefinitions): ReferenceSnapshots {
  const snapshots = new Map<string, Map<number, Snapshot>>();
  const current = new Map<string, number>();

  function read(environment: string): number {
    const variables = definitions.listReferences(environment, 'variable');
    const valueMaps = definitions.listReferences(environment, 'value-map');
    // Deleting lowers the sum but never the greatest revision that was handed out.
    const sum = [...variables, ...valueMaps].reduce((total, row) => total + row.revision, 0);
    const revision = Math.max(sum, (current.get(environment) ?? -1) + 1);
    const kept = snapshots.get(environment) ?? new Map<number, Snapshot>();
    kept.set(revision, { variables: toObject(variables), valueMaps: toObject(valueMaps) as Snapshot['valueMaps'] });
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    snapshots.set(environment, kept);
    current.set(environment, revision);
    return revision;
  }

  function find(environment: string, revision: number): Snapshot {
    if (!current.has(environment)) read(environment);
    const kept = snapshots.get(environment)!;
    return kept.get(revision) ?? [...kept.entries()].findLast(([at]) => at <= revision)?.[1] ?? kept.values().next().value!;
  }

  return {
    revision: (environment) => current.get(environment) ?? read(environment),
    variables: (environment, revision) => find(environment, revision).variables,
    valueMap: (environment, revision, name) => find(environment, revision).valueMaps[name],
    changed: (environment) => void read(environment),
  };
}

function toObject(rows: readonly { readonly name: string; readonly value: Json }[]): { readonly [name: string]: Json } {
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
