/** Output schemas shared by the nodes that speak of deliveries. */
export const deliverySchema = {
  type: 'object',
  required: ['delivery', 'status', 'shipment'],
  properties: {
    delivery: { type: 'string', description: 'Ten digits.' },
    status: { type: 'string', enum: ['created', 'partly-picked', 'picked', 'shipped'] },
    plannedGoodsIssue: { type: ['string', 'null'], format: 'date' },
    shipment: { $ref: 'schemas/shipment.json' },
  },
} as const;
