import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createSchedulerSystem } from '../../../test/support/scheduler-system.ts';
import type { InboundRequest } from '../../trigger.ts';
import type { CommitmentMessage } from '../contract.ts';
import { schedulerReceiveCommitment } from './execute.ts';

const config = { path: 'scheduler/commitments' };
const { trigger } = schedulerReceiveCommitment;
if (trigger.kind !== 'http') throw new Error('the trigger is served over HTTP');
const { receive, route } = trigger;

const received = (body: Json | string): InboundRequest => ({
  method: 'POST',
  path: '/hooks/test/v1/scheduler/commitments',
  headers: { 'webhook-id': 'delivery-1' },
  query: {},
  params: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receivedAt: '2026-11-30T08:00:00.000Z',
});

/** A message as the scheduler sends it after a plan that moved others. */
function aMessage(): CommitmentMessage {
  const { plan, tell, demand, deliveries } = createSchedulerSystem();
  tell(demand('0000004711'), 1, { quantity: '600', dueDate: '2026-12-02' });
  plan({ requestId: 'r1', mode: 'firm', demandIds: ['0000004711'] });
  return JSON.parse(deliveries.at(-1)!.body) as CommitmentMessage;
}

describe('scheduler/receive-commitment', () => {
  test('is served below its path, signed, and answered before the flow has run', () => {
    expect(route(config)).toEqual({ methods: ['POST'], path: 'scheduler/commitments', authentication: 'signed', synchronous: false });
  });

  test('every commitment of a message is an event of its own, displaced orders too, known by order and plan', () => {
    const message = aMessage();
    const outcome = receive(received(message as unknown as Json), config);
    if (outcome.kind !== 'events') throw new Error(outcome.kind);
    expect(outcome.events.length).toBe(message.commitments.length);
    expect(outcome.events.length).toBeGreaterThan(1);
    expect(new Set(outcome.events.map(({ messageId }) => messageId)).size).toBe(outcome.events.length);
    const bodies = outcome.events.map(({ scope }) => scope.body as JsonObject);
    expect(bodies.map(({ displaced }) => displaced)).toEqual(message.commitments.map(({ displaced }) => displaced));
    expect(outcome.events[0]).toMatchObject({
      messageId: '0000004711/2',
      scope: { body: { demandId: '0000004711', demandRevision: 1, planVersion: 2, plannedAt: message.at, displaced: false } },
    });
  });

  test('the same message again has the same identities, a later plan others', () => {
    const message = aMessage();
    const idsOf = (body: object) => {
      const outcome = receive(received(body as Json), config);
      return outcome.kind === 'events' ? outcome.events.map(({ messageId }) => messageId) : [];
    };
    expect(idsOf(message)).toEqual(idsOf(message));
    expect(idsOf({ ...message, planVersion: 3 })).not.toEqual(idsOf(message));
  });

  test.each([
    ['{"type":', /no usable JSON/],
    ['null', /"commitments-changed"/],
    [[], /"commitments-changed"/],
    [{ type: 'ping' }, /"commitments-changed"/],
    [{ type: 'commitments-changed', planVersion: '2', commitments: [] }, /"commitments-changed"/],
    [{ type: 'commitments-changed', planVersion: 2, commitments: [null] }, /no object/],
    [{ type: 'commitments-changed', planVersion: 2, commitments: [{ demandId: '1' }] }, /lacks demandId or demandRevision/],
    [{ type: 'commitments-changed', planVersion: 2, commitments: Array.from({ length: 5_001 }, () => ({})) }, /at most 5000/],
  ])('%.80j is refused with a sentence', (body, sentence) => {
    expect(receive(received(body as Json), config)).toMatchObject({
      kind: 'invalid',
      code: 'message-malformed',
      message: expect.stringMatching(sentence),
    });
  });
});
