import type { JsonObject } from '../../json.ts';
import type { ExampleTests } from './example-tests.ts';
import { CHANGE_REQUEST, changedInSap, down, noSuchOrder, ORDER, orderInSap, refusedBySap, requestTold } from './tested-order.ts';
import { commitmentsTold } from './tested-plan.ts';

const message = (items: readonly JsonObject[]): JsonObject => ({
  salesOrder: ORDER,
  plant: '1010',
  fileNumber: 42,
  file: 'CONFIRM_000042.csv',
  items,
});
const inTime = { item: '000020', quantity: '80.000', unit: 'PC', availableDate: '2027-03-12', remark: 'Läuft auf Linie 1' };
const late = { item: '000040', quantity: '20.000', unit: 'PC', availableDate: '2027-03-18', remark: 'Härterei belegt' };
const never = { item: '000050', quantity: '50.000', unit: 'PC', availableDate: null, remark: 'Rohteil fehlt' };

const doubles = {
  'order/read': [orderInSap({ revision: 3 })],
  'keep/promise-field': [changedInSap()],
  'tell/commitments': [commitmentsTold],
  'tell/request-of': [{ port: 'found', output: { totalSize: 1, complete: true, records: [{ Id: CHANGE_REQUEST }] } }],
  'tell/answered': [requestTold],
};

export const plantConfirmationTests: ExampleTests = {
  flow: 'plant-confirmation',
  samples: (day) => ({
    'Two items of an order': {
      salesOrder: '0000004713',
      plant: '1010',
      fileNumber: 1,
      file: 'CONFIRM_000001.csv',
      items: [
        { item: '000020', quantity: '80.000', unit: 'PC', availableDate: day(30), remark: 'Läuft auf Linie 1' },
        { item: '000040', quantity: '20.000', unit: 'PC', availableDate: day(60), remark: 'Härterei belegt' },
      ],
    },
  }),
  tests: {
    'In time': {
      description: 'The promise is the day that the customer asked for, not an earlier one.',
      input: message([inTime]),
      doubles,
      expect: {
        steps: {
          'keep/promise-field': { config: { items: [{ item: '000020', fields: { YY1_PromisedDate_SDI: '2027-03-17' } }] }, writes: 1 },
          'tell/answered': { config: { fields: { Status__c: 'Committed' } }, writes: 1 },
        },
        emitted: [{ type: 'millrace.sales-order.customer-informed.v1', data: { state: 'committed' } }],
      },
    },
    Late: {
      description: 'Scheduled forward from the day of availability; the CRM shows the reason of the plant.',
      input: message([inTime, late]),
      doubles,
      expect: {
        steps: { 'tell/answered': { config: { fields: { Status__c: 'Offered' } } } },
        emitted: [
          {
            type: 'millrace.sales-order.commitment-changed.v1',
            data: { planVersion: 42, items: [{ outcome: 'committed' }, { outcome: 'counter-offered', reason: 'Härterei belegt' }] },
          },
          { type: 'millrace.sales-order.customer-informed.v1', data: { state: 'counter-offered' } },
        ],
      },
    },
    'No date at all': {
      input: message([never]),
      doubles,
      expect: {
        steps: { 'no-date': {} },
        notRun: ['keep'],
        emitted: [{ type: 'millrace.sales-order.customer-informed.v1', data: { state: 'refused' } }],
      },
    },
    'An item that SAP does not have': {
      input: message([{ ...inTime, item: '000090' }]),
      doubles,
      expect: { steps: { stranger: {} }, notRun: ['keep', 'tell'] },
    },
    'An order that SAP does not have': {
      input: message([inTime]),
      doubles: { 'order/read': [noSuchOrder] },
      expect: { steps: { stranger: {} }, notRun: ['keep', 'tell'] },
    },
    'The order is closed': {
      input: message([inTime]),
      doubles: { 'order/read': [orderInSap({ status: 'completed' })] },
      expect: { steps: { dropped: {} }, notRun: ['keep', 'tell'] },
    },
    'SAP refuses the promise': {
      input: message([inTime]),
      doubles: { ...doubles, 'keep/promise-field': [refusedBySap('V1/331', 'Item 000020 is locked for changes')] },
      expect: { steps: { 'sap-refused': {}, 'tell/commitments': { writes: 1 } } },
    },
    'SAP is down for a moment': {
      input: message([inTime]),
      doubles: { ...doubles, 'order/read': [down, orderInSap({ revision: 3 })] },
      expect: { steps: { 'keep/promise-field': { writes: 1 } } },
    },
  },
};
