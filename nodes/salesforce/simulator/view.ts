/** What pages and tests look at: plain JSON, by path. */
import type { Json, JsonObject } from '#flows/json.ts';
import { toFields } from './answer-record.ts';
import { readRecordId } from './field-values.ts';
import { findObject, getObject } from './object-definitions.ts';
import type { CrmRecord, RecordStore } from './record-store.ts';

/** `orders`, `orders/{ERP number, order number or id}`, `change-requests[/{order}]`, `commitments[/{order}]`, `records/{object}[/{id}]`. */
export function viewOrganization(store: RecordStore, path: string): Json | undefined {
  const [kind, name, id, ...rest] = path.split('/').filter((segment) => segment !== '');
  if (rest.length > 0) return undefined;
  switch (kind) {
    case 'orders':
      if (id !== undefined) return undefined;
      return name === undefined ? living(store, 'Order').map((order) => withItems(store, order)) : findOrderView(store, name);
    case 'change-requests':
      return id === undefined ? ofOrder(store, 'Order_Change_Request__c', name) : undefined;
    case 'commitments':
      return id === undefined ? ofOrder(store, 'Order_Commitment__c', name) : undefined;
    case 'records': {
      const object = findObject(name ?? '');
      if (object === undefined) return undefined;
      if (id === undefined) return living(store, object.name).map((record) => toFields(object, record));
      const record = store.find(object.name, readRecordId(id) ?? id);
      return record === undefined ? undefined : toFields(object, record);
    }
    default:
      return undefined;
  }
}

function living(store: RecordStore, object: string): readonly CrmRecord[] {
  return [...store.list(object)].filter((record) => record['IsDeleted'] !== true);
}

function findOrderView(store: RecordStore, name: string): JsonObject | undefined {
  const padded = name.padStart(10, '0');
  const order = living(store, 'Order').find(
    (record) => record['ERP_Order_Number__c'] === padded || record['OrderNumber'] === name || record.Id === readRecordId(name),
  );
  return order === undefined ? undefined : withItems(store, order);
}

function withItems(store: RecordStore, order: CrmRecord): JsonObject {
  const items = living(store, 'OrderItem').filter((item) => item['OrderId'] === order.Id);
  return { ...toFields(getObject('Order'), order), items: items.map((item) => toFields(getObject('OrderItem'), item)) };
}

function ofOrder(store: RecordStore, object: string, order: string | undefined): readonly JsonObject[] {
  const padded = order?.padStart(10, '0');
  return living(store, object)
    .filter((record) => padded === undefined || record['ERP_Order_Number__c'] === padded)
    .map((record) => toFields(getObject(object), record));
}
