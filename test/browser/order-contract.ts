/** What the flows of stories about expressions are sent: an order with its items. */
import type { FlowDocument } from '#flows/flow.ts';

export const ORDER_CONTRACT: FlowDocument['contract'] = {
  major: 1,
  input: {
    type: 'object',
    required: ['salesOrder', 'items'],
    properties: {
      salesOrder: { type: 'string', pattern: '^[0-9]{10}$', description: 'The order as SAP numbers it.' },
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['item', 'quantity'],
          properties: { item: { type: 'string' }, quantity: { type: 'number' } },
        },
      },
    },
  },
};
