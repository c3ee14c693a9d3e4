/** The shared landscape as CRM holds it. */
import type { JsonObject } from '#flows/json.ts';
import type { Landscape, LandscapeOrder } from '../../sandbox/landscape-model.ts';
import { formatInstant } from './field-values.ts';
import { getObject } from './object-definitions.ts';
import { INTEGRATION_USER, USERS } from './options.ts';
import type { RecordStore } from './record-store.ts';

/** Fills an empty store. Ids are those of the landscape, so that every system names the same record alike. */
export function seedRecords(store: RecordStore, landscape: Landscape): void {
  const seededAt = Date.parse(`${landscape.today}T00:00:00Z`);
  const put = (object: string, id: string, fields: JsonObject, at: number = seededAt) => {
    const stamp = formatInstant(at);
    const defaults = Object.fromEntries(
      getObject(object).fields.flatMap((field) => (field.defaultValue === undefined ? [] : [[field.name, field.defaultValue]])),
    );
    store.put(object, {
      ...defaults,
      ...fields,
      Id: id,
      CreatedDate: stamp,
      CreatedById: INTEGRATION_USER.id,
      LastModifiedDate: stamp,
      LastModifiedById: INTEGRATION_USER.id,
      SystemModstamp: stamp,
      LastModifiedClient__c: null,
    });
  };
  for (const user of USERS) put('User', user.id, { Username: user.username, Name: user.name });
  const parents = new Map(landscape.customers.map(({ number, crmAccountId }) => [number, crmAccountId]));
  for (const customer of landscape.customers)
    put('Account', customer.crmAccountId, {
      Name: customer.name,
      AccountNumber: customer.number,
      ParentId: customer.parent === undefined ? null : parents.get(customer.parent)!,
      BillingCity: customer.city,
      BillingCountryCode: customer.country,
      ERP_Customer_Number__c: customer.number,
      Class__c: customer.class,
      Contact_Name__c: customer.contact.name,
      Contact_Email__c: customer.contact.email,
    });
  const materials = new Map(landscape.materials.map((material) => [material.material, material]));
  for (const material of landscape.materials)
    put('Product2', material.crmProductId, {
      Name: material.description,
      ProductCode: material.material,
      QuantityUnitOfMeasure: material.baseUnit,
    });
  const accounts = new Map(landscape.customers.map((customer) => [customer.number, customer.crmAccountId]));
  let items = 0;
  for (const order of landscape.orders) {
    const createdAt = Date.parse(`${order.createdOn}T09:00:00Z`);
    const priced = order.items.map((item) => ({ item, unitPrice: unitPrice(materials.get(item.material)!, item.unit) }));
    put(
      'Order',
      order.crmOrderId,
      {
        OrderNumber: order.crmOrderNumber,
        AccountId: accounts.get(order.soldToParty)!,
        EffectiveDate: order.createdOn,
        Status: statusOf(order),
        PoNumber: order.purchaseOrderByCustomer,
        CurrencyIsoCode: order.currency,
        TotalAmount: priced.reduce((sum, { item, unitPrice: price }) => sum + Math.round(Number(item.quantity) * price * 100), 0) / 100,
        ERP_Order_Number__c: order.salesOrder,
        ERP_Status__c: 'In_ERP',
        Plant__c: order.plant,
      },
      createdAt,
    );
    for (const { item, unitPrice: price } of priced) {
      items++;
      put(
        'OrderItem',
        item.crmOrderItemId,
        {
          OrderItemNumber: String(items).padStart(10, '0'),
          OrderId: order.crmOrderId,
          Product2Id: materials.get(item.material)!.crmProductId,
          Quantity: Number(item.quantity),
          UnitPrice: price,
          ServiceDate: item.requestedDate,
          Unit__c: item.unit,
          ERP_Item_Number__c: item.item.padStart(6, '0'),
          Plant__c: item.plant,
        },
        createdAt,
      );
    }
  }
  for (const [object, count] of [
    ['Account', landscape.customers.length],
    ['Order', landscape.orders.length],
    ['OrderItem', items],
  ] as const)
    store.skipSerials(object, count);
}

function unitPrice(material: Landscape['materials'][number], unit: string): number {
  const { numerator, denominator } = material.salesUnits.find((candidate) => candidate.unit === unit)!;
  return Math.round((Number(material.price) * 100 * numerator) / denominator) / 100;
}

function statusOf({ status }: LandscapeOrder): string {
  if (status === 'completed') return 'Completed';
  return status === 'rejected' ? 'Cancelled' : 'Activated';
}
