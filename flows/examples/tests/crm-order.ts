import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CHANGE_REQUEST, CUSTOMER, customerInCrm, down, ORDER, requestTold } from './tested-order.ts';
import { commitmentsTold } from './tested-plan.ts';
import { itemsTold, lacks, shipmentOf } from './tested-shipment.ts';

const request = {
  operation: 'request-state',
  changeRequestId: CHANGE_REQUEST,
  status: 'In_ERP_commitment_pending',
  message: 'Item 000010: SAP confirms 5.000 CAR on 2027-03-10.',
};

const shipped = shipmentOf('60.000', '2027-03-09') as { readonly items: readonly JsonObject[] } & JsonObject;
const inTwoBatches = {
  ...shipped,
  items: [...shipped.items, { ...shipped.items[0]!, deliveryItem: '900001', quantity: '20.000', batch: 'B2' }],
};

/** Two items: one in time, one with a choice. */
const commitment = {
  operation: 'commitment',
  commitment: {
    salesOrder: ORDER,
    planVersion: 42,
    committedAt: '2027-01-20T10:00:00.000Z',
    items: [
      {
        item: '000010',
        demandRevision: 3,
        outcome: 'committed',
        plant: '1020',
        quantity: '80.000',
        unit: 'PC',
        promisedDate: '2027-03-10',
      },
      {
        item: '000020',
        demandRevision: 3,
        outcome: 'counter-offered',
        plant: '1010',
        quantity: '80.000',
        unit: 'PC',
        promisedDate: '2027-03-31',
        reason: 'capacity: H-MIL01',
        offers: [
          { kind: 'full-later', lines: [{ plant: '1010', quantity: '80.000', date: '2027-03-29', promisedDate: '2027-03-31' }] },
          {
            kind: 'split',
            lines: [
              { plant: '1010', quantity: '50.000', date: '2027-03-15', promisedDate: '2027-03-17' },
              { plant: '1010', quantity: '30.000', date: '2027-03-29', promisedDate: '2027-03-31' },
            ],
          },
          { kind: 'other-plant', lines: [{ plant: '1020', quantity: '80.000', date: '2027-03-18', promisedDate: '2027-03-22' }] },
        ],
      },
    ],
  },
  wanted: [
    { item: '000010', quantity: '4.000', unit: 'CAR', requestedDate: '2027-03-10' },
    { item: '000020', quantity: '80.000', unit: 'PC', requestedDate: '2027-03-17' },
  ],
};

function of(input: JsonObject, doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect']): FlowTest {
  return { input, doubles, expect };
}

