import { createHash } from 'node:crypto';
import type { JsonObject } from '#flows/json.ts';
import { InvalidError, StepError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import { readBulkCsv, writeBulkCsv } from '../bulk-csv.ts';
import { askForJob, isDone, type JobInfo, lookAgain, readJob, readResultPage, watchOf } from '../bulk-job.ts';
import { callSalesforce, toLongId } from '../client.ts';
import { type BulkLoadConfig, bulkLoadManifest } from './manifest.ts';

export const salesforceBulkLoad: StepNode = {
  manifest: bulkLoadManifest,
  async execute(step) {
    const config = step.config as Omit<BulkLoadConfig, 'records'> & { readonly records: readonly JsonObject[] };
    const csv = toCsv(config);
    const jobId = await startJob(step, config, csv);
    const job = await askForJob(step, 'ingest', jobId);
    if (!isDone(job)) return lookAgain(watchOf(step) ?? { jobId, looks: 0, waitedMs: 0 }, config.waitAtMostMs);
    const output = await readOutcome(step, job, config.externalIdField);
    const port = job.state !== 'JobComplete' ? 'stopped' : output.failures.length + output.unprocessed.length > 0 ? 'partly' : 'out';
    return { kind: 'done', port, output };
  },
};

/** Salesforce takes 100 MB of text in one upload; what a flow holds stays far below. */
const MOST_BYTES = 100_000_000;

function toCsv({
  operation,
  externalIdField,
  records,
}: Omit<BulkLoadConfig, 'records'> & { readonly records: readonly JsonObject[] }): string {
  const key = operation === 'upsert' ? externalIdField : operation === 'insert' ? undefined : 'Id';
  if (operation === 'upsert' && key === undefined)
    throw new InvalidError('An upsert needs its external id field', { code: 'external-id-missing', target: 'externalIdField' });
  const without = key === undefined ? -1 : records.findIndex((row) => row[key] === undefined || row[key] === null || row[key] === '');
  if (without !== -1) throw new InvalidError(`Row ${without + 1} has no ${key}`, { code: 'row-malformed', target: key! });
  const csv = writeBulkCsv(records);
  if (Buffer.byteLength(csv) > MOST_BYTES)
    throw new InvalidError('The records are more than 100 MB as CSV', { code: 'too-large', help: 'Load them in several steps.' });
  return csv;
}

/** Three writes, of which the last alone makes Salesforce work: the job's id and what follows stand on it. */
async function startJob(step: StepContext, config: Omit<BulkLoadConfig, 'records'>, csv: string): Promise<string> {
  const { object, operation, externalIdField } = config;
  const order: JsonObject = {
    object,
    operation,
    ...(operation === 'upsert' ? { externalIdFieldName: externalIdField! } : {}),
    contentType: 'CSV',
    lineEnding: 'LF',
  };
  const { jobId } = await step.write(
    'create-bulk-job',
    { ...order, sha256: createHash('sha256').update(csv).digest('hex') },
    async (exchange) => {
      const { body } = await callSalesforce(step.connection, exchange, { method: 'POST', path: '/jobs/ingest', body: order });
      return { jobId: readJob(body).id };
    },
    // A job without data does nothing and runs out: one more does no harm, and no job can be taken for another run's.
    { repeatable: true },
  );
  await step.write(
    'upload-bulk-data',
    { jobId, bytes: Buffer.byteLength(csv) },
    async (exchange) => {
      try {
        await callSalesforce(step.connection, exchange, { method: 'PUT', path: `/jobs/ingest/${jobId}/batches`, csv });
      } catch (error) {
        // Ours arrived before, and its answer was lost.
        if (!(error instanceof StepError && /multiple contents/i.test(error.message))) throw error;
      }
      return { uploaded: true };
    },
    { repeatable: true },
  );
  await step.write(
    `bulk-${operation}-${object}`,
    { jobId },
    async (exchange) => {
      const body = { state: 'UploadComplete' };
      await callSalesforce(step.connection, exchange, { method: 'PATCH', path: `/jobs/ingest/${jobId}`, body });
      return { closed: true };
    },
    {
      object: { type: object, key: jobId },
      async probe(_kept, exchange) {
        const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path: `/jobs/ingest/${jobId}` });
        return readJob(body).state === 'Open' ? { verdict: 'not-applied' } : { verdict: 'confirmed', answer: { closed: true } };
      },
    },
  );
  return jobId;
}

async function readOutcome(step: StepContext, { id, state, errorMessage }: JobInfo, externalIdField: string | undefined) {
  const results = await step.read('read-bulk-results', { jobId: id }, async (exchange) => {
    const read = async (part: string) => readBulkCsv((await readResultPage(step, exchange, `/jobs/ingest/${id}/${part}`)).csv);
    const [successful, failed, unprocessed] = [
      await read('successfulResults'),
      await read('failedResults'),
      await read('unprocessedrecords'),
    ];
    return {
      succeeded: successful.map((row) => ({
        id: toLongId(row['sf__Id'] ?? ''),
        created: row['sf__Created'] === 'true',
        ...(externalIdField === undefined || row[externalIdField] === undefined ? {} : { externalId: row[externalIdField] }),
      })),
      failures: failed.map(toFailure),
      unprocessed: unprocessed as readonly JsonObject[],
    };
  });
  return { jobId: id, state, ...(typeof errorMessage === 'string' ? { message: errorMessage } : {}), ...results };
}

/** `REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --`. */
function toFailure({ sf__Error: text = '', sf__Id: _id, ...row }: { readonly [column: string]: string }): JsonObject {
  const [, code = 'refused', message = text, fields = ''] = /^([A-Z_]+):(.*?)(?::([\w ,]*))?(?: ?--)?$/s.exec(text) ?? [];
  const names = fields.split(/[ ,]+/).filter((name) => name !== '');
  return { code, message, ...(names.length === 0 ? {} : { fields: names }), row };
}
