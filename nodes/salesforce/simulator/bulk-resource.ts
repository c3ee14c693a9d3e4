/** `jobs/ingest` and `jobs/query`: Bulk API 2.0. */
import type { Json } from '#flows/json.ts';
import { ingest } from './bulk-ingest.ts';
import { type BulkJob, newBulkJob, withInfo } from './bulk-jobs.ts';
import { openQuery, readResults } from './bulk-query.ts';
import { findObject } from './object-definitions.ts';
import { findField } from './object-model.ts';
import type { Caller, Organization } from './organization.ts';
import { notFound, Refusal } from './refusal.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest, requireObject } from './rest-request.ts';

const OPERATIONS = ['insert', 'update', 'upsert', 'delete'];

export function handleBulk(organization: Organization, request: RestRequest): RestAnswer {
  const [, kind, id, part, ...rest] = request.path;
  if (rest.length > 0 || (kind !== 'ingest' && kind !== 'query')) throw notFound();
  const { bulkJobs } = organization;
  if (id === undefined) {
    if (request.method === 'GET') return ok({ done: true, records: bulkJobs.list().map(({ info }) => info), nextRecordsUrl: null });
    if (request.method !== 'POST') throw methodNotAllowed(request.method, 'GET, POST');
    const job = kind === 'ingest' ? openIngest(organization, request) : openQuery(organization, request);
    bulkJobs.put(job);
    return ok(job.info);
  }
  const job = bulkJobs.find(id);
  if (job === undefined || (kind === 'query') !== (job.info['query'] !== undefined)) throw notFound();
  if (part === undefined) return oneJob(organization, job, request);
  if (kind === 'query' && part === 'results') return readResults(job, request.query);
  if (kind === 'ingest') {
    if (part === 'batches') return upload(organization, job, request);
    if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET');
    if (part === 'successfulResults') return csv(job.successful);
    if (part === 'failedResults') return csv(job.failed);
    if (part === 'unprocessedrecords') return csv(job.unprocessed);
  }
  throw notFound();
}

const ok = (body: Json): RestAnswer => ({ status: 200, body });
const csv = (text: string): RestAnswer => ({ status: 200, text });

function openIngest(organization: Organization, request: RestRequest): BulkJob {
  const { object: name, operation, externalIdFieldName } = requireObject(request.body);
  const object = findObject(String(name));
  if (object === undefined) throw new Refusal(400, 'INVALIDENTITY', `Entity '${String(name)}' is not supported by the Bulk API.`);
  if (!OPERATIONS.includes(String(operation)))
    throw new Refusal(400, 'INVALIDJOB', `InvalidJob : unsupported operation ${String(operation)}`);
  if (operation === 'upsert' && findField(object, String(externalIdFieldName))?.externalId !== true)
    throw new Refusal(
      400,
      'INVALIDJOB',
      `InvalidJob : Field name provided, ${String(externalIdFieldName)} is not an External ID for ${object.name}`,
    );
  return newBulkJob(
    organization,
    request,
    {
      object: object.name,
      operation: String(operation),
      ...(operation === 'upsert' ? { externalIdFieldName: String(externalIdFieldName) } : {}),
    },
    'Open',
  );
}

function oneJob(organization: Organization, job: BulkJob, request: RestRequest): RestAnswer {
  const { bulkJobs } = organization;
  switch (request.method) {
    case 'GET': {
      const next = advance(organization, job, request.caller);
      bulkJobs.put(next);
      return ok(next.info);
    }
    case 'PATCH': {
      const { state } = requireObject(request.body);
      const { state: now } = job.info;
      if (state === 'UploadComplete' && now !== 'Open' && now !== 'Aborted') return ok(job.info);
      if (
        (state !== 'UploadComplete' && state !== 'Aborted') ||
        now === 'Aborted' ||
        (state === 'Aborted' && (now === 'JobComplete' || now === 'Failed'))
      )
        throw new Refusal(400, 'INVALIDJOBSTATE', `Cannot move job ${job.info.id} from ${now} to ${String(state)}`);
      const next = withInfo(job, { state });
      bulkJobs.put(next);
      return ok(next.info);
    }
    case 'DELETE':
      bulkJobs.delete(job.info.id);
      return { status: 204 };
    default:
      throw methodNotAllowed(request.method, 'GET, PATCH, DELETE');
  }
}

function upload({ bulkJobs }: Organization, job: BulkJob, { method, raw }: RestRequest): RestAnswer {
  if (method !== 'PUT') throw methodNotAllowed(method, 'PUT');
  if (job.info.state !== 'Open') throw new Refusal(400, 'INVALIDJOBSTATE', `Job ${job.info.id} is ${job.info.state}, not Open`);
  if (job.csv !== null)
    throw new Refusal(
      400,
      'CLIENTINPUTERROR',
      `Found multiple contents for job: <${job.info.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    );
  bulkJobs.put({ ...job, csv: raw ?? '' });
  return { status: 201 };
}

/** UploadComplete, InProgress, then done: a caller who asks once too few sees no result. */
function advance(organization: Organization, job: BulkJob, caller: Caller): BulkJob {
  switch (job.info.state) {
    case 'UploadComplete':
      return withInfo(job, { state: 'InProgress' });
    case 'InProgress':
      return job.info['query'] === undefined
        ? ingest(organization, job, caller)
        : withInfo(job, { state: 'JobComplete', numberRecordsProcessed: job.lines.length });
    default:
      return job;
  }
}
