/** What our writes left in other systems, and the messages that showed it (STP-5). */
import type { Database, Statement } from 'better-sqlite3';
import type { EngineTx } from './engine-rows.ts';
import type { RunWrites } from './run-writes.ts';

export function createEchoWrites(database: Database, runs: RunWrites): Pick<EngineTx, 'noteOwnChange' | 'recordEcho' | 'noteShownState'> {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const insertOwnChange = prepare(
    'INSERT OR IGNORE INTO own_change (environment, object_type, object_key, version, effect_key, run, before, author, fields, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertEcho = prepare(
    'INSERT OR IGNORE INTO echo (environment, flow, effect_key, object_key, message, run, dropped, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );

  const insertShown = prepare(
    'INSERT OR IGNORE INTO shown_state (environment, flow, object_type, object_key, message, version, author, content, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  return {
    noteOwnChange({ environment, type, key, version, effectKey, runId, before, author, fields, at }) {
      const { number } = runs.getRun(runId);
      const set = fields === undefined ? null : JSON.stringify(fields);
      runs.log(insertOwnChange, environment, type, key, version, effectKey, number, before ?? null, author ?? null, set, at);
    },
    recordEcho({ environment, flow, effectKey, objectKey, message, runId, dropped, at }) {
      const { number } = runs.getRun(runId);
      const { changes } = runs.log(insertEcho, environment, flow, effectKey, objectKey, message, number, dropped ? 1 : 0, at);
      if (changes > 0 && dropped) runs.count(environment, flow, 'echo');
      return changes > 0;
    },
    noteShownState({ environment, flow, type, key, message, version, author, content, at }) {
      runs.log(insertShown, environment, flow, type, key, message, version, author, JSON.stringify(content), at);
    },
  };
}
