/** How the systems answer when somebody asks how an order or a plant stands. */
import type { StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';

/** Does not answer in the time that a caller has. */
export const silent: StepDouble = { error: { class: 'timeout', code: 'timeout', message: 'The call took more than 1200 ms.' } };

const confirmed = (date: string, quantity: string) => [
  { scheduleLine: '0001', requestedDate: '2027-03-10', confirmedDate: date, orderedQuantity: quantity, confirmedQuantity: quantity },
];
const line = (item: string, material: string, plant: string, quantity: string, unit: string, more: JsonObject = {}): JsonObject => ({
  item,
  material,
  plant,
  quantity,
  unit,
  requestedDate: '2027-03-10',
  deliveredQuantity: '0.000',
  rejectionReason: '',
  status: 'open',
  ...more,
});

/** Five items of two plants: promised, offered, only confirmed, cancelled, gone. */
export const orderStands: StepDouble = {
  port: 'out',
  output: {
    salesOrder: '0000004713',
    order: {
      salesOrder: '0000004713',
      soldToParty: '0017100007',
      purchaseOrderByCustomer: 'PO-007-8802',
      plant: '1010',
      currency: 'USD',
      netAmount: '81870.000',
      status: 'partly-delivered',
      revision: 3,
      items: [
        line('000010', '000000000000100043', '1020', '5.000', 'CAR', { scheduleLines: confirmed('2027-03-10', '5.000') }),
        line('000020', 'FG-1005', '1010', '80.000', 'PC', { scheduleLines: confirmed('2027-03-24', '80.000') }),
        line('000030', 'FG-1001', '1010', '3.000', 'CAR', { scheduleLines: confirmed('2027-03-12', '3.000') }),
        line('000040', 'FG-1010', '1010', '20.000', 'PC', { status: 'rejected', rejectionReason: '10' }),
        line('000050', 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L', '1010', '50.000', 'PC', {
          status: 'delivered',
          deliveredQuantity: '50.000',
        }),
      ],
    },
    confirmation: 'partly-confirmed',
    items: [{ item: '000010', outcome: 'confirmed' }],
    blocks: [{ kind: 'delivery', reason: 'Delivery block 01: credit limit.' }],
    fields: {},
  },
};

const told = (records: readonly JsonObject[]): StepDouble =>
  records.length === 0
    ? { port: 'none', output: { totalSize: 0, complete: true, records: [] } }
    : { port: 'found', output: { totalSize: records.length, complete: true, records } };

export const offer = 'Item 000020: not in time (capacity), 80.000 PC on 2027-03-31; possible is 80.000 PC on 2027-03-31.';
export const sent = 'Item 000030: 2.000 CAR left plant 1010 on 2027-03-10 with delivery 0080000001, 2.000 of 3.000 wanted.';
export const promises = told([
  {
    ERP_Item_Number__c: '000010',
    Status__c: 'Committed',
    Committed_Date__c: '2027-03-10',
    Goods_Issue_Date__c: '2027-03-08',
    Message__c: 'Item 000010: 5.000 CAR on 2027-03-10.',
  },
  {
    ERP_Item_Number__c: '000020',
    Status__c: 'Offered',
    Committed_Date__c: '2027-03-31',
    Goods_Issue_Date__c: '2027-03-30',
    Message__c: offer,
  },
  {
    ERP_Item_Number__c: '000030',
    Status__c: 'Partly_Shipped',
    Committed_Date__c: '2027-03-12',
    Goods_Issue_Date__c: '2027-03-10',
    Message__c: sent,
  },
]);
export const lastChange = told([
  { Name: 'CR-0042', Status__c: 'Offered', ERP_Message__c: offer, Processed_At__c: '2027-01-20T09:15:00.000Z' },
]);
export const nothingTold = told([]);
