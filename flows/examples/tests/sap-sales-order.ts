import type { FlowTest, StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { changedInSap, down, noSuchOrder, ORDER, orderInSap, refusedBySap, simulatedInSap } from './tested-order.ts';

const oneCartonMore = [{ item: '000010', material: '000000000000100043', quantity: '5.000', requestedDate: '2027-03-10' }];
const change = { operation: 'change', salesOrder: ORDER, revision: 3, items: oneCartonMore };

function of(input: JsonObject, doubles: { readonly [path: string]: readonly StepDouble[] }, expect: FlowTest['expect']): FlowTest {
  return { input, doubles, expect };
}

export const sapSalesOrderTests: ExampleTests = {
  flow: 'sap-sales-order',
  samples: (day) => ({
    'Read an order': { operation: 'read', salesOrder: '0000004713' },
    'What would a change cost?': {
      operation: 'simulate',
      salesOrder: '0000004713',
      items: [
        { item: '000010', quantity: '5.000' },
        { item: '000040', requestedDate: day(42) },
      ],
    },
    'Change two of five items': {
      operation: 'change',
      salesOrder: '0000004713',
      revision: 104,
      items: [
        { item: '000010', quantity: '5.000' },
        { item: '000040', requestedDate: day(42) },
      ],
    },
    'Keep a promise': {
      operation: 'promise',
      salesOrder: '0000004713',
      items: [
        { item: '000010', promisedDate: day(40) },
        { item: '000020', promisedDate: day(55) },
      ],
    },
  }),
  tests: {
    Reads: of({ operation: 'read', salesOrder: ORDER }, { read: [orderInSap()] }, { reply: { body: { salesOrder: ORDER } } }),
    'Reads what is not there': of(
      { operation: 'read', salesOrder: ORDER },
      { read: [noSuchOrder] },
      { reply: { body: { outcome: 'missing', refusal: { code: 'order-missing', message: `SAP has no sales order ${ORDER}.` } } } },
    ),
    Simulates: of(
      { operation: 'simulate', salesOrder: ORDER, items: oneCartonMore },
      { simulate: [simulatedInSap()] },
      { reply: { body: { deltaNetAmount: '1000.000' } }, notRun: ['change'] },
    ),
    Changes: of(
      change,
      { change: [changedInSap()] },
      {
        reply: { body: { outcome: 'confirmed' } },
        steps: { change: { writes: 1, config: { salesOrder: ORDER, revision: 3, items: oneCartonMore } } },
      },
    ),
    'SAP refuses': of(
      change,
      { change: [refusedBySap('V1/302', 'Item 000010 is completely processed.')] },
      {
        reply: { body: { outcome: 'refused', refusal: { code: 'V1/302' } } },
      },
    ),
    'SAP is down for a while': of(
      change,
      { change: [down, down, changedInSap()] },
      {
        reply: { body: { outcome: 'confirmed' } },
        steps: { change: { writes: 3 } },
      },
    ),
    'Answer of SAP is lost': of(
      change,
      { change: [{ lost: 'applied', ...changedInSap() }] },
      {
        reply: { body: { outcome: 'confirmed' } },
        steps: { change: { writes: 1 } },
      },
    ),
    'Keeps a promise in the customer field': of(
      { operation: 'promise', salesOrder: ORDER, items: [{ item: '000010', promisedDate: '2027-03-12' }] },
      { 'promise-field': [changedInSap()] },
      {
        steps: { 'promise-field': { config: { items: [{ item: '000010', fields: { YY1_PromisedDate_SDI: '2027-03-12' } }] } } },
        notRun: ['promise-date'],
      },
    ),
    'Keeps it in a field of another name': {
      ...of(
        { operation: 'promise', salesOrder: ORDER, items: [{ item: '000010', promisedDate: '2027-03-12' }] },
        { 'promise-field': [changedInSap()] },
        {
          steps: {
            'promise-field': {
              config: { items: [{ item: '000010', fields: { YY1_Zusage_SDI: '2027-03-12' } }], ownFields: ['YY1_Zusage_SDI'] },
            },
          },
        },
      ),
      variables: { promiseField: 'YY1_Zusage_SDI' },
    },
    'No such operation': of({ operation: 'delete', salesOrder: ORDER }, {}, { refused: 'input-invalid' }),
  },
};