export const crmOrderTests: ExampleTests = {
  flow: 'crm-order',
  samples: (day) => ({
    'Whose order is it?': { operation: 'customer', changeRequestId: 'a0X5g00000SAMP1EAP' },
    'State of a request': { ...request, changeRequestId: 'a0X5g00000SAMP1EAP' },
    'Commitment of two items': {
      ...commitment,
      wanted: commitment.wanted.map((wanted) => ({ ...wanted, requestedDate: day(30) })),
    },
  }),
  tests: {
    'Whose order it is': of(
      { operation: 'customer', changeRequestId: CHANGE_REQUEST },
      { 'customer-of': [customerInCrm] },
      {
        reply: { body: { customer: CUSTOMER, customerClass: 'C', salesOrder: ORDER } },
      },
    ),
    'A request that the CRM does not know': of(
      { operation: 'customer', changeRequestId: CHANGE_REQUEST },
      { 'customer-of': [{ port: 'none', output: { totalSize: 0, complete: true, records: [] } }] },
      { steps: { stranger: {} } },
    ),
    'State of a request': of(
      request,
      { request: [requestTold] },
      {
        reply: { body: { told: true } },
        steps: { request: { writes: 1, config: { id: CHANGE_REQUEST, fields: { ERP_Message__c: request.message } } } },
      },
    ),
    'The request is gone': of(
      request,
      { request: [{ port: 'missing', output: { id: CHANGE_REQUEST } }] },
      { reply: { body: { told: false } } },
    ),
    'Commitment of each item in sentences': of(
      commitment,
      {
        commitments: [commitmentsTold],
        'request-of': [{ port: 'found', output: { totalSize: 1, complete: true, records: [{ Id: CHANGE_REQUEST }] } }],
        answered: [requestTold],
      },
      {
        reply: { body: { told: true, status: 'Offered' } },
        steps: {
          answered: {
            config: {
              fields: {
                ERP_Message__c:
                  'Item 000010: 80.000 PC on 2027-03-10. Item 000020: not in time (capacity: H-MIL01), 80.000 PC on 2027-03-31; possible is all of it later: 80.000 PC on 2027-03-31, or in parts: 50.000 PC on 2027-03-17 and 30.000 PC on 2027-03-31, or from plant 1020: 80.000 PC on 2027-03-22.',
              },
            },
          },
          commitments: { writes: 1, config: { object: 'Order_Commitment__c', externalIdField: 'External_Id__c' } },
        },
      },
    ),
    'Moved for other orders': of(
      { ...commitment, commitment: { ...commitment.commitment, displaced: true, items: [commitment.commitment.items[0]!] } },
      {
        commitments: [commitmentsTold],
        'request-of': [{ port: 'none', output: { totalSize: 0, complete: true, records: [] } }],
      },
      {
        steps: {
          words: {
            output: {
              items: [{ text: 'Item 000010: 80.000 PC on 2027-03-10 (moved: production had to plan other orders).' }],
            },
          },
        },
      },
    ),
    'Nobody asked for it in the CRM': of(
      commitment,
      {
        commitments: [commitmentsTold],
        'request-of': [{ port: 'none', output: { totalSize: 0, complete: true, records: [] } }],
      },
      { reply: { body: { told: true } }, notRun: ['answered'] },
    ),
    'The CRM is down for a while': of(
      request,
      { request: [down, down, requestTold] },
      { reply: { body: { told: true } }, steps: { request: { writes: 3 } } },
    ),
    'Answer of the CRM is lost': of(
      request,
      { request: [{ lost: 'applied', port: 'updated', output: { id: CHANGE_REQUEST } }] },
      {
        reply: { body: { told: true } },
        steps: { request: { writes: 1 } },
      },
    ),
    'What of each item has left': of(
      { operation: 'shipment', shipment: shipmentOf('60.000', '2027-03-09'), missing: [lacks] },
      { shipped: [itemsTold] },
      {
        reply: { body: { told: true } },
        steps: {
          shipped: {
            writes: 1,
            config: {
              object: 'Order_Commitment__c',
              externalIdField: 'External_Id__c',
              records: [
                {
                  externalId: `${ORDER}-000020`,
                  fields: {
                    Status__c: 'Partly_Shipped',
                    Delivery_Number__c: '0080000001',
                    Shipped_Date__c: '2027-03-09',
                    Shipped_Quantity__c: '60.000',
                    Message__c: 'Item 000020: 60.000 PC left plant 1010 on 2027-03-09 with delivery 0080000001, 60.000 of 80.000 wanted.',
                  },
                },
                { externalId: `${ORDER}-000030`, fields: { Status__c: 'Shipped', Unit__c: 'CAR' } },
                { externalId: `${ORDER}-000050`, fields: { Status__c: 'Shipped' } },
              ],
            },
          },
        },
      },
    ),
    'The second delivery of an item': {
      description: 'What has left in total comes from SAP: told twice, it is still that.',
      ...of(
        {
          operation: 'shipment',
          shipment: shipmentOf('20.000', '2027-03-09'),
          totals: [{ salesOrder: ORDER, item: '000020', quantity: '60.000', ordered: '80.000' }],
        },
        { shipped: [itemsTold] },
        {
          steps: {
            shipped: {
              config: {
                records: [
                  {
                    fields: {
                      Status__c: 'Partly_Shipped',
                      Shipped_Quantity__c: '60.000',
                      Message__c: 'Item 000020: 20.000 PC left plant 1010 on 2027-03-09 with delivery 0080000001, 60.000 of 80.000 wanted.',
                    },
                  },
                  { fields: { Status__c: 'Shipped', Shipped_Quantity__c: '3.000' } },
                  {},
                ],
              },
            },
          },
        },
      ),
    },
    'An item that left from two batches': {
      description: 'One record: the CRM refuses a call that names it twice.',
      ...of(
        { operation: 'shipment', shipment: inTwoBatches, missing: [] },
        { shipped: [itemsTold] },
        {
          steps: {
            shipped: {
              writes: 1,
              config: {
                records: [
                  { externalId: `${ORDER}-000020`, fields: { Status__c: 'Shipped', Shipped_Quantity__c: '80.000', Unit__c: 'PC' } },
                  { externalId: `${ORDER}-000030`, fields: { Shipped_Quantity__c: '3.000' } },
                  { externalId: `${ORDER}-000050` },
                ],
              },
            },
          },
        },
      ),
    },
    'Somebody else changed the request meanwhile': of(request, { request: [{ lost: 'changed-by-somebody-else' }] }, { state: 'parked' }),
  },
};
