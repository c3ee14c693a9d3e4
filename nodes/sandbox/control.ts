/** The control port: fault panel, record, subscriptions, clients, traffic, reset and a look into the systems, behind one token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import type { PlantSimulator } from '../files/simulator/plant-simulator.ts';
import { ControlProblem } from './control-problem.ts';
import { type ControlRoute, createControlRouter } from './control-route.ts';
import {
  CHANGE_REQUEST_BODY,
  CLIENT_BODY,
  CONFIRMATION_BODY,
  EMPTY_BODY,
  FAULT_BODY,
  SUBSCRIPTIONS_BODY,
  TRAFFIC_BODY,
} from './control-schemas.ts';
import type { Deliveries } from './deliveries.ts';
import type { FaultPanel } from './faults.ts';
import type { RecordLog } from './record.ts';
import type { Fault, SandboxPart, SimulatedSystem, Simulator, SimulatorRequest, SimulatorResponse } from './simulator.ts';
import type { CrmClient } from './simulators.ts';
import { maskSubscriptions, type Subscription, type Subscriptions } from './subscriptions.ts';
import type { SystemListener } from './system-listener.ts';
import type { ChangeRequestOrder, Traffic, TrafficOptions } from './traffic.ts';

export interface ControlParts {
  readonly token: string;
  readonly panel: FaultPanel;
  readonly record: RecordLog;
  readonly deliveries: Deliveries;
  readonly traffic: Traffic;
  readonly simulators: { readonly [system in SimulatedSystem]: Simulator };
  readonly plant: PlantSimulator;
  readonly listeners: { readonly [system in SimulatedSystem]: SystemListener };
  /** Listeners are closed and open as the panel says when this resolves. */
  readonly applyOutages: () => Promise<void>;
  readonly commit: () => void;
  readonly subscriptions: () => Subscriptions;
  readonly changeSubscriptions: (changes: { readonly [topic: string]: Subscription | null }) => void;
  readonly clients: () => readonly CrmClient[];
  readonly changeClients: (next: readonly CrmClient[]) => void;
  readonly reset: () => void;
}

export function createControl(parts: ControlParts): (request: SimulatorRequest) => Promise<SimulatorResponse> {
  const route = createControlRouter(controlRoutes(parts));
  return async (request) => {
    try {
      if (!isAuthorized(request.headers['authorization'], parts.token))
        throw new ControlProblem(401, 'not-signed-in', 'The control port wants "Authorization: Bearer <token>".');
      const answer = await route(request);
      if (answer === null) return { status: 204, headers: {}, body: '' };
      return { status: answer.status ?? 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.body) };
    } catch (error) {
      if (!(error instanceof ControlProblem)) throw error;
      return { status: error.status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(error.toJson()) };
    }
  };
}

