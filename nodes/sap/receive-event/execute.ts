import type { JsonObject } from '#flows/json.ts';
import type { TriggerNode } from '../../node.ts';
import type { InboundEvent, InboundRequest, Received } from '../../trigger.ts';
import { RAISED_WITHIN_MS } from '../own-change.ts';
import { type CloudEvent, readCloudEvents } from './cloud-event.ts';
import { answerHandshake, type HandshakeRules, refuseOrigin } from './handshake.ts';
import { type ReceiveEventConfig, receiveEventManifest } from './manifest.ts';

export const sapReceiveEvent: TriggerNode = {
  manifest: receiveEventManifest,
  trigger: {
    kind: 'http',
    route: (config) => {
      const { path, authentication, origins = [] } = config as unknown as ReceiveEventConfig;
      // The handshake comes before any credential where origins are named: it is they who are let in.
      return {
        methods: ['POST', 'OPTIONS'],
        path,
        authentication,
        synchronous: false,
        ...(origins.length === 0 ? {} : { open: ['OPTIONS'] }),
      };
    },
    watches: ({ ownChanges }) => (ownChanges === 'take' ? [] : ['sales-order', 'production-order']),
    receive: (request, config) => (request.method === 'OPTIONS' ? answerHandshake(request, rulesOf(config)) : receive(request, config)),
  },
};

function rulesOf(config: JsonObject): HandshakeRules {
  const { origins = [], ratePerMinute } = config as unknown as Partial<ReceiveEventConfig>;
  return { origins, ...(ratePerMinute === undefined || ratePerMinute === null ? {} : { ratePerMinute }) };
}

function receive(request: InboundRequest, config: JsonObject): Received {
  const stranger = refuseOrigin(request, rulesOf(config));
  if (stranger !== undefined) return stranger;
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
