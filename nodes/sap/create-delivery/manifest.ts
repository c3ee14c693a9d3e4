import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { deliverySchema } from '../delivery/delivery-schema.ts';
import { SAP_ICON } from '../icon.ts';
import { blocksSchema, messagesSchema, refusalSchema } from '../sales-order/sales-order-schema.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder'],
  properties: {
    salesOrder: { type: ['string', 'integer'], format: 'expression', title: 'Sales order', description: 'With or without leading zeros.' },
    plant: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Plant',
      description: 'Only items of this plant. A delivery leaves from one place: make one for each plant.',
      'x-options': { list: 'plants' },
    },
    items: {
      type: 'array',
      format: 'expression',
      title: 'Items',
      description: 'Left out: all that is still open.',
      maxItems: 500,
      default: [],
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item'],
        properties: {
          item: { type: ['string', 'integer'], format: 'expression', title: 'Item', description: '10 and 000010 name the same item.' },
          quantity: {
            type: ['string', 'number', 'null'],
            format: 'expression',
            title: 'Quantity',
            description: 'In the unit of the order; left out: what is open.',
            'x-unit': './unit',
          },
        },
      },
    },
    shippingPoint: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Shipping point',
      description: "Left out: by SAP's own determination.",
    },
  },
} as const;

export type CreateDeliveryConfig = FromSchema<typeof config>;

export const createDeliveryManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/create-delivery',
  version: 1,
  label: 'Create delivery',
  summary: 'Creates an outbound delivery for a sales order once, and says what of it was not available.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    {
      name: 'created',
      label: 'Created',
      kind: 'out',
      output: { required: ['delivery', 'status', 'shipment', 'missing', 'messages'], properties: { refusal: false } },
    },
    {
      name: 'partly',
      label: 'Partly',
      kind: 'business',
      output: { required: ['delivery', 'status', 'shipment', 'missing', 'messages'], properties: { refusal: false } },
    },
    { name: 'nothing-open', label: 'Nothing open', kind: 'business' },
    {
      name: 'refused',
      label: 'Refused',
      kind: 'business',
      output: { required: ['refusal', 'blocks'], properties: { delivery: false, shipment: false, missing: false } },
    },
    { name: 'not-found', label: 'Not found', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['salesOrder'],
    properties: {
      salesOrder: { type: 'string', description: 'Ten digits.' },
      ...deliverySchema.properties,
      missing: {
        type: 'array',
        description: 'What was wanted and is not in the delivery.',
        items: {
          type: 'object',
          required: ['item', 'wanted', 'inDelivery', 'unit'],
          properties: {
            item: { type: 'string', description: 'Six digits.' },
            wanted: { type: 'string' },
            inDelivery: { type: 'string' },
            unit: { type: 'string' },
          },
        },
      },
      messages: messagesSchema,
      refusal: refusalSchema,
      blocks: blocksSchema,
      blockedBy: {
        type: 'string',
        enum: ['credit', 'incomplete', 'delivery', 'approval'],
        description: 'When refused: what holds the order up, by its own status fields. SAP says it in the language of the sign-on.',
      },
    },
  },
  help: `Service \`API_OUTBOUND_DELIVERY_SRV;v=0002\`. Goods are not moved yet: *Post goods issue* does that.

- **partly**: SAP put less into the delivery than was wanted, because no more is available (\`missing\`). **nothing-open**: all of the order is in deliveries already. **refused**: SAP does not make one (blocked, nothing available, two shipping points), in its own words; go by \`blockedBy\` and by class and number of the message (\`refusal.code\`), for the words come in the language of the sign-on. **not-found**: SAP has no such order.

SAP takes no reference of ours with a new delivery. After a lost answer its deliveries for the order are read again: one that was not there before and holds what was sent is ours. So let one flow ship an order, in one lane.

Example: sales order \`0000004711\`, plant \`1010\`.`,
  example: {
    config: { salesOrder: '0000004711', plant: '1010' },
    output: { salesOrder: '0000004711', delivery: '0080000001', status: 'created', missing: [] },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};
