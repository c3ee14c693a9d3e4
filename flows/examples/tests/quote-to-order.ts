import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CUSTOMER, changedInSap, down, LINES, notPossibleInSap, requestTold, simulatedInSap } from './tested-order.ts';

const NEW_ORDER = '0000005001';
const CRM_ORDER = '8015g0000000003AAA';

const quote: JsonObject = {
  quoteId: 'Q-20426',
  orderId: CRM_ORDER,
  customer: CUSTOMER,
  customerClass: 'C',
  currency: 'USD',
  netAmount: '82870.000',
  items: LINES.map(({ item, ...line }) => ({ line: item, ...line })),
};

/** Answer of `sap/create-sales-order`. */
function created(
  outcome: 'confirmed' | 'blocked' | 'existing' = 'confirmed',
  more: JsonObject = {},
): StepDouble & { readonly output: JsonObject } {
  const { changed: _changed, changedAt: _changedAt, ...output } = changedInSap().output;
  return { port: outcome, output: { ...output, outcome, salesOrder: NEW_ORDER, ...more } };
}

const priced = simulatedInSap('0.000', { currentNetAmount: null, deltaNetAmount: null });
const goodAnswers: { readonly [path: string]: readonly StepDouble[] } = {
  'simulate/simulate-new': [priced],
  'create/create': [created()],
  'tell-created/order': [requestTold],
};

function of(doubles: { readonly [path: string]: readonly StepDouble[] }, rest: Omit<FlowTest, 'input' | 'doubles'>): FlowTest {
  return { input: quote, doubles: { ...goodAnswers, ...doubles }, ...rest };
}

const dearer = simulatedInSap('0.000', { netAmount: '83600.000' });
const toScheduling = [{ type: 'millrace.sales-order.revised.v1', data: { salesOrder: NEW_ORDER, customerClass: 'C' } }];

export const quoteToOrderTests: ExampleTests = {
  flow: 'quote-to-order',
  samples: (day) => ({
    'Three items from two plants': {
      quoteId: 'Q-SAMPLE-1',
      orderId: CRM_ORDER,
      customer: '0017100001',
      customerClass: 'A',
      currency: 'EUR',
      netAmount: '11000.00',
      items: [
        { line: '000010', material: 'FG-1001', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: day(60) },
        { line: '000020', material: 'FG-1009', plant: '1020', quantity: '5.000', unit: 'PC', requestedDate: day(60) },
        { line: '000030', material: 'FG-1004', plant: '1010', quantity: '3.000', unit: 'PC', requestedDate: day(75) },
      ],
    },
  }),
  tests: {
    'Good way': of(
      {},
      {
        description: 'Priced as quoted, created once, the number in the CRM, and scheduling hears of it.',
        expect: {
          steps: {
            'create/create': {
              writes: 1,
              config: { soldToParty: CUSTOMER, purchaseOrder: 'Q-20426', currency: 'USD', items: LINES.map((line) => ({ ...line })) },
            },
            'tell-created/order': {
              config: { id: CRM_ORDER, object: 'Order', fields: { ERP_Order_Number__c: NEW_ORDER, ERP_Status__c: 'In_ERP' } },
            },
          },
          notRun: ['decide', 'raise-blocked', 'tell-refused'],
          emitted: toScheduling,
        },
      },
    ),
    'The price differs': of(
      { 'simulate/simulate-new': [dearer], 'tell-waiting/order': [requestTold] },
      {
        description: 'More than half a percent: a person decides, and SAP has no order until then.',
        expect: {
          state: 'waiting',
          steps: { decide: { config: { title: 'Quote Q-20426: SAP says 83600.000 USD, quoted were 82870.000' } } },
          notRun: ['create'],
        },
      },
    ),
    'The other price is taken': of(
      {
        'simulate/simulate-new': [dearer],
        'tell-waiting/order': [requestTold],
        decide: [{ port: 'approve', output: { choice: 'approve', by: 'Ada', reason: 'Copper went up' } }],
      },
      { expect: { steps: { 'create/create': { writes: 1 } }, emitted: toScheduling } },
    ),
    'The other price is declined': of(
      {
        'simulate/simulate-new': [dearer],
        'tell-waiting/order': [requestTold],
        'tell-declined/order': [requestTold],
        decide: [{ port: 'reject', output: { choice: 'reject', by: 'Ada', reason: 'Quote again' } }],
      },
      {
        expect: {
          steps: { 'tell-declined/order': { config: { fields: { ERP_Status__c: 'Refused', ERP_Message__c: 'Declined: Quote again' } } } },
          notRun: ['create'],
        },
      },
    ),
    'A small difference is rounding': of(
      { 'simulate/simulate-new': [simulatedInSap('0.000', { netAmount: '82870.400' })] },
      { expect: { notRun: ['decide'], emitted: toScheduling } },
    ),
    'SAP refuses': of(
      {
        'simulate/simulate-new': [notPossibleInSap('V1/382', 'Material FG-1010 is not defined for sales organisation 1010.')],
        'tell-refused/order': [requestTold],
      },
      {
        expect: {
          steps: {
            'tell-refused/order': {
              config: {
                fields: { ERP_Status__c: 'Refused', ERP_Message__c: 'Material FG-1010 is not defined for sales organisation 1010.' },
              },
            },
          },
          notRun: ['create'],
        },
      },
    ),
    'Blocked for credit': of(
      {
        'create/create': [
          created('blocked', { blockedBy: 'credit', blocks: [{ kind: 'credit', reason: 'The credit check blocked the order.' }] }),
        ],
        'tell-blocked/order': [requestTold],
      },
      {
        expect: {
          steps: {
            'raise-blocked': { config: { owner: 'finance', key: NEW_ORDER } },
            'tell-blocked/order': { config: { fields: { ERP_Order_Number__c: NEW_ORDER, ERP_Status__c: 'Blocked' } } },
          },
          emitted: toScheduling,
        },
      },
    ),
    'Somebody entered it by hand': of(
      { 'create/create': [created('existing')] },
      {
        description: 'It is not ordered twice; the CRM gets the number that is there.',
        expect: { steps: { 'tell-created/order': { config: { fields: { ERP_Order_Number__c: NEW_ORDER } } } } },
      },
    ),
    'SAP is down for a while': of(
      { 'create/create': [down, down, created()] },
      { expect: { steps: { 'create/create': { writes: 3 } }, emitted: toScheduling } },
    ),
    'Answer of SAP is lost': of(
      { 'create/create': [{ lost: 'applied', ...created() }] },
      {
        description: 'SAP is asked for the purchase order of the customer: it is there, so no second one is made.',
        expect: { steps: { 'create/create': { writes: 1 } }, emitted: toScheduling },
      },
    ),
    'The CRM sends it twice': of(
      {},
      { earlier: [{ input: quote }], expect: { duplicate: true, steps: { 'create/create': { writes: 1 } } } },
    ),
    'No items': { input: { ...quote, items: [] }, expect: { refused: 'input-invalid' } },
  },
};
