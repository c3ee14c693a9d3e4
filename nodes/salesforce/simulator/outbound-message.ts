/**
 * The workflow of the organisation: a change request that was created or changed by somebody else than the integration is
 * announced by a SOAP outbound message. At least once, the latest state only, given up after 24 hours.
 */
import { isAcknowledged } from '../../sandbox/acknowledgement.ts';
import { salesforceId } from '../../sandbox/salesforce-id.ts';
import { getObject } from './object-definitions.ts';
import { ORGANIZATION_ID } from './options.ts';
import type { Caller, Organization } from './organization.ts';
import type { CrmRecord } from './record-store.ts';

const OBJECT = 'Order_Change_Request__c';
/** Kept with the record, but no field of the object: nobody sees it. */
const LAST_NOTIFICATION = '#notification';
const ACTION_ID = salesforceId('04k', 1);
const MOST_NOTIFICATIONS = 100;
const EXPIRES_AFTER_MS = 24 * 3_600_000;

interface Notification {
  readonly id: string;
  readonly recordId: string;
}

export function announceChanges(organization: Organization, caller: Caller, changed: readonly CrmRecord[]): void {
  const { options, store } = organization;
  const tag = caller.client?.toLowerCase();
  if (tag !== undefined && options.ownClientTags.some((own) => tag.startsWith(own.toLowerCase()))) return;
  const notifications = changed.map(({ Id }): Notification => {
    const id = salesforceId('04l', store.takeSerial('Notification'));
    store.put(OBJECT, { ...store.find(OBJECT, Id)!, [LAST_NOTIFICATION]: id });
    return { id, recordId: Id };
  });
  for (let from = 0; from < notifications.length; from += MOST_NOTIFICATIONS)
    send(organization, notifications.slice(from, from + MOST_NOTIFICATIONS));
}

/** The last notification of this record once more, under the id that it had. */
export function announceAgain(organization: Organization, recordId: string): void {
  const last = organization.store.find(OBJECT, recordId)?.[LAST_NOTIFICATION];
  if (typeof last === 'string') send(organization, [{ id: last, recordId }]);
}

function send({ host, store }: Organization, notifications: readonly Notification[]): void {
  const build = () => envelope(notifications.map(({ id, recordId }) => ({ id, record: store.find(OBJECT, recordId) })));
  const orders = new Set(notifications.map(({ recordId }) => String(store.find(OBJECT, recordId)?.['ERP_Order_Number__c'])));
  host.deliver({
    topic: 'crm-outbound-message',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    body: build(),
    // Several orders in one message: no order between them and others is promised.
    key: orders.size === 1 ? [...orders][0]! : notifications[0]!.id,
    accepted: (status, body) => status >= 200 && status < 300 && isAcknowledged(body),
    refresh: build,
    expiresAfterMs: EXPIRES_AFTER_MS,
  });
}

function envelope(notifications: readonly { readonly id: string; readonly record: CrmRecord | undefined }[]): string {
  const parts = notifications.flatMap(({ id, record }) => (record === undefined ? [] : [notificationXml(id, record)]));
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${ORGANIZATION_ID}</OrganizationId>
   <ActionId>${ACTION_ID}</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl xsi:nil="true"/>
   <PartnerUrl xsi:nil="true"/>
${parts.join('\n')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

/** Fields without a value are left out; numbers carry a decimal point. */
function notificationXml(id: string, record: CrmRecord): string {
  const fields = getObject(OBJECT).fields.flatMap(({ name, type }) => {
    const value = record[name] ?? null;
    if (value === null || name === 'Id') return [];
    const text = typeof value === 'number' && type === 'double' && Number.isInteger(value) ? value.toFixed(1) : String(value);
    return [`     <sf:${name}>${escapeXml(type === 'datetime' ? text.replace('+0000', 'Z') : text)}</sf:${name}>`];
  });
  return `   <Notification>
    <Id>${id}</Id>
    <sObject xsi:type="sf:${OBJECT}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
     <sf:Id>${record.Id}</sf:Id>
${fields.join('\n')}
    </sObject>
   </Notification>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
}
