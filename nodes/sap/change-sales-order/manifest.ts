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

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder'],
  properties: {
    salesOrder: { type: ['string', 'integer'], format: 'expression', title: 'Sales order', description: 'With or without leading zeros.' },
    items: {
      type: 'array',
      title: 'Items',
      maxItems: 1000,
      default: [],
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item'],
        properties: {
          item: {
            type: ['string', 'integer'],
            format: 'expression',
            title: 'Item',
            description: '10 and 000010 name the same item.',
          },
          material: {
            type: ['string', 'null'],
            format: 'expression',
            title: 'Material',
            description: 'Only to be sure: another material than that of the item is refused.',
          },
          quantity: {
            type: ['string', 'number', 'null'],
            format: 'expression',
            title: 'Quantity',
            description: 'Decimals as text.',
            'x-unit': './unit',
          },
          unit: {
            type: ['string', 'null'],
            format: 'expression',
            title: 'Unit',
            description: 'Left out: the unit of the item. Another one changes it.',
          },
          requestedDate: { type: ['string', 'null'], format: 'expression', title: 'Requested date', description: 'YYYY-MM-DD' },
          cancel: {
            type: ['boolean', 'null'],
            format: 'expression',
            title: 'Cancel',
            description: "Rejects the item with the connection's reason code.",
          },
          reject: {
            type: ['string', 'null'],
            format: 'expression',
            title: 'Reject with reason',
            description: 'Reason code; empty text takes a rejection back.',
          },
          fields: { type: 'object', title: 'More fields', description: "SAP's names, e.g. DeliveryPriority or a customer field YY1_…" },
        },
      },
    },
    header: {
      type: 'object',
      title: 'Header fields',
      description: "SAP's names, e.g. PurchaseOrderByCustomer, DeliveryBlockReason",
      default: {},
    },
    revision: {
      type: ['string', 'integer', 'null'],
      format: 'expression',
      title: 'Revision',
      description: "Revision of the order in the leading system; kept in the connection's revision field.",
    },
    ownFields: {
      type: 'array',
      title: 'Fields that are ours',
      description:
        "SAP's names of fields that nobody but Millrace writes. Where one still has its old value after a lost answer, the change was not applied, though somebody changed other things of the order.",
      items: { type: 'string', maxLength: 40 },
      maxItems: 50,
      default: [],
    },
    refusedWhenLockedAfter: {
      type: 'integer',
      title: 'Attempts on a locked order',
      description: 'After so many attempts an order that somebody has open leaves by "refused".',
      minimum: 1,
      maximum: 100,
      default: 5,
    },
  },
} as const;

export type ChangeSalesOrderConfig = FromSchema<typeof config>;

/** What it gives where the order was read back. */
const ended = (outcome: string): JsonSchema => ({
  required: ['netAmount', 'currency', 'openItems', 'blocks', 'order', ...(outcome === 'blocked' ? ['blockedBy'] : [])],
  properties: { outcome: { const: outcome }, refusal: false, ...(outcome === 'blocked' ? {} : { blockedBy: false }) },
});

const REFUSED: JsonSchema = {
  required: ['refusal'],
  properties: { outcome: { const: 'refused' }, openItems: false, blocks: false, blockedBy: false, order: false },
};

export const changeSalesOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/change-sales-order',
  version: 1,
  label: 'Change sales order',
  summary: 'Changes items and header of a sales order in SAP as one effect and says what SAP confirmed.',
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
    { name: 'refused', label: 'Refused', kind: 'business', output: REFUSED },
    { name: 'no-change', label: 'No change', kind: 'business', optional: true, output: ended('no-change') },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['outcome', 'salesOrder', 'items', 'changed', 'messages'],
    properties: {
      outcome: { type: 'string', enum: ['confirmed', 'partly-confirmed', 'unconfirmed', 'blocked', 'refused', 'no-change'] },
      salesOrder: { type: 'string', description: 'Ten digits.' },
      blockedBy: { type: 'string', enum: ['credit', 'incomplete', 'delivery', 'approval'] },
      netAmount: { type: 'string', 'x-millrace': 'price', 'x-unit': './currency' },
      currency: { type: 'string' },
      changedAt: { type: 'string', format: 'date-time' },
      items: resultItemsSchema,
      openItems: openItemsSchema,
      blocks: blocksSchema,
      order: salesOrderSchema,
      changed: {
        type: 'array',
        description: 'What was written, with the values before.',
        items: {
          type: 'object',
          required: ['at', 'field', 'from', 'to'],
          properties: { at: { type: 'string', description: '"header" or the item' }, field: { type: 'string' }, from: {}, to: {} },
        },
      },
      messages: messagesSchema,
      refusal: refusalSchema,
    },
  },
  help: `Reads the order, writes what differs as **one changeset guarded by the entity tag of the header**, and reads the order back. All of it is saved or nothing.

- **confirmed**: all of the quantity by the requested date. **partly-confirmed**: less, or later. **unconfirmed**: nothing.
- **blocked**: credit check, incomplete data, delivery block or an approval in SAP (\`blockedBy\` says which).
- **refused**: SAP does not take the change (delivered, completed, rejected, locked by somebody for too long), or it would go below what is delivered. \`refusal\` has SAP's code and words.
- **no-change**: SAP had all the values already; nothing was written.

When an answer is lost, the order is read again: unchanged tag means not applied; wanted values mean confirmed; the old revision, or an old value in a field that is ours, means not applied; anything else was somebody else, and a person decides. Confirmed dates and quantities are never written: they are the result of SAP's own check.

Example: sales order \`= trigger.body.erpOrderNumber\`, items \`= trigger.body.items\` (an order change in the words that all flows share), revision \`= trigger.body.revision\`.`,
  example: {
    config: { salesOrder: '4711', items: [{ item: '10', quantity: '25', requestedDate: '2026-12-15' }], revision: 3 },
    output: {
      outcome: 'confirmed',
      salesOrder: '0000004711',
      items: [{ item: '000010', outcome: 'confirmed', quantity: '25.000', unit: 'PC' }],
      changed: [{ at: '000010', field: 'RequestedQuantity', from: '20.000', to: '25' }],
      messages: [],
    },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 30_000,
};
