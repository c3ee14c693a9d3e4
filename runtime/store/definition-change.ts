/** How every definition store writes: a unit of the one writer, with the audit row that belongs to the change. */
import { hash } from 'node:crypto';
import type { Database, RunResult, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import type { AuditDraft } from './audit-definitions.ts';
import { currentOrigin } from './audit-origin.ts';
import type { AuditStore } from './audit-store.ts';
import type { SqlValue, WriteLog } from './group-commit.ts';
import type { StoreWriter } from './writer.ts';

export interface DefinitionChanges {
  readonly database: Database;
  readonly now: () => string;
  /**
   * `apply` may give undefined for "nothing was changed": then no audit row is written either. `state` reads what is changed, secrets
   * as they are sealed: its hashes before and after stand in the row.
   */
  change<T>(audit: AuditDraft | undefined, apply: (run: RunStatement) => T, state?: () => unknown): Promise<T>;
  /** The same for what changes several things at once: a row for each of them, without hashes. */
  changeMany<T>(audits: readonly AuditDraft[], apply: (run: RunStatement) => T): Promise<T>;
  prepare(sql: string): Statement<never[]>;
}

export type RunStatement = (statement: Statement<never[]>, ...values: readonly SqlValue[]) => RunResult;

/** What `apply` gives when it did its work and has nothing to tell. */
export const DONE = true;

export function createDefinitionChanges(
  database: Database,
  writer: StoreWriter,
  audit: Pick<AuditStore, 'record' | 'recorded'>,
  now: () => string,
): DefinitionChanges {
  return {
    database,
    now,
    prepare: (sql) => database.prepare(sql) as Statement<never[]>,
    async change(draft, apply, state) {
      // The unit may run in somebody else's turn.
      const origin = currentOrigin();
      const result = await writer.change((log: WriteLog) => {
        const before = draft === undefined ? undefined : hashOf(state);
        const value = apply((statement, ...values) => log.run(statement, ...values));
        if (draft !== undefined && value !== undefined && value !== false)
          audit.record(log, draft, { origin, before, after: hashOf(state) });
        return value;
      });
      if (draft !== undefined) audit.recorded();
      return result;
    },
    async changeMany(drafts, apply) {
      const origin = currentOrigin();
      const result = await writer.change((log: WriteLog) => {
        const value = apply((statement, ...values) => log.run(statement, ...values));
        if (value !== undefined && value !== false) for (const draft of drafts) audit.record(log, draft, { origin });
        return value;
      });
      audit.recorded();
      return result;
    },
  };
}

function hashOf(state: (() => unknown) | undefined): string | undefined {
  const value = state?.();
  return value === undefined ? undefined : hash('sha256', sortedJson(value as Json), 'hex');
}
