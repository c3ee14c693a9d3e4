import type { NodeManifest } from '#flows/node-manifest.ts';
import { upsertDemandManifest } from '../../scheduler/upsert-demand/manifest.ts';
import { FREPPLE_ICON } from '../icon.ts';

/** Config, ports and output are those of `scheduler/upsert-demand`: a flow goes from one to the other by the node's type alone. */
export const freppleUpsertDemandManifest: NodeManifest & { readonly kind: 'step' } = {
  ...upsertDemandManifest,
  type: 'frepple/upsert-demand',
  label: 'Send demand to frePPLe',
  summary: 'Tells frePPLe what an order needs now; its revision decides which demand is newer.',
  icon: FREPPLE_ICON,
  connection: 'frepple',
  help: `The whole demand of the order, not only what changed: each line is a demand of frePPLe named \`order/item\`, and lines that are not given any more are canceled. The revision stands in the field that the connection names. frePPLe knows no revisions itself: what somebody changes there by hand between our look and our write is overwritten.

After a lost answer the demands are read: ours with our lines means taken, an older revision not applied, a newer one leaves by **stale**, ours with other lines stops the run for a person.

Materials, plants and units must be known in frePPLe: what it does not know is refused in its own words.

Example: sales order \`= trigger.body.salesOrder\`, revision \`= trigger.body.revision\`, lines \`= trigger.body.items.{ "item": item, "material": material, "plant": plant, "quantity": quantity, "unit": unit, "dueDate": requestedDate }\`.`,
};
