/** What the echo filter asks the ledger (STP-5). */
import type { Database } from 'better-sqlite3';
import type { FieldDigests, TakenState } from '../engine/find-notified-echo.ts';
import type { EchoRow, EngineReads, OwnChangeRow } from './engine-rows.ts';

type EchoReads = Pick<EngineReads, 'listWritesUnderWay' | 'listOwnChanges' | 'listOwnStates' | 'listShownStates' | 'findEcho'>;

interface StoredOwnChange {
  readonly version: string;
  readonly before: string | null;
  readonly author: string | null;
  readonly fields: string | null;
  readonly is_tied: number;
  readonly effect_key: string;
  readonly run_id: string;
  readonly at: string;
}

/** What was answered a moment ago is among these. */
const LATEST_EFFECTS = 1_000;
/** More states of one object than this are not looked through: what is not explained is no echo. */
const MOST_CHANGES = 200;

export function createEchoReads(database: Database, beforeRead: () => void): EchoReads {
  type WriteRow = { effect_key: string; run_id: string };
  const sending = database.prepare<[string, string, string | null, string | null, string], WriteRow>(
    `SELECT effect_key, run_id FROM effect JOIN run ON run.number = effect.run
     WHERE effect.environment = ? AND object_type = ? AND (? IS NULL OR object_key = ?) AND effect.state = 'intended' AND intended_at > ?`,
  );
  // Answered, and its step is still reading back what it left.
  const readingBack = database.prepare<[string, string, string | null, string | null, string], WriteRow>(
    `SELECT effect_key, run_id FROM effect JOIN run ON run.number = effect.run
     WHERE effect.id > (SELECT max(id) FROM effect) - ${LATEST_EFFECTS} AND effect.environment = ? AND object_type = ? AND (? IS NULL OR object_key = ?)
       AND effect.state = 'confirmed' AND settled_at > ? AND run.is_open = 1
       AND NOT EXISTS (SELECT 1 FROM own_change WHERE own_change.run = effect.run AND own_change.effect_key = effect.effect_key)`,
  );
  const isTied =
    "EXISTS (SELECT 1 FROM echo WHERE echo.environment = own_change.environment AND echo.flow = ? AND echo.effect_key = own_change.effect_key AND echo.object_key IN (own_change.object_key, ''))";
  const listStates = (only: string) =>
    database.prepare<[string, string, string, string], StoredOwnChange>(
      `SELECT * FROM (
         SELECT own_change.version, before, author, fields, effect_key, run_id, at, ${isTied} AS is_tied FROM own_change JOIN run ON run.number = own_change.run
         WHERE own_change.environment = ? AND object_type = ? AND object_key = ?
       ) ${only} ORDER BY at DESC LIMIT ${MOST_CHANGES}`,
    );
  const ownChanges = listStates('WHERE is_tied = 0');
  const ownStates = listStates('');
  const shownStates = database.prepare<
    [string, string, string, string],
    { message: string; version: string; author: string; content: string }
  >(
    `SELECT message, version, author, content FROM shown_state
     WHERE environment = ? AND flow = ? AND object_type = ? AND object_key = ? ORDER BY at DESC LIMIT ${MOST_CHANGES}`,
  );
  const echo = database.prepare<
    [string, string, string],
    { effect_key: string; object_key: string; run_id: string; dropped: number; at: string }
  >(
    `SELECT effect_key, object_key, run_id, dropped, at FROM echo JOIN run ON run.number = echo.run
     WHERE echo.environment = ? AND echo.flow = ? AND message = ? ORDER BY dropped DESC LIMIT 1`,
  );

  return {
    listWritesUnderWay(environment, objectType, objectKey, { sentAfter, answeredAfter }) {
      beforeRead();
      const key = objectKey ?? null;
      return [
        ...sending.all(environment, objectType, key, key, sentAfter),
        ...readingBack.all(environment, objectType, key, key, answeredAfter),
      ].map(({ effect_key, run_id }) => ({ effectKey: effect_key, runId: run_id }));
    },
    listOwnChanges(environment, flow, type, key) {
      beforeRead();
      return ownChanges.all(flow, environment, type, key).map((row) => toOwnChange(row, { environment, type, key }));
    },
    listOwnStates(environment, flow, type, key) {
      beforeRead();
      return ownStates
        .all(flow, environment, type, key)
        .map((row) => ({ ...toOwnChange(row, { environment, type, key }), isTied: row.is_tied === 1 }));
    },
    listShownStates(environment, flow, type, key) {
      beforeRead();
      return shownStates
        .all(environment, flow, type, key)
        .map(({ content, ...row }): TakenState => ({ ...row, content: JSON.parse(content) as FieldDigests }));
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
        objectKey: row.object_key,
        runId: row.run_id,
        dropped: row.dropped === 1,
        at: row.at,
      } satisfies EchoRow;
    },
  };
}

function toOwnChange(
  { version, before, author, fields, effect_key, run_id, at }: StoredOwnChange,
  place: Pick<OwnChangeRow, 'environment' | 'type' | 'key'>,
): OwnChangeRow {
  return {
    ...place,
    version,
    ...(before === null ? {} : { before }),
    ...(author === null ? {} : { author }),
    ...(fields === null ? {} : { fields: JSON.parse(fields) as FieldDigests }),
    effectKey: effect_key,
    runId: run_id,
    at,
  };
}
