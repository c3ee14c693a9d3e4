/** The order that the examples' tests are about: five items from Hamburg (1010) and Charlotte (1020), in pieces and cartons, and how the systems speak of it. */
import type { StepDouble } from '../../flow-test.ts';
import type { Json, JsonObject } from '../../json.ts';

export const ORDER = '0000004713';
export const CUSTOMER = '0017100007';
export const CHANGE_REQUEST = 'a0X5g000000004XEAQ';

/** A type, not an interface, so that it is JSON for the compiler, too. */
type Line = {
  readonly item: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
};

export const LINES: readonly Line[] = [
  { item: '000010', material: '000000000000100043', plant: '1020', quantity: '4.000', unit: 'CAR', requestedDate: '2027-03-10' },
  { item: '000020', material: 'FG-1005', plant: '1010', quantity: '80.000', unit: 'PC', requestedDate: '2027-03-17' },
  { item: '000030', material: 'FG-1001', plant: '1010', quantity: '3.000', unit: 'CAR', requestedDate: '2027-03-10' },
  { item: '000040', material: 'FG-1010', plant: '1010', quantity: '20.000', unit: 'PC', requestedDate: '2027-03-12' },
  { item: '000050', material: 'FG-1004', plant: '1010', quantity: '50.000', unit: 'PC', requestedDate: '2027-03-11' },
];

function readBack(more: JsonObject, lines: readonly (Line & JsonObject)[]): JsonObject {
  return {
    salesOrder: ORDER,
    soldToParty: CUSTOMER,
    purchaseOrderByCustomer: 'PO-007-8802',
    plant: '1010',
    currency: 'USD',
    netAmount: '81870.000',
    status: 'open',
    revision: 2,
    ...more,
    items: lines.map((line) => ({ deliveredQuantity: '0.000', rejectionReason: '', status: 'open', ...line })),
  };
}

/** Answer of `sap/get-sales-order`. `more` of the header, `lines` as they are there. */
export function orderInSap(more: JsonObject = {}, lines: readonly (Line & JsonObject)[] = LINES): StepDouble {
  return {
    port: 'out',
    output: {
      salesOrder: ORDER,
      order: readBack(more, lines),
      confirmation: 'confirmed',
      items: LINES.map(({ item, quantity, unit }) => ({ item, outcome: 'confirmed', quantity, unit })),
      blocks: [],
      fields: { SalesOrder: '4713', SoldToParty: '17100007' },
    },
  };
}

export const noSuchOrder: StepDouble = { port: 'not-found', output: { salesOrder: ORDER } };

/** Answer of `sap/change-sales-order` that confirms item 10 in its new quantity, five cartons. */
export function changedInSap(outcome: 'confirmed' | 'partly-confirmed' | 'unconfirmed' | 'blocked' = 'confirmed', more: JsonObject = {}) {
  const lines = LINES.map((line) => (line.item === '000010' ? { ...line, quantity: '5.000' } : line));
  return {
    port: outcome,
    output: {
      outcome,
      salesOrder: ORDER,
      changedAt: '2027-01-20T09:14:03.000Z',
      netAmount: '82870.000',
      currency: 'USD',
      items: lines.map(({ item, quantity, unit, requestedDate }) => ({
        item,
        outcome: 'confirmed',
        quantity,
        unit,
        scheduleLines: [
          {
            scheduleLine: '0001',
            requestedDate,
            confirmedDate: requestedDate,
            orderedQuantity: quantity,
            confirmedQuantity: outcome === 'unconfirmed' || outcome === 'blocked' ? '0.000' : quantity,
          },
        ],
      })),
      openItems: lines.map((line) => ({ ...line, confirmedDate: line.requestedDate, confirmedQuantity: line.quantity })),
      blocks: [],
      order: readBack({ netAmount: '82870.000', plant: lines[0]!.plant, revision: 3 }, lines),
      changed: [{ at: '000010', field: 'RequestedQuantity', from: '4.000', to: '5' }],
      messages: [],
      ...more,
    },
  } satisfies StepDouble & { readonly output: Json };
}

/** SAP takes nothing of it, in its own words. */
export function refusedBySap(code: string, message: string): StepDouble {
  return {
    port: 'refused',
    output: {
      outcome: 'refused',
      salesOrder: ORDER,
      items: [],
      changed: [],
      messages: [{ system: 'sap', code, severity: 'error', text: message }],
      refusal: { code, message },
    },
  };
}

/** As `refusedBySap`, where nothing was to be saved. */
export function notPossibleInSap(code: string, message: string): StepDouble {
  return {
    port: 'refused',
    output: { refusal: { code, message }, messages: [{ system: 'sap', code, severity: 'error', text: message }] },
  };
}

/** Answer of `sap/simulate-sales-order`. */
export function simulatedInSap(deltaNetAmount = '1000.000', more: JsonObject = {}): StepDouble {
  return {
    port: 'out',
    output: {
      netAmount: '82870.000',
      currency: 'USD',
      currentNetAmount: '81870.000',
      deltaNetAmount,
      largestDateShiftDays: 0,
      confirmation: 'confirmed',
      credit: { exceeded: false, limit: '2500000.000', exposure: '410000.000', available: '2090000.000' },
      items: [{ item: '000010', outcome: 'confirmed', quantity: '5.000', unit: 'CAR' }],
      messages: [],
      ...more,
    },
  };
}

/** The CRM knows whose order it is. */
export const customerInCrm: StepDouble = {
  port: 'found',
  output: {
    totalSize: 1,
    complete: true,
    records: [
      { Id: CHANGE_REQUEST, Order__r: { ERP_Order_Number__c: ORDER, Account: { ERP_Customer_Number__c: CUSTOMER, Class__c: 'C' } } },
    ],
  },
};

/** The CRM has taken the state of the change request. */
export const requestTold: StepDouble = { port: 'updated', output: { id: CHANGE_REQUEST } };

/** Down for this call, and says so: nothing was applied. */
export const down: StepDouble = { error: { class: 'unavailable', code: 'http-503', message: 'The system is down for maintenance.' } };
