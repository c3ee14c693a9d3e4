/** The ladder of a connection to SAP: each rung stands on the one below; it stops where one fails and writes nothing. */
import type { CheckRung } from '#flows/connection-manifest.ts';
import type { ConnectionAccess } from '../connection.ts';
import { DeniedError } from '../errors.ts';
import { authorizationHeaders } from '../http/authorization.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { climbReach, failedRung } from '../http/reach-rungs.ts';
import { AVAILABILITY_SERVICE } from './check-availability/execute.ts';
import { PRODUCT_SERVICE } from './check-availability/units.ts';
import { classifySapAnswer } from './classify-sap-answer.ts';
import { openSapService, type SapService } from './client.ts';
import { CONFIRMATION_SERVICE } from './confirm-production-order/confirmations.ts';
import { DELIVERY_SERVICE } from './delivery/read-deliveries.ts';
import { STOCK_SERVICE } from './get-stock/execute.ts';
import type { EdmModel } from './odata/edm.ts';
import { PLANNED_ORDER_SERVICE } from './planned-order/read-planned-orders.ts';
import { PRODUCTION_ORDER_SERVICE } from './production-order/read-production-orders.ts';
import { salesOrderModelOf } from './sales-order/read-sales-order.ts';
import { SALES_ORDER_SERVICE } from './sales-order/sales-order-service.ts';
import { type SapSettings, sapSettingsOf } from './settings.ts';

/** Services that single nodes need; without them the connection works, what needs them does not. */
const FURTHER_SERVICES = [
  ['API_SALES_ORDER_SIMULATION_SRV', 'sap/simulate-sales-order'],
  [AVAILABILITY_SERVICE, 'sap/check-availability'],
  [PRODUCT_SERVICE, 'sap/check-availability with units'],
  [STOCK_SERVICE, 'sap/get-stock'],
  [PRODUCTION_ORDER_SERVICE, 'production orders'],
  [PLANNED_ORDER_SERVICE, 'planned orders'],
  [CONFIRMATION_SERVICE, 'sap/confirm-production-order'],
  [DELIVERY_SERVICE, 'deliveries'],
] as const;

export async function checkSapConnection(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const settings = sapSettingsOf(connection);
  const service = openSapService(connection, SALES_ORDER_SERVICE);
  const ladder = new Ladder();
  const probeId = '00000000-0000-4000-8000-000000000000';
  let root: HttpAnswer;
  try {
    const reach = await climbReach(connection.http, {
      method: 'GET',
      url: `${settings.baseUrl.replace(/\/+$/, '')}${service.root}/`,
      headers: {
        accept: 'application/json',
        'sap-client': settings.sapClient,
        'sap-language': settings.language,
        'x-csrf-token': 'Fetch',
        requestid: probeId,
        repeatabilitycreation: new Date().toUTCString(),
        ...(await authorizationHeaders(connection, settings)),
      },
      signal,
      timeoutMs: 20_000,
    });
    if (reach.answer === undefined) return reach.rungs;
    ladder.add(...reach.rungs);
    root = reach.answer;
  } catch (error) {
    // The token service refused, or a secret is missing: nothing was sent to SAP.
    return [failedRung('sign-in', error, performance.now())];
  }

  const climbed =
    (await ladder.climb('sign-in', () => signInOf(root))) &&
    (await ladder.climb('client', () => clientOf(root, settings.sapClient))) &&
    (await ladder.climb('service', () => serviceOf(root))) &&
    (await ladder.climb('metadata', async () => describeModel(await service.model({ signal })))) &&
    (await ladder.climb('csrf', () => csrfOf(service, signal))) &&
    (await ladder.climb('read', () => readOne(service, signal))) &&
    (await ladder.climb('write', async () => writeMarks(await service.model({ signal }))));
  if (!climbed) return ladder.rungs;
  ladder.add(repeatability(root, settings));
  for (const [name, node] of FURTHER_SERVICES) ladder.add(await furtherService(connection, name, node, signal));
  return ladder.rungs;
}

class Ladder {
  readonly #rungs: CheckRung[] = [];

  get rungs(): readonly CheckRung[] {
    return this.#rungs;
  }

  add(...rungs: readonly CheckRung[]): void {
    this.#rungs.push(...rungs);
  }

  /** `work` gives the sentence of a passed rung, or throws. */
  async climb(name: string, work: () => string | Promise<string>): Promise<boolean> {
    const startedAt = performance.now();
    try {
      const message = await work();
      this.#rungs.push({ name, state: 'passed', message, durationMs: Math.round(performance.now() - startedAt) });
      return true;
    } catch (error) {
      this.#rungs.push(failedRung(name, error, startedAt));
      return false;
    }
  }
}

