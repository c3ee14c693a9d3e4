import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import {
  CHANGE_REQUEST,
  changedInSap,
  customerInCrm,
  down,
  LINES,
  noSuchOrder,
  ORDER,
  orderInSap,
  refusedBySap,
  requestTold,
  simulatedInSap,
} from './tested-order.ts';

/** As Salesforce sends it: what is asked for, item by item. */
function changeRequest(items: readonly JsonObject[], revision = 3, more: JsonObject = {}): JsonObject {
  return {
    Id: CHANGE_REQUEST,
    ERP_Order_Number__c: ORDER,
    Revision__c: revision,
    Order__c: '8015g0000000003AAA',
    Reason__c: 'Shipyard moved the launch',
    Items__c: items,
    ...more,
  };
}

const oneCartonMore = [
  { number: '000010', material: '000000000000100043', plant: '1020', quantity: '5.000', unit: 'CAR', requestedDate: '2027-03-10' },
  { number: '000040', material: 'FG-1010', plant: '1010', quantity: '20.000', unit: 'PC', requestedDate: '2027-03-12' },
];

/** Everybody is there and has nothing against it. */
const goodAnswers: { readonly [path: string]: readonly StepDouble[] } = {
  'read/read': [orderInSap()],
  'customer/customer-of': [customerInCrm],
  'simulate/simulate': [simulatedInSap()],
  'change/change': [changedInSap()],
  'tell-changed/request': [requestTold],
};

function asked(items: readonly JsonObject[], rest: Omit<FlowTest, 'input'>): FlowTest {
  return { input: changeRequest(items), ...rest };
}

/** Rejected in the CRM with these words; SAP was never asked to change anything. */
function rejected(items: readonly JsonObject[], message: string, doubles: { readonly [path: string]: readonly StepDouble[] }): FlowTest {
  return asked(items, {
    doubles: { ...goodAnswers, 'tell-unfit/request': [requestTold], ...doubles },
    expect: {
      steps: { 'tell-unfit/request': { config: { fields: { Status__c: 'Rejected', ERP_Message__c: message } } } },
      notRun: ['simulate', 'change'],
      emitted: [{ type: 'millrace.sales-order.change-refused.v1' }],
    },
  });
}

const delivered = LINES.map((line) =>
  line.item === '000020' ? { ...line, deliveredQuantity: '33.000', status: 'partly-delivered' } : line,
);

