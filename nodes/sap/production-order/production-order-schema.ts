/** Output schemas shared by the nodes that speak of production orders. */
const dayAndTime = {
  type: 'object',
  description: "In the plant's own time, as SAP has it.",
  properties: { date: { type: 'string', format: 'date' }, time: { type: 'string', description: 'HH:MM:SS' } },
} as const;

export const productionOrderSchema = {
  type: 'object',
  required: ['productionOrder', 'material', 'plant', 'quantity', 'confirmedQuantity', 'unit', 'status'],
  properties: {
    productionOrder: { type: 'string', description: 'Twelve digits.' },
    material: { type: 'string' },
    plant: { type: 'string' },
    quantity: { type: 'string', 'x-unit': './unit' },
    confirmedQuantity: { type: 'string', description: 'Confirmed by the shop floor.', 'x-unit': './unit' },
    scrapQuantity: { type: 'string', 'x-unit': './unit' },
    unit: { type: 'string' },
    status: { type: 'string', enum: ['created', 'released', 'partly-confirmed', 'confirmed', 'technically-complete', 'closed'] },
    salesOrder: { type: 'string', description: 'Of make-to-order.' },
    item: { type: 'string' },
    plannedStart: dayAndTime,
    plannedEnd: dayAndTime,
    scheduledStart: dayAndTime,
    scheduledEnd: dayAndTime,
    operations: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          operation: { type: 'string' },
          text: { type: 'string' },
          workCentre: { type: 'string' },
          start: dayAndTime,
          end: dayAndTime,
        },
      },
    },
  },
} as const;
