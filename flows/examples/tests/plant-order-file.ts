import type { StepDouble } from '../../flow-test.ts';
import type { ExampleTests } from './example-tests.ts';
import { written } from './tested-file.ts';

const EVENING = { slot: '2027-01-20T17:00:00.000Z', missed: 0 };
const row = (item: string, dates: readonly string[]) => ({
  SalesOrder: '4713',
  SalesOrderItem: item,
  Material: 'FG-1005',
  RequestedQuantity: '80.000',
  RequestedQuantityUnit: 'PC',
  to_ScheduleLine: dates.map((RequestedDeliveryDate) => ({ RequestedDeliveryDate })),
});
const toMake = (...rows: ReturnType<typeof row>[]): StepDouble => ({ port: 'out', output: { rows, count: rows.length } });

export const plantOrderFileTests: ExampleTests = {
  flow: 'plant-order-file',
  samples: () => ({ 'An evening': EVENING }),
  tests: {
    'Good way': {
      description: 'Ten digits, six digits, the earliest day of an item: as the plant knows it.',
      input: EVENING,
      variables: { filePlant: '1010' },
      doubles: {
        items: [toMake(row('20', ['2027-03-20', '2027-03-17']), row('40', ['2027-03-12']))],
        'file/order-file': [written('ORDERS_1.csv', 2)],
      },
      expect: {
        steps: {
          items: { config: { where: { ProductionPlant: '1010' } } },
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
      doubles: { items: [toMake()] },
      expect: { notRun: ['file'] },
    },
    'No plant works by file': { input: EVENING, expect: { notRun: ['items', 'file'] } },
  },
};
