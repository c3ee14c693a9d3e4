/** Puts the store together: the only file that knows every part of it. */

import { join } from 'node:path';
import type { ReferenceData } from '../engine/reference-data.ts';
import { createIsoNow } from '../iso-now.ts';
import { createAnchorFile, readAnchorFile } from './anchor-file.ts';
import type { AuditDraft } from './audit-definitions.ts';
import { createAuditStore } from './audit-store.ts';
import { backUpStore } from './backup.ts';
import { createBlobStore } from './blobs.ts';
import { createBundleStore } from './bundle-store.ts';
import type { SealedSecret } from './connection-definitions.ts';
import { createConnectionStore } from './connection-store.ts';
import { createConsumerStore } from './consumer-store.ts';
import { openDamageFile } from './damage-file.ts';
import { checkWholeFile, isDamagedFile, openDatabase, StoreOpenError, sayDamaged } from './database.ts';
import { createDefinitionChanges } from './definition-change.ts';
import type { Definitions } from './definitions.ts';
import type { EngineReads } from './engine-rows.ts';
import { createEventReads, type EventReads } from './events-after.ts';
import { createExceptionStore } from './exception-store.ts';
import { createFlowPauseStore } from './flow-pause-store.ts';
import { createFlowStore } from './flow-store.ts';
import { createFlowTestStore } from './flow-test-store.ts';
import { createInvitationStore } from './invitation-store.ts';
import { checkAtOpening, isJournalDamaged, type StoreDamage } from './opening-check.ts';
import { createPeopleStore } from './people-store.ts';
import { createPinStore } from './pin-store.ts';
import { createPromotionStore } from './promotion-store.ts';
import { openReaderWorker } from './reader-worker.ts';
import { createReferenceStore } from './reference-store.ts';
import { createRetention, type Retention } from './retention.ts';
import type { RunQueries } from './run-queries.ts';
import { createRunSearch } from './run-search.ts';
import { createSampleHistory, type SampleHistory, wantSampleHistory } from './sample-history.ts';
import { createSampleStore } from './sample-store.ts';
import { createSealedValueReads, type SealedValueReads } from './sealed-value-reads.ts';
import { createSecretRows, type SecretRows } from './secret-rows.ts';
import { createServiceStore } from './service-store.ts';
import { createSpaceReserve } from './space-reserve.ts';
import { createUsedMessageReads, type FindUsedMessage } from './used-message-reads.ts';
import { type VerifyReport, verifyStore } from './verify-store.ts';
import { createWaiverStore } from './waiver-store.ts';
import { createWalCare } from './wal-care.ts';
import { createWatermarkStore } from './watermark-rows.ts';
import { createWriter, type StoreWriter } from './writer.ts';

const TIDY_EVERY_MS = 3_600_000;

export interface StoreOptions {
  /** Bytes kept free for deletions on a full disk; 0 keeps none. */
  readonly reserveBytes?: number;
  readonly dataFolder: string;
  /** Keep room for sample history, should nobody have used this folder yet. */
  readonly sampleHistory?: boolean;
  /** ISO instant; tests bring their own clock. */
  readonly now?: () => string;
  /** Milliseconds that only go up: how long a commit lasts (INT-1). */
  readonly passedMs?: () => number;
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
  /** A person takes the damage as it is: it is audited and not announced at the next start any more. */
  acceptDamage(by: string, reason: string): Promise<void>;
  /** Looks at every page of a file that was too large for the start; a sentence when one is damaged (F11). On a thread of its own. */
  checkPages(): Promise<string | undefined>;
  /** Looks at everything that is stored; takes its time, others are answered in between. */
  verify(): Promise<VerifyReport>;
  readonly retention: Retention;
  readonly sampleHistory: SampleHistory;
  readonly sealedValues: SealedValueReads;
  readonly findUsedMessage: FindUsedMessage;
  /** Sealed secrets of all owners: which master keys are needed (F41), and what a new one has to take over. */
  readonly secrets: Pick<SecretRows, 'listAll'> & { replaceAll(secrets: readonly SealedSecret[], audit: AuditDraft): Promise<void> };
  /** Commits what was asked for, closes files, lets the data folder go. */
  close(): Promise<void>;
}

