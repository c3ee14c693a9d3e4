import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';
import { committed, plan } from './tested-plan.ts';
import { MADE, orderOfPumps } from './tested-shipment.ts';

const SECOND = '0000004749';

/** The planner releases a production order that three items of two sales orders wait for. */
function released(more: JsonObject = {}): JsonObject {
  return {
    releaseId: 'REL-2027-0042',
    productionOrder: MADE,
    plant: '1010',
    confirmBy: '2027-03-08',
    supplies: [
      { salesOrder: '0000004713', item: '000020' },
      { salesOrder: SECOND, item: '000010' },
      { salesOrder: '0000004713', item: '000050' },
    ],
    ...more,
  };
}

const isReleased: StepDouble & { readonly output: JsonObject } = {
  port: 'released',
  output: { productionOrder: MADE, before: orderOfPumps('0.000', 'created'), order: orderOfPumps('0.000', 'released') },
};
function finished(outcome: 'complete' | 'short', confirmedQuantity: string): StepDouble {
  return {
    port: 'out',
    output: {
      event: 'millrace.production-order.completed.v1',
      data: { productionOrder: MADE, outcome, plant: '1010', material: 'FG-1005', quantity: '386.000', confirmedQuantity, unit: 'PC' },
    },
  };
}
const silent: StepDouble = { port: 'timeout', output: {} };
const ready = (salesOrder: string, ...items: readonly string[]) => ({
  type: 'millrace.sales-order.ready-to-ship.v1',
  data: { salesOrder, plant: '1010', items: items.map((item) => ({ item })), productionOrder: MADE },
});

function of(doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect'], description?: string): FlowTest {
  return {
    input: released(),
    doubles: { 'release/release': [isReleased], made: [finished('complete', '386.000')], ...doubles },
    expect,
    ...(description === undefined ? {} : { description }),
  };
}

export const scheduleToFulfillmentTests: ExampleTests = {
  flow: 'schedule-to-fulfillment',
  samples: (day) => ({
    'Pumps for two orders of Hamburg': { ...released({ releaseId: 'REL-SAMPLE-1', productionOrder: '000001000502' }), confirmBy: day(9) },
    'Couplings of Charlotte': {
      releaseId: 'REL-SAMPLE-2',
      productionOrder: '000001000711',
      plant: '1020',
      confirmBy: day(12),
      supplies: [
        { salesOrder: '0000004712', item: '000010' },
        { salesOrder: '0000004712', item: '000020' },
        { salesOrder: '0000004714', item: '000010' },
      ],
    },
    'An order that SAP does not have': { ...released({ releaseId: 'REL-SAMPLE-3', productionOrder: '000009999999' }), confirmBy: day(9) },
  }),
  tests: {
    'Good way': of(
      {},
      {
        steps: { 'release/release': { writes: 1, config: { productionOrder: MADE } } },
        emitted: [ready('0000004713', '000020', '000050'), ready(SECOND, '000010')],
        notRun: ['shortage', 'late'],
      },
      'Released, made, and each sales order that waits for it is told to ship, once.',
    ),
    'Released before': of(
      { 'release/release': [{ port: 'no-change', output: { productionOrder: MADE, order: orderOfPumps('0.000', 'released') } }] },
      { emitted: [ready('0000004713', '000020', '000050')] },
    ),
    'SAP does not release it': of(
      {
        'release/release': [
          {
            port: 'refused',
            output: {
              productionOrder: MADE,
              order: orderOfPumps('0.000', 'created'),
              refusal: { code: 'CO/688', message: 'Order 1000503 is technically completed' },
            },
          },
        ],
      },
      {
        steps: {
          'not-released': {
            config: {
              owner: 'production-planning',
              title: `Production order ${MADE} is not released, sales orders 0000004713, ${SECOND} wait for it: Order 1000503 is technically completed`,
            },
          },
        },
        notRun: ['made', 'each'],
      },
    ),
    'Less than ordered': of(
      { made: [finished('short', '300.000')], 'replan/replan': [plan('feasible', committed, 44)] },
      {
        steps: {
          shortage: {
            config: {
              owner: 'planner',
              title: `Production order ${MADE} gave 300.000 of 386.000 PC FG-1005: sales orders 0000004713, ${SECOND} are planned anew`,
            },
          },
          'replan/replan': { writes: 1, config: { demandIds: ['0000004713', SECOND], mode: 'firm', requestId: 'shortage/REL-2027-0042' } },
        },
        emitted: [ready('0000004713', '000020', '000050'), ready(SECOND, '000010')],
      },
      'The planner knows, the rest is planned anew, and what is there leaves all the same.',
    ),
    'The rest cannot be planned': of(
      {
        made: [finished('short', '300.000')],
        'replan/replan': [{ port: 'timed-out', output: { planId: 'plan-90', status: 'waiting' } }],
      },
      {
        steps: {
          'not-planned': {
            config: { title: `What production order ${MADE} lacks could not be planned anew: the scheduler did not answer in time` },
          },
        },
        emitted: [ready('0000004713', '000020', '000050')],
      },
    ),
    'Nothing was said by the day': of(
      { made: [silent], 'made-late': [finished('complete', '386.000')] },
      {
        steps: {
          late: {
            config: {
              owner: 'production',
              title: `Production order ${MADE} should have been finished on 2027-03-08; sales orders 0000004713, ${SECOND} wait for it`,
            },
          },
        },
        emitted: [ready('0000004713', '000020', '000050')],
        notRun: ['never'],
      },
      'Production is told; when it is made after all, it leaves.',
    ),
    'It is never made': of(
      { made: [silent], 'made-late': [silent] },
      { steps: { never: { config: { owner: 'production-planning' } } }, notRun: ['each'] },
    ),
    'It waits for the shop floor': {
      input: released({ confirmBy: '2999-12-31' }),
      doubles: { 'release/release': [isReleased] },
      expect: { state: 'waiting', steps: { released: { port: 'released' } }, notRun: ['late', 'finished'] },
    },
    'It does not wait for ever': {
      input: released({ confirmBy: '2020-01-31' }),
      doubles: { 'release/release': [isReleased] },
      variables: { confirmationWaitMs: 86_400_000 },
      expect: { steps: { late: {}, never: {} }, notRun: ['finished'] },
      description: 'Past its day production is told, and in the end planning.',
    },
    'SAP is down for a while': of({ 'release/release': [down, down, isReleased] }, { steps: { 'release/release': { writes: 3 } } }),
    'Answer of SAP is lost': of(
      { 'release/release': [{ lost: 'applied', ...isReleased }] },
      { steps: { 'release/release': { writes: 1 } } },
    ),
    'The planner releases it twice': {
      ...of({}, { duplicate: true, steps: { 'release/release': { writes: 1 } } }),
      earlier: [{ input: released() }],
    },
    'Nothing waits for it': { input: released({ supplies: [] }), expect: { refused: 'input-invalid' } },
  },
};
