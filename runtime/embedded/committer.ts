/**
 * How runs reach the disk. What became ready in one turn of the loop shares one transaction; a run has at most one transaction open
 * at a time, so its events stay gap-free whatever is lost. When the disk is full nothing is given up: what was handed over goes back
 * into memory and is written when there is space again (RES-5).
 */
import type { Clock } from '../engine/clock.ts';
import { type EngineTx, StorageError, type Writer } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import { createDeferred } from './deferred.ts';

export interface Unit {
  readonly tx: EngineTx;
  /** Hands what the run has pending to this transaction; when an earlier one of the run is still open, it follows right after that. */
  write(run: ActiveRun): void;
  afterCommit(act: () => void): void;
}

export interface Committer {
  /** One transaction; resolves after its commit. Runs made in it are given up when it is lost. */
  transact<T>(apply: (unit: Unit) => T): Promise<T>;
  /** Resolves when everything the run has pending now is committed. */
  flush(run: ActiveRun): Promise<void>;
  /** Within a moment, for watchers: nothing waits for it. */
  flushSoon(run: ActiveRun): void;
}

export interface CommitterParts {
  readonly writer: Writer;
  readonly clock: Clock;
  /** Moves what is pending into rows. */
  writeRun(unit: Unit, run: ActiveRun): void;
  committed(run: ActiveRun): void;
  /** Rows of a run could not be written for another reason than the disk: our bug, or a damaged journal. */
  broken(run: ActiveRun, error: unknown): void;
  discard(run: ActiveRun, error: unknown): void;
}

const SOON_MS = 25;
/** Another process holds the store, or no file can be opened (F38). */
const BUSY_AGAIN_MS = 250;

