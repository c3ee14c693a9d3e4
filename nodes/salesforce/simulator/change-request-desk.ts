/** Customers who enter change requests: the same rules and announcements as for the API, under the portal's name. */
import type { Json } from '#flows/json.ts';
import type { ChangeRequestDesk } from '../../sandbox/traffic.ts';
import type { WantedOrder } from '../../sandbox/traffic-plan.ts';
import { getObject } from './object-definitions.ts';
import { PORTAL_USER } from './options.ts';
import type { Caller, Organization } from './organization.ts';
import { announceAgain } from './outbound-message.ts';
import { authorOf } from './record-resource.ts';
import type { CrmRecord } from './record-store.ts';
import { createRecord } from './save-record.ts';
import { UnitOfWork } from './unit-of-work.ts';

const PORTAL: Caller = {
  userId: PORTAL_USER.id,
  client: 'customer-portal',
  requestId: undefined,
  version: 'v62.0',
  unmodifiedSince: undefined,
};

/** `openOrders`: numbers of the orders of which nothing has been delivered. */
export function createChangeRequestDesk(organization: Organization, openOrders: () => ReadonlySet<string>): ChangeRequestDesk {
  const { store } = organization;

  function latestRevisions(): ReadonlyMap<string, number> {
    const revisions = new Map<string, number>();
    for (const request of store.list('Order_Change_Request__c')) {
      const order = String(request['ERP_Order_Number__c']);
      revisions.set(order, Math.max(revisions.get(order) ?? 0, Number(request['Revision__c'])));
    }
    return revisions;
  }

  function toWanted(order: CrmRecord, items: readonly CrmRecord[], revisions: ReadonlyMap<string, number>): WantedOrder {
    const number = String(order['ERP_Order_Number__c']);
    return {
      order: number,
      revision: revisions.get(number) ?? 0,
      items: items.map((item) => ({
        number: String(item['ERP_Item_Number__c']),
        quantity: String(item['Quantity']),
        unit: String(item['Unit__c']),
        requestedDate: String(item['ServiceDate']),
      })),
    };
  }

  function itemsOf(order: CrmRecord): readonly CrmRecord[] {
    return [...store.list('OrderItem')].filter((item) => item['OrderId'] === order.Id && item['IsDeleted'] !== true);
  }

  return {
    changeableOrders() {
      const revisions = latestRevisions();
      const open = openOrders();
      const orders = [...store.list('Order')].filter((order) => open.has(String(order['ERP_Order_Number__c'])));
      return orders.map((order) => toWanted(order, itemsOf(order), revisions));
    },
    findOrder(number) {
      const order = store.findByUnique('Order', 'ERP_Order_Number__c', number);
      return order === undefined ? undefined : toWanted(order, itemsOf(order), latestRevisions());
    },
    enterChangeRequest({ order, revision, requestedDate, reason, items }) {
      const work = new UnitOfWork(organization, PORTAL);
      const fields = {
        ERP_Order_Number__c: order,
        ...orderReference(order),
        ...askedBy(order),
        Revision__c: revision,
        Requested_Date__c: requestedDate,
        Reason__c: reason,
        Items__c: JSON.stringify(items),
      };
      try {
        return work.write({ verb: 'enter', object: 'Order_Change_Request__c', key: '', fields }, () =>
          createRecord(store, getObject('Order_Change_Request__c'), fields, authorOf(organization, PORTAL)),
        ).Id;
      } finally {
        work.close();
      }
    },
    notifyAgain: (recordId) => announceAgain(organization, recordId),
  };

  /** The customer's own person. */
  function askedBy(number: string): { readonly [field: string]: Json } {
    const order = store.findByUnique('Order', 'ERP_Order_Number__c', number);
    const account = order === undefined ? undefined : store.find('Account', String(order['AccountId']));
    if (account === undefined) return {};
    return { Requested_By__c: account['Contact_Name__c'] ?? null, Requested_By_Email__c: account['Contact_Email__c'] ?? null };
  }

  function orderReference(number: string): { readonly Order__c?: string } {
    const order = store.findByUnique('Order', 'ERP_Order_Number__c', number);
    return order === undefined ? {} : { Order__c: order.Id };
  }
}
