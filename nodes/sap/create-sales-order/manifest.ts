import type { FromSchema } from 'json-schema-to-ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import {
  blocksSchema,
  messagesSchema,
  openItemsSchema,
  refusalSchema,
  resultItemsSchema,
  salesOrderSchema,
} from '../sales-order/sales-order-schema.ts';

const text = { type: ['string', 'null'], format: 'expression' } as const;
/** Mostly the same in all orders of a flow. */
const code = { type: ['string', 'null'] } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['soldToParty', 'purchaseOrder', 'items'],
  properties: {
    soldToParty: { type: 'string', format: 'expression', title: 'Sold-to party' },
    purchaseOrder: {
      type: 'string',
      format: 'expression',
      title: 'Purchase order',
      description: "The customer's number. With the sold-to party it is how the order is known again: give each order one of its own.",
      minLength: 1,
      maxLength: 35,
    },
    salesOrderType: { ...code, title: 'Order type', 'x-options': { list: 'order-types' } },
    salesOrganization: { ...code, title: 'Sales organisation', 'x-options': { list: 'sales-organisations' } },
    distributionChannel: { ...code, title: 'Distribution channel', 'x-options': { list: 'distribution-channels' } },
    division: { ...code, title: 'Division', 'x-options': { list: 'divisions' } },
    requestedDate: { ...text, title: 'Requested date', description: 'YYYY-MM-DD, for items without one of their own.' },
    currency: { ...text, title: 'Currency' },
    items: {
      type: 'array',
      title: 'Items',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item', 'material', 'quantity'],
        properties: {
          item: { type: ['string', 'integer'], format: 'expression', title: 'Item' },
          material: { type: 'string', format: 'expression', title: 'Material' },
          plant: { ...text, title: 'Plant', 'x-options': { list: 'plants' } },
          quantity: {
            type: ['string', 'number'],
            format: 'expression',
            title: 'Quantity',
            description: 'Decimals as text.',
            'x-unit': './unit',
          },
          unit: { ...text, title: 'Unit' },
          requestedDate: { ...text, title: 'Requested date', description: 'YYYY-MM-DD' },
        },
      },
    },
    header: {
      type: 'object',
      title: 'More header fields',
      description: "SAP's names, e.g. ExternalDocumentID or a customer field YY1_…",
      default: {},
    },
  },
} as const;

export type CreateSalesOrderConfig = FromSchema<typeof config>;

/** What it gives where the order was read back. */
const ended = (outcome: string): JsonSchema => ({
  required: [
    'salesOrder',
    'netAmount',
    'currency',
    'items',
    'openItems',
    'blocks',
    'order',
    'messages',
    ...(outcome === 'blocked' ? ['blockedBy'] : []),
  ],
  properties: { outcome: { const: outcome }, refusal: false, ...(outcome === 'blocked' ? {} : { blockedBy: false }) },
});

const REFUSED: JsonSchema = {
  type: 'object',
  required: ['outcome', 'items', 'messages', 'refusal'],
  properties: { outcome: { const: 'refused' }, items: resultItemsSchema, messages: messagesSchema, refusal: refusalSchema },
};

export const createSalesOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/create-sales-order',
  version: 1,
  label: 'Create sales order',
  summary: 'Creates a sales order in SAP once and says what SAP confirmed.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'confirmed', label: 'Confirmed', kind: 'business', output: ended('confirmed') },
    { name: 'partly-confirmed', label: 'Partly confirmed', kind: 'business', output: ended('partly-confirmed') },
    { name: 'unconfirmed', label: 'Unconfirmed', kind: 'business', output: ended('unconfirmed') },
    { name: 'blocked', label: 'Blocked', kind: 'business', output: ended('blocked') },
    { name: 'existing', label: 'There already', kind: 'business', output: ended('existing') },
    { name: 'refused', label: 'Refused', kind: 'business', output: REFUSED },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['outcome'],
    properties: {
      outcome: { type: 'string', enum: ['confirmed', 'partly-confirmed', 'unconfirmed', 'blocked', 'existing', 'refused'] },
      salesOrder: { type: 'string', description: 'Ten digits.' },
      blockedBy: { type: 'string', enum: ['credit', 'incomplete', 'delivery', 'approval'] },
      netAmount: { type: 'string', 'x-unit': './currency' },
      currency: { type: 'string' },
      items: resultItemsSchema,
      openItems: openItemsSchema,
      blocks: blocksSchema,
      order: salesOrderSchema,
      messages: messagesSchema,
      refusal: refusalSchema,
    },
  },
  help: `One deep insert is one effect; the order is read back, for a 201 is no confirmation.

- **confirmed**, **partly-confirmed**, **unconfirmed**: by SAP's own availability check. **blocked**: saved, but held by credit, incomplete data, a delivery block or an approval (\`blockedBy\`).
- **existing**: the customer has an order under this purchase order number already, and it is not ours to make another. **refused**: SAP does not take it, in its own words; nothing was saved.

After a lost answer SAP is asked for an order of that sold-to party with that purchase order number: one is ours, none means not created. To take an order back, reject its items (*Change sales order*); it is never deleted.

Example: sold-to party \`0017100007\`, purchase order \`Q-20426\`, items \`[{ "item": "10", "material": "FG-1001", "plant": "1010", "quantity": "12", "requestedDate": "2026-12-15" }]\`.`,
  example: {
    config: {
      soldToParty: '0017100007',
      purchaseOrder: 'Q-20426',
      items: [{ item: '10', material: 'FG-1001', plant: '1010', quantity: '12', requestedDate: '2026-12-15' }],
    },
    output: {
      outcome: 'confirmed',
      salesOrder: '0000005001',
      items: [{ item: '000010', outcome: 'confirmed', quantity: '12.000', unit: 'PC' }],
    },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 30_000,
};
