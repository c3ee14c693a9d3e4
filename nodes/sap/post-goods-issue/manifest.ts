import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { deliverySchema } from '../delivery/delivery-schema.ts';
import { SAP_ICON } from '../icon.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['delivery'],
  properties: {
    delivery: { type: ['string', 'integer'], format: 'expression', title: 'Delivery', description: 'With or without leading zeros.' },
    pick: { type: 'boolean', title: 'Pick first', description: 'Off: the warehouse picks, and this only posts.', default: true },
  },
} as const;

export type PostGoodsIssueConfig = FromSchema<typeof config>;

export const postGoodsIssueManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/post-goods-issue',
  version: 1,
  label: 'Post goods issue',
  summary: 'Picks an outbound delivery and posts once that its goods have left.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'shipped', label: 'Shipped', kind: 'out', output: { required: ['status', 'shipment'], properties: { refusal: false } } },
    {
      name: 'no-change',
      label: 'No change',
      kind: 'business',
      optional: true,
      output: { required: ['status', 'shipment'], properties: { refusal: false } },
    },
    { name: 'short', label: 'Stock is short', kind: 'business', output: { required: ['status', 'shipment', 'refusal'] } },
    { name: 'refused', label: 'Refused', kind: 'business', output: { required: ['status', 'shipment', 'refusal'] } },
    { name: 'not-found', label: 'Not found', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['delivery'],
    properties: { ...deliverySchema.properties, refusal: refusalSchema },
  },
  help: `Calls \`PickAllItems\` and \`PostGoodsIssue\` under the delivery's entity tag and reads it back: two effects, each with its own line in the ledger.

- **no-change**: its goods have left already. **short**: there is less in stock than the delivery says (M7/021); it stays picked. **refused**: SAP does not post it (blocked, not picked), in its own words. **not-found**: SAP has no such delivery.

The functions of a delivery answer with success also where they did nothing: the report in the answer is what counts. After a lost answer the delivery is read again.

Example: delivery \`0080000001\`.`,
  example: { config: { delivery: '0080000001' }, output: { delivery: '0080000001', status: 'shipped' } },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};
