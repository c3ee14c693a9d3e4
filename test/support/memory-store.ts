/**
 * The engine's storage in memory, with the promises of the real one: units applied in order, one commit for all of a turn, a unit
 * that throws undone alone, nothing kept of a commit that failed. `crash` ends a life of the process: what was not committed is gone,
 * and who still holds the old writer writes into the void.
 */
import type { EffectRow, TraceEvent } from '#flows/trace.ts';
import type { Clock } from '#runtime/engine/clock.ts';
import {
  type EngineReads,
  type EngineTx,
  type ExceptionRow,
  type RunRow,
  StorageError,
  type TimerRow,
  type WaitRow,
  type Writer,
} from '#runtime/store/engine-rows.ts';
import { createMemoryReads } from './memory-reads.ts';
import { MemoryRows } from './memory-rows.ts';
import { createMemoryTx } from './memory-tx.ts';

export interface MemoryStore {
  readonly writer: Writer;
  readonly reads: EngineReads;
  readonly runs: ReadonlyMap<string, RunRow>;
  readonly exceptions: ReadonlyMap<string, ExceptionRow>;
  readonly timers: ReadonlyMap<string, TimerRow>;
  readonly waits: ReadonlyMap<string, WaitRow>;
  readonly duplicates: number;
  eventsOf(runId: string): readonly TraceEvent[];
  effectsOf(runId: string): readonly EffectRow[];
  /** Ends this life; `open` begins the next one over the same rows. */
  crash(): void;
  open(clock: Clock): { readonly writer: Writer; readonly reads: EngineReads };
  /** Every commit fails until `free` is called. */
  fillDisk(): void;
  free(): void;
  /** The journal of the run can no longer be trusted. */
  damage(runId: string): void;
  /** Called before each commit; what it throws is the commit's failure. */
  beforeCommit: (() => void) | undefined;
  /** Called after each commit, before anybody hears of it: the instant at which a crash hurts most. */
  afterCommit: (() => void) | undefined;
}

interface Unit {
  readonly apply: (tx: EngineTx) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export function createMemoryStore(firstClock: Clock): MemoryStore {
  const rows = new MemoryRows();
  const reads = createMemoryReads(rows);
  let full = false;
  let life = 0;
  const hooks: { before?: (() => void) | undefined; after?: (() => void) | undefined } = {};
  let waitingForSpace: (() => void)[] = [];

  function openLife(clock: Clock): { readonly writer: Writer; readonly reads: EngineReads } {
    life += 1;
    const own = life;
    const listeners = new Set<Parameters<Writer['onCommitted']>[0]>();
    const tx = createMemoryTx(rows, reads, () => new Date(clock.now()).toISOString());
    let queue: Unit[] = [];
    let scheduled = false;
    let drained: (() => void)[] = [];

    function commit(): void {
      scheduled = false;
      if (own !== life) return;
      const batch = queue;
      queue = [];
      const batchUndo: (() => void)[] = [];
      const outcomes: { readonly unit: Unit; readonly value?: unknown; readonly error?: unknown }[] = [];
      rows.fresh = [];
      let lost: unknown;
      for (const unit of batch) {
        rows.takeUndo();
        try {
          outcomes.push({ unit, value: unit.apply(tx) });
          batchUndo.push(...rows.takeUndo());
        } catch (error) {
          for (const back of rows.takeUndo().reverse()) back();
          outcomes.push({ unit, error });
        }
      }
      try {
        if (full) throw new StorageError('disk-full', 'database or disk is full');
        hooks.before?.();
      } catch (error) {
        lost = error;
      }
      if (own !== life || lost !== undefined) {
        for (const back of batchUndo.reverse()) back();
        if (own === life) for (const { unit } of outcomes) unit.reject(lost);
      } else {
        const appended = rows.fresh;
        hooks.after?.();
        if (own !== life) return;
        if (appended.length > 0) for (const listener of listeners) listener(appended);
        for (const { unit, value, error } of outcomes) {
          if (error === undefined) unit.resolve(value);
          else unit.reject(error);
        }
      }
      if (queue.length > 0) schedule();
      else for (const resolve of drained.splice(0)) resolve();
    }

    function schedule(): void {
      if (scheduled) return;
      scheduled = true;
      clock.after(0, commit);
    }

    const writer: Writer = {
      write: <T>(apply: (open: EngineTx) => T) =>
        new Promise<T>((resolve, reject) => {
          // The old process is dead: nobody answers it any more.
          if (own !== life) return;
          queue.push({ apply, resolve: resolve as (value: unknown) => void, reject });
          schedule();
        }),
      onCommitted(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      drain: () => (queue.length === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve))),
      whenWritable: () => (full ? new Promise((resolve) => waitingForSpace.push(resolve)) : Promise.resolve()),
    };
    drained = [];
    return { writer, reads };
  }

  const first = openLife(firstClock);
  return {
    ...first,
    runs: rows.runs,
    exceptions: rows.exceptions,
    timers: rows.timers,
    waits: rows.waits,
    get duplicates() {
      return rows.duplicates;
    },
    eventsOf: (runId) => rows.journal.get(runId) ?? [],
    effectsOf: (runId) => reads.listEffects(runId),
    crash() {
      life += 1;
      waitingForSpace = [];
    },
    open: openLife,
    fillDisk() {
      full = true;
    },
    free() {
      full = false;
      for (const resolve of waitingForSpace.splice(0)) resolve();
    },
    damage(runId) {
      rows.damaged.add(runId);
    },
    get beforeCommit() {
      return hooks.before;
    },
    set beforeCommit(act) {
      hooks.before = act;
    },
    get afterCommit() {
      return hooks.after;
    },
    set afterCommit(act) {
      hooks.after = act;
    },
  };
}
