/** What a unit writes beside runs and effects: timers, waits, kept events, lane sequences, watermarks, exceptions, milestones, counts. */
import type { Database, Statement } from 'better-sqlite3';
import type { EmittedEvent } from '#flows/trace.ts';
import { correlationOf } from './engine-reads.ts';
import type { EngineTx } from './engine-rows.ts';
import type { RunWrites } from './run-writes.ts';

type SideWrites = Omit<
  EngineTx,
  | 'reads'
  | 'insertRun'
  | 'appendEvents'
  | 'updateRun'
  | 'intendEffect'
  | 'settleEffect'
  | 'recordExchange'
  | 'noteOwnChange'
  | 'recordEcho'
  | 'moveFlowWatermark'
  | 'noteShownState'
  | 'putGroup'
  | 'putMember'
  | 'takeGroup'
  | 'dropGroup'
  | 'forgetGroups'
  | 'keepOpenCircuit'
  | 'dropOpenCircuit'
>;

export function createSideWrites(database: Database, runs: RunWrites, now: () => string): SideWrites {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const setTimer = prepare('INSERT OR REPLACE INTO timer (run, path, due_at, kind) VALUES (?, ?, ?, ?)');
  const clearTimer = prepare('DELETE FROM timer WHERE run = ? AND path = ?');
  const openWait = prepare(
    'INSERT OR REPLACE INTO wait (run, path, environment, kind, token_hash, approval_id, event, correlation, wait, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const closeWait = prepare('DELETE FROM wait WHERE run = ? AND path = ?');
  const raiseSequence = prepare(
    `INSERT INTO lane_sequence (environment, name, key, sequence) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sequence = max(sequence, excluded.sequence)`,
  );
  const keepEvent = prepare(
    'INSERT OR IGNORE INTO kept_event (environment, event_id, type, correlation, event, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteKeptEvent = prepare('DELETE FROM kept_event WHERE id = ?');
  const deleteExpiredEvents = prepare('DELETE FROM kept_event WHERE expires_at <= ?');
  const insertException = prepare(
    'INSERT INTO exception (exception_id, environment, flow, run_id, title, owner, detail, key, due_at, runbook, raised_at, state, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const setWatermark = prepare('INSERT OR REPLACE INTO watermark (environment, flow, watermark) VALUES (?, ?, ?)');
  const countDuplicate = prepare('UPDATE run SET duplicates = duplicates + 1 WHERE number = ?');
  const insertMilestone = prepare(
    'INSERT OR IGNORE INTO milestone (environment, object_type, object_key, at, milestone, run_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const rememberMessage = prepare('INSERT OR REPLACE INTO used_message (sender, message_id, body_hash, runs, at) VALUES (?, ?, ?, ?, ?)');
  const putSealedValue = prepare('INSERT OR IGNORE INTO sealed_value (token, key_id, ciphertext, sealed_at) VALUES (?, ?, ?, ?)');
  const touchSealedValue = prepare(
    'INSERT INTO sealed_value (token, key_id, ciphertext, sealed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET sealed_at = excluded.sealed_at',
  );
  const putSealedUse = prepare('INSERT OR IGNORE INTO sealed_use (run, token) VALUES (?, ?)');

  const findKeptEvent = database.prepare<[string, string, string, string], { id: number; event: string }>(
    'SELECT id, event FROM kept_event WHERE environment = ? AND type = ? AND correlation = ? AND expires_at > ? ORDER BY id LIMIT 1',
  );

  return {
    setTimer(timer) {
      runs.log(setTimer, runs.getRun(timer.runId).number, timer.path, timer.dueAt, timer.kind);
    },
    clearTimer(runId, path) {
      runs.log(clearTimer, runs.getRun(runId).number, path);
    },

    openWait({ runId, path, environment, wait, openedAt }) {
      runs.log(
        openWait,
        runs.getRun(runId).number,
        path,
        environment,
        wait.kind,
        wait.kind === 'callback' ? wait.tokenHash : null,
        wait.kind === 'approval' ? wait.approvalId : null,
        wait.kind === 'event' ? wait.event : null,
        wait.kind === 'event' ? wait.correlation : null,
        JSON.stringify(wait),
        openedAt,
      );
    },
    closeWait(runId, path) {
      runs.log(closeWait, runs.getRun(runId).number, path);
    },

    raiseLaneSequence(environment, name, key, sequence) {
      runs.log(raiseSequence, environment, name, key, sequence);
    },

    keepEvent(environment, event, expiresAt) {
      runs.log(keepEvent, environment, event.id, event.type, correlationOf(event), JSON.stringify(event), expiresAt);
    },
    takeKeptEvent(environment, type, correlation) {
      const nowIso = now();
      runs.log(deleteExpiredEvents, nowIso);
      const kept = findKeptEvent.get(environment, type, correlation, nowIso);
      if (kept === undefined) return undefined;
      runs.log(deleteKeptEvent, kept.id);
      return JSON.parse(kept.event) as EmittedEvent;
    },

    insertException(exception) {
      runs.log(
        insertException,
        exception.exceptionId,
        exception.environment,
        exception.flow,
        exception.runId ?? null,
        exception.title,
        exception.owner,
        exception.detail === undefined ? null : JSON.stringify(exception.detail),
        exception.key ?? null,
        exception.dueAt ?? null,
        exception.runbook ?? null,
        exception.raisedAt,
        exception.state,
        exception.sample === undefined ? 0 : 1,
      );
    },

    setWatermark(environment, flow, watermark) {
      runs.log(setWatermark, environment, flow, JSON.stringify(watermark));
    },

    countDuplicate(environment, flow, runId) {
      const { number } = runs.getRun(runId);
      // The run may have come in this very unit.
      runs.flush();
      runs.log(countDuplicate, number);
      runs.count(environment, flow, 'duplicate');
    },

    rememberMessage({ sender, messageId, bodyHash, at }, runIds) {
      runs.log(rememberMessage, sender, messageId, bodyHash, JSON.stringify(runIds.map((runId) => runId ?? null)), at);
    },

    rememberMilestone(environment, objectType, key, milestone, at, runId) {
      runs.log(insertMilestone, environment, objectType, key, at, milestone, runId);
    },

    putSealedValue({ token, keyId, ciphertext }, owner) {
      runs.log(owner === 'passing' ? touchSealedValue : putSealedValue, token, keyId, ciphertext, now());
      if (owner !== 'passing') runs.log(putSealedUse, owner === 'kept' ? 0 : runs.getRun(owner.runId).number, token);
    },
  };
}
