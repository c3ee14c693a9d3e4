import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CHANGE_REQUEST, down, LINES, ORDER, requestTold } from './tested-order.ts';
import { commitmentsTold, committed, DEMAND, demandTaken, impossible, late, plan } from './tested-plan.ts';

/** The event of order-change: the order as SAP has it now. */
function revised(revision = 3, more: JsonObject = {}): JsonObject {
  return {
    salesOrder: ORDER,
    changeRequestId: CHANGE_REQUEST,
    revision,
    plant: '1020',
    customerClass: 'C',
    changedAt: '2027-01-20T09:14:03.000Z',
    items: LINES.map((line) => ({ ...line, confirmedDate: line.requestedDate, confirmedQuantity: line.quantity, rejected: false })),
    ...more,
  };
}

const requestFound: StepDouble = { port: 'found', output: { totalSize: 1, complete: true, records: [{ Id: CHANGE_REQUEST }] } };

const goodAnswers: { readonly [path: string]: readonly StepDouble[] } = {
  'tell/demand': [demandTaken],
  'try/what-if': [plan('feasible', committed)],
  'firm/firm': [plan('feasible', committed, 42)],
};

/** What the CRM hears of offers. */
const crmAnswers: { readonly [path: string]: readonly StepDouble[] } = {
  'tell-offers/commitments': [commitmentsTold],
  'tell-offers/request-of': [requestFound],
  'tell-offers/answered': [requestTold],
};

function of(rest: Omit<FlowTest, 'input'>): FlowTest {
  return { input: revised(), ...rest };
}

