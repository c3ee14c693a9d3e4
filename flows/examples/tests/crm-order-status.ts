import type { ExampleTests } from './example-tests.ts';
import { lastChange, nothingTold, promises, silent } from './tested-status.ts';

const asked = { salesOrder: '0000004713' };

export const crmOrderStatusTests: ExampleTests = {
  flow: 'crm-order-status',
  samples: () => ({ 'An open order': asked }),
  tests: {
    Answered: {
      input: asked,
      doubles: { promises: [promises], request: [lastChange] },
      expect: {
        reply: {
          body: {
            state: 'answered',
            items: [
              { item: '000010', status: 'Committed', promisedDate: '2027-03-10', goodsIssueDate: '2027-03-08' },
              { item: '000020' },
              { item: '000030', status: 'Partly_Shipped' },
            ],
            request: { name: 'CR-0042', status: 'Offered', at: '2027-01-20T09:15:00.000Z' },
          },
        },
      },
    },
    'Nothing was promised or asked for': {
      input: asked,
      doubles: { promises: [nothingTold], request: [nothingTold] },
      expect: { reply: { body: { state: 'answered', items: [], request: {} } } },
    },
    'Half an answer is none': {
      input: asked,
      doubles: { promises: [promises], request: [silent] },
      expect: { reply: { body: { state: 'unknown', reason: 'The call took more than 1200 ms.' } } },
    },
  },
};
