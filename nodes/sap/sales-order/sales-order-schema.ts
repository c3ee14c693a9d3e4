/** The order as the schema of a step's output, so that expressions over it are typed. */
const decimal = { type: 'string', description: 'Decimal as text.' } as const;
const date = { type: ['string', 'null'], description: 'YYYY-MM-DD' } as const;

export const salesOrderSchema = {
  type: 'object',
  required: ['salesOrder', 'etag', 'netAmount', 'currency', 'blocks', 'status', 'items', 'fields'],
  properties: {
    salesOrder: { type: 'string', description: 'Ten digits.' },
    etag: { type: 'string' },
    lastChangedAt: { type: ['string', 'null'] },
    soldToParty: { type: 'string' },
    purchaseOrder: { type: 'string' },
    netAmount: decimal,
    currency: { type: 'string' },
    requestedDate: date,
    status: { type: 'string', enum: ['open', 'partly-delivered', 'completed', 'rejected'] },
    blocks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'reason'],
        properties: { kind: { type: 'string', enum: ['credit', 'incomplete', 'delivery', 'approval'] }, reason: { type: 'string' } },
      },
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          'item',
          'material',
          'plant',
          'quantity',
          'unit',
          'requestedDate',
          'confirmedQuantity',
          'confirmedDate',
          'rejectionReason',
        ],
        properties: {
          item: { type: 'string', description: 'Without leading zeros.' },
          material: { type: 'string' },
          plant: { type: 'string' },
          quantity: decimal,
          unit: { type: 'string' },
          netAmount: decimal,
          requestedDate: { type: 'string', description: 'YYYY-MM-DD; several joined by commas.' },
          confirmedQuantity: decimal,
          confirmedDate: date,
          deliveredQuantity: { type: ['string', 'null'] },
          deliveryStatus: { type: 'string' },
          rejectionReason: { type: 'string' },
          scheduleLines: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                line: { type: 'string' },
                requestedDate: date,
                quantity: decimal,
                confirmedDate: date,
                confirmedQuantity: decimal,
              },
            },
          },
          fields: { type: 'object', description: "The item with SAP's own field names." },
        },
      },
    },
    fields: { type: 'object', description: "The header with SAP's own field names." },
  },
} as const;

export const messagesSchema = {
  type: 'array',
  description: 'What SAP said beside the answer.',
  items: {
    type: 'object',
    required: ['code', 'message', 'severity'],
    properties: {
      code: { type: 'string', description: 'Message class and number, e.g. V1/302' },
      message: { type: 'string' },
      severity: { type: 'string', enum: ['success', 'info', 'warning', 'error'] },
      target: { type: 'string' },
    },
  },
} as const;
