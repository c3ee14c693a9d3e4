/** Puts the engine's writes and reads together into the facade that a unit gets. */

import { createEchoWrites } from './echo-writes.ts';
import { createEffectWrites } from './effect-writes.ts';
import { createEngineReads } from './engine-reads.ts';
import type { EngineReads, EngineTx } from './engine-rows.ts';
import { createGroupWrites } from './group-rows.ts';
import { createOpenCircuitWrites } from './open-circuit-rows.ts';
import { createRunWrites, type RunWrites, type RunWritesParts } from './run-writes.ts';
import { createSideWrites } from './side-writes.ts';
import { createWatermarkWrites } from './watermark-rows.ts';

export interface EngineTxHost {
  readonly tx: EngineTx;
  readonly reads: EngineReads;
  readonly runs: RunWrites;
}

export function createEngineTx(parts: RunWritesParts): EngineTxHost {
  const { database, blobs, now } = parts;
  const runs = createRunWrites(parts);
  const reads = createEngineReads(database, blobs, runs.flush, runs);
  const { insertRun, appendEvents, updateRun } = runs;
  return {
    tx: {
      reads,
      insertRun,
      appendEvents,
      updateRun,
      ...createEffectWrites(database, runs),
      ...createEchoWrites(database, runs),
      ...createSideWrites(database, runs, now),
      ...createWatermarkWrites(database, runs),
      ...createGroupWrites(database, runs),
      ...createOpenCircuitWrites(database, runs),
    },
    reads,
    runs,
  };
}
