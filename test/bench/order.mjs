// The order that every bench program takes, and what it must become: shared by load tool, downstream and limit program.

/** About 940 bytes of JSON, different for each `n`. */
export function makeOrder(n) {
  const number = String(4_500_000_000 + (n % 900_000_000));
  return {
    changeRequestId: `CR-${number}`,
    orderId: `0${number}`,
    revision: 1 + (n % 9),
    customer: { number: String(100_000 + (n % 900)), name: 'Werkzeugbau Nord GmbH', country: 'DE' },
    requestedDate: '2026-12-15',
    currency: 'EUR',
    plant: n % 2 === 0 ? '1010' : '1020',
    contact: { name: 'Mia Keller', email: 'mia.keller@customer.example', phone: '+49 40 555 0101' },
    reason: 'Customer asks for more pieces and a later date; see call of this morning.',
    items: [10, 20, 30, 40, 50, 60].map((item, index) => ({
      item: String(item).padStart(6, '0'),
      material: `FG-${1001 + ((n + index) % 40)}`,
      quantity: 5 + ((n + index * 7) % 90),
      unit: 'PC',
      price: 12.5 + index,
    })),
  };
}

/** Ten fields, one an array of six lines, one a sum: what the downstream accepts and nothing else. */
export function mapOrder(order) {
  return {
    SalesOrder: order.orderId,
    PurchaseOrderByCustomer: order.changeRequestId,
    SoldToParty: order.customer.number,
    RequestedDeliveryDate: order.requestedDate,
    TransactionCurrency: order.currency,
    Plant: order.plant,
    Contact: `${order.contact.name} <${order.contact.email}>`,
    Revision: order.revision,
    TotalQuantity: order.items.reduce((sum, item) => sum + item.quantity, 0),
    to_Item: order.items.map((item) => ({
      SalesOrderItem: item.item,
      Material: item.material,
      RequestedQuantity: item.quantity,
      RequestedQuantityUnit: item.unit,
    })),
  };
}

/** The same mapping as rows of a map node. */
export const MAP_ROWS = [
  { target: 'SalesOrder', expression: 'trigger.body.orderId' },
  { target: 'PurchaseOrderByCustomer', expression: 'trigger.body.changeRequestId' },
  { target: 'SoldToParty', expression: 'trigger.body.customer.number' },
  { target: 'RequestedDeliveryDate', expression: 'trigger.body.requestedDate' },
  { target: 'TransactionCurrency', expression: 'trigger.body.currency' },
  { target: 'Plant', expression: 'trigger.body.plant' },
  { target: 'Contact', expression: 'trigger.body.contact.(name & " <" & email & ">")' },
  { target: 'Revision', expression: 'trigger.body.revision' },
  { target: 'TotalQuantity', expression: '$sum(trigger.body.items.quantity)' },
  {
    target: 'to_Item',
    expression:
      'trigger.body.items.{ "SalesOrderItem": item, "Material": material, "RequestedQuantity": quantity, "RequestedQuantityUnit": unit }',
  },
];

export const ORDER_SCHEMA = {
  type: 'object',
  required: ['changeRequestId', 'orderId', 'revision', 'customer', 'requestedDate', 'currency', 'plant', 'contact', 'items'],
  properties: {
    changeRequestId: { type: 'string', pattern: '^CR-\\d{10}$' },
    orderId: { type: 'string', minLength: 11, maxLength: 11 },
    revision: { type: 'integer', minimum: 1 },
    customer: {
      type: 'object',
      required: ['number', 'name', 'country'],
      properties: { number: { type: 'string' }, name: { type: 'string' }, country: { type: 'string', maxLength: 2 } },
    },
    requestedDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    plant: { enum: ['1010', '1020'] },
    contact: {
      type: 'object',
      required: ['name', 'email'],
      properties: { name: { type: 'string' }, email: { type: 'string' }, phone: { type: 'string' } },
    },
    reason: { type: 'string' },
    items: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['item', 'material', 'quantity', 'unit'],
        properties: {
          item: { type: 'string' },
          material: { type: 'string' },
          quantity: { type: 'number', minimum: 0 },
          unit: { type: 'string' },
          price: { type: 'number' },
        },
      },
    },
  },
};

/** What is wrong with a mapped order, undefined when nothing is: the downstream refuses such a one, so a fast wrong answer counts as an error. */
export function findMappingFault(order) {
  if (!/^\d{11}$/.test(order.SalesOrder) || !/^CR-\d{10}$/.test(order.PurchaseOrderByCustomer)) return 'numbers';
  if (!/^\d{6}$/.test(order.SoldToParty) || order.TransactionCurrency !== 'EUR' || !['1010', '1020'].includes(order.Plant)) return 'fields';
  if (order.RequestedDeliveryDate !== '2026-12-15') return 'date';
  if (order.Contact !== 'Mia Keller <mia.keller@customer.example>' || !Number.isInteger(order.Revision)) return 'contact or revision';
  if (!Array.isArray(order.to_Item) || order.to_Item.length !== 6) return 'items';
  const total = order.to_Item.reduce((sum, item) => sum + item.RequestedQuantity, 0);
  if (
    total !== order.TotalQuantity ||
    order.to_Item.some(
      (item) => !/^\d{6}$/.test(item.SalesOrderItem) || !/^FG-1\d{3}$/.test(item.Material) || item.RequestedQuantityUnit !== 'PC',
    )
  )
    return 'lines';
  return undefined;
}

/** The same order with its sum and its lines as the downstream wants them: what a map of direct expressions can do. */
export function makeMappedOrder(n) {
  const order = makeOrder(n);
  const { TotalQuantity, to_Item } = mapOrder(order);
  return { ...order, total: TotalQuantity, lines: to_Item };
}

/** The mapping of `makeMappedOrder`, all of it direct. */
export const DIRECT_ROWS = [
  ...MAP_ROWS.slice(0, 6),
  { target: 'Contact', expression: 'trigger.body.contact.name & " <" & trigger.body.contact.email & ">"' },
  { target: 'Revision', expression: 'trigger.body.revision' },
  { target: 'TotalQuantity', expression: 'trigger.body.total' },
  { target: 'to_Item', expression: 'trigger.body.lines' },
];

/** The mapping of `MAP_ROWS` with a sum that is not compiled (a variable set among the members of a list): all of the map is contained. */
export const CONTAINED_ROWS = MAP_ROWS.map((row) =>
  row.target === 'TotalQuantity' ? { ...row, expression: `[$total := ${row.expression}][0]` } : row,
);

/** What the caller must get for this order. */
export function expectedAnswer(order) {
  return { order: order.orderId, status: mapOrder(order).TotalQuantity > 300 ? 'review' : 'accepted' };
}
