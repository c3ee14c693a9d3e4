/** A planner and the shop floor, on the page of the sandbox: an order is released, made, and its goods leave. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page as ListPage } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const completed = (flow: string) =>
  eventually(async () => {
    const { items } = await house.api.get<ListPage<RunSummary>>(`/api/runs?environment=development&flow=${flow}&limit=50`);
    return items.find(({ state }) => state === 'completed');
  }, `${flow} is completed`);

test('SHELL-32 released, made, left: each by a button, each with its run to follow', async () => {
  const watched = await house.openPage();
  const { page, go, hear } = watched;
  await go('/sandbox?tab=floor');
  const release = page
    .getByRole('button', { name: /^Release \d+/ })
    .and(page.locator(':enabled'))
    .first();
  await release.waitFor();
  const number = (await release.getAttribute('aria-label'))!.replace('Release ', '');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'sandbox-floor');
  await release.click();
  await page.getByRole('link', { name: 'Follow its run' }).waitFor();
  await page.getByRole('button', { name: `${number} is made` }).click();
  await completed('shop-floor-confirmation');
  await completed('ship-order');
  // What is finished is no longer to be made.
  await page.getByRole('button', { name: `${number} is made` }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Follow its run' }).click();
  await page
    .getByRole('heading', { name: /Shop floor confirmation/ })
    .first()
    .waitFor();
  expect(hear()).toEqual([]);
});

test('SHELL-32 what others send comes under a number of its own each time', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/sandbox?tab=floor');
  for (let time = 0; time < 2; time += 1) {
    await page.getByRole('button', { name: 'The warehouse has counted' }).click();
    await eventually(async () => {
      const { items } = await house.api.get<ListPage<RunSummary>>('/api/runs?environment=development&flow=stock-reconciliation&limit=50');
      return items.length === time + 1;
    }, 'the count is a run of its own');
  }
  expect(hear()).toEqual([]);
});
