/** Output schemas shared by the nodes that speak of sales orders. */
export const salesOrderSchema = { $ref: 'schemas/sales-order.json' } as const;

export const blocksSchema = {
  type: 'array',
  description: 'What keeps the order from being delivered.',
  items: {
    type: 'object',
    required: ['kind', 'reason'],
    properties: { kind: { type: 'string', enum: ['credit', 'incomplete', 'delivery', 'approval'] }, reason: { type: 'string' } },
  },
} as const;

export const messagesSchema = {
  type: 'array',
  description: 'What SAP said, in its own words.',
  items: {
    type: 'object',
    required: ['system', 'severity', 'text'],
    properties: {
      system: { type: 'string', const: 'sap' },
      code: { type: 'string', description: 'Message class and number, e.g. V1/302' },
      severity: { type: 'string', enum: ['error', 'warning', 'info'] },
      text: { type: 'string' },
      target: { type: 'string', description: 'The field that it is about.' },
    },
  },
} as const;

export const resultItemsSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['item', 'outcome'],
    properties: {
      item: { type: 'string', description: 'Six digits.' },
      outcome: { type: 'string', enum: ['confirmed', 'partly-confirmed', 'unconfirmed', 'refused', 'unchanged'] },
      quantity: { type: 'string', 'x-unit': './unit' },
      unit: { type: 'string' },
      scheduleLines: {
        type: 'array',
        items: {
          type: 'object',
          required: ['scheduleLine', 'orderedQuantity', 'confirmedQuantity'],
          properties: {
            scheduleLine: { type: 'string' },
            requestedDate: { type: 'string', format: 'date' },
            confirmedDate: { type: 'string', format: 'date' },
            orderedQuantity: { type: 'string', 'x-unit': './unit' },
            confirmedQuantity: { type: 'string', 'x-unit': './unit' },
          },
        },
      },
    },
  },
} as const;

export const refusalSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', description: "SAP's message class and number, or our own word." },
    message: { type: 'string' },
    target: { type: 'string' },
  },
} as const;

export const openItemsSchema = {
  type: 'array',
  description: 'All items with what is still to be delivered, as in schemas/sales-order-revised.json.',
  items: {
    type: 'object',
    required: ['item', 'material', 'plant', 'quantity', 'unit', 'requestedDate'],
    properties: {
      item: { type: 'string', description: 'Six digits.' },
      material: { type: 'string' },
      plant: { type: 'string' },
      quantity: { type: 'string', description: 'Open quantity.', 'x-unit': './unit' },
      unit: { type: 'string' },
      deliveredQuantity: { type: 'string', description: 'In deliveries, left or not: not in the open quantity.' },
      requestedDate: { type: 'string', format: 'date' },
      confirmedDate: { type: 'string', format: 'date' },
      confirmedQuantity: { type: 'string', 'x-unit': './unit' },
      rejected: { type: 'boolean' },
    },
  },
} as const;
