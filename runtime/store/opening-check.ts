/**
 * What is looked at every time the store opens: does the journal end where the side file says, and are the newest commits as they were
 * written? Full verification is verify-store.ts. A finding is announced, never passed over: the engine parks runs or starts read-only.
 */
import type { Database } from 'better-sqlite3';
import type { CommitAnchor, JournalPosition } from './batch-ledger.ts';
import { chainCommit } from './hash-chain.ts';
import { findDamage, JOURNAL_COLUMNS, type JournalRow } from './read-journal.ts';
import { readKeptFree } from './sample-history.ts';

export interface StoreDamage {
  /** Acknowledged journal entries that are gone: the log was lost or cut (F10). */
  readonly missing?: { readonly entries: number; readonly since: string };
  /** Those sentences by which the journal as a whole is not what was written: nobody may build on it in silence (RES-6). */
  readonly journalFindings?: readonly string[];
  /** Runs whose journal is not as it was written (F12). */
  readonly damagedRuns: readonly string[];
  /** One for each finding, for the operator. */
  readonly sentences: readonly string[];
}

export function isJournalDamaged({ journalFindings = [] }: StoreDamage): boolean {
  return journalFindings.length > 0;
}

export function isDamaged(damage: StoreDamage): boolean {
  return damage.sentences.length > 0;
}

/** As many entries as a start can look at without being felt. */
const NEWEST_ENTRIES = 10_000;

export interface StoredAnchor {
  readonly last_seq: number;
  readonly hash: string;
  readonly at: string;
}

/** The position counts on after what the side file has seen, so that a lost sequence number is never given twice. */
export function checkAtOpening(
  database: Database,
  witness: CommitAnchor | undefined,
): { readonly position: JournalPosition; readonly damage: StoreDamage } {
  const newest = database.prepare('SELECT last_seq, hash, at FROM anchor ORDER BY last_seq DESC LIMIT 1').get() as StoredAnchor | undefined;
  const lastRow = database.prepare('SELECT first_seq + count - 1 FROM journal ORDER BY first_seq DESC LIMIT 1').pluck().get() as
    | number
    | undefined;
  const lastRunNumber = Math.max(
    (database.prepare('SELECT max(number) FROM run').pluck().get() as number | null) ?? 0,
    // What is left of a run that is lost must not become another's.
    (database.prepare('SELECT max(run) FROM journal').pluck().get() as number | null) ?? 0,
    readKeptFree(database),
  );
  const openRuns = database.prepare('SELECT count(*) FROM run WHERE is_open = 1').pluck().get() as number;
  const lastSeq = Math.max(newest?.last_seq ?? 0, lastRow ?? 0);
  const sentences: string[] = [];

  let missing: StoreDamage['missing'];
  if (witness !== undefined && witness.seq > lastSeq) {
    const since = newest?.at ?? 'the beginning';
    missing = { entries: witness.seq - lastSeq, since };
    sentences.push(
      `${missing.entries} acknowledged journal entries are missing since ${since}: the database's log was lost or cut. The journal was last known to end at entry ${witness.seq} (${witness.at}) and ends at ${lastSeq}.`,
    );
  } else if (witness !== undefined) {
    const seen = database.prepare('SELECT hash FROM anchor WHERE last_seq = ?').pluck().get(witness.seq) as string | undefined;
    if (seen !== undefined && seen !== witness.hash)
      sentences.push(`The journal up to entry ${witness.seq} is another one than the side file has seen on ${witness.at}.`);
  }
  const removedUpTo = readRemovedUpTo(database);
  if ((newest?.last_seq ?? 0) !== (lastRow ?? 0) && (newest?.last_seq ?? 0) > removedUpTo && missing === undefined)
    sentences.push(`The journal ends at entry ${lastRow ?? 0}, its last anchor says ${newest?.last_seq ?? 0}.`);

  const broken = findBrokenCommit(database);
  if (broken !== undefined) sentences.push(broken);
  const journalFindings = [...sentences];
  const damagedRuns = checkNewestRuns(database, sentences);
  return {
    position: {
      lastSeq: Math.max(lastSeq, witness?.seq ?? 0),
      lastRunNumber,
      openRuns,
      anchorHash: newest?.hash ?? '',
    },
    damage: {
      ...(missing === undefined ? {} : { missing }),
      ...(journalFindings.length > 0 ? { journalFindings } : {}),
      damagedRuns,
      sentences,
    },
  };
}

