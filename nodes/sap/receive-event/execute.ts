import type { JsonObject } from '#flows/json.ts';
import type { InboundEvent, InboundRequest, Received, TriggerNode } from '../../node.ts';
import { RAISED_WITHIN_MS } from '../own-change.ts';
import { type CloudEvent, readCloudEvents } from './cloud-event.ts';
import { type ReceiveEventConfig, receiveEventManifest } from './manifest.ts';

export const sapReceiveEvent: TriggerNode = {
  manifest: receiveEventManifest,
  trigger: {
    kind: 'http',
    route: (config) => {
      const { path, authentication } = config as unknown as ReceiveEventConfig;
      return { methods: ['POST', 'OPTIONS'], path, authentication, synchronous: false };
    },
    watches: ({ ownChanges }) => (ownChanges === 'take' ? [] : ['sales-order', 'production-order']),
    receive: (request, config) => (request.method === 'OPTIONS' ? handshake(request) : receive(request, config)),
  },
};

/** The sender asks whether events are wanted here before it sends the first (CloudEvents web hooks, section 4). */
function handshake({ headers }: InboundRequest): Received {
  const origin = headers['webhook-request-origin'];
  if (origin === undefined || origin === '') {
    return {
      kind: 'invalid',
      code: 'handshake-malformed',
      message: 'The handshake names no origin.',
      help: 'Send the header WebHook-Request-Origin.',
    };
  }
  const rate = headers['webhook-request-rate'];
  return {
    kind: 'handshake',
    answer: {
      status: 200,
      headers: { allow: 'POST', 'webhook-allowed-origin': origin, ...(rate === undefined ? {} : { 'webhook-allowed-rate': rate }) },
      body: '',
    },
  };
}

function receive(request: InboundRequest, config: JsonObject): Received {
  const events = readCloudEvents(request);
  if (typeof events === 'string') {
    return { kind: 'invalid', code: 'event-malformed', message: events, help: 'Send CloudEvents 1.0 as JSON.' };
  }
  const { eventTypes: wanted = [], ownChanges } = config as unknown as Partial<ReceiveEventConfig>;
  const taken = wanted.length === 0 ? events : events.filter(({ type }) => wanted.includes(type));
  const { headers, query, params } = request;
  return {
    kind: 'events',
    events: taken.map(
      (event): InboundEvent => ({
        messageId: event.id,
        scope: { body: { ...event, ...objectAndChange(event) }, headers, query, params },
        ...(ownChanges === 'take' ? {} : shownBy(event)),
      }),
    ),
  };
}

/** One event for every change, and no author: only the ledger can tell whether it was ours. */
function shownBy(event: CloudEvent): Pick<InboundEvent, 'shows'> {
  const { object = '', change } = objectAndChange(event);
  const written = WRITTEN[object];
  if (written === undefined || event.time === undefined || (change !== 'Created' && change !== 'Changed')) return {};
  const data = (event.data ?? {}) as JsonObject;
  const number = written.keys.map((name) => data[name]).find((value) => typeof value === 'string' && /^\d{1,12}$/.test(value));
  if (number === undefined) return {};
  return {
    shows: {
      type: written.type,
      key: String(number).padStart(written.digits, '0'),
      version: event.time,
      // Who creates an order does not know its number yet.
      of: { kind: 'each', withinMs: RAISED_WITHIN_MS, ...(change === 'Created' ? { isNew: true } : {}) },
    },
  };
}

/** What nodes of ours write, by the name that events have for it, and the fields that may name it. */
const WRITTEN: { readonly [object: string]: { readonly type: string; readonly keys: readonly string[]; readonly digits: number } } = {
  SalesOrder: { type: 'sales-order', keys: ['SalesOrder'], digits: 10 },
  ProductionOrder: { type: 'production-order', keys: ['ProductionOrder', 'ManufacturingOrder'], digits: 12 },
};

/** `sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1` → SalesOrder, Changed. */
function objectAndChange({ type }: CloudEvent): { readonly object?: string; readonly change?: string } {
  const parts = /\.v\d+\.(\w+)\.(\w+)\.v\d+$/.exec(type);
  return parts?.[1] === undefined || parts[2] === undefined ? {} : { object: parts[1], change: parts[2] };
}
