/** Parts of a page that come when they are wanted: without a network one is missing in its own place, and the rest goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('a part that cannot be had leaves the page standing, and comes when it is asked for again or the network is back', async () => {
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/order-status/drafts', {});
  const { page, go } = await house.openPage();
  await go(`/flows/order-status/drafts/${draftId}`);
  await page.locator('.card').first().waitFor();
  await page.getByRole('complementary', { name: 'Settings' }).getByRole('textbox').first().waitFor();

  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Outline' }).click();
  const missing = page.locator('.editor-left').getByRole('alert').filter({ hasText: 'This part could not be loaded.' });
  await missing.waitFor();
  const reload = missing.getByRole('button', { name: 'Reload the page' });
  expect(await reload.count()).toBe(0);
  // Still no network: it says so again, and what else there is to do.
  await missing.getByRole('button', { name: 'Load again' }).click();
  await reload.waitFor();
  // The drawing goes on.
  await page.locator('.react-flow__node').first().click();
  await page.locator('.react-flow__node.selected').waitFor();

  // Nobody touches it.
  await page.context().setOffline(false);
  const rows = page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem');
  await rows.first().waitFor();
  expect(await missing.count()).toBe(0);

  // A file that is no more, as after an update: the page anew is what was looked at.
  const gone = '**/assets/draft-changes-*';
  await page.route(gone, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('tab', { name: 'Changes' }).click();
  const changes = page.getByRole('tabpanel', { name: 'Changes' });
  await changes.getByRole('button', { name: 'Load again' }).click();
  await changes.getByRole('button', { name: 'Reload the page' }).waitFor();
  await page.unroute(gone);
  await changes.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByRole('tab', { name: 'Changes', selected: true }).waitFor();
  await rows.first().waitFor();
  expect(await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).count()).toBe(0);
});
