/**
 * Verifies a data folder by reading only, also while a runtime works on it: one snapshot of the database, compared with what the
 * side files have witnessed before it was taken.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { readAnchorFile } from './anchor-file.ts';
import { createAuditVerifier } from './audit-store.ts';
import { createBlobStore } from './blobs.ts';
import { readAnnouncedDamage } from './damage-file.ts';
import { BUSY_MS, isDamagedFile, sayDamaged } from './database.ts';
import { requireKnownSchema } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { checkAtOpening } from './opening-check.ts';
import { type VerifyReport, verifyStore } from './verify-store.ts';

export type FolderReport = Omit<VerifyReport, 'missing'>;

/** Throws with a sentence when there is no store, or one that this program does not know. */
export async function verifyFolder(dataFolder: string): Promise<FolderReport> {
  const file = join(dataFolder, 'millrace.db');
  if (!existsSync(file)) throw new Error(`There is no store in ${dataFolder}.`);
  // Before the snapshot: a witness may lag behind what it witnesses, and never lead.
  const journalWitness = readAnchorFile(join(dataFolder, 'journal.anchor'));
  const auditWitness = readAnchorFile(join(dataFolder, 'audit.anchor'));
  const announced = readAnnouncedDamage(join(dataFolder, 'journal.damage'));
  const database = new SqliteDatabase(file, { readonly: true, timeout: BUSY_MS });
  try {
    requireKnownSchema(database, ALL_MIGRATIONS);
    database.exec('BEGIN');
    const { damage } = checkAtOpening(database, journalWitness);
    const report = await verifyStore(database, createBlobStore(join(dataFolder, 'blobs')), {
      verifyAudit: createAuditVerifier(database, auditWitness),
    });
    const sentences = [...new Set([...(announced?.sentences ?? []), ...damage.sentences, ...report.sentences])];
    const damagedRuns = [...new Set([...damage.damagedRuns, ...report.damagedRuns])];
    return { ...report, sentences, damagedRuns };
  } catch (error) {
    if (isDamagedFile(error)) throw new Error(sayDamaged(dataFolder, (error as Error).message), { cause: error });
    throw error;
  } finally {
    database.close();
  }
}