export const orderChangeTests: ExampleTests = {
  flow: 'order-change',
  samples: (day) => ({
    'One carton more, another item two weeks later': {
      Id: 'a0X5g00000SAMP1EAP',
      ERP_Order_Number__c: '0000004713',
      Revision__c: 101,
      Order__c: '8015g0000000003AAA',
      Reason__c: 'Shipyard moved the launch',
      Items__c: [
        { number: '000010', material: '000000000000100043', plant: '1020', quantity: '5.000', unit: 'CAR' },
        { number: '000040', material: 'FG-1010', plant: '1010', quantity: '20.000', unit: 'PC', requestedDate: day(42) },
      ],
    },
    'Cancels one of five items': {
      Id: 'a0X5g00000SAMP2EAP',
      ERP_Order_Number__c: '0000004712',
      Revision__c: 101,
      Order__c: '8015g0000000002AAA',
      Reason__c: null,
      Items__c: [{ number: '000040', cancel: true }],
    },
    'So large that somebody has to approve it': {
      Id: 'a0X5g00000SAMP3EAP',
      ERP_Order_Number__c: '0000004711',
      Revision__c: 101,
      Order__c: '8015g0000000001AAA',
      Reason__c: 'Second ship of the series',
      Items__c: [
        { number: '000010', quantity: '450.000', unit: 'PC' },
        { number: '000030', quantity: '350.000', unit: 'PC', requestedDate: day(60) },
      ],
    },
    'Names another plant than the order has': {
      Id: 'a0X5g00000SAMP4EAP',
      ERP_Order_Number__c: '0000004713',
      Revision__c: 102,
      Order__c: '8015g0000000003AAA',
      Reason__c: null,
      Items__c: [{ number: '000020', plant: '1020', quantity: '81.000', unit: 'PC' }],
    },
  }),
  tests: {
    'Good way': asked(oneCartonMore, {
      description: 'SAP changes and confirms, the CRM is told item by item, and the order is announced as revised.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'change/change': {
            port: 'confirmed',
            writes: 1,
            config: { salesOrder: ORDER, revision: 3, items: [changeOf(oneCartonMore[0]!), changeOf(oneCartonMore[1]!)] },
          },
          'tell-changed/request': {
            config: {
              id: CHANGE_REQUEST,
              fields: {
                Status__c: 'In_ERP_commitment_pending',
                ERP_Message__c:
                  'Item 000010: SAP confirms 5.000 CAR on 2027-03-10. Item 000020: SAP confirms 80.000 PC on 2027-03-17. Item 000030: SAP confirms 3.000 CAR on 2027-03-10. Item 000040: SAP confirms 20.000 PC on 2027-03-12. Item 000050: SAP confirms 50.000 PC on 2027-03-11.',
              },
            },
          },
        },
        notRun: ['approve', 'tell-blocked', 'tell-refused'],
        emitted: [
          { type: 'millrace.sales-order.change-requested.v1', data: { soldToParty: '0017100007', revision: 3 } },
          { type: 'millrace.sales-order.revised.v1', data: { salesOrder: ORDER, customerClass: 'C', plant: '1020', revision: 3 } },
        ],
      },
    }),
    'No change': asked([{ number: '000020', quantity: '80', unit: 'PC' }], {
      description: 'The order already says this: nothing is written, nobody schedules anew.',
      doubles: {
        ...goodAnswers,
        'change/change': [{ port: 'no-change', output: { ...changedInSap().output, outcome: 'no-change', items: [], changed: [] } }],
        'tell-no-change/request': [requestTold],
      },
      expect: {
        steps: { 'tell-no-change/request': { config: { fields: { Status__c: 'No_Change' } } } },
        notRun: ['revised'],
      },
    }),
    'Large change waits for a person': asked(oneCartonMore, {
      description: 'Above the policy SAP is untouched until somebody decides; the CRM says so.',
      doubles: { ...goodAnswers, 'simulate/simulate': [simulatedInSap('40000.000')], 'tell-waiting/request': [requestTold] },
      expect: {
        state: 'waiting',
        steps: {
          policy: { port: 'large' },
          approve: { config: { title: `Order ${ORDER}: change by 40000.00 USD, dates by up to 0 days` } },
          'tell-waiting/request': { config: { fields: { Status__c: 'Approval_Pending' } } },
        },
        notRun: ['change'],
      },
    }),
    'Large change is approved': asked(oneCartonMore, {
      variables: { approvalAmount: 500 },
      doubles: {
        ...goodAnswers,
        'tell-waiting/request': [requestTold],
        approve: [{ port: 'approve', output: { choice: 'approve', by: 'Ada', reason: 'Agreed with the key account' } }],
      },
      expect: { steps: { 'change/change': { writes: 1 } }, emitted: [{ type: 'millrace.sales-order.revised.v1' }] },
    }),
    'Large change is declined': asked(oneCartonMore, {
      variables: { approvalAmount: 500 },
      doubles: {
        ...goodAnswers,
        'tell-waiting/request': [requestTold],
        'tell-declined/request': [requestTold],
        approve: [{ port: 'reject', output: { choice: 'reject', by: 'Ada', reason: 'The line closes in May' } }],
      },
      expect: {
        steps: {
          'tell-declined/request': { config: { fields: { Status__c: 'Rejected', ERP_Message__c: 'Declined: The line closes in May' } } },
        },
        notRun: ['change'],
        emitted: [
          {
            type: 'millrace.sales-order.change-refused.v1',
            data: { messages: [messageOf('millrace', 'Declined: The line closes in May')] },
          },
        ],
      },
    }),
    'Below what is delivered': rejected(
      [{ number: '000020', quantity: '20', unit: 'PC' }],
      'Item 000020: 20 PC is less than the 33.000 already delivered.',
      { 'read/read': [orderInSap({ status: 'partly-delivered' }, delivered)] },
    ),
    'Every doubt is said at once': rejected(
      [
        { number: '000020', plant: '1020', quantity: '81' },
        { number: '000030', quantity: '36', unit: 'PC' },
        { number: '000990', quantity: '1' },
      ],
      'Item 000020 comes from plant 1010, the request says 1020. Item 000030 is ordered in CAR, the request says PC. Item 000990 is not in the order.',
      {},
    ),
    'SAP has no such order': rejected(oneCartonMore, `SAP has no sales order ${ORDER}.`, { 'read/read': [noSuchOrder] }),
    'Not well-formed': asked([{ number: '000010', quantity: '-5' }], {
      doubles: { 'tell-invalid/request': [requestTold] },
      expect: { steps: { 'tell-invalid/request': { config: { fields: { Status__c: 'Rejected' } } } }, notRun: ['read', 'change'] },
    }),
    'SAP refuses': asked(oneCartonMore, {
      description: 'A business refusal is an outcome: the CRM has the words of SAP.',
      doubles: {
        ...goodAnswers,
        'change/change': [refusedBySap('V1/302', 'Item 000010 is completely processed and cannot be changed.')],
        'tell-refused/request': [requestTold],
      },
      expect: {
        steps: {
          'tell-refused/request': {
            config: { fields: { Status__c: 'Rejected', ERP_Message__c: 'Item 000010 is completely processed and cannot be changed.' } },
          },
        },
        emitted: [{ type: 'millrace.sales-order.change-refused.v1', data: { outcome: 'refused' } }],
      },
    }),
    'SAP blocks for credit': asked(oneCartonMore, {
      description: 'Saved, but blocked: finance is asked, the CRM knows, scheduling hears of it.',
      doubles: {
        ...goodAnswers,
        'change/change': [
          changedInSap('blocked', { blockedBy: 'credit', blocks: [{ kind: 'credit', reason: 'The credit check blocked the order.' }] }),
        ],
        'tell-blocked/request': [requestTold],
      },
      expect: {
        steps: {
          'raise-blocked': {
            config: { owner: 'finance', key: ORDER, title: `Order ${ORDER} is blocked in SAP: The credit check blocked the order.` },
          },
          'tell-blocked/request': { config: { fields: { Status__c: 'In_ERP_commitment_pending' } } },
        },
        emitted: [{ type: 'millrace.sales-order.revised.v1' }],
      },
    }),
    'SAP is down for a while': asked(oneCartonMore, {
      description: 'An outage costs time and nothing else.',
      doubles: { ...goodAnswers, 'read/read': [down, down, orderInSap()], 'change/change': [down, down, down, changedInSap()] },
      expect: { steps: { 'change/change': { port: 'confirmed', writes: 4 } }, emitted: [{ type: 'millrace.sales-order.revised.v1' }] },
    }),
    'SAP stays down': asked(oneCartonMore, {
      description: 'The run is held at the head of its lane, and later changes of the order behind it.',
      doubles: { ...goodAnswers, 'simulate/simulate': [down] },
      expect: { state: 'held', notRun: ['change'] },
    }),
    'Answer of SAP is lost': asked(oneCartonMore, {
      description: 'The order is asked before anything is sent again: it has the change, so it is not sent twice.',
      doubles: { ...goodAnswers, 'change/change': [{ lost: 'applied', ...changedInSap() }] },
      expect: { steps: { 'change/change': { port: 'confirmed', writes: 1 } }, emitted: [{ type: 'millrace.sales-order.revised.v1' }] },
    }),
    'Message to SAP is lost': asked(oneCartonMore, {
      doubles: { ...goodAnswers, 'change/change': [{ lost: 'not-applied' }, changedInSap()] },
      expect: { steps: { 'change/change': { port: 'confirmed', writes: 2 } } },
    }),
    'Somebody else changed the order meanwhile': asked(oneCartonMore, {
      description: 'Nobody guesses: the run parks at the head of its lane, and a person decides.',
      doubles: { ...goodAnswers, 'change/change': [{ lost: 'changed-by-somebody-else' }] },
      expect: { state: 'parked', steps: { 'change/change': { writes: 1 } }, notRun: ['tell-changed', 'revised'] },
    }),
    'The CRM sends it twice': asked(oneCartonMore, {
      description: 'Record id and revision are the identity of a change.',
      earlier: [{ input: changeRequest(oneCartonMore) }],
      doubles: goodAnswers,
      expect: { duplicate: true, steps: { 'change/change': { writes: 1 } } },
    }),
    'A newer revision came first': asked(oneCartonMore, {
      description: 'What is overtaken never reaches SAP.',
      earlier: [{ input: changeRequest(oneCartonMore, 4, { Id: 'a0X5g000000005XEAQ' }) }],
      doubles: goodAnswers,
      expect: { state: 'stale', notRun: ['read', 'change'] },
    }),
  },
};

/** What reaches SAP of an item that was asked for. */
function changeOf({ number, material, quantity, requestedDate }: { readonly [field: string]: Json }): JsonObject {
  return { item: number!, material: material!, quantity: quantity!, requestedDate: requestedDate! };
}

function messageOf(system: string, text: string): JsonObject {
  return { system, severity: 'error', text };
}
