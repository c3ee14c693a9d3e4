import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, ProbeAnswer, StepContext } from '../../step.ts';
import { classifyRowError, type RowError } from '../classify-errors.ts';
import { callSalesforce, toLongId } from '../client.ts';
import { noteOwnStates, OWN_STATE_FIELDS, stampOf } from '../own-state.ts';
import { readPage } from '../query/execute.ts';
import { holdsFields, toPlainRecord } from '../records.ts';
import { bindSoql } from '../soql.ts';
import { type UpsertRecordsConfig, upsertRecordsManifest } from './manifest.ts';

/** What one call of `composite/sobjects` takes. */
const MOST_IN_CALL = 200;

interface UpsertedRecord extends JsonObject {
  readonly id: string;
  readonly created: boolean;
}
type Wanted = { readonly externalId: string; readonly fields: JsonObject };

export const salesforceUpsertRecords: StepNode = {
  manifest: upsertRecordsManifest,
  async execute(step) {
    const { object, externalIdField, records } = step.config as Omit<UpsertRecordsConfig, 'records'> & { records: readonly Wanted[] };
    const done: UpsertedRecord[] = [];
    for (let from = 0; from < records.length; from += MOST_IN_CALL) {
      done.push(...(await upsertTogether(step, { object, externalIdField, records: records.slice(from, from + MOST_IN_CALL) })));
    }
    return { kind: 'done', port: 'out', output: { records: done } };
  },
};

interface Together {
  readonly object: string;
  readonly externalIdField: string;
  readonly records: readonly Wanted[];
}

async function upsertTogether(step: StepContext, { object, externalIdField, records }: Together): Promise<readonly UpsertedRecord[]> {
  async function upsert(exchange: Exchange): Promise<readonly UpsertedRecord[]> {
    const rows = records.map(({ externalId, fields }) => ({ attributes: { type: object }, [externalIdField]: externalId, ...fields }));
    const path = `/composite/sobjects/${object}/${externalIdField}`;
    const { body } = await callSalesforce(step.connection, exchange, { method: 'PATCH', path, body: { allOrNone: true, records: rows } });
    return readResults(body, records.length);
  }

  /** Ours are the only records with these ids: when one is missing or holds something else, setting all of them again is harmless. */
  async function probe(exchange: Exchange): Promise<ProbeAnswer<readonly UpsertedRecord[]>> {
    const names = [...new Set(['Id', externalIdField, ...records.flatMap(({ fields }) => Object.keys(fields))])];
    const soql = bindSoql(`SELECT ${names.join(', ')} FROM ${object} WHERE ${externalIdField} IN :ids`, {
      ids: records.map(({ externalId }) => externalId),
    });
    const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` });
    const found = new Map(readPage(body).records.map((record) => [String(record[externalIdField]).toLowerCase(), record]));
    const answer = records.flatMap(({ externalId, fields }): UpsertedRecord[] => {
      const record = found.get(externalId.toLowerCase());
      return record !== undefined && holdsFields(record, fields) ? [{ id: toLongId(String(record['Id'])), created: false }] : [];
    });
    return answer.length === records.length ? { verdict: 'confirmed', answer } : { verdict: 'not-applied' };
  }

  async function readStates(exchange: Exchange): Promise<readonly JsonObject[]> {
    const ids = records.map(({ externalId }) => externalId);
    const soql = bindSoql(`SELECT ${OWN_STATE_FIELDS.join(', ')} FROM ${object} WHERE ${externalIdField} IN :ids`, { ids });
    const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` });
    return readPage(body).records.map(toPlainRecord);
  }

  const watched = step.isWatched(object);
  const before = watched ? await step.read(`read-${object}`, { object }, readStates) : [];
  const done = await step.write(`upsert-${object}`, { object, externalIdField, records } as unknown as Json, upsert, {
    object: { type: object, key: records[0]!.externalId },
    probe: (_kept, exchange) => probe(exchange),
  });
  if (watched) {
    const stamps = new Map(before.map((record) => [toLongId(String(record['Id'])), stampOf(record)]));
    const created = new Set(done.flatMap((record) => (record.created ? [record.id] : [])));
    // Results come in the order of the records.
    const fieldsOf = new Map(
      done.map(({ id }, index) => [id, { ...records[index]!.fields, [externalIdField]: records[index]!.externalId }]),
    );
    const written = (record: JsonObject) => {
      const id = toLongId(String(record['Id']));
      return { before: stamps.get(id) ?? (created.has(id) ? undefined : null), fields: fieldsOf.get(id) ?? {} };
    };
    await noteOwnStates(step, object, () => step.read(`read-back-${object}`, { object }, readStates), written);
  }
  return done;
}

/** With all-or-none the one that was refused says why; the others only that they were taken back with it. */
function readResults(body: Json, count: number): readonly UpsertedRecord[] {
  if (!Array.isArray(body) || body.length !== count)
    throw new InvalidError('Salesforce answered without a result for each record', { code: 'answer-malformed', maybeApplied: true });
  const results = body as readonly JsonObject[];
  const errors = results.flatMap((result) =>
    result['success'] === true ? [] : ((result['errors'] ?? []) as unknown as readonly RowError[]),
  );
  if (errors.length > 0 || results.some(({ success }) => success !== true)) throw classifyRowError(errors);
  return results.map(({ id, created }) => ({ id: toLongId(String(id)), created: created === true }));
}
