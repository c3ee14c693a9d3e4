import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { stockInSap } from './sap-stock.ts';
import { down } from './tested-order.ts';

/** Three materials, one of them in cartons at one place and in pieces at another. */
function counted(more: JsonObject = {}): JsonObject {
  return {
    countId: 'CNT-2027-0042',
    plant: '1010',
    asOf: '2027-01-20T18:00:00Z',
    rows: [
      { material: 'FG-1001', quantity: '15', unit: 'CAR' },
      { material: 'FG-1001', quantity: '60', unit: 'PC' },
      { material: 'FG-1005', quantity: '118', unit: 'PC' },
      { material: '000000000000100043', quantity: '3', unit: 'CAR' },
    ],
    ...more,
  };
}
const consignment = { plant: '1010', quantity: '40.000', unit: 'PC', kind: 'unrestricted' };
const { stock: booked, ...free } = (stockInSap as { readonly output: JsonObject }).output as {
  readonly stock: { readonly rows: readonly JsonObject[] } & JsonObject;
};
const withConsignment: StepDouble = {
  port: 'out',
  output: {
    ...free,
    stock: {
      ...booked,
      rows: [
        ...booked.rows,
        { ...consignment, material: 'FG-1001', specialStock: 'W', customer: '0017100001' },
        { ...consignment, material: 'FG-1005', specialStock: 'K', supplier: '0017300001' },
      ],
    },
  },
};

function of(input: JsonObject, answers: readonly StepDouble[], expect: FlowTest['expect'], variables?: JsonObject): FlowTest {
  return { input, doubles: { 'sap/read': answers }, expect, ...(variables === undefined ? {} : { variables }) };
}

export const stockReconciliationTests: ExampleTests = {
  flow: 'stock-reconciliation',
  samples: () => ({
    'Hamburg, four places': counted({ countId: 'CNT-SAMPLE-1' }),
    Charlotte: {
      countId: 'CNT-SAMPLE-2',
      plant: '1020',
      asOf: '2027-01-20T23:00:00Z',
      rows: [
        { material: 'FG-1009', quantity: '120', unit: 'PC' },
        { material: 'FG-1004', quantity: '2', unit: 'PAL' },
        { material: 'FG-1007', quantity: '70', unit: 'KG' },
      ],
    },
  }),
  tests: {
    'Good way': {
      ...of(counted(), [stockInSap], { steps: { agrees: { output: { rows: 3 } } }, notRun: ['decide'] }),
      description: 'Fifteen cartons of twelve and sixty pieces are the 240 that SAP has.',
    },
    'One differs': of(
      counted({
        rows: [
          { material: 'FG-1001', quantity: '19', unit: 'CAR' },
          { material: 'FG-1005', quantity: '118', unit: 'PC' },
        ],
      }),
      [stockInSap],
      {
        steps: {
          decide: {
            config: {
              owner: 'warehouse',
              title: 'Plant 1010, count CNT-2027-0042: 1 of 2 differ, first FG-1001 with -12.000 PC',
              detail: [{ material: 'FG-1001', counted: '228.000', booked: '240.000', difference: '-12.000', unit: 'PC' }],
            },
          },
        },
        notRun: ['agrees'],
      },
    ),
    'Within the tolerance': of(
      counted({ rows: [{ material: 'FG-1001', quantity: '19', unit: 'CAR' }] }),
      [stockInSap],
      { steps: { agrees: {} }, notRun: ['decide'] },
      { stockTolerancePercent: 5 },
    ),
    'Something that SAP has not': of(
      counted({ rows: [{ material: 'FG-1004', quantity: '2', unit: 'PC' }] }),
      [stockInSap],
      { steps: { decide: { config: { detail: [{ material: 'FG-1004', booked: '0', difference: '2.000' }] } } } },
      { stockTolerancePercent: 50 },
    ),
    'Stock at a customer is not in the warehouse': {
      ...of(counted(), [withConsignment], { steps: { agrees: { output: { rows: 3 } } }, notRun: ['decide'] }),
      description: 'What SAP has of others, for others or at others is no part of a count.',
    },
    'SAP is down for a while': of(counted(), [down, down, stockInSap], { steps: { agrees: {} } }),
    'The same count twice': { ...of(counted(), [stockInSap], { duplicate: true }), earlier: [{ input: counted() }] },
    'A count of nothing': { input: counted({ rows: [] }), expect: { refused: 'input-invalid' } },
  },
};
