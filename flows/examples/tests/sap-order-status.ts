import type { ExampleTests } from './example-tests.ts';
import { orderStands, silent } from './tested-status.ts';

const asked = { salesOrder: '0000004713' };

export const sapOrderStatusTests: ExampleTests = {
  flow: 'sap-order-status',
  samples: () => ({ 'An open order': asked }),
  tests: {
    Answered: {
      input: asked,
      doubles: { ask: [orderStands] },
      expect: { reply: { body: { state: 'answered', order: { purchaseOrderByCustomer: 'PO-007-8802' } } } },
    },
    Missing: {
      input: asked,
      doubles: { ask: [{ port: 'not-found', output: asked }] },
      expect: { reply: { body: { system: 'sap', state: 'missing' } } },
    },
    'Silent and asked once': {
      input: asked,
      doubles: { ask: [silent, orderStands] },
      expect: { reply: { body: { state: 'unknown', reason: 'The call took more than 1200 ms.' } } },
    },
  },
};