export const orderToScheduleTests: ExampleTests = {
  flow: 'order-to-schedule',
  samples: (day) => ({
    'Five items from two plants, one cancelled': {
      salesOrder: '0000004713',
      revision: 103,
      plant: '1020',
      customerClass: 'C',
      items: [
        { item: '000010', material: '000000000000100043', plant: '1020', quantity: '5.000', unit: 'CAR', requestedDate: day(45) },
        { item: '000020', material: 'FG-1005', plant: '1010', quantity: '80.000', unit: 'PC', requestedDate: day(45) },
        { item: '000030', material: 'FG-1001', plant: '1010', quantity: '3.000', unit: 'CAR', requestedDate: day(45) },
        { item: '000040', material: 'FG-1010', plant: '1010', quantity: '20.000', unit: 'PC', requestedDate: day(45), rejected: true },
        { item: '000050', material: 'FG-1004', plant: '1010', quantity: '50.000', unit: 'PC', requestedDate: day(52) },
      ],
    },
    'More than can be made in nine days': {
      salesOrder: '0000004749',
      revision: 103,
      plant: '1010',
      customerClass: 'A',
      items: [
        { item: '000010', material: 'FG-1004', plant: '1010', quantity: '700.000', unit: 'PC', requestedDate: day(9) },
        { item: '000020', material: 'FG-1002', plant: '1010', quantity: '4.000', unit: 'CAR', requestedDate: day(30) },
        { item: '000030', material: 'FG-1001', plant: '1020', quantity: '24.000', unit: 'PC', requestedDate: day(30) },
      ],
    },
  }),
  tests: {
    'Good way': of({
      description:
        'Base units by the exact factors of the material, days of availability by the calendar of each plant, then tried, then firm.',
      doubles: goodAnswers,
      expect: {
        steps: {
          'tell/demand': { config: { demandId: ORDER, demandRevision: 3, customerClass: 'C', lines: DEMAND }, writes: 1 },
          'try/what-if': { config: { mode: 'what-if', requestId: `${ORDER}/3/what-if` } },
          'firm/firm': { config: { mode: 'firm', requestId: `${ORDER}/3/firm`, frozenFenceDays: 1 } },
          done: { output: { planVersion: 42 } },
        },
        notRun: ['planner-offers', 'tell-offers'],
        emitted: [{ type: 'millrace.sales-order.demand-sent.v1', data: { salesOrder: ORDER, revision: 3, mode: 'firm' } }],
      },
    }),
    'The user may not plan for a plant': of({
      description: 'No trial helps: the run parks at the head of its lane until somebody gives the right.',
      doubles: {
        'tell/demand': [
          {
            error: {
              class: 'denied',
              code: 'http-403',
              message: 'The user MILLRACE may not change demands of plant 1020.',
            },
          },
        ],
      },
      expect: { state: 'parked', notRun: ['try', 'firm'] },
    }),
    'A cancelled item is wanted no more': {
      input: revised(3, { items: LINES.map((line) => ({ ...line, rejected: line.item === '000040' })) }),
      doubles: goodAnswers,
      expect: {
        steps: {
          'tell/demand': { config: { lines: DEMAND.map((line) => (line.item === '000040' ? { ...line, quantity: '0.000' } : line)) } },
        },
      },
    },
    'Not in time': of({
      description: 'Nothing is planned firmly: the planner has the offers, and the CRM shows the request as offered.',
      doubles: { ...goodAnswers, 'try/what-if': [plan('offers', late)], ...crmAnswers },
      expect: {
        steps: {
          'planner-offers': {
            config: {
              owner: 'planner',
              title: `Order ${ORDER} cannot be made in time: capacity (H-MIL01), earliest in stock 2027-03-29`,
            },
          },
          'tell-offers/answered': { config: { id: CHANGE_REQUEST, fields: { Status__c: 'Offered' } } },
        },
        notRun: ['firm'],
        emitted: [{ type: 'millrace.sales-order.demand-sent.v1' }, { type: 'millrace.sales-order.commitment-changed.v1' }],
      },
    }),
    'No way at all': of({
      description: 'Refused to the customer with what stands in the way, and the planner is asked.',
      doubles: { ...goodAnswers, 'try/what-if': [plan('failed', impossible)], ...crmAnswers },
      expect: {
        steps: {
          'planner-offers': { config: { title: `Order ${ORDER} cannot be made in time: material (RM-3003)` } },
          'tell-offers/answered': { config: { fields: { Status__c: 'In_ERP_unconfirmed' } } },
        },
        notRun: ['firm'],
      },
    }),
    'Possible a minute ago and not any more': of({
      description: 'Another order was planned between the question and the firm plan: that answer counts.',
      doubles: { ...goodAnswers, 'firm/firm': [plan('offers', late, 42)], ...crmAnswers },
      expect: {
        steps: { planned: { port: 'offers' }, 'tell-offers/answered': { config: { fields: { Status__c: 'Offered' } } } },
        notRun: ['done'],
      },
    }),
    'The scheduler does not answer in time': of({
      doubles: { ...goodAnswers, 'try/what-if': [{ port: 'timed-out', output: { planId: 'plan-88', status: 'waiting' } }] },
      expect: {
        steps: { 'planner-silent': { config: { owner: 'planner', title: `The scheduler did not answer for order ${ORDER}` } } },
        notRun: ['firm'],
      },
    }),
    'Scheduling is down for a while': of({
      doubles: { ...goodAnswers, 'tell/demand': [down, down, down, demandTaken] },
      expect: { steps: { 'tell/demand': { writes: 4 }, done: {} } },
    }),
    'Scheduling stays down': of({
      description: 'The run is held; SAP has gone on long ago.',
      doubles: { ...goodAnswers, 'tell/demand': [down] },
      expect: { state: 'held', notRun: ['sent'] },
    }),
    'Answer to the demand is lost': of({
      description: 'The scheduler is asked for the revision that it holds: ours, so it is not told again.',
      doubles: { ...goodAnswers, 'tell/demand': [{ lost: 'applied', port: 'done', output: { demandId: ORDER, demandRevision: 3 } }] },
      expect: { steps: { 'tell/demand': { writes: 1 }, done: {} } },
    }),
    'The scheduler knows a newer revision': of({
      description: 'It is not forced back.',
      doubles: { 'tell/demand': [{ port: 'stale', output: { demandId: ORDER, demandRevision: 3, newerRevision: 7 } }] },
      expect: { steps: { newer: { output: { newerRevision: 7 } } }, notRun: ['sent', 'try'] },
    }),
    'The same revision twice': of({
      earlier: [{ input: revised() }],
      doubles: goodAnswers,
      expect: { duplicate: true, steps: { 'tell/demand': { writes: 1 } } },
    }),
  },
};
