/** Jobs of Bulk API 2.0 as both bulk nodes follow them: asked for in growing steps, without holding a slot, over restarts. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, StepError, TimeoutError } from '../errors.ts';
import type { Exchange, StepContext } from '../step.ts';
import type { StepOutcome } from '../step-outcome.ts';
import { callSalesforce } from './client.ts';

export interface JobInfo extends JsonObject {
  readonly id: string;
  readonly state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
}

/** What a job that is not done yet leaves behind for the next look. */
export interface JobWatch extends JsonObject {
  readonly jobId: string;
  readonly looks: number;
  readonly waitedMs: number;
}

export const isDone = ({ state }: JobInfo): boolean => state === 'JobComplete' || state === 'Failed' || state === 'Aborted';

const FIRST_LOOK_MS = 1_000;
const MOST_BETWEEN_MS = 30_000;

/** @throws TimeoutError `bulk-job-slow` */
export function lookAgain({ jobId, looks, waitedMs }: JobWatch, waitAtMostMs: number): StepOutcome {
  if (waitedMs >= waitAtMostMs)
    throw new TimeoutError(`Salesforce has not finished job ${jobId} in ${Math.round(waitedMs / 60_000)} minutes`, {
      code: 'bulk-job-slow',
      help: 'Setup → Bulk Data Load Jobs shows where it stands. Another try waits on for the same job.',
    });
  const afterMs = Math.min(MOST_BETWEEN_MS, FIRST_LOOK_MS * 2 ** Math.min(looks, 5), Math.max(1, waitAtMostMs - waitedMs));
  const watch: JobWatch = { jobId, looks: looks + 1, waitedMs: waitedMs + afterMs };
  return { kind: 'again', afterMs, state: watch };
}

export function watchOf({ resume }: Pick<StepContext, 'resume'>): JobWatch | undefined {
  return resume?.state as JobWatch | undefined;
}

export function readJob(body: Json): JobInfo {
  const { id, state } = (body ?? {}) as JsonObject;
  if (typeof id === 'string' && typeof state === 'string') return body as JobInfo;
  throw new InvalidError('Salesforce answered without a job', { code: 'answer-malformed', maybeApplied: true });
}

/** Salesforce removes jobs after seven days. */
export async function askForJob(step: StepContext, kind: 'ingest' | 'query', jobId: string): Promise<JobInfo> {
  return step.read(`ask-for-${kind}-job`, { jobId }, async (exchange) => {
    const { status, body } = await callSalesforce(
      step.connection,
      exchange,
      { method: 'GET', path: `/jobs/${kind}/${jobId}` },
      { missing: true },
    );
    if (status === 404) throw new InvalidError(`Salesforce has no job ${jobId} any more`, { code: 'bulk-job-gone', target: 'jobId' });
    return readJob(body);
  });
}

export interface ResultPage {
  readonly csv: string;
  /** Of the page after this one. */
  readonly locator: string | undefined;
}

export async function readResultPage(step: StepContext, exchange: Exchange, path: string): Promise<ResultPage> {
  const { body, headers } = await callSalesforce(step.connection, exchange, { method: 'GET', path, wantsCsv: true });
  const locator = headers['sforce-locator'];
  return { csv: String(body), locator: locator === undefined || locator === 'null' || locator === '' ? undefined : locator };
}

/** Locators live for a while only; what they lead through stands as long as the job. */
export const isLocatorGone = (error: unknown): boolean =>
  error instanceof StepError && error.options.code.toUpperCase() === 'INVALIDLOCATOR';
