import type { ExampleTests } from './example-tests.ts';
import { itemsToMake, itemToMake } from './tested-board.ts';
import { written } from './tested-file.ts';
import { down } from './tested-order.ts';

const EVENING = { slot: '2027-01-20T17:00:00.000Z', missed: 0 };
export const plantOrderFileTests: ExampleTests = {
  flow: 'plant-order-file',
  samples: () => ({ 'An evening': EVENING }),
  tests: {
    'Good way': {
      description: 'Ten digits, six digits, the earliest day of an item: as the plant knows it.',
      input: EVENING,
      variables: { filePlant: '1010' },
      doubles: {
        'items/items': [itemsToMake(itemToMake('20', ['2027-03-20', '2027-03-17']), itemToMake('40', ['2027-03-12']))],
        'file/order-file': [written('ORDERS_1.csv', 2)],
      },
      expect: {
        steps: {
          'items/items': { config: { where: { ProductionPlant: '1010' } } },
          'file/order-file': {
            config: {
              rows: [
                { order: '0000004713', item: '000020', material: 'FG-1005', quantity: '80.000', unit: 'PC', due: '2027-03-17' },
                { order: '0000004713', item: '000040', due: '2027-03-12' },
              ],
              header: { plant: '1010' },
            },
            writes: 1,
          },
        },
      },
    },
    'Nothing to make': {
      input: EVENING,
      variables: { filePlant: '1010' },
      doubles: { 'items/items': [itemsToMake()] },
      expect: { notRun: ['file'] },
    },
    'SAP is down for a while': {
      description: 'The evening waits for it; the plant gets one file.',
      input: EVENING,
      variables: { filePlant: '1010' },
      doubles: {
        'items/items': [down, down, itemsToMake(itemToMake('20', ['2027-03-17']))],
        'file/order-file': [written('ORDERS_1.csv', 1)],
      },
      expect: { steps: { 'file/order-file': { writes: 1 } } },
    },
    'No plant works by file': { input: EVENING, expect: { notRun: ['items', 'file'] } },
  },
};
