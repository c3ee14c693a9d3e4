import type { Json, JsonObject } from '#flows/json.ts';
import { readJson } from '../../http/read-json.ts';
import type { TriggerNode } from '../../node.ts';
import type { InboundRequest, Received } from '../../trigger.ts';
import { receiveCommitmentManifest } from './manifest.ts';

export const schedulerReceiveCommitment: TriggerNode = {
  manifest: receiveCommitmentManifest,
  trigger: {
    kind: 'http',
    route: (config) => ({ methods: ['POST'], path: String(config['path']), authentication: 'signed', synchronous: false }),
    receive: receiveCommitments,
  },
};

const MOST_COMMITMENTS = 5_000;

function receiveCommitments(request: InboundRequest): Received {
  const reading = readJson(request.body);
  if (!reading.ok) return invalid(`The message is no usable JSON: ${reading.message}.`);
  const message = isObject(reading.value) ? reading.value : {};
  const { type, planVersion, at, commitments } = message;
  if (type !== 'commitments-changed' || typeof planVersion !== 'number' || !Array.isArray(commitments))
    return invalid('The message is none of type "commitments-changed" with planVersion and commitments.');
  if (commitments.length > MOST_COMMITMENTS)
    return invalid(`The message names ${commitments.length} commitments; at most ${MOST_COMMITMENTS} are taken.`);
  if (!commitments.every(isObject)) return invalid('A commitment is no object.');
  const bodies = commitments.map(
    (commitment): JsonObject => ({ ...commitment, planVersion, ...(at === undefined ? {} : { plannedAt: at }) }),
  );
  const nameless = bodies.find(({ demandId, demandRevision }) => typeof demandId !== 'string' || typeof demandRevision !== 'number');
  if (nameless !== undefined) return invalid('A commitment lacks demandId or demandRevision.');
  return {
    kind: 'events',
    events: bodies.map((body) => ({ scope: { body, headers: request.headers }, messageId: `${String(body['demandId'])}/${planVersion}` })),
  };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string): Received {
  return { kind: 'invalid', code: 'message-malformed', message, help: 'See nodes/scheduler/openapi.json for the message.' };
}
