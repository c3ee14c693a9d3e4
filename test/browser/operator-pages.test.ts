/** Every page of an operator with what really stands on it, in both colour schemes: nothing that axe finds, nothing the browser complains of. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApprovalView, LaneView, RunSummary } from '#flows/api.ts';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled, type WatchedPage } from './watched-page.ts';

const ENVIRONMENT = 'development';

let house: House;
const runs: { [state: string]: string } = {};

/** A busy hour: traffic, scheduling is down, one order that SAP cannot read, one that is locked, one that wants a decision. */
beforeAll(async () => {
  house = await openHouse();
  const { api } = house;
  const list = async (filter: string) =>
    (await api.get<{ items: RunSummary[] }>(`/api/runs?environment=${ENVIRONMENT}&limit=50&${filter}`)).items;
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

  for (const [name, filter] of Object.entries({
    parked: 'state=parked',
    held: 'state=held&flow=order-to-schedule',
    completed: 'state=completed&flow=order-change',
  })) {
    runs[name] = (await eventually(async () => (await list(filter))[0], `a run with ${filter}`)).runId;
  }
  const waiting = await eventually(
    async () => (await api.get<{ items: ApprovalView[] }>(`/api/approvals?environment=${ENVIRONMENT}`)).items[0],
    'an approval waits',
  );
  runs['approval'] = waiting.runId;
  await eventually(
    async () => (await api.get<{ items: LaneView[] }>(`/api/environments/${ENVIRONMENT}/lanes`)).items.some(({ depth }) => depth > 1),
    'something waits in a lane',
  );
  // Last, since it is not tried for ever.
  await api.send('POST', '/api/sandbox/change-requests', { order: locked, reason: 'More units needed on site' });
  const retrying = await eventually(
    async () => (await list(`key=${locked}`)).find(({ state, blockedAt }) => state === 'waiting' && blockedAt !== 'approve'),
    'the locked order is tried again',
  );
  runs['retrying'] = retrying.runId;
});
afterAll(() => house?.close());

const PAGES: readonly { readonly name: string; readonly path: () => string; readonly before?: (page: Page) => Promise<void> }[] = [
  { name: 'run-retrying', path: () => `/runs/${runs['retrying']}` },
  { name: 'home', path: () => '/' },
  { name: 'runs', path: () => '/runs' },
  { name: 'run-parked', path: () => `/runs/${runs['parked']}` },
  { name: 'run-held', path: () => `/runs/${runs['held']}` },
  { name: 'run-approval', path: () => `/runs/${runs['approval']}` },
  { name: 'run-completed', path: () => `/runs/${runs['completed']}?step=change%2Fchange&flow=change` },
  { name: 'run-events', path: () => `/runs/${runs['completed']}?tab=events` },
  { name: 'flow-live', path: () => '/flows/order-to-schedule/live?node=schedule' },
  { name: 'parking', path: () => '/parking' },
  {
    name: 'set-aside',
    path: () => `/runs/${runs['parked']}`,
    before: async (page) => {
      await page.getByRole('button', { name: 'Set aside' }).click();
      await page.getByRole('dialog').getByLabel('Reason').waitFor();
    },
  },
  { name: 'approvals', path: () => '/approvals' },
  { name: 'exceptions', path: () => '/exceptions' },
  { name: 'object', path: () => '/objects/sales-order/0000004711' },
  { name: 'sandbox', path: () => '/sandbox' },
  { name: 'sandbox-change', path: () => '/sandbox?tab=change&order=0000004711' },
  { name: 'sandbox-record', path: () => '/sandbox?tab=record' },
  { name: 'sandbox-sap', path: () => '/sandbox?tab=sap&order=0000004711' },
  { name: 'sandbox-crm', path: () => '/sandbox?tab=crm' },
  { name: 'sandbox-schedule', path: () => '/sandbox?tab=schedule' },
  { name: 'sandbox-plant', path: () => '/sandbox?tab=plant' },
];

describe('every page of an operator', () => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await house.openPage();
  });

  test.each(PAGES)('$name: nothing to complain of in light or dark', async ({ name, path, before }) => {
    const { page, go, hear } = watched;
    await go(path());
    await before?.(page);
    await settled(page);
    expect(await accessibilityProblems(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    expect(await accessibilityProblems(page, 'colours'), 'dark').toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    // Nothing hangs out at the right of a usual screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await takePictures(page, name);
    expect(hear()).toEqual([]);
  });
});
