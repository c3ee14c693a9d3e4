/**
 * The repair desk, story by story: a run stands because the shop behind it did something, and an operator brings it to an end by
 * clicking; once with the keyboard alone. The shop's own list of what it was sent is the judge.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { eventually, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import type { WatchedPage } from './watched-page.ts';

const ENVIRONMENT = 'development';

/** What the shop does with a request to ship; reserving and giving back always work. */
type Mood = 'well' | 'refuses' | 'hangs-up';
let mood: Mood = 'well';
let house: House;
let shop: LocalServer;

/** Reserves goods, has them shipped, notes it. What was reserved can be given back. */
const shipping: FlowDocument = smallFlow({
  id: 'ship-article',
  nodes: {
    reserve: {
      type: 'http/request',
      label: 'Reserve the goods',
      connection: 'shop',
      config: { method: 'PUT', path: '= "/reservations/" & trigger.body.order', idempotency: 'naturally-idempotent' },
      compensate: 'give-back',
    },
    'give-back': {
      type: 'http/request',
      label: 'Give them back',
      connection: 'shop',
      config: { method: 'DELETE', path: '= "/reservations/" & trigger.body.order', idempotency: 'naturally-idempotent' },
    },
    ship: { type: 'core/call-flow', label: 'Ship it', config: { flow: 'shop-shipping', major: 1, input: '= trigger.body' } },
    note: {
      type: 'core/map',
      label: 'Note it',
      config: { rows: [{ target: 'parcel', expression: 'steps.ship.parcel ?? "none"' }] },
    },
  },
  edges: ['start > reserve', 'reserve > ship', 'ship > note'],
  more: { name: 'Ship an order', lane: { name: 'shipping', key: '= trigger.body.order' } },
});
const calling: FlowDocument = {
  ...smallFlow({
    id: 'shop-shipping',
    nodes: {
      post: {
        type: 'http/request',
        label: 'Order the parcel',
        connection: 'shop',
        config: { method: 'POST', path: '/parcels', body: '= trigger.body', idempotency: 'none' },
      },
      answer: { type: 'core/respond', label: 'Answer', config: { status: 200, body: { parcel: '= steps.post.body.parcel' } } },
    },
    edges: ['start > post', 'post > answer'],
  }),
  name: 'Shipping at the shop',
};

