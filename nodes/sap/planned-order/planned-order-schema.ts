/** Output schema shared by the nodes that speak of planned orders. */
export const plannedOrderSchema = {
  type: 'object',
  required: ['plannedOrder', 'material', 'plant', 'quantity', 'unit', 'plannedStart', 'plannedEnd', 'firm'],
  properties: {
    plannedOrder: { type: 'string', description: 'Ten digits.' },
    material: { type: 'string' },
    plant: { type: 'string' },
    quantity: { type: 'string', 'x-unit': './unit' },
    unit: { type: 'string', description: 'Base unit.' },
    plannedStart: { type: 'string', format: 'date' },
    plannedEnd: { type: 'string', format: 'date', description: 'A day of the plant.' },
    firm: { type: 'boolean', description: 'Planning leaves it as it is.' },
    convertible: { type: 'boolean' },
    dispatched: { type: 'boolean', description: 'On the planning board: SAP does not move it.' },
    salesOrder: { type: 'string', description: 'Of make-to-order.' },
    item: { type: 'string' },
  },
} as const;
