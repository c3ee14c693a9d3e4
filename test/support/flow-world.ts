/**
 * The example flows as a first start deploys them: the whole runtime in this process, the sandbox beside it, and real HTTP between
 * them. Nothing is faked; what became of a message is judged by the sandbox's own record.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { ApprovalView, ExceptionView, ObjectTimeline } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { EventsPage, RevealedValues, RunSummary, RunView, StepDetail } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { OperatorAction } from '#flows/run.ts';
import { findEventType } from '#flows/schemas/events.ts';
import type { EmittedEvent, TraceEvent } from '#flows/trace.ts';
import { createSandbox } from '#nodes/sandbox/sandbox.ts';
import type { Fault, RecordEntry } from '#nodes/sandbox/simulator.ts';
import type { TrafficTruth } from '#nodes/sandbox/traffic.ts';
import { readConfig } from '#runtime/config.ts';
import { signStandardWebhook } from '#runtime/hooks/standard-webhooks.ts';
import { createLog } from '#runtime/log.ts';
import { startRuntime } from '#runtime/runtime.ts';
import { loadSandboxCredentials } from '#runtime/sandbox/credentials.ts';
import { replaceTokens } from '#runtime/secrets/sealed-values.ts';
import { type Api, eventually, setUp } from './api.ts';
import { problemsAgainst } from './canonical.ts';

export const ENVIRONMENT = 'development';

export interface FlowWorld {
  readonly api: Api;
  /** A customer changes an order in the CRM; what is not named stays as it is wanted. */
  change(change: Change): Promise<TrafficTruth>;
  /** Arms a fault; gives the way to take it off again. */
  arm(fault: Omit<Fault, 'id'>): Promise<() => Promise<void>>;
  clearFaults(): Promise<void>;
  /** What reached the systems as a write, in its order. */
  record(filter?: Partial<Pick<RecordEntry, 'system' | 'operation' | 'key' | 'applied'>>): Promise<readonly RecordEntry[]>;
  /** Anybody who writes to the CRM beside us, as the customer portal does; gives the record's id. */
  enterInCrm(object: string, fields: JsonObject): Promise<string>;
  /** Another program of the same integration user writes past our connection, as a data loader does. */
  writeInCrm(object: string, id: string, fields: JsonObject): Promise<void>;
  /** A clerk changes the quantity of an item in SAP. */
  changeInSap(order: string, item: string, quantity: string): Promise<void>;
  /** A clerk makes a delivery of an item by hand; gives its number, ten digits. Nothing has left by that. */
  deliverInSap(order: string, item: string, quantity: string): Promise<string>;
  /** A clerk picks a delivery and posts that it has left. */
  postGoodsIssueInSap(delivery: string): Promise<void>;
  /** A planner moves the planned end of a production order in SAP. */
  moveInSap(productionOrder: string, plannedEnd: string): Promise<void>;
  /** What people and programs at the scheduler do there. Throws unless it is taken. */
  atScheduler<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: JsonObject): Promise<T>;
  /** A message of the scheduler, signed with its secret; gives the status that it is answered with. */
  scheduleMessage(message: JsonObject): Promise<number>;
  /** Nothing is on its way and no run is under way any more. */
  settled(): Promise<void>;
  /** What a system holds, by its own view: `orders/0000004711`. */
  view<T>(system: Fault['system'], path: string): Promise<T>;
  /** Runs of a flow about an order, the oldest first. */
  runs(flow: string, order?: string): Promise<readonly RunSummary[]>;
  /** The only run of the flow about this order, when it has come to one of these states. */
  runOf(flow: string, order: string, ...states: readonly RunSummary['state'][]): Promise<RunView>;
  /** Another try of a parked run and the like. */
  act(run: Pick<RunSummary, 'runId'>, action: OperatorAction, more?: JsonObject): Promise<void>;
  trace(run: Pick<RunSummary, 'runId'>): Promise<readonly TraceEvent[]>;
  /** What the run told other flows. Fails when its data is not what the event type promises. */
  emitted(run: Pick<RunSummary, 'runId'>): Promise<readonly EmittedEvent[]>;
  /** Recorded output of a step. */
  output(run: Pick<RunSummary, 'runId'>, path: string): Promise<JsonObject>;
  /** The change request as the CRM holds it. */
  changeRequest(id: string): Promise<ChangeRequest>;
  decide(run: Pick<RunSummary, 'runId'>, choice: string, reason: string): Promise<void>;
  exceptions(order: string): Promise<readonly ExceptionView[]>;
  /** Names of the milestones that the order has passed. */
  milestones(order: string): Promise<readonly string[]>;
  setVariable(name: string, value: Json): Promise<void>;
  /** Publishes an example anew, changed as the test needs it, and makes it live. */
  redeploy(flow: string, change: (document: FlowDocument) => FlowDocument): Promise<void>;
  close(): Promise<void>;
}

