/** Jobs of Bulk API 2.0: what was ordered, uploaded and came of it. One upload a job; a job moves on each time it is asked for. */
import type { Json, JsonObject } from '#flows/json.ts';
import { salesforceId } from '../../sandbox/salesforce-id.ts';
import { formatInstant } from './field-values.ts';
import type { Organization } from './organization.ts';
import type { RestRequest } from './rest-request.ts';

export interface BulkJob {
  readonly info: JsonObject & { readonly id: string; readonly state: BulkState };
  /** Who ordered it: rows are written in that name. */
  readonly client: string | null;
  readonly csv: string | null;
  readonly successful: string;
  readonly failed: string;
  readonly unprocessed: string;
  /** Of a query: its rows as CSV lines, without the line of names. */
  readonly lines: readonly string[];
  readonly header: string;
}
export type BulkState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

const MOST_JOBS = 200;

export class BulkJobs {
  #jobs = new Map<string, BulkJob>();
  #serial = 0;
  /** The same object until something changes. */
  #snapshot: Json | undefined;

  put(job: BulkJob): void {
    this.#snapshot = undefined;
    this.#jobs.set(job.info.id, job);
    if (this.#jobs.size > MOST_JOBS) this.#jobs.delete(this.#jobs.keys().next().value!);
  }
  find(id: string): BulkJob | undefined {
    return this.#jobs.get(id);
  }
  list(): readonly BulkJob[] {
    return [...this.#jobs.values()];
  }
  delete(id: string): void {
    this.#snapshot = undefined;
    this.#jobs.delete(id);
  }
  takeSerial(): number {
    this.#snapshot = undefined;
    return ++this.#serial;
  }
  clear(): void {
    this.restore(undefined);
  }
  snapshot(): Json {
    this.#snapshot ??= { serial: this.#serial, jobs: this.list() as unknown as Json };
    return this.#snapshot;
  }
  /** What was kept before there were jobs has none. */
  restore(snapshot: Json | undefined): void {
    const { serial, jobs } = (snapshot ?? { serial: 0, jobs: [] }) as unknown as { serial: number; jobs: readonly BulkJob[] };
    this.#serial = serial;
    this.#jobs = new Map(jobs.map((job) => [job.info.id, job]));
    this.#snapshot = snapshot;
  }
}

export function newBulkJob(
  organization: Pick<Organization, 'host' | 'bulkJobs'>,
  { caller }: RestRequest,
  what: JsonObject,
  state: BulkState,
): BulkJob {
  const { host, bulkJobs } = organization;
  const id = salesforceId('750', bulkJobs.takeSerial());
  const stamp = formatInstant(host.now());
  const info = {
    id,
    ...what,
    createdById: caller.userId,
    createdDate: stamp,
    systemModstamp: stamp,
    state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(caller.version.slice(1)),
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
  };
  return { info, client: caller.client ?? null, csv: null, successful: '', failed: '', unprocessed: '', lines: [], header: '' };
}

export const withInfo = (job: BulkJob, more: JsonObject): BulkJob => ({ ...job, info: { ...job.info, ...more } as BulkJob['info'] });
