import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, ProbeAnswer, StepContext } from '../../step.ts';
import { classifyRowError, type RowError } from '../classify-errors.ts';
import { callSalesforce, toLongId } from '../client.ts';
import { checkRequests, findRefusal, readSubanswers, toSubrequests, type WantedRequest } from '../composite/subrequests.ts';
import { FRESH_READINGS, isOvertaken, throwAsNotApplied } from '../lost-update.ts';
import { noteOwnStates, OWN_STATE_FIELDS, stampOf } from '../own-state.ts';
import { readPage } from '../query/execute.ts';
import { holdsFields, toPlainRecord } from '../records.ts';
import { bindSoql } from '../soql.ts';
import { decideByFound, fieldsOfCases, type WantedRecord } from './decide-by-found.ts';
import { type UpsertRecordsConfig, upsertRecordsManifest } from './manifest.ts';

/** What one call of `composite/sobjects` takes. */
const MOST_IN_CALL = 200;
/** What one transaction of `composite` takes, the only one in which each record has a guard of its own. */
const MOST_GUARDED = 25;
/** Older than every record: whatever is there by now, was not there when it was read. */
const NOT_THERE = '1970-01-01T00:00:00.000Z';

interface UpsertedRecord extends JsonObject {
  readonly id: string;
  readonly created: boolean;
}

export const salesforceUpsertRecords: StepNode = {
  manifest: upsertRecordsManifest,
  async execute(step) {
    const { object, externalIdField, records } = step.config as unknown as Omit<UpsertRecordsConfig, 'records'> & {
      records: readonly WantedRecord[];
    };
    const done: UpsertedRecord[] = [];
    const most = records.some(isGuarded) ? MOST_GUARDED : MOST_IN_CALL;
    if (most === MOST_GUARDED) checkNamedOnce(records);
    for (let from = 0; from < records.length; from += most) {
      done.push(...(await upsertTogether(step, { object, externalIdField, records: records.slice(from, from + most) })));
    }
    return { kind: 'done', port: 'out', output: { records: done } };
  },
};

interface Together {
  readonly object: string;
  readonly externalIdField: string;
  readonly records: readonly WantedRecord[];
}

