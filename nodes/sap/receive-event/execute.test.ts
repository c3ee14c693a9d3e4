import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem } from '../../../test/support/sap-system.ts';
import type { InboundRequest } from '../../trigger.ts';
import { sapReceiveEvent } from './execute.ts';

const { trigger } = sapReceiveEvent;
if (trigger.kind !== 'http') throw new Error('the trigger is served over HTTP');

const event = {
  specversion: '1.0',
  id: 'e-1',
  type: 'sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1',
  source: '/default/sap.s4.beh/S4HCLNT100',
  time: '2026-11-24T08:00:00Z',
  data: { SalesOrder: '4711' },
};
const receive = (request: Partial<InboundRequest>, config: JsonObject = {}) =>
  trigger.receive(
    {
      method: 'POST',
      path: '/hooks/test/v1/sap/events',
      headers: { 'content-type': 'application/cloudevents+json' },
      query: {},
      params: {},
      body: JSON.stringify(event),
      receivedAt: '2026-11-24T08:00:00.000Z',
      ...request,
    },
    config,
  );

describe('sap/receive-event', () => {
  test('INT-2 takes a structured event; its id is the identity of the message', () => {
    expect(receive({})).toMatchObject({
      kind: 'events',
      events: [
        { messageId: 'e-1', scope: { body: { type: event.type, object: 'SalesOrder', change: 'Changed', data: { SalesOrder: '4711' } } } },
      ],
    });
  });

  test('takes binary events, whose attributes are headers', () => {
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': 'e-2',
      'ce-type': event.type,
      'ce-source': '/a%20b',
      'ce-subject': '4711',
    };
    expect(receive({ headers, body: '{"SalesOrder":"4711"}' })).toMatchObject({
      events: [{ messageId: 'e-2', scope: { body: { source: '/a b', subject: '4711', data: { SalesOrder: '4711' } } } }],
    });
  });

  test('takes batches, and plain JSON from senders that forget the type', () => {
    const batch = {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([event, { ...event, id: 'e-3' }]),
    };
    expect(receive(batch)).toMatchObject({ events: [{ messageId: 'e-1' }, { messageId: 'e-3' }] });
    expect(receive({ headers: { 'content-type': 'application/json' } })).toMatchObject({ events: [{ messageId: 'e-1' }] });
  });

  test('takes what the simulated system sends', async () => {
    const system = createSapSystem();
    const { salesOrder } = system.order('open');
    await system.asSomebodyElse(`A_SalesOrder('${salesOrder}')`, { ShippingCondition: '02' }, salesOrder);
    const [delivery] = system.host.deliveries;
    expect(receive({ headers: { ...delivery?.headers }, body: delivery?.body ?? '' })).toMatchObject({
      kind: 'events',
      events: [{ scope: { body: { object: 'SalesOrder', change: 'Changed', data: { SalesOrder: String(Number(salesOrder)) } } } }],
    });
  });

  test.each([
    [
      'salesorder.v1.SalesOrder.Changed',
      { SalesOrder: '4711' },
      { type: 'sales-order', key: '0000004711', of: { kind: 'each', withinMs: 2_000 } },
    ],
    ['salesorder.v1.SalesOrder.Created', { SalesOrder: '4711' }, { type: 'sales-order', key: '0000004711', of: { isNew: true } }],
    ['productionorder.v1.ProductionOrder.Changed', { ProductionOrder: '1000001' }, { type: 'production-order', key: '000001000001' }],
    ['productionorder.v1.ProductionOrder.Changed', { ManufacturingOrder: '1000001' }, { type: 'production-order', key: '000001000001' }],
  ])('STP-5: %s %j says what it is about', (type, data, shows) => {
    const body = JSON.stringify({ ...event, type: `sap.s4.beh.${type}.v1`, data });
    expect(receive({ body })).toMatchObject({ events: [{ shows: { ...shows, version: event.time } }] });
    expect(receive({ body }, { ownChanges: 'take' })).not.toMatchObject({ events: [{ shows: {} }] });
  });

  test.each([
    ['an end', 'salesorder.v1.SalesOrder.Deleted', { SalesOrder: '4711' }],
    ['an object that no node writes', 'businesspartner.v1.BusinessPartner.Changed', { BusinessPartner: '1' }],
    ['a key that is none', 'salesorder.v1.SalesOrder.Changed', { SalesOrder: 'x' }],
    ['no data', 'salesorder.v1.SalesOrder.Changed', null],
  ])('STP-5: %s always starts a run', (_what, type, data) => {
    const received = receive({ body: JSON.stringify({ ...event, type: `sap.s4.beh.${type}.v1`, data }) });
    expect(received.kind === 'events' && received.events.map(({ shows }) => shows)).toEqual([undefined]);
  });

  test('events of other types are acknowledged and start nothing', () => {
    expect(receive({}, { eventTypes: ['sap.s4.beh.salesorder.v1.SalesOrder.Created.v1'] })).toEqual({ kind: 'events', events: [] });
    expect(receive({}, { eventTypes: [event.type] })).toMatchObject({ events: [{ messageId: 'e-1' }] });
  });

  test('answers the handshake of a subscription', () => {
    expect(trigger.route({ path: 'sap/events', authentication: 'basic' }).methods).toEqual(['POST', 'OPTIONS']);
    expect(receive({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'eventmesh.example' }, body: '' })).toEqual({
      kind: 'handshake',
      answer: { status: 200, headers: { allow: 'OPTIONS, POST', 'webhook-allowed-origin': 'eventmesh.example' }, body: '' },
    });
    expect(receive({ method: 'OPTIONS', headers: {}, body: '' })).toMatchObject({ kind: 'invalid', code: 'handshake-malformed' });
  });

  const shake = (origin: string, config: JsonObject = {}, more: Record<string, string> = {}) =>
    receive({ method: 'OPTIONS', headers: { 'webhook-request-origin': origin, ...more }, body: '' }, config);

  test('with named origins only they are allowed, and the handshake needs no credentials', () => {
    const origins = ['*.hana.ondemand.com', 'mesh.example:8443'];
    const route = { path: 'sap/events', authentication: 'basic' };
    expect(trigger.route(route).open).toBeUndefined();
    expect(trigger.route({ ...route, origins }).open).toEqual(['OPTIONS']);
    for (const origin of ['enterprise-messaging.eu10.hana.ondemand.com', 'A.HANA.ONDEMAND.COM', 'mesh.example:8443'])
      expect(shake(origin, { origins })).toMatchObject({ kind: 'handshake', answer: { headers: { 'webhook-allowed-origin': origin } } });
    for (const origin of ['hana.ondemand.com', 'evil-hana.ondemand.com.example', 'evilhana.ondemand.com', 'mesh.example'])
      expect(shake(origin, { origins })).toMatchObject({ kind: 'invalid', code: 'origin-refused' });
    const sent = (origin: string) => receive({ headers: { 'webhook-request-origin': origin } }, { origins });
    expect(sent('a.hana.ondemand.com')).toMatchObject({ kind: 'events' });
    expect(sent('evil.example')).toMatchObject({ kind: 'invalid', code: 'origin-refused' });
    expect(receive({}, { origins })).toMatchObject({ kind: 'events' });
  });

  test.each(['a b', 'a\r\nset-cookie: x', '<script>', 'http://a', 'a,b', '-a', 'x'.repeat(300)])(
    'the origin %j goes back to nobody',
    (origin) => {
      expect(shake(origin)).toMatchObject({ kind: 'invalid', code: 'origin-malformed' });
    },
  );

  test.each([
    [undefined, undefined, undefined],
    ['120', undefined, '120'],
    ['120', 60, '60'],
    ['120', 600, '120'],
    [undefined, 60, '60'],
    ['*', undefined, '*'],
    ['many\u0007', undefined, '*'],
    ['0', 60, '60'],
  ])('asked for %s a minute with a limit of %s, the answer is %s', (asked, ratePerMinute, allowed) => {
    const received = shake(
      'mesh.example',
      ratePerMinute === undefined ? {} : { ratePerMinute },
      asked === undefined ? {} : { 'webhook-request-rate': asked },
    );
    expect(received.kind === 'handshake' && received.answer.headers['webhook-allowed-rate']).toBe(allowed);
  });

  test('takes what a broker delivers over HTTP: structured as plain text, binary as user properties', () => {
    expect(receive({ headers: { 'content-type': 'text/plain', 'solace-message-id': '7' } })).toMatchObject({
      events: [{ messageId: 'e-1' }],
    });
    const property = (name: string, value: string) => [`solace-user-property-${name}`, `${value}; type=string`] as const;
    const headers = Object.fromEntries([
      ['content-type', 'application/octet-stream'],
      property('cloudevents_specversion', '1.0'),
      property('cloudevents_id', 'e-9'),
      property('cloudevents_type', event.type),
      property('cloudevents_source', event.source),
      property('cloudevents_datacontenttype', 'application/json'),
    ]);
    expect(receive({ headers, body: '{"SalesOrder":"4711"}' })).toMatchObject({
      events: [{ messageId: 'e-9', scope: { body: { type: event.type, data: { SalesOrder: '4711' } } } }],
    });
  });

  test.each([
    ['{"half":', 'not JSON'],
    ['"text"', 'JSON object'],
    ['{}', 'specversion'],
    [JSON.stringify({ ...event, specversion: '0.3' }), 'specversion'],
    [JSON.stringify({ ...event, id: '' }), 'no id'],
    [JSON.stringify({ ...event, type: 7 }), 'no type'],
  ])('%s is refused with a sentence', (body, words) => {
    const received = receive({ body });
    expect(received).toMatchObject({ kind: 'invalid', code: 'event-malformed' });
    expect(received.kind === 'invalid' && received.message).toContain(words);
  });
});
