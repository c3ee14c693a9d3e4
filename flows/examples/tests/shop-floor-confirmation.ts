import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';
import { booked, MADE, notBooked } from './tested-shipment.ts';

function said(more: JsonObject = {}): JsonObject {
  return { confirmationId: 'MES-88121', productionOrder: MADE, plant: '1010', yield: '120', scrap: '2', ...more };
}
function of(input: JsonObject, answers: readonly StepDouble[], expect: FlowTest['expect']): FlowTest {
  return { input, doubles: { 'book/confirm': answers }, expect };
}

export const shopFloorConfirmationTests: ExampleTests = {
  flow: 'shop-floor-confirmation',
  samples: () => ({
    'Half of an order that is not released': said({ confirmationId: 'MES-SAMPLE-1', productionOrder: '000001000602' }),
    'An order that SAP does not have': said({ confirmationId: 'MES-SAMPLE-2', productionOrder: '000009999998' }),
  }),
  tests: {
    'More comes': of(said(), [booked('partial', '120.000', '266.000')], {
      steps: {
        'book/confirm': { writes: 1, config: { reference: 'MES-88121', yield: '120', scrap: '2', final: false } },
        partial: { output: { open: '266.000' } },
      },
      notRun: ['finished'],
    }),
    'Good way': of(said({ yield: '386', final: true }), [booked('complete', '386.000', '0.000')], {
      emitted: [
        {
          type: 'millrace.production-order.completed.v1',
          data: {
            productionOrder: MADE,
            outcome: 'complete',
            confirmedQuantity: '386.000',
            quantity: '386.000',
            confirmationId: 'MES-88121',
          },
        },
      ],
    }),
    'Ends with less than ordered': of(said({ yield: '300', final: true }), [booked('short', '300.000', '86.000')], {
      emitted: [{ type: 'millrace.production-order.completed.v1', data: { outcome: 'short', confirmedQuantity: '300.000' } }],
    }),
    'SAP does not book it': of(said(), [notBooked], {
      steps: {
        refused: {
          config: {
            owner: 'production-planning',
            title: `SAP does not book 120 of production order ${MADE} (MES-88121): Order 1000503 is not released`,
          },
        },
      },
      notRun: ['finished'],
    }),
    'SAP has no such order': of(said(), [{ port: 'not-found', output: { productionOrder: MADE } }], {
      steps: {
        refused: {
          config: { title: `SAP does not book 120 of production order ${MADE} (MES-88121): SAP has no production order ${MADE}.` },
        },
      },
    }),
    'Booked before': of(said(), [{ ...booked('partial', '120.000', '266.000'), port: 'existing' }], {
      steps: { known: {} },
      notRun: ['finished'],
    }),
    'SAP is down for a while': of(said(), [down, down, booked('partial', '120.000', '266.000')], {
      steps: { 'book/confirm': { writes: 3 } },
    }),
    'Answer of SAP is lost': of(said({ yield: '386', final: true }), [{ lost: 'applied', ...booked('complete', '386.000', '0.000') }], {
      steps: { 'book/confirm': { writes: 1 } },
      emitted: [{ type: 'millrace.production-order.completed.v1' }],
    }),
    'The shop floor says it twice': {
      ...of(said(), [booked('partial', '120.000', '266.000')], { duplicate: true, steps: { 'book/confirm': { writes: 1 } } }),
      earlier: [{ input: said() }],
    },
    'A quantity that is none': { input: said({ yield: '12O' }), expect: { refused: 'input-invalid' } },
  },
};
