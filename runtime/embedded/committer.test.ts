import { expect, test } from 'vitest';
import type { Clock } from '../engine/clock.ts';
import { type EngineTx, StorageError, type Writer } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import { createCommitter } from './committer.ts';

test('RES-5 F38: while the store is busy a run is written again after a moment, and not without pause', async () => {
  const errors = Array.from({ length: 3 }, () => new StorageError('busy', 'No file can be opened just now.'));
  let asked = 0;
  const writer: Writer = {
    write: async (apply) => {
      asked += 1;
      apply({} as EngineTx);
      const error = errors.shift();
      if (error !== undefined) throw error;
      return undefined as never;
    },
    onCommitted: () => () => true,
    drain: async () => undefined,
    whenWritable: async () => undefined,
  };
  const due: (() => void)[] = [];
  const clock = { after: (_ms: number, act: () => void) => due.push(act) } as unknown as Clock;
  const written: ActiveRun[] = [];
  const committer = createCommitter({
    writer,
    clock,
    writeRun: (_unit, run) => {
      written.push(run);
      run.inFlight = { done: run.nextCommit, events: [], changes: [], afterCommit: [] } as never;
      run.nextCommit = undefined;
    },
    committed: () => undefined,
    broken: () => expect.fail('The run is given up.'),
    discard: () => expect.fail('The run is discarded.'),
  });
  const run = { hasPending: true, pending: [], changes: [], afterCommit: [], fresh: false, dead: false } as unknown as ActiveRun;
  let isWritten = false;
  const flushed = committer.flush(run).then(() => {
    isWritten = true;
  });
  for (let tries = 1; tries <= 3; tries += 1) {
    await expect.poll(() => due.length).toBe(1);
    expect([asked, isWritten]).toEqual([tries, false]);
    due.shift()!();
  }
  await flushed;
  expect(asked).toBe(4);
});
