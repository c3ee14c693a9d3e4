import type { ExampleTests } from './example-tests.ts';
import { lastChange, nothingTold, offer, orderStands, promises, sent, silent } from './tested-status.ts';

const asked = { salesOrder: '4713' };
const crm = { 'crm/promises': [promises], 'crm/request': [lastChange] };

export const orderStatusTests: ExampleTests = {
  flow: 'order-status',
  samples: () => ({ 'An open order': { salesOrder: '4713' }, 'An order that is none': { salesOrder: '99999' } }),
  tests: {
    'Good way': {
      description: 'One line an item: what production promised comes before what SAP confirmed, and what is cancelled or gone says so.',
      input: asked,
      doubles: { 'sap/ask': [orderStands], ...crm },
      expect: {
        reply: {
          status: 200,
          body: {
            salesOrder: '0000004713',
            purchaseOrder: 'PO-007-8802',
            status: 'partly-delivered',
            blocks: ['Delivery block 01: credit limit.'],
            change: { name: 'CR-0042', status: 'Offered' },
            items: [
              {
                item: '000010',
                plant: '1020',
                quantity: '5.000',
                unit: 'CAR',
                promisedDate: '2027-03-10',
                text: 'Promised for 2027-03-10.',
              },
              { item: '000020', promisedDate: '2027-03-31', confirmedDate: '2027-03-24', text: offer },
              { item: '000030', confirmedDate: '2027-03-12', promisedDate: '2027-03-12', text: sent },
              { item: '000040', status: 'rejected', text: 'Cancelled.' },
              { item: '000050', deliveredQuantity: '50.000', text: 'Delivered.' },
            ],
            sources: [
              { system: 'sap', state: 'answered' },
              { system: 'crm', state: 'answered' },
            ],
          },
        },
        steps: { 'sap/ask': { config: { salesOrder: '0000004713' } } },
      },
    },
    'SAP does not answer in time': {
      description: 'What the CRM shows is told all the same, and that SAP was not heard.',
      input: asked,
      doubles: { 'sap/ask': [silent], ...crm },
      expect: {
        reply: {
          status: 200,
          body: {
            status: 'unknown',
            items: [
              { item: '000010', status: 'unknown', text: 'Promised for 2027-03-10.' },
              { item: '000020', text: offer },
              { item: '000030', text: sent },
            ],
            sources: [{ system: 'sap', state: 'unknown', reason: 'The call took more than 1200 ms.' }, { state: 'answered' }],
          },
        },
      },
    },
    'The CRM does not answer in time': {
      input: asked,
      doubles: { 'sap/ask': [orderStands], 'crm/promises': [silent], 'crm/request': [lastChange] },
      expect: {
        reply: {
          body: {
            items: [{ item: '000010', text: 'Confirmed by SAP for 2027-03-10, not promised yet.' }, {}, {}, {}, {}],
            sources: [{ state: 'answered' }, { system: 'crm', state: 'unknown' }],
          },
        },
      },
    },
    'Nobody answers': {
      description: 'Said as it is, at once: no run waits for a system.',
      input: asked,
      doubles: { 'sap/ask': [silent], 'crm/promises': [silent], 'crm/request': [silent] },
      expect: { reply: { status: 200, body: { status: 'unknown', items: [], sources: [{ state: 'unknown' }, { state: 'unknown' }] } } },
    },
    'No such order': {
      input: { salesOrder: '99999' },
      doubles: {
        'sap/ask': [{ port: 'not-found', output: { salesOrder: '0000099999' } }],
        'crm/promises': [nothingTold],
        'crm/request': [nothingTold],
      },
      expect: { reply: { status: 404, body: { code: 'order-missing', message: 'There is no order 0000099999.' } }, notRun: ['lines'] },
    },
    'A number that is none': { input: { salesOrder: "4713' or '1" }, expect: { refused: 'input-invalid' } },
  },
};
