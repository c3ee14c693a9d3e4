import type { ExampleTests } from './example-tests.ts';
import { inHand, itemsToMake, itemToMake } from './tested-board.ts';
import { down } from './tested-order.ts';
import { silent } from './tested-status.ts';

const asked = { plant: '1010' };
const toMake = { operation: 'to-make', plant: '1010' };

export const sapPlantOrdersTests: ExampleTests = {
  flow: 'sap-plant-orders',
  samples: () => ({ Hamburg: asked, 'What Hamburg has to make': toMake }),
  tests: {
    Answered: { input: asked, doubles: { ask: [inHand] }, expect: { reply: { body: { state: 'answered' } } } },
    'Nothing in hand': {
      input: asked,
      doubles: { ask: [{ port: 'none', output: { orders: [], count: 0 } }] },
      expect: { reply: { body: { state: 'answered', orders: [] } } },
    },
    'Silent and asked once': {
      input: asked,
      doubles: { ask: [silent, inHand] },
      expect: { reply: { body: { state: 'unknown', reason: 'The call took more than 1200 ms.' } } },
    },
    'All there is to make': {
      description: 'Ten digits, six digits, the earliest day of an item.',
      input: toMake,
      doubles: { items: [itemsToMake(itemToMake('20', ['2027-03-20', '2027-03-17']), itemToMake('40', ['2027-03-12']))] },
      expect: {
        steps: { items: { config: { where: { ProductionPlant: '1010', SalesDocumentRjcnReason: '' } } } },
        reply: {
          body: {
            state: 'answered',
            items: [
              {
                salesOrder: '0000004713',
                item: '000020',
                material: 'FG-1005',
                quantity: '80.000',
                unit: 'PC',
                requestedDate: '2027-03-17',
              },
              { salesOrder: '0000004713', item: '000040', requestedDate: '2027-03-12' },
            ],
          },
        },
        notRun: ['ask'],
      },
    },
    'Nothing to make': {
      input: toMake,
      doubles: { items: [itemsToMake()] },
      expect: { reply: { body: { state: 'answered', items: [] } } },
    },
    'What there is to make can wait': {
      description: 'Half a list would be a wrong file: it is asked again.',
      input: toMake,
      doubles: { items: [down, down, itemsToMake(itemToMake('20', ['2027-03-17']))] },
      expect: { reply: { body: { items: [{ item: '000020' }] } } },
    },
    'No such question': { input: { operation: 'to-plan', plant: '1010' }, expect: { refused: 'input-invalid' } },
  },
};
