/** The first hour of an analyst who has no mouse: the same steps as with one. What else is done by keys alone: A2 in sandbox-connections, A4 in mapper. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import { smallFlow } from '../support/api-flows.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { press, tabTo } from './keyboard.ts';
import { type House, openHouse } from './open-house.ts';
import { ORDER_CONTRACT } from './order-contract.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function steps(...actions: readonly (() => Promise<unknown>)[]): Promise<number> {
  for (const action of actions) await action();
  return actions.length;
}

const focused = (page: Page, part: string) => page.waitForFunction((selector) => document.activeElement?.closest(selector) !== null, part);

test('A1: an example is begun with and tried with its sample in four steps', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/flows');
  const dialog = page.getByRole('dialog', { name: 'New flow' });
  const count = await steps(
    () => press(page, page.getByRole('button', { name: 'New flow' })),
    () => press(page, dialog.getByRole('radio', { name: 'An empty drawing' }), 'ArrowRight'),
    () => press(page, dialog.getByRole('button', { name: /^Sales order change\b/ })),
    () => press(page, page.getByRole('button', { name: /^Try the whole draft/ })),
  );
  expect(count).toBe(4);
  await page.waitForURL(/\/flows\/order-change-2\/drafts\//);
  await page.getByRole('status').filter({ hasText: 'Tried whole' }).getByText('Completed').waitFor();
  expect(hear()).toEqual([]);
});

test('A3: a description is imported in three steps, and its operations are found from the drawing', async () => {
  const { page, go, hear } = await house.openPage();
  const document = smallFlow({ id: 'orders-by-keys' });
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/orders-by-keys/drafts', { document });
  await go('/services');
  const dialog = page.getByRole('dialog', { name: 'Import a service' });
  const count = await steps(
    () => press(page, page.getByRole('button', { name: 'Import a service' }).first()),
    async () => {
      await tabTo(page, dialog.getByLabel('Description'));
      await page.keyboard.insertText(JSON.stringify(ORDERS_OPENAPI));
    },
    () => press(page, dialog.getByRole('button', { name: 'Import 2 operations' })),
  );
  expect(count).toBe(3);
  await page.getByRole('region', { name: 'Operations of orders-of-the-shop' }).waitFor();

  await go(`/flows/orders-by-keys/drafts/${draftId}`);
  await tabTo(page, page.locator('.react-flow__node[data-id="start"]'));
  await page.keyboard.press('a');
  await page.keyboard.type('read an order');
  await page
    .getByRole('option', { name: /Read an order/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page
    .locator('.canvas')
    .getByRole('group', { name: /^Read an order/ })
    .waitFor();
  expect(hear()).toEqual([]);
});

test('A5: a wrong field name is marked while it is typed, without a step more', async () => {
  const { page, go, hear } = await house.openPage();
  const document = smallFlow({
    id: 'misread-by-keys',
    nodes: { map: { type: 'core/map', label: 'Map', config: { rows: [{ target: 'order', expression: 'trigger.body.salesOrder' }] } } },
    edges: ['start > map'],
    more: { contract: ORDER_CONTRACT },
  });
  await house.api.send<DraftView>('POST', '/api/flows/misread-by-keys/drafts', { document });
  const { drafts } = await house.api.get<FlowSummary>('/api/flows/misread-by-keys');
  await go(`/flows/misread-by-keys/drafts/${drafts[0]!.draftId}`);
  await tabTo(page, page.locator('.react-flow__node[data-id="start"]'));
  await page.keyboard.press('ArrowRight');
  await page.locator('.react-flow__node[data-id="map"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await focused(page, 'aside');
  await tabTo(page, page.getByLabel('order, expression'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('trigger.body.salesOrdr');
  await page
    .getByText(/There is no field "salesOrdr"/)
    .first()
    .waitFor();
  expect(hear()).toEqual([]);
});
