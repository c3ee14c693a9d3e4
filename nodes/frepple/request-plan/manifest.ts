import type { NodeManifest } from '#flows/node-manifest.ts';
import { requestPlanManifest } from '../../scheduler/request-plan/manifest.ts';
import { FREPPLE_ICON } from '../icon.ts';

/** Config, ports and output are those of `scheduler/request-plan`: a flow goes from one to the other by the node's type alone. */
export const freppleRequestPlanManifest: NodeManifest & { readonly kind: 'step' } = {
  ...requestPlanManifest,
  type: 'frepple/request-plan',
  label: 'Request plan of frePPLe',
  summary: 'Has frePPLe plan, asks until it is done, and reads what it commits and whom it moved.',
  icon: FREPPLE_ICON,
  connection: 'frepple',
  idempotency: 'probe',
  help: `Runs \`runplan\` and asks for its task until it is over; frePPLe calls nobody back. Then the demands and their manufacturing orders are read. **feasible**: every order in time. **offers**: one is late; frePPLe offers nothing but the later day. **failed**: a line is not planned in full, or the run failed. **timed-out**: no end in time; the run goes on in frePPLe.

frePPLe always plans everything: \`displaced\` are all other orders of ours whose day moved. Its plan version is the number of the task. After a lost answer the plan is started again: twice gives the same, and whom the first moved is told all the same.

Only *firm*: frePPLe tries things in a scenario, a slot that everybody shares and that nothing locks while it is copied, planned and read, so this node refuses *what-if* (the README says what to do instead). Frozen fence, splits and other plants are frePPLe's own settings and are not sent.

Example: request id \`= trigger.body.salesOrder & "/" & trigger.body.revision\`, mode \`firm\`, sales orders \`= [trigger.body.salesOrder]\`.`,
};
