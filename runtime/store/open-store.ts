/** Puts the store together: the only file that knows every part of it. */
import { join } from 'node:path';
import type { ReferenceData } from '../engine/reference-data.ts';
import { createAnchorFile, readAnchorFile } from './anchor-file.ts';
import { createAuditStore } from './audit-store.ts';
import { backUpStore } from './backup.ts';
import { createBlobStore } from './blobs.ts';
import { createConnectionStore } from './connection-store.ts';
import { createConsumerStore } from './consumer-store.ts';
import { openDatabase } from './database.ts';
import { createDefinitionChanges } from './definition-change.ts';
import type { Definitions } from './definitions.ts';
import type { EngineReads } from './engine-rows.ts';
import { createEventReads, type EventReads } from './events-after.ts';
import { createExceptionStore } from './exception-store.ts';
import { createFlowStore } from './flow-store.ts';
import { checkAtOpening, type StoreDamage } from './opening-check.ts';
import { createPeopleStore } from './people-store.ts';
import { openReaderWorker } from './reader-worker.ts';
import { createReferenceStore } from './reference-store.ts';
import type { RunQueries } from './run-queries.ts';
import { createRunSearch } from './run-search.ts';
import { createSampleStore } from './sample-store.ts';
import { createSecretRows } from './secret-rows.ts';
import { createWalCare } from './wal-care.ts';
import { createWriter, type StoreWriter } from './writer.ts';

export interface StoreOptions {
  readonly dataFolder: string;
  /** ISO instant; tests bring their own clock. */
  readonly now?: () => string;
}

export interface Store extends EventReads {
  readonly writer: StoreWriter;
  /** Reads of committed rows outside of units. */
  readonly reads: EngineReads;
  readonly definitions: Definitions;
  /** Lists and search, answered by the reader worker. */
  readonly queries: RunQueries;
  /** Variables and value maps at the revision that a run recorded. */
  readonly referenceData: ReferenceData;
  /** What was found at opening; never passed over in silence (RES-4). */
  readonly damage: StoreDamage;
  /** Commits what was asked for, closes files, lets the data folder go. */
  close(): Promise<void>;
}

/** Throws StoreOpenError, AlreadyRunningError or MigrationError with a sentence for a person. */
export function openStore({ dataFolder, now = () => new Date().toISOString() }: StoreOptions): Store {
  const opened = openDatabase(dataFolder);
  const { database } = opened;
  try {
    const anchorPath = join(dataFolder, 'journal.anchor');
    const { position, damage } = checkAtOpening(database, readAnchorFile(anchorPath));
    const blobFolder = join(dataFolder, 'blobs');
    const blobs = createBlobStore(blobFolder);
    const anchorFile = createAnchorFile(anchorPath);
    const reader = openReaderWorker(opened.file);
    const walCare = createWalCare(database, reader);
    const writer = createWriter({
      database,
      blobs,
      position,
      now,
      betweenCommits: walCare.betweenCommits,
      onAnchor: anchorFile.note,
    });
    const auditPath = join(dataFolder, 'audit.anchor');
    const auditFile = createAnchorFile(auditPath);
    const audit = createAuditStore(database, writer, now, readAnchorFile(auditPath), auditFile.note);
    const changes = createDefinitionChanges(database, writer, audit, now);
    const secrets = createSecretRows(changes);
    const { data: referenceData, ...references } = createReferenceStore(changes);
    const flows = createFlowStore(changes);
    return {
      writer,
      reads: writer.reads,
      ...createEventReads(database, blobs),
      queries: createRunSearch({
        database,
        reader,
        blobs,
        listEnvironments: () => flows.listEnvironments().map(({ name }) => name),
        backup: (file) => backUpStore(reader, blobFolder, file),
      }),
      definitions: {
        ...flows,
        ...createConnectionStore(changes, secrets),
        ...createPeopleStore(changes),
        ...createConsumerStore(changes, secrets),
        ...references,
        ...createSampleStore(changes),
        ...createExceptionStore(changes),
        append: audit.append,
        listAudit: audit.listAudit,
        verifyAudit: audit.verifyAudit,
      },
      referenceData,
      damage,
      async close() {
        writer.close();
        walCare.close();
        await reader.close();
        opened.close();
        anchorFile.close();
        auditFile.close();
      },
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}
