import type { Json, JsonObject } from '#flows/json.ts';
import type { TriggerNode } from '../../node.ts';
import type { Accepted, HookAnswer, InboundEvent, InboundRequest, Received } from '../../trigger.ts';
import { toLongId } from '../client.ts';
import { toComparable } from '../records.ts';
import { type OutboundMessageConfig, outboundMessageManifest } from './manifest.ts';
import { type Notification, readNotifications } from './read-notifications.ts';

export const salesforceOutboundMessage: TriggerNode = {
  manifest: outboundMessageManifest,
  trigger: {
    kind: 'http',
    watches: ({ object, ownChanges }) => (ownChanges === 'take' ? [] : [String(object)]),
    route: (config) => ({ methods: ['POST'], path: String(config['path']), authentication: 'secret-path', synchronous: false }),
    receive: receiveMessage,
  },
};

function receiveMessage(request: InboundRequest, given: JsonObject): Received {
  const config = { types: {}, ownChanges: 'skip', derivedFields: [], ...given } as unknown as OutboundMessageConfig;
  const reading = readNotifications(request.body);
  if (!reading.ok) return invalid('message-malformed', reading.message);
  const { organizationId, notifications } = reading;
  if (config.organizationId !== undefined && toLongId(organizationId) !== toLongId(config.organizationId)) {
    return invalid('foreign-organisation', `The message comes from organisation ${organizationId}, not from ${config.organizationId}.`);
  }
  const foreign = notifications.find(({ object }) => object !== config.object);
  if (foreign !== undefined) return invalid('other-object', `The message is about ${foreign.object}; this trigger takes ${config.object}.`);
  const events: InboundEvent[] = [];
  for (const notification of notifications) {
    const fields = readFields(notification, config.types as { readonly [field: string]: 'number' | 'boolean' | 'json' });
    if (typeof fields === 'string') return invalid('field-malformed', fields);
    events.push({
      scope: { body: { ...fields, notificationId: notification.notificationId, organizationId }, headers: request.headers },
      messageId: notification.notificationId,
      // Salesforce keeps the id of what changed, not the values: a repeated message carries the record as it is by then.
      bodyMayDiffer: true,
      ...(config.ownChanges === 'take' ? {} : shownBy(notification, config.derivedFields, request.receivedAt)),
    });
  }
  return { kind: 'events', events, acknowledge };
}

/** Salesforce gives up after 24 hours: no change that is older is still to be told. */
const TOLD_WITHIN_MS = 25 * 3_600_000;
/** They change with every write, whoever makes it. */
const SYSTEM_FIELD = /^(Id$|SystemModstamp$|LastModified)/i;

/** Whose state it shows can be told only from both, stamp and author. */
function shownBy({ object, fields }: Notification, derivedFields: readonly string[], receivedAt: string): Pick<InboundEvent, 'shows'> {
  const { Id: id, LastModifiedById: author } = fields;
  const stamp = Date.parse(fields['SystemModstamp'] ?? fields['LastModifiedDate'] ?? '');
  if (typeof id !== 'string' || typeof author !== 'string' || Number.isNaN(stamp)) return {};
  const derived = new Set(derivedFields.map((name) => name.toLowerCase()));
  const content = Object.entries(fields).filter(([name]) => !SYSTEM_FIELD.test(name) && !derived.has(name.toLowerCase()));
  return {
    shows: {
      type: object,
      key: toLongId(id),
      version: new Date(stamp).toISOString(),
      of: {
        kind: 'notified',
        takenBefore: new Date(Date.parse(receivedAt) - TOLD_WITHIN_MS).toISOString(),
        author: toLongId(author),
        content: Object.fromEntries(content.map(([name, text]) => [name, toComparable(text)])),
      },
    },
  };
}

/** Acknowledged only when every record was taken: Salesforce then repeats the whole message, and the known ones are duplicates. */
function acknowledge(results: readonly Accepted[]): HookAnswer {
  const taken = results.every(({ kind }) => kind !== 'overloaded');
  return {
    status: taken ? 200 : 503,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>${taken}</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>`,
  };
}

/** A sentence when a field is not of the type that the config says. */
function readFields({ fields }: Notification, types: { readonly [field: string]: 'number' | 'boolean' | 'json' }): JsonObject | string {
  const read: Record<string, Json> = {};
  for (const [name, text] of Object.entries(fields)) {
    const value = text === null ? null : name === 'Id' ? toLongId(text) : convert(text, types[name]);
    if (value === undefined) return `The field ${name} is "${text?.slice(0, 100)}", which is no ${types[name]}.`;
    read[name] = value;
  }
  return read;
}

function convert(text: string, type: 'number' | 'boolean' | 'json' | undefined): Json | undefined {
  if (type === undefined) return text;
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function invalid(code: string, message: string): Received {
  return { kind: 'invalid', code, message, help: 'Check the outbound message definition in Salesforce and the config of this trigger.' };
}
