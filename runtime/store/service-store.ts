/** Imported services, by name: a newer description is a revision above the older ones, which stay until the service is removed. */
import type { ServiceDescription } from '#flows/services/service.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import type { ServiceDefinitions, ServiceRow } from './service-definitions.ts';

export function createServiceStore({ database, now, change, prepare }: DefinitionChanges): ServiceDefinitions {
  const newest = database.prepare<[], StoredService>(
    `SELECT name, max(revision) AS revision, description, imported_by, imported_at FROM service GROUP BY name ORDER BY name`,
  );
  const one = database.prepare<[string], StoredService>(
    'SELECT name, revision, description, imported_by, imported_at FROM service WHERE name = ? ORDER BY revision DESC LIMIT 1',
  );
  const source = database.prepare<[string, number], string>('SELECT source FROM service WHERE name = ? AND revision = ?').pluck();
  const insert = prepare(
    'INSERT OR IGNORE INTO service (name, revision, description, source, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const remove = prepare('DELETE FROM service WHERE name = ?');

  function find(name: string): ServiceRow | undefined {
    const row = one.get(name);
    return row === undefined ? undefined : toRow(row);
  }

  return {
    listServices: () => newest.all().map(toRow),
    findService: find,
    findServiceSource: (name, revision) => source.get(name, revision),
    putService(name, description, text, expected, audit) {
      const apply = (run: RunStatement) => {
        if ((one.get(name)?.revision ?? 0) !== expected) return undefined;
        run(insert, name, expected + 1, JSON.stringify(description), text, audit.by, now());
        return find(name);
      };
      return change(audit, apply, () => find(name));
    },
    async deleteService(name, audit) {
      await change(
        audit,
        (run) => (run(remove, name).changes === 0 ? undefined : DONE),
        () => find(name),
      );
    },
  };
}

interface StoredService {
  readonly name: string;
  readonly revision: number;
  readonly description: string;
  readonly imported_by: string;
  readonly imported_at: string;
}

function toRow(row: StoredService): ServiceRow {
  return {
    name: row.name,
    revision: row.revision,
    description: JSON.parse(row.description) as ServiceDescription,
    importedBy: row.imported_by,
    importedAt: row.imported_at,
  };
}
