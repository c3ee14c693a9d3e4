/** `jobs/query`: a SOQL query whose result is fetched in pages of CSV, by locator. */
import type { Json, JsonObject } from '#flows/json.ts';
import { writeBulkCsv } from '../bulk-csv.ts';
import { type BulkJob, newBulkJob } from './bulk-jobs.ts';
import type { Organization } from './organization.ts';
import { Refusal } from './refusal.ts';
import { type RestAnswer, type RestRequest, requireObject } from './rest-request.ts';
import { parseSoql } from './soql/parse-soql.ts';
import { runSoql } from './soql/run-soql.ts';

const MOST_RESULTS = 100_000;

/** Its result is that of the moment; it is ready when it is asked for the second time. */
export function openQuery(organization: Organization, request: RestRequest): BulkJob {
  const { operation, query } = requireObject(request.body);
  if (operation !== 'query' && operation !== 'queryAll')
    throw new Refusal(400, 'INVALIDJOB', 'InvalidJob : operation has to be query or queryAll');
  const { host, store } = organization;
  const parsed = parseSoql(String(query));
  const { rows, toAnswer } = runSoql(parsed, {
    store,
    text: String(query),
    now: host.now(),
    deleted: operation === 'queryAll',
  });
  const found = rows.map((row) => flatten(toAnswer(row, request.caller.version)));
  const columns = columnsOf(parsed.fields, found);
  const plain = found.map((row) => withColumns(row, columns));
  const [header = ''] = plain.length === 0 ? [] : writeBulkCsv(plain).split('\n', 1);
  // A value may hold line ends: each row is written on its own.
  const lines = plain.map((row) => writeBulkCsv([row]).slice(header.length + 1, -1));
  return { ...newBulkJob(organization, request, { object: null, operation, query: String(query) }, 'UploadComplete'), header, lines };
}

function flatten(row: JsonObject, prefix = ''): JsonObject {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, Json][] =>
      name === 'attributes'
        ? []
        : typeof value === 'object' && value !== null
          ? Object.entries(flatten(value as JsonObject, `${prefix}${name}.`)).map(([inner, one]): [string, Json] => [inner, one])
          : [[prefix + name, value]],
    ),
  );
}

/** Those that were asked for, whatever a row has of them: of a record without parent there is nothing at all. */
function columnsOf(fields: readonly (readonly string[])[], rows: readonly JsonObject[]): readonly string[] {
  const known = new Map(rows.flatMap((row) => Object.keys(row)).map((name) => [name.toLowerCase(), name]));
  return fields.map((path) => known.get(path.join('.').toLowerCase()) ?? path.join('.'));
}

/** A field without a value is empty in the CSV. */
function withColumns(row: JsonObject, columns: readonly string[]): JsonObject {
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? undefined])) as JsonObject;
}

export function readResults({ info, header, lines }: BulkJob, query: URLSearchParams): RestAnswer {
  if (info.state !== 'JobComplete') throw new Refusal(400, 'INVALIDJOBSTATE', `Job ${info.id} is ${info.state}, not JobComplete`);
  const from = query.get('locator') === null ? 0 : Number(Buffer.from(query.get('locator')!, 'base64url').toString('utf8'));
  if (!Number.isInteger(from) || from < 0 || from > lines.length)
    throw new Refusal(400, 'INVALIDLOCATOR', 'InvalidLocator : the locator is invalid or has expired');
  const most = Math.min(MOST_RESULTS, Math.max(1, Number(query.get('maxRecords') ?? MOST_RESULTS) || MOST_RESULTS));
  const page = lines.slice(from, from + most);
  const end = from + page.length;
  return {
    status: 200,
    text: `${[header, ...page].join('\n')}\n`,
    headers: {
      'sforce-locator': end < lines.length ? Buffer.from(String(end)).toString('base64url') : 'null',
      'sforce-numberofrecords': String(page.length),
    },
  };
}
