/** A production order of pumps, and the delivery of three items of one order that it is made for. */
import type { StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';
import { ORDER } from './tested-order.ts';

type Answer = { readonly port: string; readonly output: JsonObject };

export const MADE = '000001000503';

/** As SAP holds it after a confirmation. */
export function orderOfPumps(confirmedQuantity = '386.000', status = 'confirmed'): JsonObject {
  const at = { date: '2027-03-08', time: '22:00:00' };
  return {
    productionOrder: MADE,
    material: 'FG-1005',
    plant: '1010',
    quantity: '386.000',
    confirmedQuantity,
    unit: 'PC',
    status,
    plannedStart: at,
    plannedEnd: at,
    scheduledStart: at,
    scheduledEnd: at,
    operations: [],
  };
}

export function booked(port: 'partial' | 'complete' | 'short', quantity: string, openQuantity: string): Answer {
  return {
    port,
    output: {
      productionOrder: MADE,
      confirmation: {
        group: '0100050303',
        count: '00000001',
        operation: '0030',
        yield: quantity,
        scrap: '0.000',
        unit: 'PC',
        final: port !== 'partial',
        postingDate: '2027-03-08',
      },
      order: orderOfPumps(quantity, port === 'partial' ? 'partly-confirmed' : 'confirmed'),
      openQuantity,
    },
  };
}

export const notBooked: StepDouble = {
  port: 'refused',
  output: { productionOrder: MADE, refusal: { code: 'RU/013', message: 'Order 1000503 is not released' } },
};

export function shipmentOf(quantity = '80.000', goodsIssueDate?: string): JsonObject {
  const line = (deliveryItem: string, item: string, material: string, of: string, unit: string) => ({
    deliveryItem,
    salesOrder: ORDER,
    item,
    material,
    quantity: of,
    unit,
  });
  return {
    delivery: '0080000001',
    plant: '1010',
    shipTo: { customer: '0017100007' },
    ...(goodsIssueDate === undefined ? {} : { goodsIssueDate }),
    items: [
      line('000010', '000020', 'FG-1005', quantity, 'PC'),
      line('000020', '000030', 'FG-1001', '3.000', 'CAR'),
      line('000030', '000050', 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L', '50.000', 'PC'),
    ],
  };
}

export const deliveryMade: Answer = {
  port: 'created',
  output: {
    salesOrder: ORDER,
    delivery: '0080000001',
    status: 'created',
    plannedGoodsIssue: '2027-03-09',
    shipment: shipmentOf(),
    missing: [],
    messages: [],
  },
};
export const lacks = { item: '000020', wanted: '80.000', inDelivery: '60.000', unit: 'PC' };
export const deliveryInPart: StepDouble = {
  port: 'partly',
  output: { ...deliveryMade.output, shipment: shipmentOf('60.000'), missing: [lacks] },
};
export const nothingOpen: StepDouble = { port: 'nothing-open', output: { salesOrder: ORDER } };

/** `blockedBy`: what the order's own status fields say. */
export function noDelivery(code: string, message: string, blockedBy?: 'credit' | 'incomplete' | 'delivery'): StepDouble {
  const held = blockedBy === undefined ? { blocks: [] } : { blocks: [{ kind: blockedBy, reason: 'Held.' }], blockedBy };
  return { port: 'refused', output: { salesOrder: ORDER, refusal: { code, message }, ...held } };
}

/** Answer of `sap/get-deliveries`: all that SAP has of the order. */
export function deliveriesOf(...deliveries: readonly JsonObject[]): StepDouble {
  if (deliveries.length === 0) return { port: 'none', output: { deliveries: [], count: 0 } };
  return { port: 'found', output: { deliveries: [...deliveries], count: deliveries.length } };
}

/** One of them: of item 20, as much as given. `day`: of its goods issue, where it had one. */
export function deliveryOf(delivery: string, quantity: string, day?: string): JsonObject {
  const line = { deliveryItem: '000010', salesOrder: ORDER, item: '000020', material: 'FG-1005', quantity, unit: 'PC' };
  const shipment = { delivery, plant: '1010', shipTo: { customer: '0017100007' }, items: [line] };
  return {
    delivery,
    status: day === undefined ? 'picked' : 'shipped',
    plannedGoodsIssue: '2027-03-09',
    shipment: day === undefined ? shipment : { ...shipment, goodsIssueDate: day },
  };
}

/** Of the item that was ordered in cartons, made by hand in pieces. */
export const twelvePieces: JsonObject = {
  delivery: '0080000000',
  status: 'shipped',
  plannedGoodsIssue: '2027-03-01',
  shipment: {
    delivery: '0080000000',
    plant: '1010',
    shipTo: { customer: '0017100007' },
    goodsIssueDate: '2027-03-01',
    items: [{ deliveryItem: '000010', salesOrder: ORDER, item: '000030', material: 'FG-1001', quantity: '12.000', unit: 'PC' }],
  },
};

export function left(quantity = '80.000', port: 'shipped' | 'no-change' = 'shipped'): Answer {
  return {
    port,
    output: {
      delivery: '0080000001',
      status: 'shipped',
      plannedGoodsIssue: '2027-03-09',
      shipment: shipmentOf(quantity, '2027-03-09'),
    },
  };
}
export const stockIsShort: StepDouble = {
  port: 'short',
  output: {
    delivery: '0080000001',
    status: 'picked',
    plannedGoodsIssue: '2027-03-09',
    shipment: shipmentOf(),
    refusal: { code: 'M7/021', message: 'Deficit of SL Unrestricted-use 12.000 PC : FG-1005 1010 101A' },
  },
};
/** Answer of `scheduler/report-shipment`. */
export const shippedTotals: Answer = {
  port: 'done',
  output: { demandId: ORDER, shipments: [{ item: '000020', shipped: '80.000', unit: 'PC' }] },
};

export const itemsTold: StepDouble = {
  port: 'out',
  output: {
    records: ['000020', '000030', '000050'].map((item) => ({ id: `a1C5g0000000${item}AAA`, created: false })),
  },
};
