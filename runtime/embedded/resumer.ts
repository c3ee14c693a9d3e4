/**
 * Lets runs go on whose rows say `running` while nobody has them in memory: after a start, and when the transaction that brought one
 * back was lost. A full disk, or a store that is busy, only puts it off (RES-5).
 */
import type { Clock } from '../engine/clock.ts';
import { type RunRow, StorageError, type Writer } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import type { Committer, Unit } from './committer.ts';
import type { RunRegistry } from './run-registry.ts';

export interface Resumer {
  /** One transaction, again and again until the disk takes it. Rejects when the store failed for good. */
  resume(runIds: readonly string[]): Promise<void>;
  /** Soon, together with others. */
  resumeLater(runId: string): void;
}

export interface ResumerParts {
  readonly clock: Clock;
  readonly writer: Pick<Writer, 'whenWritable'>;
  readonly committer: Committer;
  readonly registry: RunRegistry;
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly parkRow: (unit: Unit, row: RunRow, error: unknown) => void;
  readonly stopped: () => boolean;
  readonly onError: (error: unknown) => void;
}

const PAUSE_MS = 500;
/** Nobody has to help. */
const PASSING: ReadonlySet<StorageError['code']> = new Set(['disk-full', 'busy']);

export function createResumer({ clock, writer, committer, registry, load, parkRow, stopped, onError }: ResumerParts): Resumer {
  const later = new Set<string>();
  let looping = false;

  async function resume(runIds: readonly string[]): Promise<void> {
    while (!stopped()) {
      try {
        await committer.transact((unit) => {
          for (const runId of runIds) resumeOne(unit, runId);
        });
        return;
      } catch (error) {
        if (!(error instanceof StorageError) || !PASSING.has(error.code)) throw error;
        await untilWritable();
      }
    }
  }

  function resumeOne(unit: Unit, runId: string): void {
    if (registry.find(runId) !== undefined) return;
    const row = unit.tx.reads.findRun(runId);
    if (row?.state !== 'running') return;
    try {
      const run = load(unit, runId);
      if (run !== undefined) unit.write(run);
    } catch (error) {
      parkRow(unit, row, error);
    }
  }

  async function untilWritable(): Promise<void> {
    await writer.whenWritable();
    await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }

  async function loop(): Promise<void> {
    while (later.size > 0 && !stopped()) {
      await untilWritable();
      const runIds = [...later];
      later.clear();
      await resume(runIds);
    }
  }

  return {
    resume,
    resumeLater(runId) {
      later.add(runId);
      if (looping) return;
      looping = true;
      loop()
        .catch(onError)
        .finally(() => {
          looping = false;
        });
    },
  };
}
