/** For tests: a data folder of its own, runs with little writing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#flows/json.ts';
import type { NewRun, RunRow, TimedBody } from './engine-rows.ts';
import type { StoreWriter } from './writer.ts';

export interface DataFolder {
  readonly path: string;
  remove(): void;
}

export function aDataFolder(): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'millrace-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const AT = '2026-11-24T08:00:00.500Z';

let counter = 0;

export function aNewRun(changes: Partial<NewRun> = {}): NewRun {
  counter += 1;
  return {
    runId: `run-${counter}`,
    environment: 'production',
    flow: 'order-change',
    version: 1,
    bodyHash: 'hash',
    correlationId: `correlation-${counter}`,
    keys: {},
    startedAt: '2026-11-24T08:00:00.000Z',
    synchronous: false,
    ...changes,
  };
}

export function accepted(body: Json = { quantity: 1 }): TimedBody & { type: 'run-accepted' } {
  return { type: 'run-accepted', at: AT, version: 1, callees: {}, trigger: { body }, keys: {}, correlationId: 'correlation' };
}

export function acceptRun(writer: StoreWriter, changes: Partial<NewRun> = {}, body?: Json): Promise<RunRow> {
  const run = aNewRun(changes);
  return writer.write((tx) => tx.insertRun(run, accepted(body)));
}

export function stepCompleted(path: string, output: Json = null): TimedBody {
  return { type: 'step-completed', at: AT, path, attempt: 1, port: 'out', output, durationMs: 1 };
}

/** Ends a run the way the engine does: events and row in one unit. */
export function completeRun(writer: StoreWriter, runId: string, fromRunSeq: number): Promise<void> {
  return writer.write((tx) => {
    tx.appendEvents(runId, fromRunSeq, [{ type: 'run-completed', at: AT }]);
    tx.updateRun(runId, { state: 'completed', endedAt: '2026-11-24T08:00:01.000Z' });
  });
}
