import type { RunSummary } from '#flows/api/runs.ts';
import { type StoredRun, toRunRow } from './run-rows.ts';

/** The row as lists show it. */
export function toRunSummary(row: StoredRun): RunSummary {
  const run = toRunRow(row);
  return {
    runId: run.runId,
    flowId: run.flow,
    version: run.version,
    environment: run.environment,
    state: run.state,
    keys: run.keys,
    correlationId: run.correlationId,
    ...(run.laneName === undefined || run.laneKey === undefined
      ? {}
      : { lane: { name: run.laneName, key: run.laneKey, ...(run.sequence === undefined ? {} : { sequence: run.sequence }) } }),
    startedAt: run.startedAt,
    ...(run.endedAt === undefined ? {} : { endedAt: run.endedAt }),
    ...(run.originRunId === undefined ? {} : { originRunId: run.originRunId }),
    ...(run.error === undefined ? {} : { error: run.error }),
    ...(run.blockedAt === undefined ? {} : { blockedAt: run.blockedAt }),
    ...(run.heldBy === undefined ? {} : { heldBy: run.heldBy }),
    ...(run.plant === undefined ? {} : { plant: run.plant }),
    ...(run.sample === undefined ? {} : { sample: run.sample }),
  };
}
