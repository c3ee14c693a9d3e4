import type { Json, JsonObject } from '#flows/json.ts';
import type { TriggerNode } from '../../node.ts';
import type { InboundRequest, Received } from '../../trigger.ts';
import { type WebhookConfig, webhookManifest } from './manifest.ts';

/** The host authenticates (by `scheme`) and checks size and depth. */
export const coreWebhook: TriggerNode = {
  manifest: webhookManifest,
  trigger: {
    kind: 'http',
    route: (config) => {
      const { method = 'POST', path, authentication, synchronous = false } = config as Partial<WebhookConfig> & JsonObject;
      return { methods: [method], path: path as string, authentication: authentication as WebhookConfig['authentication'], synchronous };
    },
    checksBody: true,
    receive: receiveWebhook,
  },
};

function receiveWebhook(request: InboundRequest): Received {
  const body = readBody(request);
  if (!body.ok) {
    return {
      kind: 'invalid',
      code: 'body-malformed',
      message: body.message,
      help: 'Send JSON in UTF-8 with "content-type: application/json".',
    };
  }
  const { headers, query, params } = request;
  return { kind: 'events', events: [{ scope: { body: body.value, headers, query, params } }] };
}

type BodyReading = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string };

function readBody({ body, headers }: InboundRequest): BodyReading {
  if (body === '') return { ok: true, value: null };
  const type = headers['content-type']?.toLowerCase() ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return { ok: true, value: readForm(body) };
  // Many senders leave the type out: what looks like JSON is read as JSON, what is declared as JSON must be.
  const declared = /^[^;]*[/+]json\b/.test(type);
  if (!declared && type !== '') return { ok: true, value: body };
  try {
    return { ok: true, value: JSON.parse(body) as Json };
  } catch (failure) {
    if (!declared) return { ok: true, value: body };
    return { ok: false, message: `The body is not JSON: ${failure instanceof Error ? failure.message : 'unreadable'}` };
  }
}

/** A name that comes once is a string, one that comes again a list. */
function readForm(body: string): JsonObject {
  const form = new Map<string, string | readonly string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const before = form.get(name);
    form.set(name, before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value]);
  }
  return Object.fromEntries(form);
}
