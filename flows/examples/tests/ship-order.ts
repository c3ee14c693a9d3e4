import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down, ORDER } from './tested-order.ts';
import { deliveryInPart, deliveryMade, itemsTold, lacks, left, MADE, noDelivery, nothingOpen, stockIsShort } from './tested-shipment.ts';

/** The event of schedule-to-fulfillment. */
function ready(more: JsonObject = {}): JsonObject {
  return {
    salesOrder: ORDER,
    plant: '1010',
    items: [{ item: '000020' }, { item: '000030' }, { item: '000050' }],
    productionOrder: MADE,
    ...more,
  };
}
const good = { 'deliver/create': [deliveryMade], 'issue/issue': [left()], 'tell/shipped': [itemsTold] };

function of(doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect'], description?: string): FlowTest {
  return { input: ready(), doubles: { ...good, ...doubles }, expect, ...(description === undefined ? {} : { description }) };
}

export const shipOrderTests: ExampleTests = {
  flow: 'ship-order',
  samples: () => ({
    'Three items of Hamburg': {
      salesOrder: '0000004715',
      plant: '1010',
      items: [
        { item: '000010', quantity: '1' },
        { item: '000020', quantity: '1' },
        { item: '000030', quantity: '1' },
      ],
    },
    'An order that is blocked': { salesOrder: '0000004785', plant: '1010', items: [{ item: '000010' }] },
  }),
  tests: {
    'Good way': of(
      {},
      {
        steps: {
          'deliver/create': { writes: 1, config: { salesOrder: ORDER, plant: '1010' } },
          'issue/issue': { writes: 1, config: { delivery: '0080000001' } },
          'tell/shipped': { writes: 1 },
          done: { output: { delivery: '0080000001' } },
        },
        emitted: [
          { type: 'millrace.shipment.dispatched.v1', data: { delivery: '0080000001', goodsIssueDate: '2027-03-09' } },
          { type: 'millrace.sales-order.shipped.v1', data: { plant: '1010' } },
        ],
      },
      'One delivery of three items; the CRM shows each with its number, and the world hears of it.',
    ),
    'Not all of it is there': of(
      { 'deliver/create': [deliveryInPart], 'issue/issue': [left('60.000')] },
      {
        steps: {
          rest: {
            config: { owner: 'planner', title: `Order ${ORDER} left plant 1010 in part: item 000020 60.000 of 80.000 PC`, detail: [lacks] },
          },
          'tell/shipped': { writes: 1 },
        },
        emitted: [{ type: 'millrace.sales-order.shipped.v1' }],
      },
    ),
    'Credit is exceeded': of(
      { 'deliver/create': [noDelivery('V1/849', 'Order 4713 is blocked: credit limit exceeded')] },
      { steps: { 'not-delivered': { config: { owner: 'finance' } } }, notRun: ['issue', 'tell'] },
    ),
    'Nothing is there': of(
      { 'deliver/create': [noDelivery('VL/150', 'Nothing of material FG-1005 is available in plant 1010')] },
      { steps: { 'not-delivered': { config: { owner: 'planner' } } }, notRun: ['issue'] },
    ),
    'The order is blocked': of(
      { 'deliver/create': [noDelivery('VL/046', 'Order 4713 is blocked for delivery')] },
      {
        steps: {
          'not-delivered': {
            config: {
              owner: 'order-management',
              title: `SAP makes no delivery of order ${ORDER} in plant 1010: Order 4713 is blocked for delivery`,
            },
          },
        },
        notRun: ['tell'],
      },
    ),
    'The shelf is empty': of(
      { 'issue/issue': [stockIsShort] },
      {
        steps: {
          'stock-differs': {
            config: {
              owner: 'warehouse',
              title: `Delivery 0080000001 of order ${ORDER} cannot leave plant 1010: Deficit of SL Unrestricted-use 12.000 PC : FG-1005 1010 101A`,
            },
          },
        },
        notRun: ['tell', 'shipped'],
      },
      'The delivery stays picked, the warehouse counts, and nobody tells the customer what has not happened.',
    ),
    'It has left before': of({ 'deliver/create': [nothingOpen] }, { steps: { gone: {} }, notRun: ['issue', 'tell'] }),
    'SAP is down for a while': of(
      { 'deliver/create': [down, deliveryMade], 'issue/issue': [down, left()] },
      { steps: { 'deliver/create': { writes: 2 }, 'issue/issue': { writes: 2 }, done: {} } },
    ),
    'Answers of SAP are lost': of(
      { 'deliver/create': [{ lost: 'applied', ...deliveryMade }], 'issue/issue': [{ lost: 'applied', ...left() }] },
      { steps: { 'deliver/create': { writes: 1 }, 'issue/issue': { writes: 1 }, done: {} } },
    ),
    'Answer of the CRM is lost': of(
      { 'tell/shipped': [{ lost: 'not-applied' }, itemsTold] },
      { steps: { 'tell/shipped': { writes: 2 }, done: {} } },
    ),
  },
};
