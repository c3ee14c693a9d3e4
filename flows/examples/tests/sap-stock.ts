import type { StepDouble } from '../../flow-test.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';

const row = (material: string, quantity: string, kind = 'unrestricted') => ({ material, plant: '1010', quantity, unit: 'PC', kind });

/** What SAP has of three materials; of one also in quality inspection. */
export const stockInSap: StepDouble = {
  port: 'out',
  output: {
    stock: {
      asOf: '2027-01-20T18:00:00.000Z',
      source: 'sap',
      rows: [row('FG-1001', '240.000'), row('FG-1005', '118.000'), row('FG-1005', '4.000', 'quality'), row('000000000000100043', '60.000')],
    },
    free: [
      { material: 'FG-1001', plant: '1010', quantity: '240.000', unit: 'PC' },
      { material: 'FG-1005', plant: '1010', quantity: '118.000', unit: 'PC' },
      { material: '000000000000100043', plant: '1010', quantity: '60.000', unit: 'PC' },
    ],
  },
};
const asked = {
  items: [
    { material: 'FG-1001', plant: '1010' },
    { material: 'FG-1005', plant: '1010' },
    { material: '000000000000100043', plant: '1010' },
  ],
};

export const sapStockTests: ExampleTests = {
  flow: 'sap-stock',
  samples: () => ({ 'Three materials in two plants': { items: [...asked.items, { material: 'FG-1009', plant: '1020' }] } }),
  tests: {
    Reads: {
      input: asked,
      doubles: { read: [stockInSap] },
      expect: { reply: { body: { stock: { rows: [{ material: 'FG-1001', quantity: '240.000' }, {}, { kind: 'quality' }, {}] } } } },
    },
    'SAP is down for a while': { input: asked, doubles: { read: [down, stockInSap] }, expect: { reply: { body: { free: [{}, {}, {}] } } } },
  },
};
