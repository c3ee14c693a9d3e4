import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { readNotifications } from '../outbound-message/read-notifications.ts';
import { ORGANIZATION_ID } from './options.ts';
import { createSalesforce, idOf } from './salesforce-fixture.ts';

const PORTAL = { 'sforce-call-options': 'client=portal' };

describe('outbound messages', () => {
  test('CRM-17: a change request of somebody else is announced as SOAP that our own reader understands', () => {
    const { aChangeRequest, host } = createSalesforce();
    const items = JSON.stringify([{ number: '000010', quantity: '5', unit: 'PC', requestedDate: '2026-12-14' }]);
    const id = idOf(aChangeRequest({ Items__c: items, Reason__c: 'a < b & "c"', Revision__c: 2 }, PORTAL));
    expect(host.delivered).toMatchObject([{ topic: 'crm-outbound-message', key: '0000004711', headers: { soapaction: '""' } }]);
    const reading = readNotifications(host.delivered[0]!.body);
    if (!reading.ok) throw new Error(reading.message);
    expect(reading.organizationId).toBe(ORGANIZATION_ID);
    expect(reading.notifications).toMatchObject([
      {
        notificationId: expect.stringMatching(/^04l/),
        object: 'Order_Change_Request__c',
        fields: {
          Id: id,
          ERP_Order_Number__c: '0000004711',
          Revision__c: '2.0',
          Reason__c: 'a < b & "c"',
          Items__c: items,
          Status__c: 'New',
        },
      },
    ]);
  });

  test('CRM-17: taken only with a 2xx and Ack true', () => {
    const { aChangeRequest, host } = createSalesforce();
    aChangeRequest({}, PORTAL);
    const { accepted } = host.delivered[0]!;
    expect(accepted(200, '<s:Envelope><x:Ack> true </x:Ack></s:Envelope>')).toBe(true);
    expect(accepted(200, '<Ack>false</Ack>')).toBe(false);
    expect(accepted(200, '')).toBe(false);
    expect(accepted(503, '<Ack>true</Ack>')).toBe(false);
  });

  test('CRM-17: the integration does not hear its own echo; without a tag it was somebody else', () => {
    const { call, aChangeRequest, host } = createSalesforce();
    const id = idOf(aChangeRequest());
    call('PATCH', `sobjects/Order_Change_Request__c/${id}`, { Status__c: 'Stale' }, { 'sforce-call-options': 'client=Millrace/1.0' });
    expect(host.delivered).toEqual([]);
    call('PATCH', `sobjects/Order_Change_Request__c/${id}`, { Reason__c: 'x' }, { 'sforce-call-options': '' });
    expect(host.delivered).toHaveLength(1);
  });

  test('CRM-17: what is sent late says the latest state, under the id that it had', () => {
    const { call, aChangeRequest, host } = createSalesforce();
    const id = idOf(aChangeRequest({ Revision__c: 1 }, PORTAL));
    call('PATCH', `sobjects/Order_Change_Request__c/${id}`, { Reason__c: 'second thought' });
    const read = (body: string) => {
      const reading = readNotifications(body);
      if (!reading.ok) throw new Error(reading.message);
      return reading.notifications[0]!;
    };
    const late = read(host.delivered[0]!.refresh!()!);
    expect(late.fields['Reason__c']).toBe('second thought');
    expect(late.notificationId).toBe(read(host.delivered[0]!.body).notificationId);
  });

  test('CRM-17: many at once come in messages of a hundred; a rolled-back change is never announced', () => {
    const { call, host } = createSalesforce();
    const records = (count: number, fields: JsonObject = {}) =>
      Array.from({ length: count }, (_, n) => ({
        attributes: { type: 'Order_Change_Request__c' },
        ERP_Order_Number__c: String(4711 + n).padStart(10, '0'),
        Revision__c: 1,
        ...fields,
      }));
    call('POST', 'composite/sobjects', { records: records(130) }, PORTAL);
    const counts = host.delivered.map(({ body }) => body.match(/<Notification>/g)?.length);
    expect(counts).toEqual([100, 30]);
    call('POST', 'composite/sobjects', { allOrNone: true, records: [...records(1), ...records(1, { Colour: 1 })] }, PORTAL);
    expect(host.delivered).toHaveLength(2);
  });
});
