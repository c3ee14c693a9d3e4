import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { rescheduled, supply } from './sap-production-order.ts';
import { CHANGE_REQUEST, changedInSap, down, LINES, noSuchOrder, ORDER, orderInSap, refusedBySap, requestTold } from './tested-order.ts';
import { commitmentsTold, committed, impossible, late } from './tested-plan.ts';

/** One order of the scheduler's message after a firm plan. */
function message(answer: JsonObject, planVersion = 42, more: JsonObject = {}): JsonObject {
  return { ...answer, planVersion, plannedAt: '2027-01-20T10:00:00.000Z', displaced: false, ...more };
}

const kept: StepDouble = changedInSap();
const asSapHasIt = orderInSap({ revision: 3 });

/** SAP confirms every item for the day that the customer asked for. */
const confirmedAsWanted = orderInSap(
  { revision: 3 },
  LINES.map((line) => ({
    ...line,
    scheduleLines: [
      {
        scheduleLine: '0001',
        requestedDate: line.requestedDate,
        confirmedDate: line.requestedDate,
        orderedQuantity: line.quantity,
        confirmedQuantity: line.quantity,
      },
    ],
  })),
);

const goodAnswers: { readonly [path: string]: readonly StepDouble[] } = {
  'order/read': [asSapHasIt],
  'keep/promise-field': [kept],
  'tell/commitments': [commitmentsTold],
  'tell/request-of': [{ port: 'found', output: { totalSize: 1, complete: true, records: [{ Id: CHANGE_REQUEST }] } }],
  'tell/answered': [requestTold],
};

function of(answer: JsonObject, rest: Omit<FlowTest, 'input'>): FlowTest {
  return { input: message(answer), ...rest };
}

const promised = (dates: { readonly [item: string]: string }): JsonObject[] =>
  Object.entries(dates).map(([item, date]) => ({ item, fields: { YY1_PromisedDate_SDI: date } }));

/** The days that the customer asked for. */
const WANTED = { '000010': '2027-03-10', '000020': '2027-03-17', '000030': '2027-03-10', '000040': '2027-03-12', '000050': '2027-03-11' };

