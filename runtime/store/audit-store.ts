/** Who changed what, when and why: append-only rows, each hash over the one before (S13). The table itself refuses changes. */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import type { AuditDefinitions, AuditDraft, AuditOrigin, AuditRow } from './audit-definitions.ts';
import { currentOrigin } from './audit-origin.ts';
import type { CommitAnchor } from './batch-ledger.ts';
import type { WriteLog } from './group-commit.ts';
import { sha256 } from './hash-chain.ts';
import type { StoreWriter } from './writer.ts';

export interface AuditStore extends AuditDefinitions {
  /** Writes the row inside the unit of the change that it belongs to: both or neither. */
  record(log: WriteLog, audit: AuditDraft, change: AuditedChange): void;
  /** After the commit of recorded rows. */
  recorded(): void;
}

/** What goes with a row beside what somebody says of it. */
export interface AuditedChange {
  readonly origin?: AuditOrigin | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

interface StoredAudit {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly object: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly origin: string | null;
  readonly before_hash: string | null;
  readonly after_hash: string | null;
  readonly hash: string;
}

/** `witness` is what the side file last saw, so that rows cut off the end are noticed; `onRecorded` keeps it up to date. */
export function createAuditStore(
  database: Database,
  writer: StoreWriter,
  now: () => string,
  witness: CommitAnchor | undefined,
  onRecorded: (anchor: CommitAnchor) => void,
): AuditStore {
  const findLast = database.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const insert = database.prepare(
    'INSERT INTO audit (seq, at, by, action, object, reason, detail, origin, before_hash, after_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ) as Statement<never[]>;
  const listBefore = database.prepare<[number, number], StoredAudit>('SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?');

  function record(log: WriteLog, audit: AuditDraft, { origin, before, after }: AuditedChange): void {
    const last = findLast.get();
    const row = {
      seq: (last?.seq ?? 0) + 1,
      at: now(),
      by: audit.by,
      action: audit.action,
      object: audit.object,
      reason: audit.reason ?? null,
      detail: audit.detail === undefined ? null : JSON.stringify(audit.detail),
      origin: origin === undefined ? null : JSON.stringify(origin),
      before_hash: before ?? null,
      after_hash: after ?? null,
    };
    const hash = chainAudit(last?.hash ?? '', row);
    log.run(insert, ...Object.values(row), hash);
  }

  return {
    record,
    recorded,
    append: async (audit) => {
      // The unit may run in somebody else's turn.
      const origin = currentOrigin();
      await writer.change((log) => record(log, audit, { origin }));
      recorded();
    },
    listAudit: (beforeSeq, limit) => listBefore.all(beforeSeq ?? Number.MAX_SAFE_INTEGER, limit).map(toAuditRow),
    verifyAudit: createAuditVerifier(database, witness),
  };

  function recorded(): void {
    const last = findLast.get();
    if (last !== undefined) onRecorded({ ...last, at: now() });
  }
}

/** Every row's hash over the one before, and the last row that the side file has seen. */
export function createAuditVerifier(database: Database, witness: CommitAnchor | undefined): AuditDefinitions['verifyAudit'] {
  const all = database.prepare<[], StoredAudit>('SELECT * FROM audit ORDER BY seq');
  return () => {
    let previous = '';
    let rows = 0;
    for (const row of all.iterate()) {
      rows += 1;
      if (row.seq !== rows || chainAudit(previous, row) !== row.hash) return { ok: false, rows, brokenAt: rows };
      if (witness?.seq === row.seq && witness.hash !== row.hash) return { ok: false, rows, brokenAt: row.seq };
      previous = row.hash;
    }
    return witness !== undefined && witness.seq > rows ? { ok: false, rows, brokenAt: rows + 1 } : { ok: true, rows };
  };
}

function chainAudit(previous: string, row: Omit<StoredAudit, 'hash'>): string {
  const { seq, at, by, action, object, reason, detail, origin, before_hash: before, after_hash: after } = row;
  // Rows, and whole folders, of before there were origins keep their hashes.
  const added = [origin ?? null, before ?? null, after ?? null];
  const more = added.every((part) => part === null) ? [] : added;
  return sha256(`${previous}\n${JSON.stringify([seq, at, by, action, object, reason, detail, ...more])}`);
}

function toAuditRow(row: StoredAudit): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    by: row.by,
    action: row.action,
    object: row.object,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.detail === null ? {} : { detail: JSON.parse(row.detail) as Json }),
    ...(row.origin === null ? {} : { where: JSON.parse(row.origin) as AuditOrigin }),
    ...(row.before_hash === null ? {} : { before: row.before_hash }),
    ...(row.after_hash === null ? {} : { after: row.after_hash }),
    hash: row.hash,
  };
}
