import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { productionOrderSchema } from '../production-order/production-order-schema.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const text = { type: ['string', 'integer', 'null'], format: 'expression' } as const;
const quantity = { type: ['string', 'number'], format: 'expression' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['productionOrder', 'reference', 'yield'],
  properties: {
    productionOrder: {
      type: ['string', 'integer'],
      format: 'expression',
      title: 'Production order',
      description: 'With or without leading zeros.',
    },
    reference: {
      type: 'string',
      format: 'expression',
      title: 'Reference',
      description: "The shop floor's own number of this message. By it a repetition is known: give each message one of its own.",
      minLength: 1,
      maxLength: 40,
    },
    operation: { ...text, title: 'Operation', description: 'Left out: the last one, whose yield is the order’s.' },
    yield: { ...quantity, title: 'Yield', description: "Good quantity in the order's unit; decimals as text." },
    scrap: { ...quantity, title: 'Scrap', default: '0' },
    final: {
      type: 'boolean',
      format: 'expression',
      title: 'Final',
      description: 'Nothing more of this operation comes, even if less was made than ordered.',
      default: false,
    },
    reason: { type: ['string', 'null'], format: 'expression', title: 'Reason for variance', description: "SAP's four-character code." },
    postingDate: { type: ['string', 'null'], format: 'expression', title: 'Posting date', description: 'YYYY-MM-DD; left out: today.' },
    postGoods: {
      type: 'boolean',
      title: 'Take goods into stock',
      description: 'Off: the goods receipt is posted elsewhere.',
      default: true,
    },
  },
} as const;

export type ConfirmProductionOrderConfig = FromSchema<typeof config>;

export const confirmProductionOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/confirm-production-order',
  version: 1,
  label: 'Confirm production order',
  summary: 'Posts once what the shop floor has made: yield, scrap, and whether more comes.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    {
      name: 'partial',
      label: 'More comes',
      kind: 'out',
      output: { required: ['confirmation', 'order', 'openQuantity'], properties: { refusal: false } },
    },
    {
      name: 'complete',
      label: 'Complete',
      kind: 'business',
      output: { required: ['confirmation', 'order', 'openQuantity'], properties: { refusal: false } },
    },
    {
      name: 'short',
      label: 'Short',
      kind: 'business',
      output: { required: ['confirmation', 'order', 'openQuantity'], properties: { refusal: false } },
    },
    {
      name: 'existing',
      label: 'There already',
      kind: 'business',
      output: { required: ['confirmation', 'order', 'openQuantity'], properties: { refusal: false } },
    },
    { name: 'refused', label: 'Refused', kind: 'business', output: { required: ['refusal'] } },
    { name: 'not-found', label: 'Not found', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['productionOrder'],
    properties: {
      productionOrder: { type: 'string', description: 'Twelve digits.' },
      confirmation: {
        type: 'object',
        required: ['group', 'count', 'operation', 'yield', 'scrap', 'unit', 'final'],
        properties: {
          group: { type: 'string', description: 'With count: the number of the confirmation in SAP.' },
          count: { type: 'string' },
          operation: { type: 'string', description: 'Four digits.' },
          yield: { type: 'string' },
          scrap: { type: 'string' },
          unit: { type: 'string' },
          final: { type: 'boolean' },
          postingDate: { type: 'string' },
        },
      },
      order: productionOrderSchema,
      openQuantity: { type: 'string', description: 'What is still to come.', 'x-unit': './unit' },
      refusal: refusalSchema,
    },
  },
  help: `Service \`API_PROD_ORDER_CONFIRMATION_2_SRV\`. A confirmation of the last operation takes the yield into stock, and SAP confirms the sales orders of that material anew.

- **partial**: more of the order comes. **complete**: the ordered quantity is there. **short**: finally confirmed with less than ordered.
- **existing**: SAP has a confirmation under this reference already; nothing was posted. **refused**: SAP does not take it (not released, more than ordered, finally confirmed), in its own words. **not-found**: SAP has no such order.

The reference goes out as SAP's external key (\`ExternalSystemConfirmation\`, made of order, operation and reference) and as confirmation text; where a release has no such key, the text is what counts. After a lost answer SAP is asked for it.

Example: production order \`000001000101\`, reference \`MES-88121\`, yield \`120\`, scrap \`2\`.`,
  example: {
    config: { productionOrder: '000001000101', reference: 'MES-88121', yield: '120', scrap: '2' },
    output: {
      productionOrder: '000001000101',
      confirmation: {
        group: '0100010103',
        count: '00000001',
        operation: '0030',
        yield: '120.000',
        scrap: '2.000',
        unit: 'PC',
        final: false,
      },
      openQuantity: '118.000',
    },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};
