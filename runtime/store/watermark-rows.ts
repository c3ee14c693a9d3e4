/** Rows of flows' watermarks (WAI-4), as the engine moves them and as people see and set them. */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import { type DefinitionChanges, DONE } from './definition-change.ts';
import type { EngineReads, EngineTx, FlowWatermarkRow } from './engine-rows.ts';
import type { WatermarkDefinitions } from './flow-standing-definitions.ts';
import type { RunWrites } from './run-writes.ts';

interface StoredWatermark {
  readonly environment: string;
  readonly flow: string;
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly seen: string;
  readonly at: string;
  readonly run_id: string | null;
  readonly set_at: string | null;
  readonly set_by: string | null;
  readonly reason: string | null;
}

const ONE = 'environment = ? AND flow = ? AND name = ? AND key = ?';

export function createWatermarkReads(database: Database): Pick<EngineReads, 'findFlowWatermark' | 'countFlowWatermarks'> {
  const one = database.prepare<[string, string, string, string], StoredWatermark>(`SELECT * FROM flow_watermark WHERE ${ONE}`);
  const count = database
    .prepare<[string, string], number>('SELECT count(*) FROM flow_watermark WHERE environment = ? AND flow = ?')
    .pluck();
  return {
    findFlowWatermark({ environment, flow, name, key }) {
      const row = one.get(environment, flow, name, key);
      return row === undefined ? undefined : toRow(row);
    },
    countFlowWatermarks: (environment, flow) => count.get(environment, flow) ?? 0,
  };
}

export function createWatermarkWrites(database: Database, runs: RunWrites): Pick<EngineTx, 'moveFlowWatermark'> {
  const move = database.prepare(
    `INSERT INTO flow_watermark (environment, flow, name, key, value, seen, at, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, seen = excluded.seen, at = excluded.at, run_id = excluded.run_id`,
  ) as Statement<never[]>;
  return {
    moveFlowWatermark({ environment, flow, name, key, value, seen, at, runId }) {
      runs.log(move, environment, flow, name, key, JSON.stringify(value), JSON.stringify(seen), at, runId);
    },
  };
}

export function createWatermarkStore({ database, prepare, change, now }: DefinitionChanges): WatermarkDefinitions {
  const ofFlow = database.prepare<[string, string, string, string, number], StoredWatermark>(
    'SELECT * FROM flow_watermark WHERE environment = ? AND flow = ? AND (name, key) > (?, ?) ORDER BY name, key LIMIT ?',
  );
  const { findFlowWatermark } = createWatermarkReads(database);
  const set = prepare(
    `INSERT INTO flow_watermark (environment, flow, name, key, value, seen, at, set_at, set_by, reason) VALUES (?, ?, ?, ?, ?, '[]', ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, seen = '[]', at = excluded.at, run_id = NULL,
       set_at = excluded.set_at, set_by = excluded.set_by, reason = excluded.reason`,
  );
  return {
    listFlowWatermarks: ({ environment, flow, after, limit }) =>
      ofFlow.all(environment, flow, after?.name ?? '', after?.key ?? '', limit).map(toRow),
    findFlowWatermark,
    setFlowWatermark: ({ value, by, reason, ...place }, audit) =>
      change(
        audit,
        (run) => {
          const at = now();
          run(set, place.environment, place.flow, place.name, place.key, JSON.stringify(value), at, at, by, reason);
          return DONE;
        },
        () => findFlowWatermark(place)?.value,
      ),
  };
}

function toRow({ value, seen, run_id, set_at, set_by, reason, ...row }: StoredWatermark): FlowWatermarkRow {
  return {
    ...row,
    value: JSON.parse(value) as Json,
    seen: JSON.parse(seen) as readonly string[],
    ...(run_id === null ? {} : { runId: run_id }),
    ...(set_at === null ? {} : { set: { at: set_at, by: set_by ?? '', reason: reason ?? '' } }),
  };
}
