/** How a change request came to what it is now, from the record of what was written into CRM. Pure. */
import type { JsonObject } from '#flows/json.ts';
import type { RecordEntry } from './sandbox-api.ts';

export interface HistoryStep {
  readonly seq: number;
  readonly at: string;
  readonly status: string;
  readonly message: string;
  /** Whose client wrote it, `millrace`; the customer entered it: undefined. */
  readonly by: string | undefined;
}

/** Oldest first: writes that CRM took. */
export function historyOf(changeId: string, entries: readonly RecordEntry[]): readonly HistoryStep[] {
  return entries.flatMap(({ seq, at, key, system, applied, operation, detail = {} }) => {
    if (system !== 'crm' || key !== changeId || !applied) return [];
    const fields = objectOf(detail['fields']);
    const isEntry = operation.startsWith('enter-');
    const status = textOf(fields['Status__c']) ?? textOf(detail['status']) ?? (isEntry ? 'New' : '');
    return [
      {
        seq,
        at,
        status,
        message: textOf(fields['ERP_Message__c']) ?? textOf(fields['Reason__c']) ?? '',
        by: isEntry ? undefined : textOf(detail['client']),
      },
    ];
  });
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
