import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down, LINES, ORDER, orderInSap } from './tested-order.ts';
import {
  deliveriesOf,
  deliveryInPart,
  deliveryMade,
  deliveryOf,
  itemsTold,
  lacks,
  left,
  MADE,
  noDelivery,
  nothingOpen,
  shippedTotals,
  stockIsShort,
  twelvePieces,
} from './tested-shipment.ts';

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
const good = {
  'deliver/create': [deliveryMade],
  'issue/issue': [left()],
  'deliveries/find': [deliveriesOf(left().output)],
  'order/read': [orderInSap()],
  'tell/shipped': [itemsTold],
  'plan/report': [shippedTotals],
};
/** What the CRM is told of item 20. */
const item20 = (fields: JsonObject) => ({ config: { records: [{ externalId: `${ORDER}-000020`, fields }, {}, {}] } });

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
          'plan/report': {
            writes: 1,
            config: {
              demandId: ORDER,
              lines: [
                { item: '000020', shipped: '80.000', unit: 'PC' },
                { item: '000030', shipped: '36.000', unit: 'PC' },
                { item: '000050', shipped: '50.000', unit: 'PC' },
              ],
            },
          },
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
      { 'deliver/create': [deliveryInPart], 'issue/issue': [left('60.000')], 'deliveries/find': [deliveriesOf(left('60.000').output)] },
      {
        steps: {
          rest: {
            config: { owner: 'planner', title: `Order ${ORDER} left plant 1010 in part: item 000020 60.000 of 80.000 PC`, detail: [lacks] },
          },
          'tell/shipped': { writes: 1, ...item20({ Status__c: 'Partly_Shipped', Shipped_Quantity__c: '60.000' }) },
        },
        emitted: [{ type: 'millrace.sales-order.shipped.v1' }],
      },
    ),
    'Credit is exceeded': of(
      { 'deliver/create': [noDelivery('VL/306', 'Der Auftrag 4713 ist gesperrt: Kreditlimit überschritten', 'credit')] },
      { steps: { 'not-delivered': { config: { owner: 'finance' } } }, notRun: ['issue', 'tell'] },
    ),
    'Nothing is there': of(
      { 'deliver/create': [noDelivery('VL/150', 'Material FG-1005 ist im Werk 1010 nicht vorrätig')] },
      { steps: { 'not-delivered': { config: { owner: 'planner' } } }, notRun: ['issue'] },
    ),
    'The order is not complete': of(
      { 'deliver/create': [noDelivery('VL/306', 'Der Auftrag 4713 ist unvollständig', 'incomplete')] },
      { steps: { 'not-delivered': { config: { owner: 'master-data' } } }, notRun: ['tell'] },
      'By what holds the order up, in whatever language SAP answers.',
    ),
    'A message of your own system': {
      ...of(
        { 'deliver/create': [noDelivery('ZSD/017', 'Exportkontrolle')] },
        { steps: { 'not-delivered': { config: { owner: 'export-control' } } } },
      ),
      description: 'Which message is whose is a variable of the environment.',
      variables: { sapMessageOwners: { 'ZSD/017': 'export-control' } },
    },
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
    'The rest leaves by a second delivery': of(
      {
        'issue/issue': [left('20.000')],
        'deliveries/find': [deliveriesOf(deliveryOf('0080000000', '60.000', '2027-03-01'), left('20.000').output)],
      },
      {
        steps: {
          'tell/shipped': {
            writes: 1,
            ...item20({
              Status__c: 'Shipped',
              Shipped_Quantity__c: '80.000',
              Message__c: 'Item 000020: 20.000 PC left plant 1010 on 2027-03-09 with delivery 0080000001, 80.000 in all.',
            }),
          },
          done: {},
        },
      },
      'The CRM shows what SAP says has left in total, and shows the same when it is told again.',
    ),
    'A delivery was made by hand in another unit': of(
      {
        'deliveries/find': [deliveriesOf(twelvePieces, left('80.000').output)],
        'order/read': [
          orderInSap(
            {},
            LINES.map((line) => (line.item === '000030' ? { ...line, quantity: '5.000' } : line)),
          ),
        ],
      },
      {
        steps: {
          sums: { output: { totals: [{ item: '000030', quantity: '4.000', unit: 'CAR', ordered: '5.000' }, {}, {}] } },
          'tell/shipped': {
            writes: 1,
            config: { records: [{}, { fields: { Shipped_Quantity__c: '4.000', Unit__c: 'CAR', Status__c: 'Partly_Shipped' } }, {}] },
          },
        },
      },
      'Twelve pieces and three cartons of twelve are four cartons, in the unit of the order.',
    ),
    'It has left before': of(
      { 'deliver/create': [nothingOpen] },
      {
        steps: { 'tell/shipped': { writes: 1, ...item20({ Status__c: 'Shipped', Shipped_Quantity__c: '80.000' }) }, gone: {} },
        notRun: ['issue', 'dispatched', 'shipped', 'by-hand'],
      },
      'By hand perhaps: the CRM is told what is true.',
    ),
    'Nothing is open and nothing has left': of(
      { 'deliver/create': [nothingOpen], 'deliveries/find': [deliveriesOf()] },
      { steps: { gone: {} }, notRun: ['issue', 'tell', 'plan', 'by-hand'] },
      'The items were cancelled meanwhile.',
    ),
    'A delivery made by hand has not left': of(
      { 'deliver/create': [nothingOpen], 'deliveries/find': [deliveriesOf(deliveryOf('0080000044', '80.000'))] },
      {
        steps: {
          'by-hand': {
            config: {
              owner: 'logistics',
              title: `Order ${ORDER} has not left plant 1010: delivery 0080000044 was made by somebody else and has no goods issue`,
              detail: [{ delivery: '0080000044', status: 'picked', items: [{ item: '000020', quantity: '80.000', unit: 'PC' }] }],
            },
          },
          waits: { output: { waiting: ['0080000044'] } },
        },
        notRun: ['issue', 'tell', 'gone', 'done', 'shipped'],
      },
      'Nothing is open, and yet nothing has left: somebody is told which delivery it is.',
    ),
    'Scheduling is down while goods leave': of(
      { 'plan/report': [down, down, shippedTotals] },
      {
        steps: { 'plan/report': { writes: 3 }, 'tell/shipped': { writes: 1 }, done: {} },
        emitted: [{ type: 'millrace.shipment.dispatched.v1' }, { type: 'millrace.sales-order.shipped.v1' }],
      },
      'The customer and everybody else know already; scheduling hears of it when it is back.',
    ),
    'Answer of scheduling is lost': of(
      { 'plan/report': [{ lost: 'applied', ...shippedTotals }] },
      { steps: { 'plan/report': { writes: 1 }, done: {} } },
    ),
    'Nobody plans the order': of(
      { 'plan/report': [{ port: 'not-found', output: { demandId: ORDER } }] },
      { steps: { plan: { output: { outcome: 'not-planned' } }, done: {} } },
      'Made to stock, for instance: there is nothing to tell.',
    ),
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
