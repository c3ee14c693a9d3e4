/**
 * Writes that belong together: all are stored or none. When it is closed, each write goes into the record, applied or not, and
 * what became of change requests is announced.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { contentHash } from '../../sandbox/content-hash.ts';
import type { Caller, Organization } from './organization.ts';
import { announceChanges } from './outbound-message.ts';
import type { CrmRecord } from './record-store.ts';
import { Refusal } from './refusal.ts';

/** What a write was meant to do. */
export interface WriteIntent {
  readonly verb: 'create' | 'update' | 'upsert' | 'delete' | 'enter';
  readonly object: string;
  /** External id or record id; empty when the record has none yet. */
  readonly key: string;
  readonly fields: JsonObject;
}

interface Attempt {
  readonly intent: WriteIntent;
  readonly record?: CrmRecord;
  readonly refusal?: Refusal;
}

export class UnitOfWork {
  readonly #organization: Organization;
  readonly #caller: Caller;
  readonly #attempts: Attempt[] = [];

  constructor(organization: Organization, caller: Caller) {
    this.#organization = organization;
    this.#caller = caller;
  }

  get hasRefusals(): boolean {
    return this.#attempts.some(({ refusal }) => refusal !== undefined);
  }

  /** Runs one write in a transaction of its own; throws on what `write` refuses. */
  write(intent: WriteIntent, write: () => CrmRecord): CrmRecord {
    try {
      const record = this.#organization.store.transaction(() => {
        this.#actOutFaults(intent);
        return write();
      });
      this.#attempts.push({ intent, record });
      return record;
    } catch (error) {
      if (error instanceof Refusal) this.#attempts.push({ intent, refusal: error });
      throw error;
    }
  }

  /** Records what was written. `rolledBack`: the caller has undone all of it because one write was refused. */
  close(rolledBack = false): void {
    const { host } = this.#organization;
    const changed: CrmRecord[] = [];
    for (const { intent, record, refusal } of this.#attempts) {
      const { verb, object, key, fields } = intent;
      const applied = record !== undefined && !rolledBack;
      if (applied && object === 'Order_Change_Request__c' && verb !== 'delete') changed.push(record);
      const sequence = fields['Revision__c'] ?? record?.['Revision__c'];
      host.record({
        operation: `${verb}-${object}`,
        object,
        key: key === '' ? (record?.Id ?? '') : key,
        ...(this.#caller.requestId === undefined ? {} : { idempotencyKey: this.#caller.requestId }),
        ...(typeof sequence === 'number' ? { sequence } : {}),
        hash: contentHash([verb, object, key, fields]),
        applied,
        ...(applied
          ? {}
          : { refusal: refusal === undefined ? 'ALL_OR_NONE_OPERATION_ROLLED_BACK' : `${refusal.errorCode}: ${refusal.message}` }),
        detail: detailOf(fields, record, this.#caller.client),
      });
    }
    announceChanges(this.#organization, this.#caller, changed);
  }

  #actOutFaults({ verb, object, key, fields }: WriteIntent): void {
    const { host, store } = this.#organization;
    const existing = store.find(object, key);
    const order = fields['ERP_Order_Number__c'] ?? existing?.['ERP_Order_Number__c'];
    const keys = [key, ...(typeof order === 'string' ? [order] : [])];
    const operation = `${verb}-${object}`;
    if (host.takeFault('lock', operation, keys) !== undefined)
      throw new Refusal(400, 'UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${existing?.Id ?? key}`);
    if (host.takeFault('schema-change', operation, keys) === undefined) return;
    const gone = Object.keys(fields).find((name) => name.endsWith('__c')) ?? Object.keys(fields)[0] ?? 'Name';
    throw new Refusal(400, 'INVALID_FIELD', `No such column '${gone}' on sobject of type ${object}`);
  }
}

/** What was asked, and what the record then held of it; small enough for the record. */
function detailOf(fields: JsonObject, record: CrmRecord | undefined, client: string | undefined): Json {
  const order = record?.['ERP_Order_Number__c'] ?? fields['ERP_Order_Number__c'];
  return {
    fields,
    ...(record === undefined ? {} : { id: record.Id }),
    ...(order === undefined ? {} : { order }),
    ...(record?.['Revision__c'] === undefined ? {} : { revision: record['Revision__c'] }),
    ...(record?.['Status__c'] === undefined ? {} : { status: record['Status__c'] }),
    client: client ?? null,
  };
}
