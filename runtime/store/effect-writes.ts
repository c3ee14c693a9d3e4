/** The effect ledger's writes (STP-3): intended, settled, and read exchanges complete. */
import type { Database, Statement } from 'better-sqlite3';
import { BLOB_BIT } from './effect-rows.ts';
import type { EngineTx } from './engine-rows.ts';
import type { RunWrites } from './run-writes.ts';

export function createEffectWrites(
  database: Database,
  runs: RunWrites,
): Pick<EngineTx, 'intendEffect' | 'settleEffect' | 'recordExchange'> {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const intendEffect = prepare(
    `INSERT INTO effect (effect_key, run, environment, path, ordinal, epoch, kind, operation, connection, state, request, before, blobs, intended_at, attempt, object_type, object_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended', ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (effect_key) DO UPDATE SET run = excluded.run, state = 'intended', request = excluded.request, before = excluded.before,
       blobs = excluded.blobs, intended_at = excluded.intended_at, attempt = excluded.attempt, answer = NULL, error = NULL, verdict = NULL, settled_at = NULL, open_since = NULL`,
  );
  const settleEffect = prepare(
    `UPDATE effect SET state = ?, answer = coalesce(?, answer), blobs = blobs | ?, error = ?, verdict = coalesce(?, verdict), settled_at = ?, open_since = ? WHERE effect_key = ?`,
  );
  const recordExchange = prepare(
    `INSERT OR REPLACE INTO effect (effect_key, run, environment, path, ordinal, epoch, kind, operation, connection, state, request, answer, before, error, blobs, intended_at, settled_at, attempt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const findRun = database.prepare<[string], number>('SELECT run FROM effect WHERE effect_key = ?').pluck();

  return {
    intendEffect(effect) {
      const run = runs.getRun(effect.runId);
      const request = runs.keepPayload(effect.request, () => run.number);
      const before = effect.before === undefined ? undefined : runs.keepPayload(effect.before, () => run.number);
      runs.log(
        intendEffect,
        effect.effectKey,
        run.number,
        run.environment,
        effect.path,
        effect.ordinal,
        effect.epoch,
        effect.kind,
        effect.operation,
        effect.connection,
        request.text,
        before?.text ?? null,
        (request.isBlob ? BLOB_BIT.request : 0) | (before?.isBlob === true ? BLOB_BIT.before : 0),
        effect.intendedAt,
        effect.attempt,
        effect.objectType ?? null,
        effect.objectKey ?? null,
      );
    },

    settleEffect(effectKey, settled) {
      const answer = settled.answer === undefined ? undefined : runs.keepPayload(settled.answer, () => findRun.get(effectKey));
      const { changes } = runs.log(
        settleEffect,
        settled.state,
        answer?.text ?? null,
        answer?.isBlob === true ? BLOB_BIT.answer : 0,
        settled.error === undefined ? null : JSON.stringify(settled.error),
        settled.verdict ?? null,
        settled.settledAt,
        settled.openSince ?? null,
        effectKey,
      );
      if (changes === 0) throw new Error(`There is no effect "${effectKey}" to settle.`);
    },

    recordExchange(effect) {
      const run = runs.getRun(effect.runId);
      const request = runs.keepPayload(effect.request, () => run.number);
      const answer = effect.answer === undefined ? undefined : runs.keepPayload(effect.answer, () => run.number);
      const before = effect.before === undefined ? undefined : runs.keepPayload(effect.before, () => run.number);
      runs.log(
        recordExchange,
        effect.effectKey,
        run.number,
        run.environment,
        effect.path,
        effect.ordinal,
        effect.epoch,
        effect.kind,
        effect.operation,
        effect.connection,
        effect.state,
        request.text,
        answer?.text ?? null,
        before?.text ?? null,
        effect.error === undefined ? null : JSON.stringify(effect.error),
        (request.isBlob ? BLOB_BIT.request : 0) |
          (answer?.isBlob === true ? BLOB_BIT.answer : 0) |
          (before?.isBlob === true ? BLOB_BIT.before : 0),
        effect.intendedAt,
        effect.settledAt ?? null,
        effect.attempt,
      );
    },
  };
}
