/**
 * Group commit: everything asked for in one turn of the event loop shares one transaction and one fsync (INT-1, STP-1).
 *
 * A unit that throws must not take the others with it. A savepoint for each unit would make SQLite copy every page that two units
 * touch; instead each statement is remembered, and only when a unit fails the transaction is rolled back and the statements of the
 * units before it are run again. No unit's function ever runs twice.
 */
import type { Database, RunResult, Statement } from 'better-sqlite3';
import { StorageError } from './engine-rows.ts';
import { toBatchError, toUnitError } from './storage-error.ts';

/** Every change of a unit goes through here, else it would be lost when another unit of the batch fails. */
export interface WriteLog {
  run(statement: Statement<never[]>, ...values: readonly SqlValue[]): RunResult;
}
export type SqlValue = string | number | null | Buffer;

/** In-memory state that follows the transaction: sequence counters, events to send, sums to add. */
export interface BatchState {
  /** Before each unit; `undoUnit` comes back to here. */
  beginUnit(): void;
  undoUnit(): void;
  /** After a unit that did not throw; may still write, and may throw like the unit itself. */
  endUnit(log: WriteLog): void;
  /** After the last unit, before COMMIT. */
  beforeCommit(log: WriteLog): void;
  afterCommit(): void;
  /** Nothing of the batch was kept. */
  undoBatch(): void;
}

export type StorageState = 'ok' | 'full' | 'failed';

export interface GroupCommit {
  write<T>(apply: (log: WriteLog) => T): Promise<T>;
  drain(): Promise<void>;
  readonly state: StorageState;
  /** Resolves at once when commits go through, else when they do again; rejects with StorageError when only a restart helps. */
  whenWritable(): Promise<void>;
  /** Commits what was asked for and refuses the rest. */
  close(): void;
}

export interface GroupCommitOptions {
  readonly database: Database;
  readonly batchState: BatchState;
  /** Called between two commits with their number so far, never inside a transaction. */
  readonly betweenCommits: (commits: number) => void;
  /** After `disk-full`: writes something that fails while there is no space. */
  readonly probeSpace: () => void;
  readonly probeEveryMs?: number;
  readonly onState?: (state: StorageState, error: StorageError | undefined) => void;
  /** Milliseconds that only go up; tests say how long a unit takes. */
  readonly passedMs?: () => number;
}

/** A batch ends here even when more is waiting, so that the loop answers others in between; the rest is committed next, in order. */
const LONGEST_BATCH_MS = 20;
const PROBE_EVERY_MS = 500;