/** Compared by hash, so that the time it takes says nothing. */
function isAuthorized(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function controlRoutes(parts: ControlParts): readonly ControlRoute[] {
  const { panel, record, deliveries, traffic, simulators, listeners, plant } = parts;
  const plain = (value: unknown): Json => value as Json;
  const systems = Object.keys(simulators) as readonly SimulatedSystem[];
  const recorded: readonly SandboxPart[] = [...systems, 'plant'];

  async function panelChanged(): Promise<void> {
    parts.commit();
    try {
      await parts.applyOutages();
    } catch (error) {
      throw new ControlProblem(
        500,
        'port-taken',
        `A system could not listen again: ${(error as Error).message}.`,
        'Free the port and try again.',
      );
    }
  }

  function releaseUnlessArmed(): void {
    for (const system of systems) if (!panel.isArmed(system, 'hang')) listeners[system].releaseHanging();
  }

  return [
    { method: 'GET', path: '/health', handle: () => ({ body: { status: 'ok', pid: process.pid } }) },
    {
      method: 'GET',
      path: '/state',
      handle: () => ({
        body: {
          systems: systems.map((system) => ({
            system,
            url: `http://127.0.0.1:${listeners[system].port}`,
            listening: listeners[system].isListening(),
          })),
          faults: plain(panel.list()),
          traffic: plain(traffic.status()),
          deliveries: plain(deliveries.counts()),
          recordSeq: record.lastSeq,
        },
      }),
    },
    { method: 'GET', path: '/faults', handle: () => ({ body: plain(panel.list()) }) },
    {
      method: 'POST',
      path: '/faults',
      body: FAULT_BODY,
      async handle({ body }) {
        const fault = panel.arm(body as unknown as Fault);
        await panelChanged();
        return { status: 201, body: plain(fault) };
      },
    },
    {
      method: 'DELETE',
      path: '/faults',
      async handle() {
        panel.clear();
        releaseUnlessArmed();
        await panelChanged();
        return null;
      },
    },
    {
      method: 'DELETE',
      path: '/faults/:',
      async handle({ params: [id] }) {
        if (!panel.disarm(id!)) throw new ControlProblem(404, 'no-such-fault', `There is no fault "${id}" on the panel.`);
        releaseUnlessArmed();
        await panelChanged();
        return null;
      },
    },
    {
      method: 'GET',
      path: '/record',
      query: ['system', 'after', 'limit', 'about'],
      handle({ query }) {
        const system = query.get('system') ?? undefined;
        if (system !== undefined && !recorded.includes(system as SandboxPart))
          throw new ControlProblem(400, 'unknown-system', `"${system}" is none of ${recorded.join(', ')}.`);
        const [after, limit, about] = [wholeNumber(query, 'after'), wholeNumber(query, 'limit'), query.get('about') ?? undefined];
        return {
          body: plain(
            record.list({
              ...(system === undefined ? {} : { system: system as SandboxPart }),
              ...(after === undefined ? {} : { after }),
              ...(limit === undefined ? {} : { limit }),
              ...(about === undefined ? {} : { about }),
            }),
          ),
        };
      },
    },
    {
      method: 'GET',
      path: '/deliveries',
      handle: () => ({ body: plain({ ...deliveries.counts(), messages: waitingBriefly(deliveries) }) }),
    },
    { method: 'GET', path: '/subscriptions', handle: () => ({ body: plain(maskSubscriptions(parts.subscriptions())) }) },
    {
      method: 'PUT',
      path: '/subscriptions',
      body: SUBSCRIPTIONS_BODY,
      handle({ body }) {
        parts.changeSubscriptions(body as unknown as { readonly [topic: string]: Subscription | null });
        parts.commit();
        deliveries.wake();
        return { body: plain(maskSubscriptions(parts.subscriptions())) };
      },
    },
    { method: 'GET', path: '/clients', handle: () => ({ body: plain(parts.clients().map(maskClient)) }) },
    {
      method: 'PUT',
      path: '/clients',
      body: CLIENT_BODY,
      handle({ body }) {
        const client = body as unknown as CrmClient;
        if (client.clientSecret === undefined && client.publicKey === undefined)
          throw new ControlProblem(400, 'invalid-client', 'A client needs a clientSecret, a publicKey or both.');
        parts.changeClients([...parts.clients().filter(({ clientId }) => clientId !== client.clientId), client]);
        parts.commit();
        return { body: plain(maskClient(client)) };
      },
    },
    {
      method: 'DELETE',
      path: '/clients/:',
      handle({ params: [id] }) {
        const left = parts.clients().filter(({ clientId }) => clientId !== id);
        if (left.length === parts.clients().length) throw new ControlProblem(404, 'no-such-client', `There is no client "${id}".`);
        parts.changeClients(left);
        parts.commit();
        return null;
      },
    },
    { method: 'GET', path: '/traffic', handle: () => ({ body: plain({ ...traffic.status(), truth: traffic.state().truth }) }) },
    {
      method: 'POST',
      path: '/traffic',
      body: TRAFFIC_BODY,
      handle: ({ body }) => ({ status: 202, body: plain(traffic.start(body as unknown as TrafficOptions)) }),
    },
    {
      method: 'DELETE',
      path: '/traffic',
      handle() {
        traffic.stop();
        return { body: plain(traffic.status()) };
      },
    },
    {
      method: 'POST',
      path: '/crm/change-requests',
      body: CHANGE_REQUEST_BODY,
      handle: ({ body }) => ({ status: 201, body: plain(traffic.changeByHand(body as unknown as ChangeRequestOrder)) }),
    },
    {
      method: 'POST',
      path: '/plant/confirmations',
      body: CONFIRMATION_BODY,
      handle({ body }) {
        const dropped = plant.confirm((body as { readonly orders?: readonly string[] }).orders);
        if (dropped === undefined) throw new ControlProblem(404, 'nothing-made-here', 'The plant makes nothing of these orders.');
        return { status: 201, body: dropped };
      },
    },
    {
      method: 'POST',
      path: '/reset',
      body: EMPTY_BODY,
      async handle() {
        parts.reset();
        releaseUnlessArmed();
        await panelChanged();
        return { body: { recordSeq: record.lastSeq } };
      },
    },
    {
      method: 'GET',
      path: '/view/:/*',
      handle({ params: [system, path] }) {
        if (!recorded.includes(system as SandboxPart))
          throw new ControlProblem(404, 'unknown-system', `"${system}" is none of ${recorded.join(', ')}.`);
        const view = system === 'plant' ? plant.view(`/${path}`) : simulators[system as SimulatedSystem].view(`/${path}`);
        if (view === undefined) throw new ControlProblem(404, 'nothing-there', `${system} has nothing at "${path}".`);
        return { body: view };
      },
    },
  ];
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw new ControlProblem(400, 'invalid-query', `"${name}" is a whole number, not "${text}".`);
  return Number(text);
}

/** Bodies and headers stay inside; the first hundred are enough to look at. */
function waitingBriefly(deliveries: Deliveries): readonly JsonObject[] {
  return Object.values(deliveries.waiting())
    .slice(0, 100)
    .map(({ id, system, topic, key, queuedAt }) => ({ id, system, topic, key, queuedAt: new Date(queuedAt).toISOString() }));
}

const maskClient = ({ clientId, publicKey, username }: CrmClient): JsonObject => ({
  clientId,
  signsIn: publicKey === undefined ? 'client_credentials' : 'jwt-bearer',
  ...(username === undefined ? {} : { username }),
});
