/** The SOAP envelope of an outbound message as plain records. DOCTYPE is refused outright, and no value is guessed: leading zeros are keys. */
import { createXmlReader, findXmlFault } from '../../xml-reader.ts';

export interface Notification {
  readonly notificationId: string;
  /** `Order_Change_Request__c`, without namespace. */
  readonly object: string;
  readonly fields: { readonly [name: string]: string | null };
}

export type NotificationsReading =
  | { readonly ok: true; readonly organizationId: string; readonly notifications: readonly Notification[] }
  | { readonly ok: false; readonly message: string };

const MOST_NOTIFICATIONS = 100;

const readEnvelope = createXmlReader({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
  isArray: (name) => name === 'Notification',
});

export function readNotifications(xml: string): NotificationsReading {
  if (/<!DOCTYPE/i.test(xml)) return { ok: false, message: 'The message has a DOCTYPE, which is refused.' };
  const fault = findXmlFault(xml);
  if (fault !== undefined) return { ok: false, message: `The message is not well-formed XML: ${fault.msg} (line ${fault.line}).` };
  const envelope = readEnvelope(xml) as { Envelope?: { Body?: { notifications?: Record<string, unknown> } } };
  const message = envelope.Envelope?.Body?.notifications;
  if (typeof message !== 'object' || message === null) return { ok: false, message: 'The message is no SOAP envelope with notifications.' };
  const entries = (message['Notification'] ?? []) as readonly Record<string, unknown>[];
  if (entries.length === 0 || entries.length > MOST_NOTIFICATIONS)
    return { ok: false, message: `The message holds ${entries.length} notifications; 1 to ${MOST_NOTIFICATIONS} are expected.` };
  const notifications = entries.map(readNotification);
  if (notifications.includes(undefined)) return { ok: false, message: 'A notification lacks its Id or its sObject.' };
  return { ok: true, organizationId: String(message['OrganizationId'] ?? ''), notifications: notifications as Notification[] };
}

function readNotification({ Id, sObject }: Record<string, unknown>): Notification | undefined {
  if (typeof Id !== 'string' || typeof sObject !== 'object' || sObject === null) return undefined;
  const record = sObject as Record<string, unknown>;
  const type = String(record['@type'] ?? record['@xsi:type'] ?? '').replace(/^.*:/, '');
  const fields = Object.entries(record).flatMap(([name, value]): [string, string | null][] => {
    if (name.startsWith('@')) return [];
    if (typeof value === 'string') return [[name, value]];
    // An element with xsi:nil, or an empty one with attributes only.
    return typeof value === 'object' && value !== null && !Object.hasOwn(value, '#text')
      ? [[name, null]]
      : [[name, String((value as Record<string, unknown>)['#text'])]];
  });
  return { notificationId: Id, object: type, fields: Object.fromEntries(fields) };
}
