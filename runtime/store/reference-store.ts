/**
 * Variables, value maps, plants, calendars and material units. Every change raises one number per environment; what was valid at an
 * earlier number stays readable, so that a run keeps the values it began with, also over a restart (RES-3).
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterPublication } from '#flows/master-values.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { AuditDraft } from './audit-definitions.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import { type PublicationPlan, planPublication } from './plan-publication.ts';
import type { ReferenceDefinitions, ReferenceRow } from './reference-definitions.ts';

export interface ReferenceStore extends ReferenceDefinitions {
  readonly data: ReferenceData;
}

interface StoredReference {
  readonly environment: string;
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly revision: number;
  readonly changed_at: string;
}

/** A kind of row that is nobody's value: under which key a kind of master data was published last, and what it came to. */
const PUBLICATION = 'publication';

/** Snapshots of (environment, revision) kept in memory; a run that names an older one reads it again. */
const MOST_SNAPSHOTS = 50;

export function createReferenceStore({ database, now, change, prepare }: DefinitionChanges): ReferenceStore {
  const list = database.prepare<[string, string], StoredReference>(
    'SELECT * FROM reference WHERE environment = ? AND kind = ? ORDER BY name',
  );
  const one = database.prepare<[string, string, string], StoredReference>(
    'SELECT * FROM reference WHERE environment = ? AND kind = ? AND name = ?',
  );
  const insert = prepare(
    'INSERT OR IGNORE INTO reference (environment, kind, name, value, revision, changed_at) VALUES (?, ?, ?, ?, 1, ?)',
  );
  const update = prepare(
    'UPDATE reference SET value = ?, revision = revision + 1, changed_at = ? WHERE environment = ? AND kind = ? AND name = ? AND revision = ?',
  );
  const remove = prepare('DELETE FROM reference WHERE environment = ? AND kind = ? AND name = ?');
  const putPublication = prepare(
    `INSERT INTO reference (environment, kind, name, value, revision, changed_at) VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, revision = revision + 1, changed_at = excluded.changed_at`,
  );
  const insertHistory = prepare(
    'INSERT INTO reference_history (environment, kind, name, environment_revision, value) VALUES (?, ?, ?, ?, ?)',
  );
  const latestRevision = database
    .prepare<[string], number | null>('SELECT max(environment_revision) FROM reference_history WHERE environment = ?')
    .pluck();
  const validAt = database.prepare<[string, string, number], { name: string; value: string | null }>(
    // SQLite takes the other columns from the row that has the maximum.
    `SELECT name, value, max(environment_revision) FROM reference_history
     WHERE environment = ? AND kind = ? AND environment_revision <= ? GROUP BY name`,
  );

  /** Master data can be many: each is read by itself. */
  const oneValidAt = database
    .prepare<[string, string, string, number], string | null>(
      `SELECT value FROM reference_history WHERE environment = ? AND kind = ? AND name = ? AND environment_revision <= ?
       ORDER BY environment_revision DESC LIMIT 1`,
    )
    .pluck();

  function findReference(environment: string, kind: ReferenceRow['kind'], name: string): ReferenceRow | undefined {
    const row = one.get(environment, kind, name);
    return row === undefined ? undefined : toReferenceRow(row);
  }

  const revisions = new Map<string, number>();
  const snapshots = new Map<string, { readonly [name: string]: Json }>();

  function snapshot(environment: string, kind: ReferenceRow['kind'], revision: number): { readonly [name: string]: Json } {
    const key = `${environment}\n${kind}\n${revision}`;
    let values = snapshots.get(key);
    if (values === undefined) {
      values = Object.fromEntries(
        validAt.all(environment, kind, revision).flatMap(({ name, value }) => (value === null ? [] : [[name, JSON.parse(value) as Json]])),
      );
      if (snapshots.size >= MOST_SNAPSHOTS) snapshots.delete(snapshots.keys().next().value!);
      snapshots.set(key, values);
    }
    return values;
  }

  return {
    listReferences: (environment, kind) => list.all(environment, kind).map(toReferenceRow),
    findReference,
    async putReference(environment, kind, name, value, expected, audit) {
      const apply = (run: RunStatement) => {
        const text = JSON.stringify(value);
        const { changes } =
          expected === 0 ? run(insert, environment, kind, name, text, now()) : run(update, text, now(), environment, kind, name, expected);
        if (changes === 0) return undefined;
        run(insertHistory, environment, kind, name, (latestRevision.get(environment) ?? 0) + 1, text);
        return findReference(environment, kind, name);
      };
      const row = await change(audit, apply, () => findReference(environment, kind, name));
      revisions.delete(environment);
      return row;
    },
    async deleteReference(environment, kind, name, audit) {
      const apply = (run: RunStatement) => {
        if (run(remove, environment, kind, name).changes === 0) return undefined;
        run(insertHistory, environment, kind, name, (latestRevision.get(environment) ?? 0) + 1, null);
        return DONE;
      };
      await change(audit, apply, () => findReference(environment, kind, name));
      revisions.delete(environment);
    },
    async publishMaster(environment, set, key, audit) {
      let shrinks: Extract<PublicationPlan, { readonly shrinks: unknown }> | undefined;
      const draft: { -readonly [name in keyof AuditDraft]: AuditDraft[name] } = { ...audit };
      const apply = (run: RunStatement) => {
        const { kind } = set;
        const before = new Map(list.all(environment, kind).map((row) => [row.name, row] as const));
        const plan = planPublication(set, new Map([...before].map(([name, { value }]) => [name, JSON.parse(value) as Json])));
        shrinks = 'shrinks' in plan ? plan : undefined;
        if ('shrinks' in plan) return undefined;
        const next = (latestRevision.get(environment) ?? 0) + 1;
        for (const { name, value } of plan.puts) {
          const text = JSON.stringify(value);
          const known = before.get(name);
          if (known === undefined) run(insert, environment, kind, name, text, now());
          else run(update, text, now(), environment, kind, name, known.revision);
          run(insertHistory, environment, kind, name, next, text);
        }
        for (const name of plan.removals) {
          run(remove, environment, kind, name);
          run(insertHistory, environment, kind, name, next, null);
        }
        const isChanged = plan.puts.length > 0 || plan.removals.length > 0;
        const publication = { ...plan.counts, revision: isChanged ? next : next - 1 };
        run(putPublication, environment, PUBLICATION, kind, JSON.stringify({ key, ...publication }), now());
        draft.detail = { ...(audit.detail as JsonObject | undefined), ...publication };
        return publication;
      };
      const found = await change(draft, apply, () => list.all(environment, set.kind).map(({ name, value }) => [name, value]));
      revisions.delete(environment);
      return found ?? shrinks!;
    },
    findPublication(environment, kind, key) {
      const row = one.get(environment, PUBLICATION, kind);
      if (row === undefined) return undefined;
      const { key: kept, ...publication } = JSON.parse(row.value) as MasterPublication & { readonly key: string };
      return kept === key ? publication : undefined;
    },
    data: {
      revision(environment) {
        let revision = revisions.get(environment);
        if (revision === undefined) {
          revision = latestRevision.get(environment) ?? 0;
          revisions.set(environment, revision);
        }
        return revision;
      },
      variables: (environment, revision) => snapshot(environment, 'variable', revision),
      valueMap(environment, revision, name) {
        const maps = snapshot(environment, 'value-map', revision);
        return Object.hasOwn(maps, name) ? (maps[name] as { readonly [key: string]: Json }) : undefined;
      },
      master(environment, revision, kind, name) {
        const value = oneValidAt.get(environment, kind, name, revision);
        return value === undefined || value === null ? undefined : (JSON.parse(value) as JsonObject);
      },
    },
  };
}

function toReferenceRow(row: StoredReference): ReferenceRow {
  return {
    environment: row.environment,
    kind: row.kind as ReferenceRow['kind'],
    name: row.name,
    value: JSON.parse(row.value) as Json,
    revision: row.revision,
    changedAt: row.changed_at,
  };
}
