/** The parking board: a lane that stands because of one bad run, and a write of which nobody knows whether it was applied. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { eventually, runReaches } from '../support/api.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
let shop: LocalServer;
/** The shop takes the order and hangs up before it answers. */
let hangsUp = true;

beforeAll(async () => {
  shop = await startLocalServer((_request, response) => {
    if (hangsUp) response.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"taken":true}');
  });
  house = await openHouse({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${shop.port}` } });
});
afterAll(async () => {
  await house?.close();
  await shop?.close();
});

const ENVIRONMENT = 'development';

async function boardAct(page: Page, lane: string, action: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(lane) })
    .getByRole('button', { name: 'Act' })
    .click();
  await page.getByRole('menuitem', { name: action }).click();
  await page.getByRole('dialog').waitFor();
}

test('LAN-3, LAN-6: an operator sets a parked run aside, is told which later runs depend on it, and the lane goes on in order', async () => {
  const orders =
    await house.api.get<{ SalesOrder: string; OverallDeliveryStatus: string; OverallSDDocumentRejectionSts: string }[]>(
      '/api/sandbox/view/sap/orders',
    );
  const order = orders.find((one) => one.OverallDeliveryStatus === 'A' && one.OverallSDDocumentRejectionSts === 'A')!.SalesOrder;
  const fault = await house.api.send<{ id: string }>('POST', '/api/sandbox/faults', { system: 'sap', kind: 'schema-change', key: order });
  for (const reason of ['first', 'second', 'third']) await house.api.send('POST', '/api/sandbox/change-requests', { order, reason });
  const lane = await eventually(async () => {
    const { items } = await house.api.get<{ items: LaneView[] }>(`/api/environments/${ENVIRONMENT}/lanes`);
    return items.find(({ key, depth, head }) => key === order && depth === 3 && head.state === 'parked');
  }, 'three changes stand in the lane, the first of them parked');
  await house.api.send('DELETE', `/api/sandbox/faults/${fault.id}`);

  const { page, go, hear } = await house.openPage();
  await go('/parking');
  const row = page.getByRole('row', { name: new RegExp(`sales-order ${order}`) });
  await row.getByText('Parked').waitFor();
  await expect.poll(() => row.getByRole('cell').nth(1).textContent()).toBe('3');
  await row.getByRole('button', { name: `sales-order ${order}` }).click();
  await page.getByText('Waiting behind the head, in order').waitFor();

  await boardAct(page, `sales-order ${order}`, 'Set aside');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 later runs wait in this lane').waitFor();
  await dialog.getByText('this run has not written into another system').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Set aside' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill('Sales will call the customer.');
  await dialog.getByRole('button', { name: 'Set aside' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row.waitFor({ state: 'hidden' });

  for (const { runId } of lane.waiting) await runReaches(house.api, runId, 'completed');
  expect((await house.api.get<RunSummary>(`/api/runs/${lane.head.runId}`)).state).toBe('set-aside');
  const record = await house.api.get<{ operation: string; key: string; sequence?: number }[]>('/api/sandbox/record?system=sap&limit=1000');
  // The customer's changes carry their revision; what planning commits to later does not.
  const changes = record.filter((entry) => entry.operation === 'change-sales-order' && entry.key === order && entry.sequence !== undefined);
  expect(changes.map(({ sequence }) => sequence)).toEqual([2, 3]);

  // Who did it and why stays with the run.
  await go(`/runs/${lane.head.runId}?tab=events`);
  await page.getByText('by Ada Admin: Sales will call the customer.').first().waitFor();
  expect(hear()).toEqual([]);
});

test('LAN-3: what stopped many runs is tried again for all of them, the oldest first and the others only if that goes well', async () => {
  const { api } = house;
  const open = (
    await api.get<{ SalesOrder: string; OverallDeliveryStatus: string; OverallSDDocumentRejectionSts: string }[]>(
      '/api/sandbox/view/sap/orders',
    )
  ).filter((one) => one.OverallDeliveryStatus === 'A' && one.OverallSDDocumentRejectionSts === 'A');
  const orders = open.slice(-3).map(({ SalesOrder }) => SalesOrder);
  for (const order of orders) {
    await api.send('POST', '/api/sandbox/faults', { system: 'sap', kind: 'schema-change', key: order });
    await api.send('POST', '/api/sandbox/change-requests', { order, reason: 'Site is not ready' });
  }
  const parked = await eventually(async () => {
    const { items } = await api.get<{ items: RunSummary[] }>(`/api/runs?environment=${ENVIRONMENT}&flow=order-change&state=parked`);
    return items.length === 3 && items;
  }, 'three runs are parked');

  const { page, go, hear } = await house.openPage();
  await go('/parking');
  await page.getByText('3 lanes of Sales order change are parked for one reason').waitFor();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Retry all' }).click();
  await dialog.getByLabel('Reason').fill('SAP says it is mended.');
  await dialog.getByRole('button', { name: 'Retry 3 runs' }).click();
  await dialog.getByText('Nothing was done to the other 2.').waitFor();
  const acted = await Promise.all(
    parked.map(async ({ runId }) =>
      (await api.get<{ events: { type: string }[] }>(`/api/runs/${runId}/events`)).events.some(({ type }) => type === 'operator-acted'),
    ),
  );
  expect(acted.filter(Boolean)).toHaveLength(1);

  await api.send('DELETE', '/api/sandbox/faults');
  await dialog.getByRole('button', { name: 'Retry 3 runs' }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const { runId } of parked) await runReaches(api, runId, 'completed');
  await page.getByText('are parked for one reason').waitFor({ state: 'hidden' });
  expect(hear()).toEqual([]);
});

const ORDER_TO_SHOP: FlowDocument = {
  format: 1,
  id: 'order-to-shop',
  name: 'Order to shop',
  layer: 'process',
  owner: 'order-management',
  contract: { major: 1 },
  object: { type: 'shop-order', keys: { shopOrder: '= trigger.body.order' } },
  lane: { name: 'shop', key: '= trigger.body.order' },
  nodes: {
    start: { type: 'core/manual', version: 1, config: {} },
    post: {
      type: 'http/request',
      version: 1,
      label: 'Tell the shop',
      connection: 'shop',
      config: { method: 'POST', path: '/orders', body: '= trigger.body', idempotency: 'none' },
    },
  },
  edges: [{ from: 'start', to: 'post' }],
};

async function deployShop(): Promise<void> {
  const { api } = house;
  await api.send(
    'PUT',
    `/api/environments/${ENVIRONMENT}/connections/shop`,
    { type: 'http', settings: { baseUrl: shop.url } },
    { 'if-match': '0' },
  );
  const { draftId } = await api.send<{ draftId: string }>('POST', '/api/flows/order-to-shop/drafts', { document: ORDER_TO_SHOP });
  const { version } = await api.send<{ version: number }>('POST', '/api/flows/order-to-shop/versions', { draftId, note: 'shop' });
  await api.send('PUT', `/api/environments/${ENVIRONMENT}/deployments/order-to-shop`, { version });
}

async function startUnknown(order: string): Promise<string> {
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: ENVIRONMENT,
    flow: 'order-to-shop',
    input: { order },
  });
  await runReaches(house.api, runId, 'parked');
  return runId;
}

test('STP-4: of a write that may have been applied the board says so, and a person settles it', async () => {
  await deployShop();
  const [applied, again] = [await startUnknown('S-1001'), await startUnknown('S-1002')];
  const { page, go, hear } = await house.openPage();
  await go('/parking');

  // The operator has looked into the shop: the order is there.
  await boardAct(page, 'shop S-1001', 'It was applied');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row', { name: /POST.*Tell the shop.*Unknown.*counts as applied/ }).waitFor();
  await dialog.getByLabel("The other system's answer").fill('{ "status": 200, "headers": {}, "body": { "taken": true } }');
  await dialog.getByLabel('Reason').fill('The shop shows the order.');
  await dialog.getByRole('button', { name: 'It was applied' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await runReaches(house.api, applied, 'completed');

  // The other one is sent once more, knowing that it may be there twice then.
  hangsUp = false;
  const before = shop.requests.length;
  await boardAct(page, 'shop S-1002', 'Send again');
  await dialog.getByRole('row', { name: /Tell the shop.*may be done twice/ }).waitFor();
  await dialog.getByLabel('Reason').fill('The shop has no such order.');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await runReaches(house.api, again, 'completed');
  expect(shop.requests.length).toBe(before + 1);
  await page.getByText('Nothing stands').waitFor();
  expect(hear()).toEqual([]);
});
