import type { FlowTest } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CHANGE_REQUEST, down, ORDER, requestTold } from './tested-order.ts';

/** What the runtime says of a run that came too late. */
function overtaken(more: JsonObject = {}): JsonObject {
  return {
    runId: '0mwyoc8z6000e66b8faf88',
    flow: 'order-change',
    lane: { name: 'sales-order', key: ORDER },
    sequence: 2,
    overtakenBy: 3,
    keys: { sapOrder: ORDER, changeRequest: CHANGE_REQUEST },
    body: { Id: CHANGE_REQUEST, Revision__c: 2 },
    ...more,
  };
}

function of(more: JsonObject, rest: Omit<FlowTest, 'input'>): FlowTest {
  return { input: overtaken(more), ...rest };
}

const words = 'Revision 2 came after revision 3 had been handled, and was not applied.';

export const changeOvertakenTests: ExampleTests = {
  flow: 'change-overtaken',
  samples: () => ({ 'Revision 2 after revision 3': overtaken({ runId: 'sample-overtaken' }) }),
  tests: {
    'Good way': of(
      {},
      {
        doubles: { 'tell/request': [requestTold] },
        expect: {
          steps: { 'tell/request': { writes: 1, config: { id: CHANGE_REQUEST, fields: { Status__c: 'Stale', ERP_Message__c: words } } } },
        },
      },
    ),
    'Another flow has nothing to tell the CRM': of({ flow: 'commitment-received' }, { expect: { steps: { other: {} }, notRun: ['tell'] } }),
    'The CRM is down for a while': of(
      {},
      { doubles: { 'tell/request': [down, down, requestTold] }, expect: { steps: { 'tell/request': { writes: 3 } } } },
    ),
    'Answer of the CRM is lost': of(
      {},
      {
        doubles: { 'tell/request': [{ lost: 'applied', port: 'updated', output: { id: CHANGE_REQUEST } }] },
        expect: { steps: { 'tell/request': { writes: 1 } } },
      },
    ),
    'The request is gone from the CRM': of(
      {},
      {
        doubles: { 'tell/request': [{ port: 'missing', output: { id: CHANGE_REQUEST } }] },
        expect: { steps: { tell: { output: { told: false } } } },
      },
    ),
    'Heard twice': of({}, { earlier: [{ input: overtaken() }], doubles: { 'tell/request': [requestTold] }, expect: { duplicate: true } }),
  },
};
