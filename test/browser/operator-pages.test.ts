/** Every page of an operator with what really stands on it, in both colour schemes: nothing that axe finds, nothing the browser complains of. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { type BusyHour, makeBusyHour } from './busy-hour.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled, type WatchedPage } from './watched-page.ts';

let house: House;
let runs: BusyHour;

beforeAll(async () => {
  house = await openHouse();
  runs = await makeBusyHour(house.api);
});
afterAll(() => house?.close());

const PAGES: readonly { readonly name: string; readonly path: () => string; readonly before?: (page: Page) => Promise<void> }[] = [
  { name: 'run-retrying', path: () => `/runs/${runs.retrying}` },
  { name: 'home', path: () => '/' },
  { name: 'runs', path: () => '/runs' },
  {
    name: 'navigation-hovered',
    path: () => '/runs',
    before: (page) => page.getByRole('navigation').getByRole('link', { name: 'Runs' }).hover(),
  },
  { name: 'run-parked', path: () => `/runs/${runs.parked}` },
  { name: 'run-held', path: () => `/runs/${runs.held}` },
  { name: 'run-approval', path: () => `/runs/${runs.approval}` },
  { name: 'run-completed', path: () => `/runs/${runs.completed}?step=change%2Fchange&flow=change` },
  { name: 'run-events', path: () => `/runs/${runs.completed}?tab=events` },
  { name: 'flow-live', path: () => '/flows/order-to-schedule/live?node=schedule' },
  { name: 'parking', path: () => '/parking' },
  {
    name: 'set-aside',
    path: () => `/runs/${runs.parked}`,
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