beforeAll(async () => {
  shop = await startLocalServer(({ method, body }, response) => {
    if (method !== 'POST' || mood === 'well') {
      const parcel = body.includes('order') ? { parcel: `P-${(JSON.parse(body) as { order: string }).order}` } : {};
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(parcel));
    }
    if (mood === 'hangs-up') return response.destroy();
    return response.writeHead(422, { 'content-type': 'application/json' }).end('{"message":"This article cannot be shipped."}');
  });
  house = await openHouse({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${shop.port}` } });
  await house.api.send(
    'PUT',
    `/api/environments/${ENVIRONMENT}/connections/shop`,
    { type: 'http', settings: { baseUrl: shop.url } },
    { 'if-match': '0' },
  );
  const called = { ...calling, nodes: { ...calling.nodes, start: { type: 'core/flow-call', version: 1, label: 'Called', config: {} } } };
  await deploy(house.api, called);
  await deploy(house.api, shipping);
});
afterAll(async () => {
  await house?.close();
  await shop?.close();
});

/** A run that stands because the shop was in that mood; the shop is well again then. */
async function standing(order: string, because: Exclude<Mood, 'well'>): Promise<string> {
  mood = because;
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: ENVIRONMENT,
    flow: 'ship-article',
    input: { order, article: 'FG-1001' },
  });
  await runReaches(house.api, runId, 'parked');
  mood = 'well';
  return runId;
}

/** Bodies of the parcels that were ordered, whatever came of it. */
const parcelsOf = (order: string) => shop.requests.filter(({ method, body }) => method === 'POST' && body.includes(order));
const reservationsOf = (order: string) =>
  shop.requests.filter(({ url }) => url.endsWith(`/reservations/${order}`)).map(({ method }) => method);

/** From the page of the run: the menu, the dialog, the reason, and that it closes. */
async function act(page: Page, action: string, fill: (dialog: Locator) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  await page.getByRole('button', { name: 'Act on this run' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
  // The menu fades away while the dialog is there already.
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The shop says so.');
  await fill(dialog);
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('a run that stands', () => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await house.openPage();
  });

  test('LAN-3: is tried again when the shop is mended, and the board says where it stood in people’s words', async () => {
    const run = await standing('R-1', 'refuses');
    const { page, go, hear } = watched;
    await go('/parking');
    const row = page.getByRole('row', { name: /shipping R-1/ });
    await row.getByText('at Ship it › Order the parcel').waitFor();
    await row.getByText('This article cannot be shipped.').waitFor();
    await go(`/runs/${run}`);
    await act(page, 'Retry');
    await runReaches(house.api, run, 'completed');
    await page.getByText('Completed').first().waitFor();
    expect(parcelsOf('R-1')).toHaveLength(2);
    expect(reservationsOf('R-1')).toEqual(['PUT']);
    expect(hear()).toEqual([]);
  });

  test('LAN-3: goes through again with a corrected message, and what was confirmed is not sent again', async () => {
    const run = await standing('R-2', 'refuses');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'Edit and retry', async (dialog) => {
      await dialog.getByRole('row', { name: /Reserve the goods.*Confirmed.*stays, not sent again/ }).waitFor();
      await dialog.getByLabel('New trigger body').fill('{ "order": "R-2", "article": "FG-1002" }');
    });
    await runReaches(house.api, run, 'completed');
    expect(parcelsOf('R-2').map(({ body }) => (JSON.parse(body) as { article: string }).article)).toEqual(['FG-1001', 'FG-1002']);
    expect(reservationsOf('R-2')).toEqual(['PUT']);
    expect(hear()).toEqual([]);
  });

  test('LAN-3: goes on without the step, with the output that the operator gives for it', async () => {
    const run = await standing('R-3', 'refuses');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'Skip the step', async (dialog) => {
      await dialog.getByLabel('Output of the step').fill('{ "status": 200, "headers": {}, "body": { "parcel": "by hand" } }');
    });
    await runReaches(house.api, run, 'completed');
    await page.getByRole('tab', { name: 'Trigger and output' }).click();
    await page.getByText('"by hand"').waitFor();
    expect(parcelsOf('R-3')).toHaveLength(1);
    expect(hear()).toEqual([]);
  });

  test('CMP-1: is undone: what was reserved is given back, the last first, and the lane goes on', async () => {
    const run = await standing('R-4', 'refuses');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'Compensate', async (dialog) => {
      await dialog.getByRole('row', { name: /Reserve the goods.*is taken back/ }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await takePictures(page, 'repair-compensate');
    });
    await runReaches(house.api, run, 'failed');
    expect(reservationsOf('R-4')).toEqual(['PUT', 'DELETE']);
    await page.getByRole('tab', { name: /^Events/ }).click();
    await page.getByText('The shop says so.').first().waitFor();
    expect(hear()).toEqual([]);
  });

  test('LAN-3: is cancelled: what it has written stays, nothing more is sent', async () => {
    const run = await standing('R-5', 'refuses');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'Cancel');
    await runReaches(house.api, run, 'cancelled');
    await page.getByText('Cancelled').first().waitFor();
    expect(reservationsOf('R-5')).toEqual(['PUT']);
    expect(parcelsOf('R-5')).toHaveLength(1);
    expect(hear()).toEqual([]);
  });

  test('STP-4: nobody knows whether the parcel was ordered; the operator has looked: it was not, and it is sent again', async () => {
    const run = await standing('R-6', 'hangs-up');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'It was not applied', async (dialog) => {
      await dialog.getByRole('row', { name: /Order the parcel.*Unknown.*is sent again/ }).waitFor();
    });
    await runReaches(house.api, run, 'completed');
    expect(parcelsOf('R-6')).toHaveLength(2);
    expect(hear()).toEqual([]);
  });

  test('RES-3: is set aside, the flow is mended, and the run is tried again by the new version from where it stood', async () => {
    const run = await standing('R-7', 'refuses');
    const { page, go, hear } = watched;
    await go(`/runs/${run}`);
    await act(page, 'Set aside');
    await runReaches(house.api, run, 'set-aside');
    const note = { ...shipping.nodes['note']!, config: { rows: [{ target: 'parcel', expression: '"mended " & steps.ship.parcel' }] } };
    await deploy(house.api, { ...shipping, nodes: { ...shipping.nodes, note } });
    await page.reload();
    await act(page, 'Retry', async (dialog) => {
      await dialog.getByLabel('Version').selectOption({ label: '2: for a test' });
      await dialog.getByLabel('Begin').selectOption({ label: 'where it ended; what was done before is kept' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await takePictures(page, 'repair-retry-version');
    });
    await page.getByText(/Started as run/).waitFor();
    const again = await eventually(async () => {
      const { items } = await house.api.get<{ items: RunSummary[] }>(`/api/runs?environment=${ENVIRONMENT}&flow=ship-article&limit=1`);
      return items[0]?.runId === run ? undefined : items[0];
    }, 'there is a new run');
    await runReaches(house.api, again.runId, 'completed');
    await go(`/runs/${again.runId}?tab=data`);
    await page.getByText('"mended P-R-7"').waitFor();
    await page.getByText('version 2').waitFor();
    expect(reservationsOf('R-7')).toEqual(['PUT']);
    expect(hear()).toEqual([]);
  });
});

test('LAN-3: with the keyboard alone: from the board to the lane, its run set aside, and the lane is gone', async () => {
  const run = await standing('K-1', 'refuses');
  const { page, go, hear } = await house.openPage();
  await go('/parking');
  const row = page.getByRole('row', { name: /shipping K-1/ });
  await row.waitFor();
  await tabTo(page, row.getByRole('button', { name: 'Act' }));
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('menuitem', { name: 'Set aside', exact: true });
  await wanted.waitFor();
  for (let step = 0; step < 12 && !(await hasFocus(wanted)); step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await tabTo(page, dialog.getByRole('textbox', { name: 'Reason' }));
  await page.keyboard.type('Sales will call the customer.');
  await tabTo(page, dialog.getByRole('button', { name: 'Set aside' }));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await runReaches(house.api, run, 'set-aside');
  await row.waitFor({ state: 'hidden' });
  expect(hear()).toEqual([]);
});

test('LAN-3: a customer’s change that is set aside is not left without an answer: the CRM shows it with the reason', async () => {
  const order = '0000004715';
  const { api } = house;
  const fault = await api.send<{ id: string }>('POST', '/api/sandbox/faults', { system: 'sap', kind: 'schema-change', key: order });
  const { id } = await api.send<{ id: string }>('POST', '/api/sandbox/change-requests', { order, reason: 'Site is not ready' });
  const lane = await eventually(async () => {
    const { items } = await api.get<{ items: LaneView[] }>(`/api/environments/${ENVIRONMENT}/lanes`);
    return items.find(({ key, head }) => key === order && head.state === 'parked');
  }, 'the change is parked');
  await api.send('DELETE', `/api/sandbox/faults/${fault.id}`);
  const { page, go, hear } = await house.openPage();
  await go(`/runs/${lane.head.runId}`);
  await act(page, 'Set aside');
  const request = await eventually(async () => {
    const record = await api.get<{ Status__c: string; ERP_Message__c: string }>(
      `/api/sandbox/view/crm/${encodeURIComponent(`records/Order_Change_Request__c/${id}`)}`,
    );
    return record.Status__c === 'Set_Aside' ? record : undefined;
  }, 'the CRM knows');
  expect(request.ERP_Message__c).toBe('Set aside: The shop says so.');
  expect(hear()).toEqual([]);
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not come there.');
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
