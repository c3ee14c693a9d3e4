/** What shipping has to say. M7/021 (deficit of stock) is SAP's; the other numbers are our assumption (README). */
import { SapRefusal } from '../gateway/refusal.ts';

const shown = (number: string): string => number.replace(/^0+(?=\d)/, '');
const business = (code: string, message: string, target = '', status = 400) => new SapRefusal(status, code, message, target);

export const deliveryRefusals = {
  notFound: (number: string) => business('VL/302', `Delivery ${shown(number)} does not exist`, 'DeliveryDocument', 404),
  locked: (status: 400 | 423, number: string, user: string) =>
    business('VL/046', `Delivery ${shown(number)} is currently being processed by user ${user}`, 'DeliveryDocument', status),
  noItems: () => business('VL/248', 'Enter at least one item of a sales order', 'to_DeliveryDocumentItem'),
  itemUnknown: (order: string, item: string) =>
    business('VL/303', `Item ${shown(item)} of sales order ${shown(order)} does not exist`, 'ReferenceSDDocumentItem'),
  shippingPointsDiffer: () =>
    business('VL/304', 'The items belong to different shipping points; make a delivery for each', 'ShippingPoint'),
  partnersDiffer: () => business('VL/305', 'The sales orders have different ship-to parties; make a delivery for each', 'ShipToParty'),
  blocked: (order: string, why: string) =>
    business('VL/306', `Sales order ${shown(order)} is blocked for delivery: ${why}`, 'ReferenceSDDocument'),
  itemRejected: (item: string) => business('VL/307', `Item ${shown(item)} is rejected`, 'ReferenceSDDocumentItem'),
  nothingOpen: (order: string, item: string) =>
    business('VL/367', `Item ${shown(item)} of sales order ${shown(order)} has no quantity left for delivery`, 'ReferenceSDDocumentItem'),
  nothingAvailable: (material: string, plant: string) =>
    business('VL/150', `Nothing of material ${shown(material)} is available in plant ${plant}`, 'ActualDeliveryQuantity'),
  moreThanOpen: (item: string, quantity: string, open: string) =>
    business('VL/363', `Item ${shown(item)}: quantity ${quantity} is more than the open quantity ${open}`, 'ActualDeliveryQuantity'),
  deliveryBlocked: (number: string, reason: string) =>
    business('VL/308', `Delivery ${shown(number)} is blocked: ${reason}`, 'DeliveryBlockReason'),
  alreadyLeft: (number: string) => business('VL/609', `Goods issue was posted for delivery ${shown(number)} already`, 'DeliveryDocument'),
  notLeft: (number: string) =>
    business('VL/610', `Delivery ${shown(number)} has no goods issue that could be reversed`, 'DeliveryDocument'),
  notPicked: (number: string) => business('VL/603', `Delivery ${shown(number)} has not been picked completely`, 'DeliveryDocument'),
} as const;