function findBrokenCommit(database: Database): string | undefined {
  const base = findNewestBase(database);
  const anchors = database
    .prepare('SELECT last_seq, hash, at FROM anchor WHERE last_seq > ? ORDER BY last_seq')
    .all(base?.last_seq ?? 0) as StoredAnchor[];
  return findBrokenAnchor(database, anchors, base);
}

function checkNewestRuns(database: Database, sentences: string[]): readonly string[] {
  const runs = database
    .prepare('SELECT DISTINCT run FROM journal WHERE first_seq > ?')
    .pluck()
    .all(findNewestBase(database)?.last_seq ?? 0) as number[];
  return findDamagedRuns(database, runs, sentences);
}

function findNewestBase(database: Database): StoredAnchor | undefined {
  const newest = database.prepare('SELECT max(last_seq) FROM anchor').pluck().get() as number | null;
  return findBase(database, (newest ?? 0) - NEWEST_ENTRIES);
}

/** Entry up to which anchors, or entries that they cover, were removed on purpose: the chain over all commits begins after it. */
export const ANCHORS_BEGIN_AFTER = 'anchors-begin-after';

function readRemovedUpTo(database: Database): number {
  return Number(database.prepare('SELECT value FROM fact WHERE name = ?').pluck().get(ANCHORS_BEGIN_AFTER) ?? 0);
}

/** The anchor that is taken as given: the last one at `seq` or before, but not before what was removed. Undefined: the very beginning. */
export function findBase(database: Database, seq: number): StoredAnchor | undefined {
  return database
    .prepare('SELECT last_seq, hash, at FROM anchor WHERE last_seq <= ? ORDER BY last_seq DESC LIMIT 1')
    .get(Math.max(seq, readRemovedUpTo(database))) as StoredAnchor | undefined;
}

/** A sentence, or undefined when every commit's hash follows from the one before and its rows. `base` is taken as given. */
export function findBrokenAnchor(database: Database, anchors: Iterable<StoredAnchor>, base: StoredAnchor | undefined): string | undefined {
  const rowHashes = database
    .prepare<[number, number], string>('SELECT hash FROM journal WHERE first_seq > ? AND first_seq <= ? ORDER BY first_seq')
    .pluck();
  let previous = base?.hash ?? '';
  let from = base?.last_seq ?? 0;
  for (const anchor of anchors) {
    if (chainCommit(previous, rowHashes.all(from, anchor.last_seq)) !== anchor.hash)
      return `The commit of ${anchor.at} (journal entries ${from + 1} to ${anchor.last_seq}) is not as it was written.`;
    previous = anchor.hash;
    from = anchor.last_seq;
  }
  return undefined;
}

/** Ids of the runs whose chain does not hold; a sentence for each is added. */
export function findDamagedRuns(database: Database, runs: Iterable<number>, sentences: string[]): readonly string[] {
  const findHead = database.prepare<[number], { run_id: string; run_seq: number; chain: string }>(
    'SELECT run_id, run_seq, chain FROM run WHERE number = ?',
  );
  const listRows = database.prepare<[number], JournalRow>(`SELECT ${JOURNAL_COLUMNS} FROM journal WHERE run = ? ORDER BY first_run_seq`);
  const damaged: string[] = [];
  for (const number of runs) {
    const head = findHead.get(number);
    const sentence =
      head === undefined
        ? `The journal speaks of run number ${number}, which is not there.`
        : findDamage(head.run_id, head, listRows.all(number));
    if (sentence === undefined) continue;
    sentences.push(sentence);
    if (head !== undefined) damaged.push(head.run_id);
  }
  return damaged;
}
