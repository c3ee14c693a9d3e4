import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down, LINES, ORDER } from './tested-order.ts';
import { committed, DEMAND, demandTaken, impossible, late, plan } from './tested-plan.ts';

const tell = { operation: 'tell', salesOrder: ORDER, revision: 3, customerClass: 'C', lines: DEMAND };
const whatIf = { operation: 'what-if', salesOrder: ORDER, revision: 3 };
const firm = { operation: 'firm', salesOrder: ORDER, revision: 3 };

function of(input: JsonObject, doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect']): FlowTest {
  return { input, doubles, expect };
}

/** What is offered arrives later than it is in stock: picking, packing, the road, of the plant that makes it. */
const OFFERS = [
  {
    kind: 'full-later',
    lines: [{ plant: '1010', quantity: '80.000', date: '2027-03-29', promisedDate: '2027-03-31' }],
    blocking: { kind: 'resource', name: 'H-MIL01', earliestDate: '2027-03-29' },
  },
  {
    kind: 'split',
    lines: [
      { quantity: '50.000', date: '2027-03-15', promisedDate: '2027-03-17' },
      { quantity: '30.000', date: '2027-03-29', promisedDate: '2027-03-31' },
    ],
  },
  { kind: 'other-plant', lines: [{ plant: '1020', quantity: '80.000', date: '2027-03-18', promisedDate: '2027-03-22' }] },
];

export const schedulerDemandTests: ExampleTests = {
  flow: 'scheduler-demand',
  samples: (day) => ({
    'Tell a demand of three lines': {
      operation: 'tell',
      salesOrder: '0000004711',
      revision: 105,
      customerClass: 'A',
      lines: [
        {
          item: '000010',
          material: 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L',
          plant: '1010',
          quantity: '45.000',
          unit: 'PC',
          dueDate: day(29),
        },
        {
          item: '000020',
          material: 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L',
          plant: '1010',
          quantity: '45.000',
          unit: 'PC',
          dueDate: day(43),
        },
        { item: '000030', material: 'FG-1001', plant: '1020', quantity: '35.000', unit: 'PC', dueDate: day(25) },
      ],
    },
    'What if?': { operation: 'what-if', salesOrder: '0000004711', revision: 105 },
  }),
  tests: {
    Tells: of(
      tell,
      { demand: [demandTaken] },
      { reply: { body: { outcome: 'told' } }, steps: { demand: { writes: 1, config: { lines: DEMAND } } } },
    ),
    'Knows a newer revision': of(
      tell,
      { demand: [{ port: 'stale', output: { demandId: ORDER, demandRevision: 3, newerRevision: 7 } }] },
      {
        reply: { body: { outcome: 'stale', newerRevision: 7 } },
      },
    ),
    Tries: of(
      whatIf,
      { 'what-if': [plan('feasible', committed)] },
      {
        reply: { body: { outcome: 'feasible' } },
        steps: { 'what-if': { config: { mode: 'what-if', requestId: `${ORDER}/3/what-if`, demandIds: [ORDER] } } },
      },
    ),
    Offers: of(whatIf, { 'what-if': [plan('offers', late)] }, { reply: { body: { outcome: 'offers' } } }),
    'No way': of(firm, { firm: [plan('failed', impossible)] }, { reply: { body: { outcome: 'infeasible' } } }),
    'The plan failed': of(
      firm,
      { firm: [{ port: 'failed', output: { planId: 'plan-88', status: 'failed', demands: [], error: 'Solver ran out of memory.' } }] },
      { reply: { body: { outcome: 'failed', error: 'Solver ran out of memory.' } } },
    ),
    'Does not answer in time': of(
      firm,
      { firm: [{ port: 'timed-out', output: { planId: 'plan-88', status: 'waiting' } }] },
      {
        reply: { body: { outcome: 'timed-out' } },
      },
    ),
    'Is down for a while': of(
      tell,
      { demand: [down, down, demandTaken] },
      { reply: { body: { outcome: 'told' } }, steps: { demand: { writes: 3 } } },
    ),
    'Answer is lost': of(
      tell,
      { demand: [{ lost: 'applied', port: 'done', output: { demandId: ORDER, demandRevision: 3 } }] },
      {
        reply: { body: { outcome: 'told' } },
        steps: { demand: { writes: 1 } },
      },
    ),
    'Turns an answer into a commitment': of(
      {
        operation: 'commitment',
        salesOrder: ORDER,
        planVersion: 42,
        plannedAt: '2027-01-20T10:00:00.000Z',
        answer: late,
        wanted: LINES.map(({ item, requestedDate }) => ({ item, requestedDate })),
      },
      {},
      {
        steps: {
          commitment: { output: { commitment: { salesOrder: ORDER, planVersion: 42, committedAt: '2027-01-20T10:00:00.000Z' } } },
          days: { config: { direction: 'forward' } },
        },
        reply: { status: 200, body: { salesOrder: ORDER, planVersion: 42, items: [{}, { item: '000020', offers: OFFERS }, {}, {}, {}] } },
      },
    ),
  },
};
