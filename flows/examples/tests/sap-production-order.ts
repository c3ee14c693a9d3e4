import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { down } from './tested-order.ts';
import { booked, MADE, notBooked } from './tested-shipment.ts';

/** A production order of pumps in Hamburg, by the day on which SAP counts on it. */
function order(productionOrder: string, end: string, status = 'created'): JsonObject {
  const at = { date: end, time: '22:00:00' };
  return {
    productionOrder,
    material: 'FG-1005',
    plant: '1010',
    quantity: '386.000',
    confirmedQuantity: '0.000',
    unit: 'PC',
    status,
    plannedEnd: at,
    scheduledEnd: at,
  };
}

export function ordersInSap(...orders: readonly JsonObject[]): StepDouble {
  return { port: orders.length === 0 ? 'none' : 'found', output: { orders, count: orders.length } };
}

/** Three of them; the first has begun on the shop floor. */
export const supply = ordersInSap(
  order('000001000501', '2027-03-24', 'partly-confirmed'),
  order('000001000502', '2027-03-21', 'released'),
  order('000001000503', '2027-04-04'),
);

export function rescheduled(productionOrder: string, end: string): StepDouble & { readonly output: JsonObject } {
  return {
    port: 'rescheduled',
    output: { productionOrder, before: order(productionOrder, '2027-03-21'), order: order(productionOrder, end) },
  };
}

const move = { operation: 'move-supply', material: 'FG-1005', plant: '1010', plannedEnd: '2027-03-29' };

function of(input: JsonObject, doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect']): FlowTest {
  return { input, doubles, expect };
}

export const sapProductionOrderTests: ExampleTests = {
  flow: 'sap-production-order',
  samples: (day) => ({
    'Orders of a material in a plant': { operation: 'find', material: 'FG-1005', plant: '1010' },
    'Move the supply of a material': { operation: 'move-supply', material: 'FG-1005', plant: '1020', plannedEnd: day(20) },
    'Release an order': { operation: 'release', productionOrder: '000001000604' },
    'Not released yet, so SAP refuses': {
      operation: 'confirm',
      productionOrder: '000001000603',
      confirmation: { reference: 'MES-SAMPLE-1', yield: '12' },
    },
  }),
  tests: {
    Finds: of({ operation: 'find', material: 'FG-1005', plant: '1010' }, { find: [supply] }, { reply: { body: { outcome: 'found' } } }),
    'Finds none': of(
      { operation: 'find', salesOrder: '0000004713' },
      { find: [ordersInSap()] },
      {
        reply: {
          body: {
            outcome: 'none',
            refusal: { code: 'no-production-order', message: 'SAP has no open production order for 0000004713.' },
          },
        },
      },
    ),
    'Moves the one that ends nearest': of(
      move,
      { supply: [supply], reschedule: [rescheduled('000001000503', '2027-03-29')] },
      {
        reply: { body: { outcome: 'rescheduled', productionOrder: '000001000503' } },
        steps: { reschedule: { writes: 1, config: { productionOrder: '000001000503', plannedEnd: '2027-03-29' } } },
      },
    ),
    'None is near enough': {
      ...of(
        move,
        { supply: [supply] },
        {
          reply: {
            body: {
              outcome: 'too-far',
              refusal: { message: 'The nearest production order for FG-1005, 000001000503, ends on 2027-04-04: 6 days off.' },
            },
          },
          notRun: ['reschedule'],
        },
      ),
      variables: { promiseMoveDays: 5 },
    },
    'Only begun ones are there': of(
      move,
      { supply: [ordersInSap(order('000001000501', '2027-03-24', 'partly-confirmed'))] },
      {
        reply: { body: { outcome: 'none', refusal: { message: 'SAP has no open production order for FG-1005 in plant 1010.' } } },
        notRun: ['reschedule'],
      },
    ),
    'SAP refuses': of(
      move,
      {
        supply: [supply],
        reschedule: [
          {
            port: 'refused',
            output: {
              productionOrder: '000001000503',
              order: order('000001000503', '2027-04-04', 'technically-complete'),
              refusal: { code: 'CO/688', message: 'Order 1000503 is technically completed' },
            },
          },
        ],
      },
      { reply: { body: { outcome: 'refused', refusal: { code: 'CO/688' } } } },
    ),
    'SAP is down for a while': of(
      move,
      { supply: [down, supply], reschedule: [down, down, rescheduled('000001000503', '2027-03-29')] },
      { reply: { body: { outcome: 'rescheduled' } }, steps: { reschedule: { writes: 3 } } },
    ),
    'Answer of SAP is lost': of(
      move,
      { supply: [supply], reschedule: [{ lost: 'applied', ...rescheduled('000001000503', '2027-03-29') }] },
      { reply: { body: { outcome: 'rescheduled' } }, steps: { reschedule: { writes: 1 } } },
    ),
    Releases: of(
      { operation: 'release', productionOrder: '000001000503' },
      {
        release: [
          {
            port: 'released',
            output: {
              productionOrder: '000001000503',
              before: order('000001000503', '2027-04-04'),
              order: order('000001000503', '2027-04-04', 'released'),
            },
          },
        ],
      },
      { reply: { body: { outcome: 'released' } }, steps: { release: { writes: 1 } } },
    ),
    'Released already': of(
      { operation: 'release', productionOrder: '000001000503' },
      {
        release: [
          { port: 'no-change', output: { productionOrder: '000001000503', order: order('000001000503', '2027-04-04', 'released') } },
        ],
      },
      { reply: { body: { outcome: 'no-change' } } },
    ),
    'Books what was made': of(
      { operation: 'confirm', productionOrder: MADE, confirmation: { reference: 'MES-88121', yield: '120', scrap: '2' } },
      { confirm: [booked('partial', '120.000', '266.000')] },
      {
        reply: { body: { outcome: 'partial', openQuantity: '266.000', confirmation: { yield: '120.000' } } },
        steps: { confirm: { writes: 1, config: { reference: 'MES-88121', yield: '120', scrap: '2', final: false } } },
      },
    ),
    'Ends with less than ordered': of(
      { operation: 'confirm', productionOrder: MADE, confirmation: { reference: 'MES-88122', yield: '300', final: true } },
      { confirm: [booked('short', '300.000', '86.000')] },
      { reply: { body: { outcome: 'short', openQuantity: '86.000' } } },
    ),
    'Booked before': of(
      { operation: 'confirm', productionOrder: MADE, confirmation: { reference: 'MES-88121', yield: '120' } },
      { confirm: [{ ...booked('partial', '120.000', '266.000'), port: 'existing' }] },
      { reply: { body: { outcome: 'existing' } } },
    ),
    'SAP does not book': of(
      { operation: 'confirm', productionOrder: MADE, confirmation: { reference: 'MES-88121', yield: '120' } },
      { confirm: [notBooked] },
      { reply: { body: { outcome: 'refused', refusal: { code: 'RU/013' } } } },
    ),
    'Answer to a booking is lost': of(
      { operation: 'confirm', productionOrder: MADE, confirmation: { reference: 'MES-88121', yield: '386', final: true } },
      { confirm: [{ lost: 'applied', ...booked('complete', '386.000', '0.000') }] },
      { reply: { body: { outcome: 'complete' } }, steps: { confirm: { writes: 1 } } },
    ),
  },
};
