import { describe, expect, test } from 'vitest';
import type { InboundRequest } from '../../trigger.ts';
import { coreWebhook } from './execute.ts';

const { trigger } = coreWebhook;
if (trigger.kind !== 'http') throw new Error('a webhook is an HTTP trigger');

const aRequest = (more: Partial<InboundRequest>): InboundRequest => ({
  method: 'POST',
  path: '/hooks/test/v1/orders',
  headers: { 'content-type': 'application/json' },
  query: {},
  params: {},
  body: '',
  receivedAt: '2026-11-24T08:00:00.000Z',
  ...more,
});

const bodyOf = (more: Partial<InboundRequest>) => {
  const received = trigger.receive(aRequest(more), {});
  return received.kind === 'events' ? received.events[0]?.scope.body : received;
};

describe('core/webhook', () => {
  test('says where it listens and who may send; a flow must name "public" itself', () => {
    expect(trigger.route({ path: 'orders', authentication: 'signed' })).toEqual({
      methods: ['POST'],
      path: 'orders',
      authentication: 'signed',
      synchronous: false,
    });
    expect(coreWebhook.manifest.config['required']).toContain('authentication');
  });

  test('gives JSON as it came: leading zeros, decimals as text, depth and all', () => {
    expect(bodyOf({ body: '{"order":"0000004711","quantity":"25.000","items":[]}' })).toEqual({
      order: '0000004711',
      quantity: '25.000',
      items: [],
    });
  });

  test('hands on headers, query and parameters', () => {
    const received = trigger.receive(aRequest({ query: { dry: '1' }, params: { id: '7' } }), {});
    expect(received).toMatchObject({
      kind: 'events',
      events: [{ scope: { query: { dry: '1' }, params: { id: '7' }, headers: { 'content-type': 'application/json' } } }],
    });
  });

  test('reads forms, plain text and nothing', () => {
    expect(bodyOf({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1&b=x+y&b=z' })).toEqual({
      a: '1',
      b: ['x y', 'z'],
    });
    expect(bodyOf({ headers: { 'content-type': 'text/csv' }, body: '{"a":1}' })).toBe('{"a":1}');
    expect(bodyOf({ headers: {}, body: '{"a":1}' })).toEqual({ a: 1 });
    expect(bodyOf({ headers: {}, body: 'hello' })).toBe('hello');
    expect(bodyOf({ body: '' })).toBeNull();
  });

  test('a body that says it is JSON and is not is refused with a sentence', () => {
    expect(bodyOf({ body: '{"half":' })).toMatchObject({ kind: 'invalid', code: 'body-malformed' });
  });
});
