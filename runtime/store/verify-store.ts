/** Looks at everything: pages, every commit's hash, every run's chain, every payload file, the audit. In slices, so that others are answered in between. */
import type { Database } from 'better-sqlite3';
import type { AuditDefinitions } from './audit-definitions.ts';
import type { BlobStore } from './blobs.ts';
import { findBase, findBrokenAnchor, findDamagedRuns, type StoreDamage, type StoredAnchor } from './opening-check.ts';

export interface VerifyReport extends StoreDamage {
  readonly runs: number;
  readonly entries: number;
  readonly auditRows: number;
}

const SLICE_MS = 20;
const ROWS_AT_ONCE = 500;

export async function verifyStore(
  database: Database,
  blobs: BlobStore,
  audit: Pick<AuditDefinitions, 'verifyAudit'>,
): Promise<VerifyReport> {
  const sentences: string[] = [];
  const pause = createPause();

  for (const line of database.pragma('quick_check(10)', { simple: false }) as { quick_check: string }[])
    if (line.quick_check !== 'ok') sentences.push(`The database file is damaged: ${line.quick_check}.`);

  const anchorsAfter = database.prepare<[number, number], StoredAnchor>(
    'SELECT last_seq, hash, at FROM anchor WHERE last_seq > ? ORDER BY last_seq LIMIT ?',
  );
  let base = findBase(database, 0);
  for (;;) {
    const anchors = anchorsAfter.all(base?.last_seq ?? 0, ROWS_AT_ONCE);
    if (anchors.length === 0) break;
    const broken = findBrokenAnchor(database, anchors, base);
    if (broken !== undefined) sentences.push(broken);
    base = anchors.at(-1);
    await pause();
  }

  const damagedRuns: string[] = [];
  const runsAfter = database.prepare<[number, number], number>('SELECT number FROM run WHERE number > ? ORDER BY number LIMIT ?').pluck();
  let runs = 0;
  for (let numbers = runsAfter.all(0, ROWS_AT_ONCE); numbers.length > 0; numbers = runsAfter.all(numbers.at(-1)!, ROWS_AT_ONCE)) {
    runs += numbers.length;
    damagedRuns.push(...findDamagedRuns(database, numbers, sentences));
    await pause();
  }
  const ownerless = database.prepare('SELECT count(*) FROM journal WHERE run NOT IN (SELECT number FROM run)').pluck().get() as number;
  if (ownerless > 0) sentences.push(`${ownerless} journal rows belong to runs that are not there.`);

  const runIdOf = database.prepare<[number], string>('SELECT run_id FROM run WHERE number = ?').pluck();
  for (const { sha256, run } of database
    .prepare<[], { sha256: string; run: number }>('SELECT sha256, min(run) AS run FROM blob_use GROUP BY sha256')
    .all()) {
    try {
      blobs.get(sha256);
    } catch (error) {
      sentences.push(`A large payload of run ${runIdOf.get(run)} cannot be read: ${(error as Error).message}`);
      damagedRuns.push(runIdOf.get(run) ?? String(run));
    }
    await pause();
  }

  const audited = audit.verifyAudit();
  if (!audited.ok) sentences.push(`The audit is not as it was written, from row ${audited.brokenAt} on.`);
  const entries = (database.prepare('SELECT sum(count) FROM journal').pluck().get() as number | null) ?? 0;
  return { damagedRuns: [...new Set(damagedRuns)], sentences, runs, entries, auditRows: audited.rows };
}

function createPause(): () => Promise<void> {
  let from = performance.now();
  return async () => {
    if (performance.now() - from < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    from = performance.now();
  };
}
