import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { ExampleTests } from './example-tests.ts';
import { down, ORDER } from './tested-order.ts';
import { shippedTotals } from './tested-shipment.ts';

/** Item 30 is sold in cartons of twelve. */
const input = {
  salesOrder: ORDER,
  items: [
    { item: '000020', material: 'FG-1005', quantity: '80.000', unit: 'PC' },
    { item: '000030', material: 'FG-1001', quantity: '3.000', unit: 'CAR' },
    { item: '000050', material: 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L', quantity: '50.000', unit: 'PC' },
  ],
};

function of(report: readonly StepDouble[], expect: FlowTest['expect'], description?: string): FlowTest {
  return { input, doubles: { report }, expect, ...(description === undefined ? {} : { description }) };
}

export const schedulerShipmentTests: ExampleTests = {
  flow: 'scheduler-shipment',
  samples: () => ({
    'Three items have left in part': {
      salesOrder: '0000004715',
      items: [
        { item: '000010', material: 'FG-1001', quantity: '1.000', unit: 'PC' },
        { item: '000020', material: 'FG-1001', quantity: '1.000', unit: 'PC' },
        { item: '000030', material: 'FG-1001', quantity: '1.000', unit: 'PC' },
      ],
    },
  }),
  tests: {
    'Good way': of(
      [shippedTotals],
      {
        steps: {
          report: {
            writes: 1,
            config: {
              demandId: ORDER,
              lines: [
                { item: '000020', shipped: '80.000', unit: 'PC' },
                { item: '000030', shipped: '36.000', unit: 'PC' },
                { item: '000050', shipped: '50.000', unit: 'PC' },
              ],
            },
          },
        },
        reply: { body: { outcome: 'told' } },
      },
      'Totals in base units, by the exact factors of each material.',
    ),
    'More was told already': of([{ port: 'stale', output: { demandId: ORDER } }], { reply: { body: { outcome: 'stale' } } }),
    'Nobody plans the order': of([{ port: 'not-found', output: { demandId: ORDER } }], { reply: { body: { outcome: 'not-planned' } } }),
    'Scheduling is down for a while': of([down, shippedTotals], { steps: { report: { writes: 2 } }, reply: { body: { outcome: 'told' } } }),
    'Answer is lost': of([{ lost: 'applied', ...shippedTotals }], {
      steps: { report: { writes: 1 } },
      reply: { body: { outcome: 'told' } },
    }),
  },
};