export function createCommitter(parts: CommitterParts): Committer {
  const { writer, clock } = parts;
  let dirty: ActiveRun[] = [];
  let scheduled = false;
  /** A unit is inside its transaction: what a run asks for meanwhile may be written by that very unit. */
  let unitIsOpen = false;
  let soon: ActiveRun[] = [];

  function schedule(run: ActiveRun): void {
    if (run.needsAcceptance !== undefined) {
      run.needsAcceptance.resolve();
      return;
    }
    if (run.flushScheduled) return;
    run.flushScheduled = true;
    dirty.push(run);
    if (!unitIsOpen) flushDirty();
  }

  function flushDirty(): void {
    if (scheduled || dirty.length === 0) return;
    scheduled = true;
    let began = false;
    inUnit((unit) => {
      began = true;
      scheduled = false;
      const runs = dirty;
      dirty = [];
      for (const candidate of runs) {
        // Written by another unit meanwhile; or its open transaction ends first, and `settle` comes back to it.
        if (!candidate.flushScheduled || candidate.inFlight !== undefined || candidate.dead) continue;
        unit.write(candidate);
      }
    }, flushAlone).catch((error: unknown) => {
      if (began) return;
      // Refused before it ran: the disk is full, or the store is closed.
      scheduled = false;
      const runs = dirty;
      dirty = [];
      for (const candidate of runs) candidate.flushScheduled = false;
      retryWhenWritable(runs, error);
    });
  }

  /** One of several runs made the transaction fail: each shows on its own whether it was the one. */
  function flushAlone(run: ActiveRun): void {
    if (run.dead) return;
    inUnit(
      (unit) => {
        if (!run.dead) unit.write(run);
      },
      (failed, error) => parts.broken(failed, error),
    ).catch(() => undefined);
  }

  /** `failed` is told of each run whose rows were lost for another reason than the disk. */
  function inUnit<T>(apply: (unit: Unit) => T, failed: (run: ActiveRun, error: unknown) => void): Promise<T> {
    const runs: ActiveRun[] = [];
    const late: Promise<void>[] = [];
    const acts: (() => void)[] = [];
    return writer
      .write((tx) => {
        const unit: Unit = {
          tx,
          write(run) {
            if (run.inFlight === undefined) {
              runs.push(run);
              parts.writeRun(unit, run);
              run.flushScheduled = false;
            } else if (!runs.includes(run) || run.hasPending) late.push(flush(run));
          },
          afterCommit(act) {
            acts.push(act);
          },
        };
        unitIsOpen = true;
        try {
          return apply(unit);
        } finally {
          unitIsOpen = false;
          // An empty transaction would hold up everything that waits for the next turn.
          if (!scheduled) {
            dirty = dirty.filter(({ flushScheduled }) => flushScheduled);
            flushDirty();
          }
        }
      })
      .then(
        (value) => {
          for (const run of runs) settle(run);
          for (const act of acts) act();
          return late.length === 0 ? value : Promise.all(late).then(() => value);
        },
        (error: unknown) => {
          for (const run of runs) restore(run);
          const kept = runs.filter((run) => !run.fresh);
          for (const run of runs) if (run.fresh) parts.discard(run, error);
          if (isStorageTrouble(error)) retryWhenWritable(kept, error);
          else for (const run of kept) failed(run, error);
          throw error;
        },
      );
  }

  function settle(run: ActiveRun): void {
    const handed = run.inFlight;
    run.inFlight = undefined;
    run.fresh = false;
    if (handed !== undefined) {
      handed.done?.resolve();
      for (const act of handed.afterCommit) act();
    }
    if (run.flushScheduled || run.nextCommit !== undefined) {
      run.flushScheduled = false;
      if (!run.dead) schedule(run);
    }
    parts.committed(run);
  }

  /** As if the lost transaction had never been. */
  function restore(run: ActiveRun): void {
    const handed = run.inFlight;
    if (handed === undefined) return;
    run.inFlight = undefined;
    run.pending = [...handed.events, ...run.pending];
    run.changes = [...handed.changes, ...run.changes];
    run.afterCommit = [...handed.afterCommit, ...run.afterCommit];
    run.standing = handed.standing;
    run.writtenSeq = handed.writtenSeq;
    const { done } = handed;
    if (done === undefined) return;
    if (run.nextCommit === undefined) run.nextCommit = done;
    else run.nextCommit.promise.then(done.resolve, done.reject);
  }

  function retryWhenWritable(runs: readonly ActiveRun[], error: unknown): void {
    if (runs.length === 0) return;
    if (!isStorageTrouble(error)) {
      for (const run of runs) parts.discard(run, error);
      return;
    }
    whenWorthTrying(error).then(
      () => {
        for (const run of runs) if (!run.dead) schedule(run);
      },
      (refused: unknown) => {
        for (const run of runs) parts.discard(run, refused);
      },
    );
  }

  /** A store that is busy says that it can be written: only time tells. */
  function whenWorthTrying(error: StorageError): Promise<void> {
    if (error.code !== 'busy') return writer.whenWritable();
    return new Promise<void>((resolve) => clock.after(BUSY_AGAIN_MS, resolve)).then(() => writer.whenWritable());
  }

  return {
    transact: (apply) => inUnit(apply, (run) => schedule(run)),
    flush,
    flushSoon(run) {
      if (run.isDueSoon) return;
      run.isDueSoon = true;
      soon.push(run);
      if (soon.length > 1) return;
      clock.after(SOON_MS, () => {
        const due = soon;
        soon = [];
        for (const waiting of due) {
          waiting.isDueSoon = false;
          if (waiting.hasPending && !waiting.dead) schedule(waiting);
        }
      });
    },
  };

  function flush(run: ActiveRun): Promise<void> {
    if (!run.hasPending) {
      if (run.inFlight === undefined) return Promise.resolve();
      run.inFlight.done ??= createDeferred();
      return run.inFlight.done.promise;
    }
    run.nextCommit ??= createDeferred();
    const { promise } = run.nextCommit;
    schedule(run);
    return promise;
  }
}

function isStorageTrouble(error: unknown): error is StorageError {
  return error instanceof StorageError && error.code !== 'constraint';
}
