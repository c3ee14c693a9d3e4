import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, StepContext } from '../../step.ts';
import { readBulkCsv } from '../bulk-csv.ts';
import { askForJob, isDone, isLocatorGone, type JobInfo, lookAgain, readJob, readResultPage, watchOf } from '../bulk-job.ts';
import { callSalesforce } from '../client.ts';
import { bindSoql } from '../soql.ts';
import { type BulkQueryConfig, bulkQueryManifest } from './manifest.ts';

const PAGE = 10_000;

export const salesforceBulkQuery: StepNode = {
  manifest: bulkQueryManifest,
  async execute(step) {
    const { soql, parameters, deletedToo, maxRecords, waitAtMostMs } = step.config as BulkQueryConfig;
    // The job changes nothing: a second one after a crash does no harm.
    const watch = watchOf(step) ?? {
      jobId: await order(step, bindSoql(soql, parameters as JsonObject), deletedToo),
      looks: 0,
      waitedMs: 0,
    };
    const job = await askForJob(step, 'query', watch.jobId);
    if (!isDone(job)) return lookAgain(watch, waitAtMostMs);
    if (job.state !== 'JobComplete') throw notComplete(job);
    const records = await step.read('read-bulk-results', { jobId: job.id, maxRecords }, (exchange) =>
      readRecords(step, exchange, job.id, maxRecords),
    );
    const total = Number(job['numberRecordsProcessed'] ?? records.length);
    const output = { jobId: job.id, total, complete: records.length >= total, records };
    return { kind: 'done', port: records.length === 0 ? 'none' : 'found', output };
  },
};

async function order(step: StepContext, query: string, deletedToo: boolean): Promise<string> {
  const body = { operation: deletedToo ? 'queryAll' : 'query', query };
  const { jobId } = await step.read('create-query-job', body, async (exchange) => {
    const answer = await callSalesforce(step.connection, exchange, { method: 'POST', path: '/jobs/query', body });
    return { jobId: readJob(answer.body).id };
  });
  return jobId;
}

async function readRecords(step: StepContext, exchange: Exchange, jobId: string, maxRecords: number): Promise<readonly JsonObject[]> {
  for (let begun = 1; ; begun += 1) {
    try {
      return await readPages(step, exchange, jobId, maxRecords);
    } catch (error) {
      if (!isLocatorGone(error) || begun > 1) throw error;
    }
  }
}

async function readPages(step: StepContext, exchange: Exchange, jobId: string, maxRecords: number): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  for (let locator: string | undefined; ; ) {
    const size = Math.min(PAGE, maxRecords - records.length);
    const from = locator === undefined ? '' : `&locator=${encodeURIComponent(locator)}`;
    const page = await readResultPage(step, exchange, `/jobs/query/${jobId}/results?maxRecords=${size}${from}`);
    for (const row of readBulkCsv(page.csv)) records.push(toRecord(row));
    if (page.locator === undefined || records.length >= maxRecords) return records.slice(0, maxRecords);
    locator = page.locator;
  }
}

function toRecord(row: { readonly [column: string]: string }): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, text]): [string, Json] => [name, text === '' ? null : text]));
}

function notComplete({ id, state, errorMessage }: JobInfo): RejectedError | InvalidError {
  const message = `The job ${id} is ${state}${typeof errorMessage === 'string' ? `: ${errorMessage}` : ''}`;
  const options = { code: `bulk-job-${state.toLowerCase()}`, details: [{ jobId: id, state }] };
  return state === 'Failed' ? new InvalidError(message, options) : new RejectedError(message, options);
}