export interface Change {
  readonly order: string;
  readonly revision?: number;
  readonly items: readonly { readonly number: string; readonly [field: string]: Json }[];
}

export interface ChangeRequest {
  readonly Id: string;
  readonly Status__c: string;
  readonly ERP_Message__c: string | null;
}

/** The same landscape as everywhere; a folder, ports and keys of its own. */
const SEED = 4711;

const DELIVERIES = 'API_OUTBOUND_DELIVERY_SRV;v=0002';

export async function startFlowWorld(): Promise<FlowWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-flows-'));
  const sandboxFolder = join(folder, 'data', 'sandbox');
  mkdirSync(sandboxFolder, { recursive: true });
  const credentials = loadSandboxCredentials(join(sandboxFolder, 'credentials.json'));
  const sandbox = await createSandbox({ folder: sandboxFolder, firstPort: 0, seed: SEED, credentials });
  // A start adopts the sandbox that this file names, as it does after a crash.
  writeFileSync(join(sandboxFolder, 'sandbox.json'), JSON.stringify({ ports: sandbox.ports, pid: process.pid }));
  const setupToken = 'setup-token-of-this-test';
  const runtime = await startRuntime(
    readConfig(
      {
        MILLRACE_PORT: '0',
        MILLRACE_SANDBOX_PORT: '0',
        MILLRACE_SAMPLE_HISTORY: 'off',
        MILLRACE_DATA: join(folder, 'data'),
        MILLRACE_KEY_FILE: join(folder, 'master.key'),
        MILLRACE_SETUP_TOKEN: setupToken,
      },
      [],
    ),
    createLog(process.env['MILLRACE_LOG'] === 'info' ? 'info' : 'error'),
  );
  const api = await setUp({ url: runtime.url, setupToken });
  const control = '/api/sandbox';

  async function runs(flow: string, order?: string): Promise<readonly RunSummary[]> {
    const query = new URLSearchParams({ environment: ENVIRONMENT, flow, limit: '200', ...(order === undefined ? {} : { key: order }) });
    const { items } = await api.get<Page<RunSummary>>(`/api/runs?${query}`);
    return items.toReversed();
  }

  async function trace({ runId }: Pick<RunSummary, 'runId'>): Promise<readonly TraceEvent[]> {
    return (await api.get<EventsPage>(`/api/runs/${runId}/events`)).events;
  }

  async function callCrm(method: 'POST' | 'PATCH', path: string, fields: JsonObject): Promise<Response> {
    const crm = `http://127.0.0.1:${sandbox.ports.crm}/services`;
    const grant = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.crm.clientId,
      client_secret: credentials.crm.clientSecret,
    });
    const session = (await (await fetch(`${crm}/oauth2/token`, { method: 'POST', body: grant })).json()) as { access_token: string };
    return fetch(`${crm}/data/v62.0/sobjects/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${session.access_token}`,
        'content-type': 'application/json',
        'sforce-call-options': 'client=customer-portal',
      },
      body: JSON.stringify(fields),
    });
  }

  /** As somebody at a screen of SAP. `header`: what is read before, for its entity tag. */
  async function writeInSap(
    method: 'PATCH' | 'POST',
    service: string,
    header: string,
    path: string,
    body: JsonObject | undefined,
  ): Promise<JsonObject | undefined> {
    const root = `http://127.0.0.1:${sandbox.ports.sap}/sap/opu/odata/sap/${service}`;
    const { user, password } = credentials.sap;
    const headers = {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'sap-client': '100',
      accept: 'application/json',
    };
    const read = await fetch(`${root}/${header}`, { headers: { ...headers, 'x-csrf-token': 'Fetch' } });
    await read.arrayBuffer();
    const answer = await fetch(`${root}/${path}`, {
      method,
      headers: {
        ...headers,
        cookie: read.headers
          .getSetCookie()
          .map((line) => line.split(';', 1)[0])
          .join('; '),
        'x-csrf-token': read.headers.get('x-csrf-token') ?? '',
        'if-match': read.headers.get('etag') ?? '*',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`SAP does not take it: ${answer.status} ${text}`);
    return text === '' ? undefined : ((JSON.parse(text) as JsonObject)['d'] as JsonObject);
  }

  await hurryCircuits(api);
  /** As the systems got it: schemas speak of values, not of tokens. */
  async function reveal({ runId }: Pick<RunSummary, 'runId'>, data: Json): Promise<Json> {
    const tokens = new Set<string>();
    replaceTokens(data, (token) => {
      tokens.add(token.$sealed);
      return null;
    });
    if (tokens.size === 0) return data;
    const body = { tokens: [...tokens], reason: 'The test compares it with the schema.' };
    const { values } = await api.send<RevealedValues>('POST', `/api/runs/${runId}/reveal`, body);
    return replaceTokens(data, ({ $sealed }) => values[$sealed] ?? null);
  }

  return {
    api,
    trace,
    change: (change) => api.send<TrafficTruth>('POST', `${control}/change-requests`, change),
    async enterInCrm(object, fields) {
      const answer = await callCrm('POST', object, fields);
      if (answer.status !== 201) throw new Error(`The CRM does not take it: ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    async writeInCrm(object, id, fields) {
      const answer = await callCrm('PATCH', `${object}/${id}`, fields);
      if (answer.status !== 204) throw new Error(`The CRM does not take it: ${await answer.text()}`);
    },
    async changeInSap(order, item, quantity) {
      const path = `A_SalesOrderItem(SalesOrder='${order}',SalesOrderItem='${item}')`;
      await writeInSap('PATCH', 'API_SALES_ORDER_SRV', `A_SalesOrder('${order}')`, path, { RequestedQuantity: quantity });
    },
    async deliverInSap(order, item, quantity) {
      const results = [{ ReferenceSDDocument: order, ReferenceSDDocumentItem: item, ActualDeliveryQuantity: quantity }];
      const body = { to_DeliveryDocumentItem: { results } };
      const made = await writeInSap('POST', DELIVERIES, 'A_OutbDeliveryHeader?$top=1', 'A_OutbDeliveryHeader', body);
      return String(made!['DeliveryDocument']).padStart(10, '0');
    },
    async postGoodsIssueInSap(delivery) {
      const header = `A_OutbDeliveryHeader('${Number(delivery)}')`;
      for (const step of ['PickAllItems', 'PostGoodsIssue'])
        await writeInSap('POST', DELIVERIES, header, `${step}?DeliveryDocument='${Number(delivery)}'`, undefined);
    },
    async moveInSap(productionOrder, plannedEnd) {
      const path = `A_ProductionOrder_2('${Number(productionOrder)}')`;
      await writeInSap('PATCH', 'API_PRODUCTION_ORDER_2_SRV', path, path, { MfgOrderPlannedEndDate: `/Date(${Date.parse(plannedEnd)})/` });
    },
    async atScheduler(method, path, body) {
      const answer = await fetch(`http://127.0.0.1:${sandbox.ports.scheduler}/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${credentials.scheduler.apiKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`The scheduler does not take it: ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as never;
    },
    async scheduleMessage(message) {
      const [id, timestamp, body] = [`msg-${Math.random()}`, String(Math.floor(Date.now() / 1_000)), JSON.stringify(message)];
      const signature = signStandardWebhook(credentials.webhookSecret, id, timestamp, body);
      const answer = await fetch(`${runtime.url}/hooks/${ENVIRONMENT}/v1/scheduler/commitments`, {
        method: 'POST',
        headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
        body,
      });
      return answer.status;
    },
    async settled() {
      await eventually(async () => {
        const { deliveries } = await api.get<{ deliveries: { waiting: number } }>(control);
        const { items } = await api.get<Page<RunSummary>>(`/api/runs?environment=${ENVIRONMENT}&limit=200`);
        return deliveries.waiting === 0 && items.every(({ endedAt }) => endedAt !== undefined);
      }, 'everything has come to an end');
    },
    async arm(fault) {
      const { id } = await api.send<Fault>('POST', `${control}/faults`, fault);
      return () => api.send('DELETE', `${control}/faults/${id}`);
    },
    clearFaults: () => api.send('DELETE', `${control}/faults`),
    async record(filter = {}) {
      const entries = await api.get<readonly RecordEntry[]>(`${control}/record?limit=1000`);
      const wanted = Object.entries(filter) as [keyof RecordEntry, Json][];
      return entries.filter((entry) => wanted.every(([name, value]) => entry[name] === value));
    },
    view: (system, path) => api.get(`${control}/view/${system}/${encodeURIComponent(path)}`),
    runs,
    runOf(flow, order, ...states) {
      return eventually(
        async () => {
          const [run, another] = await runs(flow, order);
          if (another !== undefined) throw new Error(`${flow} has more than one run about ${order}`);
          return run !== undefined && states.includes(run.state) ? api.get<RunView>(`/api/runs/${run.runId}`) : undefined;
        },
        `${flow} about ${order} is ${states.join(' or ')}`,
      );
    },
    async act({ runId }, action, more = {}) {
      await api.send('POST', `/api/runs/${runId}/actions`, { action, reason: 'The test says so', ...more });
    },
    async emitted(run) {
      const events = (await trace(run)).flatMap((event) => (event.type === 'event-emitted' ? [event.event] : []));
      for (const { type, data } of events) {
        const known = findEventType(type);
        if (known === undefined) throw new Error(`${type} is no event of ours`);
        const problems = problemsAgainst(known.data, await reveal(run, data));
        if (problems.length > 0) throw new Error(`${type}: ${problems.join(', ')} in ${JSON.stringify(data)}`);
      }
      return events;
    },
    changeRequest: (id) => api.get(`${control}/view/crm/${encodeURIComponent(`records/Order_Change_Request__c/${id}`)}`),
    async decide({ runId }, choice, reason) {
      const approval = await eventually(
        async () => (await api.get<Page<ApprovalView>>('/api/approvals')).items.find((open) => open.runId === runId),
        `run ${runId} asks somebody`,
      );
      await api.send('POST', `/api/approvals/${approval.approvalId}/decide`, { choice, reason });
    },
    async output({ runId }, path) {
      const { output } = await api.get<StepDetail>(`/api/runs/${runId}/steps/${encodeURIComponent(path)}`);
      return output as JsonObject;
    },
    async exceptions(order) {
      const { items } = await api.get<Page<ExceptionView>>(`/api/environments/${ENVIRONMENT}/exceptions?limit=200`);
      return items.filter(({ key }) => key === order);
    },
    async milestones(order) {
      const { milestones } = await api.get<ObjectTimeline>(`/api/environments/${ENVIRONMENT}/objects/sales-order/${order}`);
      return milestones.map(({ milestone }) => milestone);
    },
    async setVariable(name, value) {
      const path = `/api/environments/${ENVIRONMENT}/variables/${name}`;
      const known = await api.raw('GET', path);
      const revision = known.status === 200 ? (known.body as { revision: number }).revision : 0;
      await api.send('PUT', path, { value }, { 'if-match': `"${revision}"` });
    },
    async redeploy(flow, change) {
      const { document } = await api.get<{ document: FlowDocument }>(`/api/flows/${flow}/versions/1`);
      const draft = await api.send<{ draftId: string }>('POST', `/api/flows/${flow}/drafts`, { document: change(document) });
      const { version } = await api.send<{ version: number }>('POST', `/api/flows/${flow}/versions`, {
        draftId: draft.draftId,
        note: 'Changed for a test',
      });
      await api.send('PUT', `/api/environments/${ENVIRONMENT}/deployments/${flow}`, { version });
    },
    async close() {
      await runtime.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Circuits that open and try again as fast as a test wants to be; otherwise the connections are those of a first start. */
async function hurryCircuits(api: Api): Promise<void> {
  const path = `/api/environments/${ENVIRONMENT}/connections`;
  const { items } = await api.get<Page<ConnectionView>>(path);
  for (const { name, type, settings, revision } of items) {
    const limits = { openAfter: 2, trialAfterMs: 150 };
    await api.send('PUT', `${path}/${name}`, { type, settings, limits }, { 'if-match': `"${revision}"` });
  }
}

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
