/** `query`, `queryAll` and their further pages. */
import type { Organization } from './organization.ts';
import { Refusal } from './refusal.ts';
import type { RestAnswer, RestRequest } from './rest-request.ts';
import { parseSoql } from './soql/parse-soql.ts';
import { runSoql } from './soql/run-soql.ts';

/** The platform allows no smaller page. */
const SMALLEST_BATCH = 200;

export function runQuery({ host, options, store, cursors }: Organization, request: RestRequest): RestAnswer {
  const [resource, locator] = request.path;
  const { version } = request.caller;
  const nextUrl = (next: string) => `/services/data/${version}/${resource}/${next}`;
  if (locator !== undefined) {
    const read = cursors.read(locator);
    if (read === undefined) throw new Refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    const { page, total, next } = read;
    return {
      status: 200,
      body: { totalSize: total, done: next === undefined, ...(next === undefined ? {} : { nextRecordsUrl: nextUrl(next) }), records: page },
    };
  }
  const text = request.query.get('q');
  if (text === null || text.trim() === '') throw new Refusal(400, 'MALFORMED_QUERY', 'SOQL query is missing: send it as q');
  const query = parseSoql(text);
  const { rows, toAnswer } = runSoql(query, { store, text, now: host.now(), deleted: resource === 'queryAll' });
  if (query.countOnly) return { status: 200, body: { totalSize: rows.length, done: true, records: [] } };
  const pageSize = request.batchSize === undefined ? options.queryBatchSize : Math.max(SMALLEST_BATCH, request.batchSize);
  const { page, next } = cursors.open(
    rows.map((row) => toAnswer(row, version)),
    Math.min(pageSize, options.queryBatchSize),
  );
  return {
    status: 200,
    body: {
      totalSize: rows.length,
      done: next === undefined,
      ...(next === undefined ? {} : { nextRecordsUrl: nextUrl(next) }),
      records: page,
    },
  };
}
