/**
 * A Salesforce organisation as far as order changes meet it: sign-in, REST with SOQL and composite, outbound messages.
 * SPEC.md numbers the rules; README.md says what an organisation of one's own would need.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Simulator, SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { ChangeRequestDesk } from '../../sandbox/traffic.ts';
import { BulkJobs } from './bulk-jobs.ts';
import { createChangeRequestDesk } from './change-request-desk.ts';
import { faultResponse } from './fault-response.ts';
import { intendedOperations } from './intended-operations.ts';
import { API_VERSIONS, DEFAULT_SALESFORCE_OPTIONS, type SalesforceSimulatorOptions } from './options.ts';
import type { Caller, Organization } from './organization.ts';
import { QueryCursors } from './query-cursors.ts';
import { RecordStore } from './record-store.ts';
import { emptyAnswer, jsonAnswer, notFound, Refusal } from './refusal.ts';
import { parseJsonBody, splitPath } from './rest-request.ts';
import { handleRest } from './rest-resources.ts';
import { seedRecords } from './seed-records.ts';
import { type Session, Sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { viewOrganization } from './view.ts';

const DAY_MS = 86_400_000;

/** Calls counted against the daily limit. */
interface Usage {
  readonly day: number;
  readonly calls: number;
}

export function createSalesforceSimulator(
  host: SimulatorHost,
  given: Partial<SalesforceSimulatorOptions> & Pick<SalesforceSimulatorOptions, 'clients'>,
): Simulator & ChangeRequestDesk {
  const options: SalesforceSimulatorOptions = { ...DEFAULT_SALESFORCE_OPTIONS, ...given };
  const store = new RecordStore();
  const sessions = new Sessions(options.sessionIdleMs, () => host.random());
  const organization: Organization = { host, options, store, sessions, cursors: new QueryCursors(), bulkJobs: new BulkJobs() };
  let usage: Usage = { day: 0, calls: 0 };
  let landscape = createLandscape(host.seed, host.landscapeDay);
  seedRecords(store, landscape);

  function handle(request: SimulatorRequest): SimulatorResponse {
    const path = request.url.split('?')[0]!;
    if (path === '/services/oauth2/token') return signIn({ clients: options.clients, sessions, now: () => host.now() }, request);
    if (path === '/services/oauth2/revoke') return revoke(request);
    if (/^\/services\/data\/?$/.test(path)) return jsonAnswer(200, API_VERSIONS.map(describeVersion));
    try {
      return serve(request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return jsonAnswer(error.status, error.toJson(), limitHeader());
    }
  }

  function serve(request: SimulatorRequest): SimulatorResponse {
    const session = requireSession(request);
    countCall();
    const split = splitPath(request.url);
    if (split === undefined || !API_VERSIONS.includes(Number(split.version.slice(1, 3)))) throw notFound();
    const answer = handleRest(
      organization,
      {
        // Some clients tunnel PATCH through POST.
        method: request.method === 'POST' ? (split.query.get('_HttpMethod')?.toUpperCase() ?? 'POST') : request.method,
        path: split.path,
        query: split.query,
        ...readContent(request, split.path[0] === 'jobs'),
        caller: callerOf(request, session, split.version),
        batchSize: Number(/batchSize=(\d{1,5})/.exec(request.headers['sforce-query-options'] ?? '')?.[1] ?? Number.NaN) || undefined,
      },
      { used: usage.calls, allowed: options.dailyApiRequests },
    );
    const headers = { ...limitHeader(), ...answer.headers };
    if (answer.text !== undefined)
      return { status: answer.status, headers: { 'content-type': 'text/csv;charset=UTF-8', ...headers }, body: answer.text };
    return answer.body === undefined ? { ...emptyAnswer(answer.status), headers } : jsonAnswer(answer.status, answer.body, headers);
  }

  function requireSession(request: SimulatorRequest): Session {
    const session = sessions.use(request.headers['authorization'], host.now());
    const [first] = intendedOperations(request);
    const keys = intendedOperations(request).flatMap(({ key }) => (key === undefined ? [] : [key]));
    if (session !== undefined && host.takeFault('session-lost', first?.operation ?? request.url, keys) === undefined) return session;
    if (session !== undefined) sessions.end(session.token);
    throw new Refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  }

  function countCall(): void {
    const day = Math.floor(host.now() / DAY_MS);
    usage = { day, calls: usage.day === day ? usage.calls + 1 : 1 };
    if (usage.calls > options.dailyApiRequests) throw new Refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }

  const limitHeader = () => ({ 'sforce-limit-info': `api-usage=${usage.calls}/${options.dailyApiRequests}` });

  function revoke(request: SimulatorRequest): SimulatorResponse {
    const token = new URLSearchParams(request.body.toString('utf8')).get('token') ?? '';
    if (sessions.end(token)) return emptyAnswer(200);
    return jsonAnswer(400, { error: 'unsupported_token_type', error_description: 'this token type is not supported' });
  }

  return {
    system: 'crm',
    handle,
    operationsOf: intendedOperations,
    faultResponse,
    view: (path) => viewOrganization(store, path),
    snapshot: (): Json => ({
      records: store.snapshot(),
      sessions: sessions.snapshot(),
      usage: usage as unknown as Json,
      bulkJobs: organization.bulkJobs.snapshot(),
    }),
    restore(snapshot) {
      const kept = snapshot as JsonObject;
      store.restore(kept['records']!);
      sessions.restore(kept['sessions']!);
      usage = kept['usage'] as unknown as Usage;
      organization.bulkJobs.restore(kept['bulkJobs']);
      organization.cursors.clear();
    },
    reset() {
      store.clear();
      landscape = createLandscape(host.seed, host.landscapeDay);
      seedRecords(store, landscape);
      organization.cursors.clear();
      organization.bulkJobs.clear();
      usage = { day: 0, calls: 0 };
    },
    ...createChangeRequestDesk(
      organization,
      () => new Set(landscape.orders.flatMap(({ status, salesOrder }) => (status === 'open' ? [salesOrder] : []))),
    ),
  };
}

/** Seasons of the three releases a year: 62.0 is Winter '25. */
function describeVersion(version: number): JsonObject {
  const release = version - 62 + 3 * 25;
  const label = `${['Winter', 'Spring', 'Summer'][((release % 3) + 3) % 3]} '${String(Math.floor(release / 3)).padStart(2, '0')}`;
  return { label, url: `/services/data/v${version}.0`, version: `${version}.0` };
}

function callerOf({ headers }: SimulatorRequest, { userId }: Session, version: string): Caller {
  const unmodifiedSince = headers['if-unmodified-since'];
  return {
    userId,
    client: /(?:^|[,;\s])client=([^,;\s]+)/.exec(headers['sforce-call-options'] ?? '')?.[1],
    requestId: headers['x-request-id'],
    version,
    unmodifiedSince: unmodifiedSince === undefined ? undefined : Date.parse(unmodifiedSince),
  };
}

function readContent(request: SimulatorRequest, isBulk: boolean): { readonly body: Json | undefined; readonly raw?: string } {
  const isCsv = isBulk && request.method === 'PUT' && (request.headers['content-type'] ?? '').toLowerCase().startsWith('text/csv');
  return isCsv ? { body: undefined, raw: request.body.toString('utf8') } : { body: readBody(request) };
}

function readBody({ method, headers, body }: SimulatorRequest): Json | undefined {
  if (method === 'GET' || method === 'HEAD' || body.length === 0) return undefined;
  if (!(headers['content-type'] ?? '').toLowerCase().startsWith('application/json'))
    throw new Refusal(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content type ${headers['content-type'] ?? '(none)'} is not supported: send application/json`,
    );
  return parseJsonBody(body.toString('utf8'));
}