interface Unit {
  readonly apply: (log: WriteLog) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
}

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { database, batchState, passedMs = () => performance.now() } = options;
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');

  let queue: Unit[] = [];
  let scheduled = false;
  let commits = 0;
  let closed = false;
  let state: StorageState = 'ok';
  let stateError: StorageError | undefined;
  let probeTimer: NodeJS.Timeout | undefined;
  const drained: (() => void)[] = [];
  const waiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];

  /** Statement and values in turn: two plain arrays cost less than an object for each. */
  let statements: Statement<never[]>[] = [];
  let values: (readonly SqlValue[])[] = [];
  let batchError: StorageError | undefined;
  const log: WriteLog = {
    run(statement, ...params) {
      try {
        const result = runStatement(statement, params);
        statements.push(statement);
        values.push(params);
        return result;
      } catch (error) {
        // Remembered even when the unit catches it: SQLite has ended the transaction.
        batchError ??= toBatchError(error);
        throw error;
      }
    },
  };

  function schedule(): void {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      commitBatch();
      if (queue.length > 0) schedule();
      else for (const resolve of drained.splice(0)) resolve();
    });
  }

  function commitBatch(): void {
    // What a unit asks for while it runs goes into the next batch.
    let batch = queue;
    queue = [];
    statements = [];
    values = [];
    batchError = undefined;
    try {
      begin.run();
      const until = passedMs() + LONGEST_BATCH_MS;
      for (let index = 0; index < batch.length; index += 1) {
        applyUnit(batch[index]!);
        if (batchError !== undefined) throw batchError;
        if (passedMs() > until && index + 1 < batch.length) {
          queue = [...batch.slice(index + 1), ...queue];
          batch = batch.slice(0, index + 1);
          break;
        }
      }
      batchState.beforeCommit(log);
      commit.run();
    } catch (error) {
      loseBatch(batch, error);
      return;
    }
    commits += 1;
    batchState.afterCommit();
    for (const { outcome, resolve, reject } of batch) {
      if (outcome !== undefined && 'value' in outcome) resolve(outcome.value);
      else reject(outcome?.error);
    }
    betweenCommits();
  }

  function applyUnit(unit: Unit): void {
    const mark = statements.length;
    batchState.beginUnit();
    try {
      const value = unit.apply(log);
      if (typeof (value as { then?: unknown } | undefined)?.then === 'function')
        throw new TypeError('A unit of a group commit must be synchronous: what it awaits would happen outside the transaction.');
      batchState.endUnit(log);
      unit.outcome = { value };
    } catch (error) {
      batchError ??= toBatchError(error);
      if (batchError !== undefined) throw batchError;
      unit.outcome = { error: toUnitError(error) };
      batchState.undoUnit();
      undoStatements(mark);
    }
  }

  /** Back to the state before the failed unit: the statements of the good ones are run again, their functions are not. */
  function undoStatements(mark: number): void {
    if (statements.length === mark) return;
    statements.length = mark;
    values.length = mark;
    rollback.run();
    begin.run();
    for (let index = 0; index < mark; index += 1) {
      const statement = statements[index]!;
      runStatement(statement, values[index]!);
    }
  }

  function loseBatch(batch: readonly Unit[], error: unknown): void {
    batchState.undoBatch();
    try {
      if (database.inTransaction) rollback.run();
    } catch {
      // SQLite had ended the transaction already.
    }
    const cause = toBatchError(error) ?? error;
    for (const { reject } of batch) reject(cause);
    if (!(cause instanceof StorageError)) return;
    if (cause.code === 'disk-full') enterState('full', cause);
    if (cause.code === 'io-error') enterState('failed', cause);
  }

  function betweenCommits(): void {
    try {
      options.betweenCommits(commits);
    } catch (error) {
      const cause = toBatchError(error);
      if (cause === undefined) throw error;
      if (cause.code === 'disk-full') enterState('full', cause);
      if (cause.code === 'io-error') enterState('failed', cause);
    }
  }

  function enterState(next: StorageState, error: StorageError | undefined): void {
    if (state === next || state === 'failed') return;
    state = next;
    stateError = error;
    if (next !== 'ok') for (const { reject } of queue.splice(0)) reject(error);
    if (next === 'full') probeTimer = setTimeout(probe, options.probeEveryMs ?? PROBE_EVERY_MS).unref();
    if (next === 'ok') for (const { resolve } of waiting.splice(0)) resolve();
    if (next === 'failed') for (const { reject } of waiting.splice(0)) reject(error);
    options.onState?.(next, error);
  }

  function probe(): void {
    if (closed || state !== 'full') return;
    try {
      options.probeSpace();
      enterState('ok', undefined);
    } catch (error) {
      const cause = toBatchError(error);
      if (cause?.code === 'io-error') enterState('failed', cause);
      else probeTimer = setTimeout(probe, options.probeEveryMs ?? PROBE_EVERY_MS).unref();
    }
  }

  return {
    write<T>(apply: (log: WriteLog) => T): Promise<T> {
      if (stateError !== undefined && state !== 'ok') return Promise.reject(stateError);
      if (closed) return Promise.reject(new StorageError('io-error', 'The store is closed.'));
      return new Promise<T>((resolve, reject) => {
        queue.push({ apply, resolve: resolve as (value: unknown) => void, reject, outcome: undefined });
        schedule();
      });
    },
    drain() {
      return queue.length === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve));
    },
    get state() {
      return state;
    },
    whenWritable() {
      if (state === 'ok') return Promise.resolve();
      if (state === 'failed') return Promise.reject(stateError);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    close() {
      while (queue.length > 0) commitBatch();
      closed = true;
      for (const resolve of drained.splice(0)) resolve();
      clearTimeout(probeTimer);
      for (const { reject } of waiting.splice(0)) reject(new StorageError('io-error', 'The store is closed.'));
    },
  };
}

/** better-sqlite3 types the values by the statement's text, which is not known here. */
function runStatement(statement: Statement<never[]>, values: readonly SqlValue[]): RunResult {
  return (statement as unknown as Statement<SqlValue[]>).run(...values);
}
