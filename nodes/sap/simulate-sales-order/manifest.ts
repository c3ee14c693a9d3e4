import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { messagesSchema, refusalSchema, resultItemsSchema } from '../sales-order/sales-order-schema.ts';

const text = { type: ['string', 'null'], format: 'expression' } as const;
/** Mostly the same in all orders of a flow. */
const code = { type: ['string', 'null'] } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: {
    salesOrder: {
      type: ['string', 'integer', 'null'],
      format: 'expression',
      title: 'Sales order',
      description: 'An existing order whose change is simulated; left out: a new order.',
    },
    soldToParty: { ...text, title: 'Sold-to party', description: 'For a new order.' },
    salesOrderType: { ...code, title: 'Order type', 'x-options': { list: 'order-types' } },
    salesOrganization: { ...code, title: 'Sales organisation', 'x-options': { list: 'sales-organisations' } },
    distributionChannel: { ...code, title: 'Distribution channel', 'x-options': { list: 'distribution-channels' } },
    division: { ...code, title: 'Division', 'x-options': { list: 'divisions' } },
    purchaseOrder: { ...text, title: 'Purchase order' },
    requestedDate: { ...text, title: 'Requested date', description: 'YYYY-MM-DD, for items without one of their own.' },
    currency: { ...text, title: 'Currency' },
    items: {
      type: 'array',
      title: 'Items',
      description: 'Of an existing order only those that change.',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item'],
        properties: {
          item: { type: ['string', 'integer'], format: 'expression', title: 'Item' },
          material: { ...text, title: 'Material', description: 'For new items.' },
          plant: { ...text, title: 'Plant', 'x-options': { list: 'plants' } },
          quantity: { type: ['string', 'number', 'null'], format: 'expression', title: 'Quantity', 'x-unit': './unit' },
          unit: { ...text, title: 'Unit' },
          requestedDate: { ...text, title: 'Requested date', description: 'YYYY-MM-DD' },
          reject: { ...text, title: 'Reject with reason', description: 'A rejected item is left out of the simulation.' },
          cancel: { type: ['boolean', 'null'], format: 'expression', title: 'Cancel', description: 'The same without a reason.' },
        },
      },
    },
  },
} as const;

export type SimulateSalesOrderConfig = FromSchema<typeof config>;

const decimal = { type: 'string', description: 'Decimal as text.' } as const;

export const simulateSalesOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/simulate-sales-order',
  version: 1,
  label: 'Simulate sales order',
  summary: 'Asks SAP what an order or a change would cost, when it could be delivered and whether credit would hold.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    {
      name: 'out',
      label: 'Possible',
      kind: 'out',
      output: {
        required: [
          'netAmount',
          'currency',
          'currentNetAmount',
          'deltaNetAmount',
          'largestDateShiftDays',
          'confirmation',
          'credit',
          'items',
          'messages',
        ],
        properties: { refusal: false },
      },
    },
    {
      name: 'refused',
      label: 'Refused',
      kind: 'business',
      output: { type: 'object', required: ['refusal', 'messages'], properties: { refusal: refusalSchema, messages: messagesSchema } },
    },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    properties: {
      netAmount: { ...decimal, 'x-millrace': 'price', 'x-unit': './currency' },
      currency: { type: 'string' },
      currentNetAmount: {
        type: ['string', 'null'],
        description: 'Of the existing order as it is now.',
        'x-millrace': 'price',
        'x-unit': './currency',
      },
      deltaNetAmount: { type: ['string', 'null'], description: 'Simulated minus current.', 'x-unit': './currency' },
      largestDateShiftDays: {
        type: 'integer',
        description: 'Between the dates asked for and those of the existing order; earlier or later.',
      },
      confirmation: { type: 'string', enum: ['confirmed', 'partly-confirmed', 'unconfirmed'] },
      credit: {
        type: ['object', 'null'],
        required: ['exceeded'],
        properties: { exceeded: { type: 'boolean' }, limit: decimal, exposure: decimal, available: decimal },
      },
      items: resultItemsSchema,
      messages: messagesSchema,
      refusal: refusalSchema,
    },
  },
  help: `Uses the service \`API_SALES_ORDER_SIMULATION_SRV\`; nothing is saved. For an existing order its present items are completed with what is to change, and \`deltaNetAmount\` and \`largestDateShiftDays\` say how far that goes: what an approval is decided on. **refused**: SAP would not take it, in its own words.

Example: sales order \`= trigger.body.erpOrderNumber\`, items \`= trigger.body.items\` (an order change in the words that all flows share).`,
  example: { config: { salesOrder: '4711', items: [{ item: '10', quantity: '25' }] } },
  defaultTimeoutMs: 20_000,
};
