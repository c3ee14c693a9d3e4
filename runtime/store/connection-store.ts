/** Connections by environment, role and plant, with their sealed secrets. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionDefinitions, ConnectionRow } from './connection-definitions.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import type { SecretRows } from './secret-rows.ts';

export function createConnectionStore({ database, change, prepare }: DefinitionChanges, secrets: SecretRows): ConnectionDefinitions {
  const all = database.prepare<[], StoredConnection>('SELECT * FROM connection ORDER BY environment, name, plant');
  const ofEnvironment = database.prepare<[string], StoredConnection>('SELECT * FROM connection WHERE environment = ? ORDER BY name, plant');
  const one = database.prepare<[string, string, string], StoredConnection>(
    'SELECT * FROM connection WHERE environment = ? AND name = ? AND plant = ?',
  );
  const insert = prepare(
    'INSERT OR IGNORE INTO connection (environment, name, plant, type, settings, limits, hosts, sandbox, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)',
  );
  // Maintenance windows stand in the limits and are changed by themselves: who saves a form keeps them.
  const update = prepare(
    `UPDATE connection SET type = ?, settings = ?, limits = json_patch(?, json_object('maintenance', json(json_extract(limits, '$.maintenance')))), hosts = ?, sandbox = ?, revision = revision + 1, last_check = NULL
     WHERE environment = ? AND name = ? AND plant = ? AND revision = ?`,
  );
  const maintenance = prepare(
    "UPDATE connection SET limits = json_set(limits, '$.maintenance', json(?)) WHERE environment = ? AND name = ? AND plant = ?",
  );
  const remove = prepare('DELETE FROM connection WHERE environment = ? AND name = ? AND plant = ?');
  const saveCheck = prepare('UPDATE connection SET last_check = ? WHERE environment = ? AND name = ? AND plant = ?');

  function findConnection(environment: string, name: string, plant = ''): ConnectionRow | undefined {
    const row = one.get(environment, name, plant);
    return row === undefined ? undefined : toConnectionRow(row);
  }

  /** For the audit: a new secret is a change, too. */
  function stateOf(environment: string, name: string, plant: string): unknown {
    const row = findConnection(environment, name, plant);
    if (row === undefined) return undefined;
    const { lastCheck: _lastCheck, ...connection } = row;
    return { connection, secrets: secrets.list(ownerOf(environment, name, plant)) };
  }

  return {
    listConnections: (environment) => (environment === undefined ? all.all() : ofEnvironment.all(environment)).map(toConnectionRow),
    findConnection,
    putConnection(connection, expected, sealed, audit) {
      const { environment, name, plant = '', type, sandbox } = connection;
      const key = [environment, name, plant] as const;
      const apply = (run: RunStatement) => {
        const values = [
          type,
          JSON.stringify(connection.settings),
          JSON.stringify(connection.limits),
          JSON.stringify(connection.hosts),
          sandbox ? 1 : 0,
        ] as const;
        const { changes } = expected === 0 ? run(insert, ...key, ...values) : run(update, ...values, ...key, expected);
        if (changes === 0) return undefined;
        secrets.replace(run, ownerOf(...key), sealed);
        return findConnection(environment, name, plant);
      };
      return change(audit, apply, () => stateOf(...key));
    },
    async deleteConnection(environment, name, plant = '', audit) {
      const apply = (run: RunStatement) => {
        if (run(remove, environment, name, plant).changes === 0) return undefined;
        secrets.replace(run, ownerOf(environment, name, plant), []);
        return DONE;
      };
      await change(audit, apply, () => stateOf(environment, name, plant));
    },
    changeMaintenance(environment, name, plant = '', toWindows, audit) {
      const apply = (run: RunStatement) => {
        const row = findConnection(environment, name, plant);
        const windows = row === undefined ? undefined : toWindows(row.limits);
        if (windows === undefined) return false;
        run(maintenance, JSON.stringify(windows), environment, name, plant);
        return DONE;
      };
      return change(audit, apply, () => stateOf(environment, name, plant));
    },
    async saveCheck(environment, name, plant = '', check) {
      await change(undefined, (run) => run(saveCheck, JSON.stringify(check), environment, name, plant));
    },
    listSecrets: (owner) => secrets.list(owner),
  };
}

/** What the connection's secrets are sealed for: part of what the cipher proves. */
function ownerOf(environment: string, name: string, plant: string): string {
  return `connection/${environment}/${name}/${plant}`;
}

interface StoredConnection {
  readonly environment: string;
  readonly name: string;
  readonly plant: string;
  readonly type: string;
  readonly settings: string;
  readonly limits: string;
  readonly hosts: string;
  readonly sandbox: number;
  readonly revision: number;
  readonly last_check: string | null;
}

function toConnectionRow(row: StoredConnection): ConnectionRow {
  return {
    environment: row.environment,
    name: row.name,
    type: row.type,
    ...(row.plant === '' ? {} : { plant: row.plant }),
    settings: JSON.parse(row.settings) as JsonObject,
    limits: JSON.parse(row.limits) as JsonObject,
    hosts: JSON.parse(row.hosts) as readonly string[],
    sandbox: row.sandbox === 1,
    revision: row.revision,
    ...(row.last_check === null ? {} : { lastCheck: JSON.parse(row.last_check) as Json }),
  };
}
