/** Inbound consumers: who may call which flow, with what kind of credential. */
import type { JsonObject } from '#flows/json.ts';
import type { ConsumerDefinitions, ConsumerRow } from './consumer-definitions.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import type { SecretRows } from './secret-rows.ts';

export function createConsumerStore({ database, change, prepare }: DefinitionChanges, secrets: SecretRows): ConsumerDefinitions {
  const list = database.prepare<[string | null, string | null, string | null, string | null], StoredConsumer>(
    'SELECT * FROM consumer WHERE (? IS NULL OR environment = ?) AND (? IS NULL OR flow_id = ?) ORDER BY environment, flow_id, name',
  );
  const one = database.prepare<[string], StoredConsumer>('SELECT * FROM consumer WHERE consumer_id = ?');
  const put = prepare(
    `INSERT INTO consumer (consumer_id, environment, flow_id, name, owner, kind, secret_sha256, previous_sha256, previous_until, settings, quota_per_minute, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (consumer_id) DO UPDATE SET environment = excluded.environment, flow_id = excluded.flow_id, name = excluded.name, owner = excluded.owner,
       kind = excluded.kind, secret_sha256 = excluded.secret_sha256, previous_sha256 = excluded.previous_sha256,
       previous_until = excluded.previous_until, settings = excluded.settings, quota_per_minute = excluded.quota_per_minute`,
  );
  const remove = prepare('DELETE FROM consumer WHERE consumer_id = ?');

  function findConsumer(consumerId: string): ConsumerRow | undefined {
    const row = one.get(consumerId);
    return row === undefined ? undefined : toConsumerRow(row);
  }

  function stateOf(consumerId: string): unknown {
    const consumer = findConsumer(consumerId);
    return consumer === undefined ? undefined : { consumer, secrets: secrets.list(`consumer/${consumerId}`) };
  }

  return {
    listConsumers: (environment, flowId) =>
      list.all(environment ?? null, environment ?? null, flowId ?? null, flowId ?? null).map(toConsumerRow),
    findConsumer,
    async putConsumer(consumer, sealed, audit) {
      const apply = (run: RunStatement) => {
        run(
          put,
          consumer.consumerId,
          consumer.environment,
          consumer.flowId,
          consumer.name,
          consumer.owner,
          consumer.kind,
          consumer.secretSha256 ?? null,
          consumer.previousSha256 ?? null,
          consumer.previousUntil ?? null,
          consumer.settings === undefined ? null : JSON.stringify(consumer.settings),
          consumer.quotaPerMinute ?? null,
          consumer.createdAt,
        );
        secrets.replace(run, `consumer/${consumer.consumerId}`, sealed);
        return DONE;
      };
      await change(audit, apply, () => stateOf(consumer.consumerId));
    },
    async deleteConsumer(consumerId, audit) {
      const apply = (run: RunStatement) => {
        if (run(remove, consumerId).changes === 0) return undefined;
        secrets.replace(run, `consumer/${consumerId}`, []);
        return DONE;
      };
      await change(audit, apply, () => stateOf(consumerId));
    },
  };
}

interface StoredConsumer {
  readonly consumer_id: string;
  readonly environment: string;
  readonly flow_id: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: string;
  readonly secret_sha256: string | null;
  readonly previous_sha256: string | null;
  readonly previous_until: string | null;
  readonly settings: string | null;
  readonly quota_per_minute: number | null;
  readonly created_at: string;
}

function toConsumerRow(row: StoredConsumer): ConsumerRow {
  return {
    consumerId: row.consumer_id,
    environment: row.environment,
    flowId: row.flow_id,
    name: row.name,
    owner: row.owner,
    kind: row.kind as ConsumerRow['kind'],
    ...(row.secret_sha256 === null ? {} : { secretSha256: row.secret_sha256 }),
    ...(row.previous_sha256 === null ? {} : { previousSha256: row.previous_sha256 }),
    ...(row.previous_until === null ? {} : { previousUntil: row.previous_until }),
    ...(row.settings === null ? {} : { settings: JSON.parse(row.settings) as JsonObject }),
    ...(row.quota_per_minute === null ? {} : { quotaPerMinute: row.quota_per_minute }),
    createdAt: row.created_at,
  };
}
