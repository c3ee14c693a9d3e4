/** A busy hour in a sandbox: traffic, scheduling is down, one order that SAP cannot read, one that is locked, one that wants a decision. */
import type { ApprovalView, LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { type Api, eventually } from '../support/api.ts';

const ENVIRONMENT = 'development';

/** A run of each kind that an operator meets. */
export interface BusyHour {
  readonly parked: string;
  readonly held: string;
  readonly completed: string;
  /** Waits for somebody's decision. */
  readonly approval: string;
  /** Waits until it is tried again. */
  readonly retrying: string;
}

/** Of a house with the example flows. What is sample history is none of it. */
export async function makeBusyHour(api: Api): Promise<BusyHour> {
  const list = async (filter: string) =>
    (await api.get<{ items: RunSummary[] }>(`/api/runs?environment=${ENVIRONMENT}&limit=50&${filter}`)).items.filter(
      ({ sample }) => sample !== true,
    );
  const first = async (filter: string) => (await eventually(async () => (await list(filter))[0], `a run with ${filter}`)).runId;

  await api.send('POST', '/api/sandbox/traffic', { ratePerSecond: 20, count: 12, orders: 12, seed: 3, reorder: 0.2, invalid: 0.1 });
  await eventually(async () => (await list('flow=commitment-received&state=completed')).length > 2, 'the first changes go all the way');

  await api.send('POST', '/api/sandbox/faults', { system: 'scheduler', kind: 'outage' });
  const open = (
    await api.get<{ SalesOrder: string; OverallDeliveryStatus: string; OverallSDDocumentRejectionSts: string }[]>(
      '/api/sandbox/view/sap/orders',
    )
  ).filter((one) => one.OverallDeliveryStatus === 'A' && one.OverallSDDocumentRejectionSts === 'A');
  const [damaged, locked, large] = open.slice(-3).map(({ SalesOrder }) => SalesOrder);
  await api.send('POST', '/api/sandbox/faults', { system: 'sap', kind: 'schema-change', key: damaged });
  await api.send('POST', '/api/sandbox/faults', { system: 'sap', kind: 'lock', key: locked, operation: 'change-sales-order' });
  for (const order of [damaged, damaged, locked])
    await api.send('POST', '/api/sandbox/change-requests', { order, reason: 'Site is not ready' });
  await api.send('POST', '/api/sandbox/change-requests', { order: large, items: [{ number: '000010', quantity: '9000' }] });
  await api.send('POST', '/api/sandbox/traffic', { ratePerSecond: 10, count: 8, orders: 12, seed: 4 });

  const parked = await first('state=parked');
  const held = await first('state=held&flow=order-to-schedule');
  const completed = await first('state=completed&flow=order-change');
  const { runId: approval } = await eventually(
    async () =>
      (await api.get<{ items: ApprovalView[] }>(`/api/approvals?environment=${ENVIRONMENT}`)).items.find(({ sample }) => sample !== true),
    'an approval waits',
  );
  await eventually(
    async () =>
      (await api.get<{ items: LaneView[] }>(`/api/environments/${ENVIRONMENT}/lanes`)).items.some(
        ({ depth, head }) => depth > 1 && head.sample !== true,
      ),
    'something waits in a lane',
  );
  // Last, since it is not tried for ever.
  await api.send('POST', '/api/sandbox/change-requests', { order: locked, reason: 'More units needed on site' });
  const { runId: retrying } = await eventually(
    async () => (await list(`key=${locked}`)).find(({ state, blockedAt }) => state === 'waiting' && blockedAt !== 'approve'),
    'the locked order is tried again',
  );
  return { parked, held, completed, approval, retrying };
}
