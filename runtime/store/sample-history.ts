/**
 * Sample history: runs that a first start makes up so that pages have something to show. They get numbers that were kept free before
 * those of all real runs, because lists take the order of numbers for the order of time; they are marked, and go in one act.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import type { EffectRow } from '#flows/trace.ts';
import type { AuditDraft } from './audit-definitions.ts';
import type { EngineTx, ExceptionRow, NewRun, RunPatch, RunRow, TimedBody, WaitRow } from './engine-rows.ts';
import type { WriteLog } from './group-commit.ts';
import type { Retention } from './retention.ts';
import type { StoreWriter } from './writer.ts';

/** Where the history stands: `wanted` until it is whole, `there`, `removed`. No fact: this installation is older, or did not want one. */
const STATE = 'sample-history';
/** Numbers up to this one belong to it. */
const KEPT_FREE = 'sample-numbers';
const MOST_RUNS = 5_000;

/** A run as it ended, or as it stands and stays, with all that it wrote. */
export interface SampleRun {
  readonly run: Omit<NewRun, 'sampleNumber'> & Pick<RunRow, 'state' | 'endedAt'>;
  /** The first one is `run-accepted`. */
  readonly events: readonly TimedBody[];
  readonly effects: readonly (EffectRow & { readonly objectType?: string; readonly objectKey?: string })[];
  readonly exceptions: readonly ExceptionRow[];
  /** What it asks a person, where it stands because of that. */
  readonly approvals: readonly WaitRow[];
  readonly milestones: readonly {
    readonly objectType: string;
    readonly objectKey: string;
    readonly milestone: string;
    readonly at: string;
  }[];
}

export interface SampleHistory {
  /** True until it is whole: a start that was interrupted begins it anew. */
  readonly isWanted: boolean;
  view(): SampleHistoryView;
  /** The number of its n-th run, from 0; undefined beyond those that were kept free. */
  numberOf(index: number): number | undefined;
  finish(audit: AuditDraft): Promise<void>;
  /** Gives how many runs went. It never comes again. */
  remove(audit: AuditDraft): Promise<number>;
  /** What an interrupted start has left. */
  clear(): Promise<number>;
}

/** Before the writer: numbers count on after those that are kept free. Only an installation that nobody has used yet gets a history. */
export function wantSampleHistory(database: Database): void {
  const isUsed = database.prepare('SELECT 1 FROM run UNION ALL SELECT 1 FROM version LIMIT 1').get() !== undefined;
  if (isUsed || readFact(database, STATE) !== undefined) return;
  const set = database.prepare('INSERT INTO fact (name, value) VALUES (?, ?)');
  database.transaction(() => {
    set.run(STATE, 'wanted');
    set.run(KEPT_FREE, String(MOST_RUNS));
  })();
}

export function readKeptFree(database: Database): number {
  return Number(readFact(database, KEPT_FREE) ?? 0);
}

/** In one unit: a run is there whole or not at all. */
export function writeSampleRun(
  tx: EngineTx,
  sampleNumber: number,
  { run, events, effects, exceptions, approvals, milestones }: SampleRun,
): void {
  const { state, endedAt, error, ...accepted } = run;
  const [first, ...rest] = events;
  tx.insertRun({ ...accepted, sampleNumber }, first as TimedBody & { type: 'run-accepted' });
  tx.appendEvents(run.runId, 2, rest);
  for (const effect of effects) writeEffect(tx, effect);
  for (const exception of exceptions) tx.insertException({ ...exception, sample: true });
  for (const approval of approvals) tx.openWait(approval);
  for (const { objectType, objectKey, milestone, at } of milestones)
    tx.rememberMilestone(run.environment, objectType, objectKey, milestone, at, run.runId);
  const end: RunPatch = {
    state,
    endedAt: endedAt ?? null,
    ...(error === undefined ? {} : { error }),
  };
  tx.updateRun(run.runId, end);
}

function writeEffect(tx: EngineTx, effect: SampleRun['effects'][number]): void {
  if (effect.kind === 'read') return tx.recordExchange(effect);
  const { state, answer, error, settledAt, ...intended } = effect;
  tx.intendEffect(intended);
  if (settledAt !== undefined)
    tx.settleEffect(effect.effectKey, {
      state,
      settledAt,
      ...(answer === undefined ? {} : { answer }),
      ...(error === undefined ? {} : { error }),
    });
}

export function createSampleHistory(
  database: Database,
  writer: StoreWriter,
  removeRuns: Retention['removeSampleRuns'],
  append: (audit: AuditDraft) => Promise<unknown>,
): SampleHistory {
  const setFact = database.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)') as Statement<never[]>;
  const count = database.prepare<[], number>('SELECT count(*) FROM run INDEXED BY run_sample WHERE sample = 1').pluck();
  const setState = (state: string) => writer.change((log: WriteLog) => void log.run(setFact, STATE, state));

  return {
    get isWanted() {
      return readFact(database, STATE) === 'wanted';
    },
    view() {
      const state = readFact(database, STATE);
      const shown = state === 'wanted' ? 'coming' : state === 'there' || state === 'removed' ? state : 'none';
      return { state: shown, runs: count.get() ?? 0 };
    },
    numberOf: (index) => (index < readKeptFree(database) ? index + 1 : undefined),
    async finish(audit) {
      await setState('there');
      await append(audit);
    },
    async remove(audit) {
      // First: a start that is still writing it stops there.
      await setState('removed');
      const removed = await removeRuns();
      await append({ ...audit, detail: { removed } });
      return removed;
    },
    clear: removeRuns,
  };
}

function readFact(database: Database, name: string): string | undefined {
  return database.prepare<[string], string>('SELECT value FROM fact WHERE name = ?').pluck().get(name);
}
