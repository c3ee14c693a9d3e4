/** Rows of circuits that a person opened (RTY-3): they outlive the process, unlike those that a system's own failures open. */
import type { Database, Statement } from 'better-sqlite3';
import type { EngineReads, EngineTx, OpenCircuitRow } from './engine-rows.ts';
import type { RunWrites } from './run-writes.ts';

export function createOpenCircuitReads(database: Database): Pick<EngineReads, 'listOpenCircuits'> {
  const all = database.prepare<[], Required<OpenCircuitRow>>('SELECT * FROM open_circuit');
  return {
    listOpenCircuits: () => all.all().map(({ plant, ...row }) => (plant === '' ? row : { ...row, plant })),
  };
}

export function createOpenCircuitWrites(database: Database, runs: RunWrites): Pick<EngineTx, 'keepOpenCircuit' | 'dropOpenCircuit'> {
  const keep = database.prepare(
    `INSERT INTO open_circuit (environment, connection, plant, by, reason, since) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET by = excluded.by, reason = excluded.reason, since = excluded.since`,
  ) as Statement<never[]>;
  const drop = database.prepare('DELETE FROM open_circuit WHERE environment = ? AND connection = ? AND plant = ?') as Statement<never[]>;
  return {
    keepOpenCircuit({ environment, connection, plant = '', by, reason, since }) {
      runs.log(keep, environment, connection, plant, by, reason, since);
    },
    dropOpenCircuit({ environment, connection, plant = '' }) {
      runs.log(drop, environment, connection, plant);
    },
  };
}