function signInOf(root: HttpAnswer): string {
  const refusal = classifySapAnswer(root);
  if (root.status === 401 || refusal?.options.code === 'sign-in-page') throw refusal;
  return 'SAP takes the user.';
}

/** SAP names system and client in its session cookie, and the client once more in `sap-usercontext`. */
function clientOf(root: HttpAnswer, wanted: string): string {
  const session = root.cookies.map((line) => /^SAP_SESSIONID_([A-Z0-9]{3})_(\d{3})=/.exec(line)).find((match) => match !== null);
  const context = root.cookies
    .map((line) => /^sap-usercontext=.*sap-client=(\d{3})/.exec(line)?.[1])
    .find((client) => client !== undefined);
  const client = session?.[2] ?? context;
  if (client === undefined) return 'SAP does not say which client it is.';
  if (client !== wanted) {
    throw new DeniedError(`SAP signed the user in to client ${client}, not ${wanted}`, {
      code: 'wrong-client',
      help: 'Correct the client, or the default client of the reverse proxy.',
    });
  }
  return session?.[1] === undefined ? `Client ${client}.` : `System ${session[1]}, client ${client}.`;
}

function serviceOf(root: HttpAnswer): string {
  const refusal = classifySapAnswer(root);
  if (refusal !== undefined) throw refusal;
  return `${SALES_ORDER_SERVICE} is active.`;
}

function describeModel(model: EdmModel): string {
  const { header, item } = salesOrderModelOf(model);
  const own = [...header.properties, ...item.properties].filter(({ name }) => name.startsWith('YY1_')).map(({ name }) => name);
  return `${model.entitySets.length} entity sets; customer fields: ${own.join(', ') || 'none'}.`;
}

/** An empty changeset would be nothing to check; a batch with one read needs token and cookies all the same. */
async function csrfOf(service: SapService, signal: AbortSignal): Promise<string> {
  await service.readBatch('A_SalesOrder?$top=1&$select=SalesOrder', { signal });
  return 'SAP gives a token and takes it back with its session.';
}

async function readOne(service: SapService, signal: AbortSignal): Promise<string> {
  const { data } = await service.get('A_SalesOrder?$top=1&$select=SalesOrder', { signal });
  return Array.isArray(data) && data.length > 0 ? 'Orders can be read.' : 'Orders can be read; there is none yet.';
}

function writeMarks(model: EdmModel): string {
  const updatable = (name: string): boolean => model.entitySets.find((set) => set.name === name)?.updatable ?? false;
  const closed = ['A_SalesOrder', 'A_SalesOrderItem'].filter((name) => !updatable(name));
  if (closed.length > 0) {
    throw new DeniedError(`The metadata mark ${closed.join(' and ')} as not changeable`, {
      code: 'write-not-marked',
      help: 'Activate the write operations of the service, or use a release that has them.',
    });
  }
  const lines = salesOrderModelOf(model).linesWritable
    ? 'dates can be set per schedule line'
    : 'schedule lines are read-only in this release: one requested date for the whole order';
  return `Orders and items are marked as changeable; ${lines}.`;
}

function repeatability(root: HttpAnswer, settings: SapSettings): CheckRung {
  const honoured = root.headers['repeatability-result']?.toLowerCase() === 'accepted';
  const name = 'repeatable requests';
  if (honoured) {
    const hint = settings.repeatableRequests ? '' : ' Switch on "Repeatable requests" to use it.';
    return { name, state: 'passed', message: `SAP honours RequestID.${hint}`, durationMs: 0 };
  }
  if (!settings.repeatableRequests) {
    return { name, state: 'skipped', message: 'SAP does not honour RequestID; lost answers are settled by reading back.', durationMs: 0 };
  }
  return {
    name,
    state: 'failed',
    message: '"Repeatable requests" is on, but SAP does not honour RequestID.',
    fix: 'Switch it off; lost answers are settled by reading back then.',
    durationMs: 0,
  };
}

async function furtherService(connection: ConnectionAccess, name: string, node: string, signal: AbortSignal): Promise<CheckRung> {
  const startedAt = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAt);
  try {
    await openSapService(connection, name).model({ signal });
    return { name, state: 'passed', message: `Active: ${node} can be used.`, durationMs: durationMs() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, state: 'skipped', message: `${node} cannot be used: ${reason}`, durationMs: durationMs() };
  }
}
