/** CloudEvents 1.0 over HTTP: structured, batched and binary. Pure; what is wrong is said in a sentence. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { InboundRequest } from '../../trigger.ts';

export type CloudEvent = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly time?: string;
  readonly data: Json;
};

/** The events of one request, or a sentence. */
export function readCloudEvents({ headers, body }: Pick<InboundRequest, 'headers' | 'body'>): readonly CloudEvent[] | string {
  const type = (headers['content-type'] ?? '').toLowerCase();
  const attributes = attributesOfHeaders(headers);
  if (attributes['specversion'] !== undefined) {
    const data = readData(body, String(attributes['datacontenttype'] ?? type).toLowerCase());
    return data === undefined ? 'The data of the event are not JSON.' : one(attributes, data);
  }
  const parsed = parse(body);
  if (parsed === undefined) return 'The body is not JSON.';
  if (type.startsWith('application/cloudevents-batch+json') || Array.isArray(parsed)) {
    if (!Array.isArray(parsed)) return 'A batch of events is a JSON array.';
    const events: CloudEvent[] = [];
    for (const member of parsed as readonly Json[]) {
      const read = structured(member);
      if (typeof read === 'string') return read;
      events.push(...read);
    }
    return events;
  }
  return structured(parsed);
}

function structured(value: Json): readonly CloudEvent[] | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'An event is a JSON object.';
  const event = value as JsonObject;
  if (typeof event['data_base64'] === 'string') {
    const decoded = parse(Buffer.from(event['data_base64'], 'base64').toString('utf8'));
    return decoded === undefined ? 'The data of the event are not JSON.' : one(event, decoded);
  }
  return one(event, event['data'] ?? null);
}

function one(attributes: JsonObject, data: Json): readonly CloudEvent[] | string {
  const { specversion, id, type, source, subject, time } = attributes;
  if (specversion !== '1.0') return `The event has specversion ${JSON.stringify(specversion ?? null)}; 1.0 is wanted.`;
  const missing = Object.entries({ id, type, source }).find(([, value]) => typeof value !== 'string' || value === '');
  if (missing !== undefined) return `The event has no ${missing[0]}.`;
  return [
    {
      id: id as string,
      type: type as string,
      source: source as string,
      ...(typeof subject === 'string' ? { subject } : {}),
      ...(typeof time === 'string' ? { time } : {}),
      data,
    },
  ];
}

/**
 * Header values are percent-encoded (CloudEvents HTTP binding 3.1.3.2). A broker that took the event over AMQP or MQTT and delivers
 * it by HTTP (Solace, that is Advanced Event Mesh) gives its attributes as user properties, with their type behind the value.
 */
function attributesOfHeaders(headers: InboundRequest['headers']): JsonObject {
  const attributes: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    const attribute = /^(?:ce-|solace-user-property-(?:ce-|cloudevents[:_]))([a-z0-9]+)$/.exec(name)?.[1];
    if (attribute === undefined) continue;
    attributes[attribute] = decode(name.startsWith('ce-') ? value : value.replace(/;\s*type=.*$/i, '').replace(/^"(.*)"$/, '$1'));
  }
  return attributes;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function readData(body: string, type: string): Json | undefined {
  if (body === '') return null;
  return type === '' || /[/+]json\b/.test(type) ? parse(body) : body;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
