import type { FlowTest } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CHANGE_REQUEST, down, ORDER, requestTold } from './tested-order.ts';

/** What the runtime says of a run that a person ended. */
function givenUp(more: JsonObject = {}): JsonObject {
  return {
    runId: '0mwyoc8z6000e66b8faf88',
    flow: 'order-change',
    how: 'set-aside',
    by: 'Ada Lovelace',
    reason: 'Sales will call the customer.',
    lane: { name: 'sales-order', key: ORDER },
    sequence: 2,
    keys: { sapOrder: ORDER, changeRequest: CHANGE_REQUEST },
    body: { Id: CHANGE_REQUEST, Revision__c: 2 },
    ...more,
  };
}

function of(more: JsonObject, rest: Omit<FlowTest, 'input'>): FlowTest {
  return { input: givenUp(more), ...rest };
}

const told = (words: string) => ({
  'tell/request': { writes: 1, config: { id: CHANGE_REQUEST, fields: { Status__c: 'Set_Aside', ERP_Message__c: words } } },
});

export const changeGivenUpTests: ExampleTests = {
  flow: 'change-given-up',
  samples: () => ({ 'Set aside by an operator': givenUp({ runId: 'sample-given-up' }) }),
  tests: {
    'Set aside': of(
      {},
      { doubles: { 'tell/request': [requestTold] }, expect: { steps: told('Set aside: Sales will call the customer.') } },
    ),
    Cancelled: of(
      { how: 'cancelled', reason: 'Entered twice.' },
      { doubles: { 'tell/request': [requestTold] }, expect: { steps: told('Cancelled: Entered twice.') } },
    ),
    'Another flow has nothing to tell the CRM': of(
      { flow: 'commitment-received', keys: { sapOrder: ORDER } },
      { expect: { steps: { other: {} }, notRun: ['tell'] } },
    ),
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
    'Heard twice': of({}, { earlier: [{ input: givenUp() }], doubles: { 'tell/request': [requestTold] }, expect: { duplicate: true } }),
  },
};
