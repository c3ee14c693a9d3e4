import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';
import { committed, late, plan } from './tested-plan.ts';

/** A spindle is broken: three orders of three customer classes wait for it. */
function exception(more: JsonObject = {}): JsonObject {
  return {
    exceptionId: 'EX-2027-000318',
    kind: 'machine-down',
    plant: '1010',
    workCentre: 'H-MIL01',
    from: '2027-01-20T06:40:00Z',
    expectedUntil: '2027-01-22T06:00:00Z',
    raisedAt: '2027-01-20T06:52:11Z',
    text: 'Spindle bearing',
    affected: [
      { salesOrder: '0000004713', item: '000030', customerClass: 'C', promisedDate: '2027-02-10' },
      { salesOrder: '0000004711', item: '000030', customerClass: 'A', promisedDate: '2027-02-12' },
      { salesOrder: '0000004719', item: '000010', customerClass: 'B', promisedDate: '2027-02-01' },
      { salesOrder: '0000004711', item: '000010', customerClass: 'A', promisedDate: '2027-02-11' },
    ],
    ...more,
  };
}

const RANKED = ['0000004711', '0000004719', '0000004713'];
const decided = (choice: string): readonly StepDouble[] => [{ port: choice, output: { choice, by: 'Ada', reason: 'Agreed with sales' } }];
const planned = plan('feasible', committed, 44);

function of(doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect'], description?: string): FlowTest {
  return { input: exception(), doubles, expect, ...(description === undefined ? {} : { description }) };
}

export const scheduleExceptionTests: ExampleTests = {
  flow: 'schedule-exception',
  samples: (day) => ({
    'A machine is down, three orders wait for it': {
      ...exception({ exceptionId: 'EX-SAMPLE-1' }),
      from: `${day(0)}T06:40:00Z`,
      expectedUntil: `${day(2)}T06:00:00Z`,
      raisedAt: `${day(0)}T06:52:11Z`,
    },
    'Nobody is affected': exception({ exceptionId: 'EX-SAMPLE-2', affected: [] }),
  }),
  tests: {
    'Good way': of(
      { decide: decided('accept'), 'replan/replan': [planned] },
      {
        steps: {
          'replan/replan': { writes: 1, config: { demandIds: RANKED, mode: 'firm', requestId: 'exception/EX-2027-000318' } },
          done: { output: { planVersion: 44 } },
        },
        notRun: ['late', 'failed', 'expedite'],
        emitted: [{ type: 'millrace.schedule.exception-raised.v1' }],
      },
      'One decision for all orders, planned in the order of their customer class; the new promises come as commitments.',
    ),
    'It waits for a decision': of(
      {},
      {
        state: 'completed',
        steps: {
          decide: { config: { title: 'Plant 1010, H-MIL01: 3 orders in danger, first 0000004711' } },
          undecided: { config: { owner: 'planner', title: 'Nobody decided about H-MIL01 of plant 1010: 3 orders in danger' } },
        },
        notRun: ['replan'],
      },
      'And not for ever: past its due time the planner is asked.',
    ),
    Expedite: of(
      { decide: decided('expedite'), 'replan/replan': [planned] },
      {
        steps: {
          expedite: {
            config: { owner: 'planner', title: 'Expedite: plant 1010, H-MIL01, orders 0000004711, 0000004719, 0000004713' },
          },
          done: {},
        },
      },
    ),
    'The promises stand': of(
      { decide: decided('reject') },
      {
        steps: {
          stands: {
            config: { owner: 'production-planning', title: 'Promises stand although H-MIL01 of plant 1010 fails: Agreed with sales' },
          },
        },
        notRun: ['replan'],
      },
    ),
    'Some are late all the same': of(
      { decide: decided('accept'), 'replan/replan': [plan('offers', late, 44)] },
      {
        steps: { late: { config: { owner: 'planner', title: 'Not in time after H-MIL01 of plant 1010: orders 0000004713' } } },
        notRun: ['done'],
      },
    ),
    'Scheduling does not answer': of(
      { decide: decided('accept'), 'replan/replan': [{ port: 'timed-out', output: { planId: 'plan-90', status: 'waiting' } }] },
      {
        steps: {
          failed: {
            config: { title: 'Orders behind H-MIL01 of plant 1010 could not be planned: the scheduler did not answer in time' },
          },
        },
      },
    ),
    'Scheduling is down for a while': of(
      { decide: decided('accept'), 'replan/replan': [down, down, planned] },
      {
        steps: { 'replan/replan': { writes: 3 }, done: {} },
      },
    ),
    'Answer of the scheduler is lost': of(
      { decide: decided('accept'), 'replan/replan': [{ lost: 'applied', ...planned }] },
      {
        steps: { 'replan/replan': { writes: 1 }, done: {} },
      },
    ),
    'The shop floor says it twice': {
      ...of({ decide: decided('accept'), 'replan/replan': [planned] }, { duplicate: true, steps: { 'replan/replan': { writes: 1 } } }),
      earlier: [{ input: exception() }],
    },
    'Nobody is affected': { input: exception({ affected: [] }), expect: { steps: { nobody: {} }, notRun: ['decide', 'announce'] } },
  },
};
