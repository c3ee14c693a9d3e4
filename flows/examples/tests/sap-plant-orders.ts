import type { ExampleTests } from './example-tests.ts';
import { inHand } from './tested-board.ts';
import { silent } from './tested-status.ts';

const asked = { plant: '1010' };

export const sapPlantOrdersTests: ExampleTests = {
  flow: 'sap-plant-orders',
  samples: () => ({ Hamburg: asked }),
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
  },
};
