/** What the echo filter asks the ledger (STP-5). */
import type { Database } from 'better-sqlite3';
import type { EchoRow, EngineReads, OwnChangeRow } from './engine-rows.ts';

type EchoReads = Pick<EngineReads, 'listWritesUnderWay' | 'listOwnChanges' | 'findEcho'>;

interface StoredOwnChange {
  readonly version: string;
  readonly before: string | null;
  readonly effect_key: string;
  readonly run_id: string;
  readonly at: string;
}

/** More states of one object than this are not looked through: what is not explained is no echo. */
const MOST_CHANGES = 200;

export function createEchoReads(database: Database, beforeRead: () => void): EchoReads {
  const underWay = database.prepare<[string, string, string | null, string | null, string], { effect_key: string; run_id: string }>(
    `SELECT effect_key, run_id FROM effect JOIN run ON run.number = effect.run
     WHERE effect.environment = ? AND object_type = ? AND (? IS NULL OR object_key = ?) AND effect.state = 'intended' AND intended_at > ?`,
  );
  const ownChanges = database.prepare<[string, string, string, string], StoredOwnChange>(
    `SELECT own_change.version, before, effect_key, run_id, at FROM own_change JOIN run ON run.number = own_change.run
     WHERE own_change.environment = ? AND object_type = ? AND object_key = ?
       AND NOT EXISTS (SELECT 1 FROM echo WHERE echo.environment = own_change.environment AND echo.flow = ? AND echo.effect_key = own_change.effect_key)
     ORDER BY own_change.at DESC LIMIT ${MOST_CHANGES}`,
  );
  const echo = database.prepare<[string, string, string], { effect_key: string; run_id: string; dropped: number; at: string }>(
    `SELECT effect_key, run_id, dropped, at FROM echo JOIN run ON run.number = echo.run
     WHERE echo.environment = ? AND echo.flow = ? AND message = ? ORDER BY dropped DESC LIMIT 1`,
  );

  return {
    listWritesUnderWay(environment, objectType, objectKey, since) {
      beforeRead();
      const key = objectKey ?? null;
      return underWay
        .all(environment, objectType, key, key, since)
        .map(({ effect_key, run_id }) => ({ effectKey: effect_key, runId: run_id }));
    },
    listOwnChanges(environment, flow, type, key) {
      beforeRead();
      return ownChanges.all(environment, type, key, flow).map(
        ({ version, before, effect_key, run_id, at }): OwnChangeRow => ({
          environment,
          type,
          key,
          version,
          ...(before === null ? {} : { before }),
          effectKey: effect_key,
          runId: run_id,
          at,
        }),
      );
    },
    findEcho(environment, flow, message) {
      beforeRead();
      const row = echo.get(environment, flow, message);
      if (row === undefined) return undefined;
      return {
        environment,
        flow,
        message,
        effectKey: row.effect_key,
        runId: row.run_id,
        dropped: row.dropped === 1,
        at: row.at,
      } satisfies EchoRow;
    },
  };
}
