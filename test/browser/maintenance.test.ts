/** An announced maintenance, from its connection to the boards: said with its end, held without alarm, and over when it is taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { runReaches } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('API-170: what a window holds is shown with its end, and goes on when the window is taken back', async () => {
  const { api } = house;
  const watched = await house.openPage();
  const { page, go, hear } = watched;
  await go('/connections?env=development');
  await page.getByRole('row', { name: /^sap / }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Announce one …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Maintenance of sap' });
  await dialog.getByLabel('Reason').fill('Support package 07');
  // Over before it begins: refused where it is asked for, nothing lost of what was filled in.
  const to = dialog.getByLabel('To', { exact: false });
  const wanted = await to.inputValue();
  await to.fill('2020-01-01T00:00');
  await dialog.getByRole('button', { name: 'Announce' }).click();
  await dialog.getByRole('listitem').filter({ hasText: 'The window ends before it begins.' }).waitFor();
  watched.allow(/400 \(Bad Request\)/);
  await to.fill(wanted);
  await dialog.getByRole('button', { name: 'Announce' }).click();
  await dialog.waitFor({ state: 'detached' });
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Support package 07').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'connection-maintenance');

  const { items } = await api.get<Page<{ readonly payload: Json }>>('/api/flows/order-change/samples');
  const { runId } = await api.send<RunAccepted>('POST', '/api/runs', {
    environment: 'development',
    flow: 'order-change',
    input: items[0]!.payload,
  });
  await runReaches(api, runId, 'held');
  await go('/parking?env=development');
  await page.getByText('sap is in maintenance; the lane goes on by itself at its end,').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'parking-maintenance');
  await go(`/runs/${runId}?env=development`);
  await page.getByText('is in maintenance; no attempt is used up, and the run goes on by itself at its end,').waitFor();
  await go('/?env=development');
  await page.getByRole('link', { name: 'Connections in trouble 0', exact: true }).waitFor();

  await go('/connections?env=development');
  await page.getByRole('row', { name: /^sap .*Maintenance ends/ }).waitFor();
  await page.getByRole('row', { name: /^sap / }).getByRole('button').first().click();
  await drawer.getByRole('button', { name: /^Take back the window from/ }).press('Enter');
  await drawer.getByText('Support package 07').waitFor({ state: 'detached' });
  await runReaches(api, runId, 'completed');
  expect(hear()).toEqual([]);
  await watched.close();
});