/** Throws StoreOpenError, AlreadyRunningError or MigrationError with a sentence for a person. */
export function openStore(options: StoreOptions): Store {
  const { dataFolder, reserveBytes, sampleHistory: wantsSamples = false, now = createIsoNow(), passedMs } = options;
  const opened = openDatabase(dataFolder);
  const { database } = opened;
  try {
    const anchorPath = join(dataFolder, 'journal.anchor');
    if (wantsSamples) wantSampleHistory(database);
    const damageFile = openDamageFile(join(dataFolder, 'journal.damage'));
    const { position, damage: found } = checkAtOpening(database, readAnchorFile(anchorPath));
    const damage = damageFile.announce(found);
    const reserve = createSpaceReserve(join(dataFolder, 'reserve'), reserveBytes);
    const reserved = reserve.hold();
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
      ...(passedMs === undefined ? {} : { passedMs }),
    });
    const auditPath = join(dataFolder, 'audit.anchor');
    const auditFile = createAnchorFile(auditPath);
    const audit = createAuditStore(database, writer, now, readAnchorFile(auditPath), auditFile.note);
    const changes = createDefinitionChanges(database, writer, audit, now);
    const secrets = createSecretRows(changes);
    const { data: referenceData, ...references } = createReferenceStore(changes);
    const flows = createFlowStore(changes);
    const flowTests = createFlowTestStore(changes);
    const services = createServiceStore(changes);
    const retention = createRetention(database, writer, blobs, reserve);
    // What cannot be tidied now (a full disk) is tidied an hour later.
    let standsStill = isJournalDamaged(damage);
    /** The file of the damage may fail after it: who accepts again then does what is left to do. */
    let acceptanceAudited = false;
    const tidying = setInterval(() => {
      if (!standsStill) retention.tidy(Date.now()).catch(() => {});
    }, TIDY_EVERY_MS);
    tidying.unref();
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
        ...createFlowPauseStore(changes),
        ...createWatermarkStore(changes),
        ...createPromotionStore(changes, flows),
        ...createWaiverStore(changes),
        ...createConnectionStore(changes, secrets),
        ...createPeopleStore(changes),
        ...createInvitationStore(changes),
        ...createConsumerStore(changes, secrets),
        ...references,
        ...flowTests,
        ...createSampleStore(changes),
        ...createPinStore(changes),
        ...services,
        ...createBundleStore(changes, flowTests, services, flows),
        ...createExceptionStore(changes),
        append: audit.append,
        listAudit: audit.listAudit,
        verifyAudit: audit.verifyAudit,
      },
      referenceData,
      damage,
      async acceptDamage(by, reason) {
        if (!acceptanceAudited)
          await audit.append({ by, action: 'damage-accepted', object: 'store', reason, detail: [...damage.sentences] });
        acceptanceAudited = true;
        damageFile.accept(now());
        standsStill = false;
      },
      checkPages: () => checkWholeFile(database, opened.file, dataFolder),
      verify: () => verifyStore(database, blobs, audit),
      retention,
      sampleHistory: createSampleHistory(database, writer, retention.removeSampleRuns, audit.append),
      sealedValues: createSealedValueReads(database),
      findUsedMessage: createUsedMessageReads(database),
      secrets: { listAll: secrets.listAll, replaceAll: (all, draft) => secrets.replaceAll(all, draft) },
      async close() {
        clearInterval(tidying);
        await reserved;
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
    if (isDamagedFile(error)) throw new StoreOpenError(sayDamaged(dataFolder, (error as Error).message), { cause: error });
    throw error;
  }
}