async function upsertTogether(step: StepContext, { object, externalIdField, records }: Together): Promise<readonly UpsertedRecord[]> {
  async function upsert(exchange: Exchange): Promise<readonly UpsertedRecord[]> {
    const rows = records.map(({ externalId, fields }) => ({ attributes: { type: object }, [externalIdField]: externalId, ...fields }));
    const path = `/composite/sobjects/${object}/${externalIdField}`;
    const { body } = await callSalesforce(step.connection, exchange, { method: 'PATCH', path, body: { allOrNone: true, records: rows } });
    return readResults(body, records.length);
  }

  // The states that the writes were made on, and what was decided on them; empty when the answer was in the ledger.
  const decided = new Map<string, { readonly found: JsonObject | null; readonly fields: JsonObject | null }>();

  async function readFound(exchange: Exchange, more: readonly string[] = []): Promise<ReadonlyMap<string, JsonObject>> {
    const names = [...new Set(['Id', externalIdField, 'LastModifiedDate', 'SystemModstamp', ...fieldsOfCases(records), ...more])];
    const ids = records.map(({ externalId }) => externalId);
    const soql = bindSoql(`SELECT ${names.join(', ')} FROM ${object} WHERE ${externalIdField} IN :ids`, { ids });
    const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` });
    return new Map(readPage(body).records.map((record) => [String(record[externalIdField]).toLowerCase(), record]));
  }

  /** Read, decide, write what was not touched since; overtaken, from the beginning: nothing is kept of what was read before. */
  async function upsertGuarded(exchange: Exchange): Promise<readonly UpsertedRecord[]> {
    for (let readings = 1; ; readings += 1) {
      const found = await readFound(exchange).catch(throwAsNotApplied);
      for (const record of records) {
        const state = found.get(record.externalId.toLowerCase()) ?? null;
        decided.set(record.externalId, { found: state, fields: decideByFound(record, state) });
      }
      try {
        return await sendDecided(exchange);
      } catch (error) {
        if (!isOvertaken(error) || readings === FRESH_READINGS) throw error;
      }
    }
  }

  async function sendDecided(exchange: Exchange): Promise<readonly UpsertedRecord[]> {
    const refOf = (index: number) => `record_${index + 1}`;
    const requests = records.flatMap(({ externalId }, index): WantedRequest[] => {
      const { fields } = decided.get(externalId)!;
      return fields === null ? [] : [{ ref: refOf(index), action: 'upsert', object, externalIdField, externalId, fields }];
    });
    checkRequests(requests);
    const guards = Object.fromEntries(
      requests.map(({ ref, externalId }) => [ref, String(decided.get(String(externalId))!.found?.['LastModifiedDate'] ?? NOT_THERE)]),
    );
    const compositeRequest = toSubrequests(requests, String(step.connection.settings['apiVersion']), guards);
    const body = { allOrNone: true, compositeRequest };
    const answers =
      requests.length === 0
        ? []
        : readSubanswers(
            (await callSalesforce(step.connection, exchange, { method: 'POST', path: '/composite', body })).body,
            requests.length,
          );
    const refusal = findRefusal(answers);
    if (refusal !== undefined) throw refusal;
    return records.map(({ externalId }, index) => {
      const { found } = decided.get(externalId)!;
      const answer = answers.find(({ ref }) => ref === refOf(index));
      if (answer === undefined) return { id: toLongId(String(found!['Id'])), created: false, left: true };
      const { id, created } = (answer.body ?? {}) as JsonObject;
      return { id: toLongId(String(id ?? found?.['Id'])), created: created === true || answer.status === 201 };
    });
  }

  /** Ours are the only records with these ids: when one is missing or holds something else, setting all of them again is harmless. */
  async function probe(exchange: Exchange): Promise<ProbeAnswer<readonly UpsertedRecord[]>> {
    const written = records.flatMap(({ fields, whenFound = [] }) => [fields, ...whenFound.map((one) => one.fields ?? {})]);
    const found = await readFound(exchange, written.flatMap(Object.keys));
    const answer = records.flatMap((wanted): UpsertedRecord[] => {
      const record = found.get(wanted.externalId.toLowerCase());
      if (record === undefined) return [];
      const id = toLongId(String(record['Id']));
      const fields = decideByFound(wanted, record);
      if (fields === null) return [{ id, created: false, left: true }];
      return holdsFields(record, fields) ? [{ id, created: false }] : [];
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
  const guarded = records.some(isGuarded);
  const before = watched && !guarded ? await step.read(`read-${object}`, { object }, readStates) : [];
  const done = await step.write(
    `upsert-${object}`,
    { object, externalIdField, records } as unknown as Json,
    guarded ? upsertGuarded : upsert,
    {
      object: { type: object, key: records[0]!.externalId },
      probe: (_kept, exchange) => probe(exchange),
    },
  );
  if (watched) {
    const stamps = new Map(before.map((record) => [toLongId(String(record['Id'])), stampOf(record)]));
    const created = new Set(done.flatMap((record) => (record.created ? [record.id] : [])));
    // Results come in the order of the records.
    const fieldsOf = new Map(
      done.map(({ id }, index) => [id, { ...records[index]!.fields, [externalIdField]: records[index]!.externalId }]),
    );
    const externalIds = new Map(done.map(({ id }, index) => [id, records[index]!.externalId]));
    const writtenGuarded = (record: JsonObject) => {
      const externalId = externalIds.get(toLongId(String(record['Id']))) ?? '';
      const { found, fields } = decided.get(externalId) ?? { found: null, fields: null };
      if (fields === null) return { before: null, fields: {} };
      return { before: found === null ? undefined : stampOf(found), fields: { ...fields, [externalIdField]: externalId } };
    };
    const written = (record: JsonObject) => {
      const id = toLongId(String(record['Id']));
      return { before: stamps.get(id) ?? (created.has(id) ? undefined : null), fields: fieldsOf.get(id) ?? {} };
    };
    await noteOwnStates(step, object, () => step.read(`read-back-${object}`, { object }, readStates), guarded ? writtenGuarded : written);
  }
  return done;
}

function isGuarded({ whenFound = [] }: WantedRecord): boolean {
  return whenFound.length > 0;
}

/** Throws InvalidError `record-twice`: what the second is to find would be what the first has just written. */
function checkNamedOnce(records: readonly WantedRecord[]): void {
  const ids = records.map(({ externalId }) => externalId.toLowerCase());
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice < 0) return;
  throw new InvalidError(`Two records have the external id "${records[twice]!.externalId}"`, {
    code: 'record-twice',
    help: 'Give each record once, with all of its fields.',
    target: 'records',
  });
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
