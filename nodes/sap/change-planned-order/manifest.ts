import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { plannedOrderSchema } from '../planned-order/planned-order-schema.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const day = { type: ['string', 'null'], format: 'expression' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['plannedOrder'],
  properties: {
    plannedOrder: {
      type: ['string', 'integer'],
      format: 'expression',
      title: 'Planned order',
      description: 'With or without leading zeros.',
    },
    plannedEnd: {
      ...day,
      title: 'Planned end',
      description: 'YYYY-MM-DD, a day of the plant. Without a start the order keeps its length.',
    },
    plannedStart: { ...day, title: 'Planned start', description: 'YYYY-MM-DD' },
    quantity: {
      type: ['string', 'number', 'null'],
      format: 'expression',
      title: 'Quantity',
      description: 'In the base unit; decimals as text.',
      'x-unit': './unit',
    },
    firm: {
      type: ['boolean', 'null'],
      format: 'expression',
      title: 'Firm',
      description: 'Firm: planning leaves it as it is. SAP firms by itself what is moved or changed in quantity.',
    },
  },
} as const;

export type ChangePlannedOrderConfig = FromSchema<typeof config>;

export const changePlannedOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/change-planned-order',
  version: 1,
  label: 'Change planned order',
  summary: 'Moves a planned order, changes its quantity, firms it or lets planning have it again.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'changed', label: 'Changed', kind: 'out' },
    { name: 'no-change', label: 'No change', kind: 'business', optional: true },
    { name: 'refused', label: 'Refused', kind: 'business' },
    { name: 'not-found', label: 'Not found', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['plannedOrder'],
    properties: {
      plannedOrder: { type: 'string', description: 'Ten digits.' },
      before: plannedOrderSchema,
      order: plannedOrderSchema,
      refusal: refusalSchema,
    },
  },
  help: `Service \`API_PLANNED_ORDERS\`, under the order's entity tag. A planned order has no confirmed dates: moving it is how planning hears of scheduling before there is a production order.

- **no-change**: it is so already. **refused**: SAP does not take it (it stands on the planning board, the end is before the start), in its own words. **not-found**: it was converted or deleted, or planning has taken it back.

To make a production order of it, call the function \`ConvertPlndOrder\` of \`API_PRODUCTION_ORDER_2_SRV\` (*Call function of SAP*). After a lost answer the order is read again: the wanted values mean done, an unchanged entity tag means not applied, anything else was somebody else, and a person decides.

Example: planned order \`0000200001\`, planned end \`2027-01-18\`, firm.`,
  example: {
    config: { plannedOrder: '0000200001', plannedEnd: '2027-01-18', firm: true },
    output: { plannedOrder: '0000200001' },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 30_000,
};
