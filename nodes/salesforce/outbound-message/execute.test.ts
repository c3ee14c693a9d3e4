import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { salesforceOutboundMessage } from './execute.ts';

const trigger = salesforceOutboundMessage.trigger;
if (trigger.kind !== 'http') throw new Error('the trigger listens on http');
const config = {
  object: 'Order_Change_Request__c',
  path: 'crm/change-requests',
  organizationId: '00D000000000001AAA',
  types: { Revision__c: 'number', Items__c: 'json' },
};

const aNotification = (id: string, fields: string, type = 'sf:Order_Change_Request__c') =>
  `<Notification><Id>${id}</Id><sObject xsi:type="${type}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${fields}</sObject></Notification>`;
const aMessage = (notifications: string, organization = '00D000000000001AAA') =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>${organization}</OrganizationId><ActionId>04k000000000001AAA</ActionId><SessionId xsi:nil="true"/>${notifications}</notifications></soapenv:Body></soapenv:Envelope>`;
const receive = (body: string, more: JsonObject = {}) =>
  trigger.receive(
    { method: 'POST', path: '', headers: {}, query: {}, params: {}, body, receivedAt: '2026-11-24T08:00:00.000Z' },
    { ...config, ...more },
  );
const good = aNotification(
  '04l000000000001AAA',
  '<sf:Id>a02000000000001</sf:Id><sf:ERP_Order_Number__c>0000004711</sf:ERP_Order_Number__c><sf:Revision__c>3.0</sf:Revision__c><sf:Items__c>[{&quot;number&quot;:&quot;10&quot;}]</sf:Items__c><sf:Reason__c xsi:nil="true"/>',
);

describe('salesforce/outbound-message', () => {
  test('every record becomes an event; leading zeros stay, typed fields are read', () => {
    const received = receive(aMessage(good + good.replace('04l000000000001AAA', '04l000000000002AAA')));
    expect(received).toMatchObject({ kind: 'events', events: [{ messageId: '04l000000000001AAA' }, { messageId: '04l000000000002AAA' }] });
    expect(received.kind === 'events' && received.events[0]!.scope.body).toEqual({
      Id: 'a02000000000001AAA',
      ERP_Order_Number__c: '0000004711',
      Revision__c: 3,
      Items__c: [{ number: '10' }],
      Reason__c: null,
      notificationId: '04l000000000001AAA',
      organizationId: '00D000000000001AAA',
    });
  });

  test('INT-1: acknowledged when all were taken, also known ones; not when one was not', () => {
    const received = receive(aMessage(good));
    if (received.kind !== 'events' || received.acknowledge === undefined) throw new Error('not acknowledged by SOAP');
    const taken = { kind: 'accepted', runId: 'r', correlationId: 'c', duplicate: true } as const;
    expect(received.acknowledge([taken])).toMatchObject({ status: 200, body: expect.stringContaining('<Ack>true</Ack>') });
    expect(received.acknowledge([taken, { kind: 'overloaded', retryAfterMs: 1 }])).toMatchObject({
      status: 503,
      body: expect.stringContaining('<Ack>false</Ack>'),
    });
  });

  test('STP-5: says whose state it shows, and which, where the message carries both', () => {
    const withStamps = good.replace(
      '<sf:Revision__c>',
      '<sf:SystemModstamp>2026-11-24T08:00:01.000Z</sf:SystemModstamp><sf:LastModifiedById>005000000000001</sf:LastModifiedById><sf:Revision__c>',
    );
    const shownBy = (body: string, more: JsonObject = {}) => {
      const received = receive(aMessage(body), more);
      return received.kind === 'events' ? received.events[0]!.shows : undefined;
    };
    expect(shownBy(withStamps, { derivedFields: ['items__c'] })).toEqual({
      type: 'Order_Change_Request__c',
      key: 'a02000000000001AAA',
      version: '2026-11-24T08:00:01.000Z',
      of: {
        kind: 'notified',
        takenBefore: '2026-11-23T07:00:00.000Z',
        author: '005000000000001AAA',
        content: { ERP_Order_Number__c: '0000004711', Revision__c: '3', Reason__c: '' },
      },
    });
    expect(shownBy(good)).toBeUndefined();
    expect(shownBy(withStamps.replace('2026-11-24T08:00:01.000Z', 'soon'))).toBeUndefined();
    expect(shownBy(withStamps, { ownChanges: 'take' })).toBeUndefined();
    expect([trigger.watches?.(config), trigger.watches?.({ ...config, ownChanges: 'take' })]).toEqual([['Order_Change_Request__c'], []]);
  });

  test.each([
    ['no XML', 'hello', 'message-malformed'],
    ['broken XML', '<a><b></a>', 'message-malformed'],
    ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY x "y">]>${aMessage(good)}`, 'message-malformed'],
    ['no notification', aMessage(''), 'message-malformed'],
    ['another organisation', aMessage(good, '00D000000000002AAA'), 'foreign-organisation'],
    ['another object', aMessage(aNotification('04l1', '<sf:Id>801000000000001</sf:Id>', 'sf:Order')), 'other-object'],
    ['a number that is none', aMessage(good.replace('3.0', 'three')), 'field-malformed'],
    ['JSON that is none', aMessage(good.replace('[{', '[')), 'field-malformed'],
  ])('%s is refused with a sentence', (_name, body, code) => {
    expect(receive(body)).toMatchObject({ kind: 'invalid', code });
  });
});