export const commitmentReceivedTests: ExampleTests = {
  flow: 'commitment-received',
  samples: (day) => ({
    'Three items, one late from another plant': {
      demandId: '0000004711',
      demandRevision: 0,
      planVersion: 900_001,
      outcome: 'offers',
      displaced: false,
      committedDate: day(40),
      lines: [
        {
          item: '000010',
          quantity: '45.000',
          unit: 'PC',
          requestedDate: day(28),
          committedDate: day(26),
          onTime: true,
          parts: [{ quantity: '45.000', date: day(26), plant: '1010' }],
          operations: [],
        },
        {
          item: '000020',
          quantity: '45.000',
          unit: 'PC',
          requestedDate: day(42),
          committedDate: day(39),
          onTime: true,
          parts: [{ quantity: '45.000', date: day(39), plant: '1010' }],
          operations: [],
        },
        {
          item: '000030',
          quantity: '35.000',
          unit: 'PC',
          requestedDate: day(24),
          committedDate: day(40),
          onTime: false,
          reason: 'capacity',
          blocking: 'H-MIL01',
          parts: [{ quantity: '35.000', date: day(40), plant: '1020' }],
          operations: [],
        },
      ],
      offers: [],
    },
  }),
  tests: {
    'Good way': of(committed, {
      description: 'In time, the promise is the day that the customer asked for; SAP keeps it in its own field, never as confirmed date.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'keep/promise-field': { config: { salesOrder: ORDER, items: promised(WANTED) }, writes: 1 },
          'tell/answered': { config: { id: CHANGE_REQUEST, fields: { Status__c: 'Committed' } }, writes: 1 },
        },
        notRun: ['no-date', 'sap-refused'],
        emitted: [
          { type: 'millrace.sales-order.commitment-changed.v1', data: { salesOrder: ORDER, planVersion: 42 } },
          { type: 'millrace.sales-order.customer-informed.v1', data: { state: 'committed' } },
        ],
      },
    }),
    'What has left is promised no more': of(committed, {
      doubles: {
        ...goodAnswers,
        'order/read': [
          orderInSap(
            { revision: 3, status: 'partly-delivered' },
            LINES.map((line) => (line.item === '000010' ? { ...line, status: 'delivered', deliveredQuantity: line.quantity } : line)),
          ),
        ],
      },
      expect: {
        steps: {
          'commitment/commitment': {
            output: { commitment: { items: ['000020', '000030', '000040', '000050'].map((item) => ({ item })) } },
          },
          'keep/promise-field': { writes: 1 },
        },
      },
    }),
    'The rest of what left in part is promised': of(committed, {
      description: 'In the CRM an item stays partly shipped until all of it has left, and a newer answer stays.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'tell/commitments': {
            writes: 1,
            config: {
              records: [
                {
                  fields: { Status__c: 'Committed' },
                  whenFound: [
                    { where: { Revision__c: {} } },
                    { where: { Revision__c: {}, Plant__c: {}, Plan_Version__c: {} } },
                    { where: { Shipped_Quantity__c: {}, Unit__c: {} }, fields: { Status__c: 'Shipped' } },
                    { where: { Shipped_Quantity__c: { above: 0 } }, fields: { Status__c: 'Partly_Shipped' } },
                  ],
                },
                {},
                {},
                {},
                {},
              ],
            },
          },
        },
      },
    }),
    Late: of(late, {
      description: 'Scheduled forward from the day of availability: a day to pack and a day on the road from Hamburg.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'keep/promise-field': { config: { items: promised({ ...WANTED, '000020': '2027-03-31' }) } },
          'tell/answered': { config: { fields: { Status__c: 'Offered' } } },
        },
        emitted: [{ type: 'millrace.sales-order.customer-informed.v1', data: { state: 'counter-offered' } }],
      },
    }),
    'The other recipe': of(committed, {
      description: 'A new requested date with the fixed-date flag, so that later availability checks leave it alone.',
      variables: { promiseRecipe: 'requested-date' },
      doubles: { ...goodAnswers, 'keep/promise-date': [kept] },
      expect: {
        steps: {
          'keep/promise-date': {
            config: {
              items: Object.entries(WANTED).map(([item, requestedDate]) => ({
                item,
                requestedDate,
                fields: { DeliveryDateQuantityIsFixed: true },
              })),
            },
          },
        },
        notRun: ['keep/promise-field'],
      },
    }),
    'SAP comes to confirm it by itself': of(late, {
      description:
        'The third recipe moves the supply: only of the item that SAP confirms for another day, and nobody writes a confirmed date.',
      variables: { promiseRecipe: 'production-order' },
      doubles: {
        ...goodAnswers,
        'order/read': [confirmedAsWanted],
        'move/supply': [supply],
        'move/reschedule': [rescheduled('000001000503', '2027-03-29')],
      },
      expect: {
        steps: {
          moves: { output: { items: [{ item: '000020', material: 'FG-1005', plant: '1010', plannedEnd: '2027-03-29' }] } },
          'move@0/reschedule': { config: { productionOrder: '000001000503', plannedEnd: '2027-03-29' }, writes: 1 },
          'tell/answered': { config: { fields: { Status__c: 'Offered' } } },
        },
        notRun: ['keep', 'supply-stays'],
      },
    }),
    'The supply cannot be moved': of(late, {
      variables: { promiseRecipe: 'production-order', promiseMoveDays: 2 },
      doubles: { ...goodAnswers, 'order/read': [confirmedAsWanted], 'move/supply': [supply] },
      expect: {
        steps: {
          'supply-stays': {
            config: {
              owner: 'planner',
              title: `SAP's supply for order ${ORDER} does not follow the plan: The nearest production order for FG-1005, 000001000503, ends on 2027-04-04: 6 days off.`,
            },
          },
          'tell/answered': {},
        },
        notRun: ['keep'],
      },
    }),
    'No date at all': of(impossible, {
      description: 'The planner is asked, and the customer is not left without an answer.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'no-date': { config: { owner: 'planner', title: `Order ${ORDER} has no date: RM-3003` } },
          'tell/answered': { config: { fields: { Status__c: 'In_ERP_unconfirmed' } } },
        },
        notRun: ['keep'],
        emitted: [{ type: 'millrace.sales-order.customer-informed.v1', data: { state: 'refused' } }],
      },
    }),
    'SAP refuses the promise': of(committed, {
      description: 'Order management is asked; the CRM has the date all the same.',
      doubles: { ...goodAnswers, 'keep/promise-field': [refusedBySap('V1/849', 'Order is being processed by CLERK.')] },
      expect: {
        steps: {
          'sap-refused': {
            config: {
              owner: 'order-management',
              title: `SAP does not take the promised date of order ${ORDER}: Order is being processed by CLERK.`,
            },
          },
          'tell/answered': { config: { fields: { Status__c: 'Committed' } } },
        },
      },
    }),
    'About an older revision': of(
      { ...committed, demandRevision: 2 },
      {
        description: 'The order has changed since: the answer to the newer demand will come.',
        doubles: { 'order/read': [asSapHasIt] },
        expect: { steps: { dropped: { output: { demandRevision: 2, orderRevision: 3 } } }, notRun: ['keep', 'tell'] },
      },
    ),
    'SAP has no such order': of(committed, {
      doubles: { 'order/read': [noSuchOrder] },
      expect: {
        steps: { stranger: { config: { title: `Scheduling plans order ${ORDER}, which SAP does not have` } } },
        notRun: ['keep', 'tell'],
      },
    }),
    'The CRM is down for a while': of(committed, {
      doubles: { ...goodAnswers, 'tell/commitments': [down, down, commitmentsTold] },
      expect: { steps: { 'tell/commitments': { writes: 3 } }, emitted: [{ type: 'millrace.sales-order.customer-informed.v1' }] },
    }),
    'Answer of SAP is lost': of(committed, {
      doubles: { ...goodAnswers, 'keep/promise-field': [{ lost: 'applied', ...changedInSap() }] },
      expect: { steps: { 'keep/promise-field': { writes: 1 } }, emitted: [{ type: 'millrace.sales-order.customer-informed.v1' }] },
    }),
    'The scheduler sends it twice': of(committed, {
      earlier: [{ input: message(committed) }],
      doubles: goodAnswers,
      expect: { duplicate: true, steps: { 'keep/promise-field': { writes: 1 } } },
    }),
    'A newer plan came first': of(committed, {
      earlier: [{ input: message(late, 43) }],
      doubles: goodAnswers,
      expect: { state: 'stale', notRun: ['order', 'keep', 'tell'] },
    }),
  },
};
