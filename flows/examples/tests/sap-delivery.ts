import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down, ORDER } from './tested-order.ts';
import { deliveryInPart, deliveryMade, lacks, left, noDelivery, nothingOpen, shipmentOf, stockIsShort } from './tested-shipment.ts';

const create = {
  operation: 'create',
  salesOrder: ORDER,
  plant: '1010',
  items: [{ item: '000020' }, { item: '000030' }, { item: '000050' }],
};
const issue = { operation: 'goods-issue', delivery: '0080000001' };

function of(input: JsonObject, doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect']): FlowTest {
  return { input, doubles, expect };
}

export const sapDeliveryTests: ExampleTests = {
  flow: 'sap-delivery',
  samples: () => ({ 'Deliveries of an order': { operation: 'find', salesOrder: '0000004713' } }),
  tests: {
    Finds: of(
      { operation: 'find', salesOrder: ORDER },
      {
        find: [
          {
            port: 'found',
            output: {
              deliveries: [{ delivery: '0080000001', status: 'created', plannedGoodsIssue: '2027-03-09', shipment: shipmentOf() }],
              count: 1,
            },
          },
        ],
      },
      { reply: { body: { outcome: 'found', deliveries: [{ delivery: '0080000001' }] } } },
    ),
    'Finds none': of(
      { operation: 'find', salesOrder: ORDER },
      { find: [{ port: 'none', output: { deliveries: [], count: 0 } }] },
      { reply: { body: { outcome: 'none', deliveries: [] } } },
    ),
    Makes: of(
      create,
      { create: [deliveryMade] },
      {
        reply: { body: { outcome: 'created', delivery: '0080000001', missing: [] } },
        steps: { create: { writes: 1, config: { plant: '1010', items: [{ item: '000020' }, { item: '000030' }, { item: '000050' }] } } },
      },
    ),
    'Not all of it is there': of(create, { create: [deliveryInPart] }, { reply: { body: { outcome: 'partly', missing: [lacks] } } }),
    'Nothing is open': of(create, { create: [nothingOpen] }, { reply: { body: { outcome: 'nothing-open' } } }),
    'SAP makes none': of(
      create,
      { create: [noDelivery('VL/046', 'Order 4713 is blocked for delivery', 'delivery')] },
      {
        reply: { body: { outcome: 'refused', refusal: { code: 'VL/046' }, blockedBy: 'delivery' } },
      },
    ),
    'No such order': of(
      create,
      { create: [{ port: 'not-found', output: { salesOrder: ORDER } }] },
      {
        reply: { body: { outcome: 'missing', refusal: { message: `SAP has no sales order ${ORDER}.` } } },
      },
    ),
    'Answer to a delivery is lost': of(
      create,
      { create: [{ lost: 'applied', ...deliveryMade }] },
      {
        reply: { body: { outcome: 'created' } },
        steps: { create: { writes: 1 } },
      },
    ),
    'Goods leave': of(
      issue,
      { issue: [left()] },
      {
        reply: { body: { outcome: 'shipped', shipment: { goodsIssueDate: '2027-03-09' } } },
        steps: { issue: { writes: 1 } },
      },
    ),
    'They had left': of(issue, { issue: [left('80.000', 'no-change')] }, { reply: { body: { outcome: 'no-change' } } }),
    'Stock is short': of(issue, { issue: [stockIsShort] }, { reply: { body: { outcome: 'short', refusal: { code: 'M7/021' } } } }),
    'SAP is down for a while': of(
      issue,
      { issue: [down, down, left()] },
      {
        reply: { body: { outcome: 'shipped' } },
        steps: { issue: { writes: 3 } },
      },
    ),
    'Somebody else changed the delivery': of(issue, { issue: [{ lost: 'changed-by-somebody-else' }] }, { state: 'parked' }),
  },
};
