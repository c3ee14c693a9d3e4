/** Writes the rows of an ingest job, each in a transaction of its own. */
import type { Json, JsonObject } from '#flows/json.ts';
import { readBulkCsv, writeBulkCsv } from '../bulk-csv.ts';
import { type BulkJob, withInfo } from './bulk-jobs.ts';
import { findObject } from './object-definitions.ts';
import { findField, type ObjectDefinition } from './object-model.ts';
import type { Caller, Organization } from './organization.ts';
import { createOne, deleteOne, updateOne, upsertOne } from './record-resource.ts';
import { Refusal } from './refusal.ts';
import { UnitOfWork } from './unit-of-work.ts';

export function ingest(organization: Organization, job: BulkJob, { version }: Caller): BulkJob {
  const { object: name, operation, externalIdFieldName } = job.info;
  const object = findObject(String(name))!;
  const rows = readBulkCsv(job.csv ?? '');
  const columns = Object.keys(rows[0] ?? {});
  const unknown = columns.find((column) => findField(object, column) === undefined);
  const fault = organization.host.takeFault('schema-change', `bulk-${String(operation)}-${object.name}`, [job.info.id]);
  const failure =
    rows.length === 0
      ? 'InvalidBatch : The upload holds no records'
      : unknown !== undefined || fault !== undefined
        ? `InvalidBatch : Field name not found : ${unknown ?? columns[0]}`
        : undefined;
  if (failure !== undefined)
    return withInfo(
      { ...job, unprocessed: job.csv ?? '' },
      { state: 'Failed', errorMessage: failure, numberRecordsProcessed: 0, numberRecordsFailed: 0 },
    );
  const caller: Caller = {
    userId: String(job.info['createdById']),
    client: job.client ?? undefined,
    requestId: job.info.id,
    version,
    unmodifiedSince: undefined,
  };
  const successful: JsonObject[] = [];
  const failed: JsonObject[] = [];
  for (const row of rows) {
    const work = new UnitOfWork(organization, caller);
    try {
      successful.push({ ...writeRow(organization, work, object, String(operation), externalIdFieldName, row, caller), ...row });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const fields = error.fields.length > 0 ? error.fields.join(' ') : '--';
      failed.push({ sf__Id: '', sf__Error: `${error.errorCode}:${error.message}:${fields}`, ...row });
    } finally {
      work.close();
    }
  }
  return withInfo(
    {
      ...job,
      successful: toCsv(successful, ['sf__Id', 'sf__Created', ...columns]),
      failed: toCsv(failed, ['sf__Id', 'sf__Error', ...columns]),
    },
    { state: 'JobComplete', numberRecordsProcessed: rows.length, numberRecordsFailed: failed.length },
  );
}

function toCsv(rows: readonly JsonObject[], columns: readonly string[]): string {
  return rows.length === 0 ? `${columns.join(',')}\n` : writeBulkCsv(rows);
}

function writeRow(
  organization: Organization,
  work: UnitOfWork,
  object: ObjectDefinition,
  operation: string,
  externalIdField: Json | undefined,
  row: { readonly [column: string]: string },
  caller: Caller,
): JsonObject {
  const fields: { [name: string]: Json } = {};
  for (const [name, text] of Object.entries(row)) if (text !== '') fields[name] = readText(object, name, text);
  const { Id: id, ...others } = fields;
  switch (operation) {
    case 'insert':
      return { sf__Id: createOne(organization, work, object, others, caller).Id, sf__Created: true };
    case 'upsert': {
      const field = findField(object, String(externalIdField))!;
      const { [field.name]: value, ...rest } = others;
      if (typeof value !== 'string' || value === '')
        throw new Refusal(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
      const { record, created } = upsertOne(organization, work, object, field, value, rest, caller);
      return { sf__Id: record.Id, sf__Created: created };
    }
    case 'update':
      return { sf__Id: updateOne(organization, work, object, String(id ?? ''), others, caller).Id, sf__Created: false };
    default:
      deleteOne(organization, work, object, String(id ?? ''), caller);
      return { sf__Id: String(id), sf__Created: false };
  }
}

/** CSV knows text only. */
function readText(object: ObjectDefinition, name: string, text: string): Json {
  if (text === '#N/A') return null;
  const type = findField(object, name)?.type;
  if (type === 'boolean') return text === 'true';
  if ((type === 'double' || type === 'currency') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}
