/** From a connection into the palette: an engineer reads what the system offers, finds a service and uses it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('API-171: the services of a connected SAP are read, searched, and one is used as operations', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/connections');
  await page.getByRole('row', { name: /^sap / }).getByRole('button').first().click();
  const part = page.getByRole('region', { name: 'Services of this system' });
  await part.getByRole('button', { name: 'Read the services' }).press('Enter');
  await part.getByRole('row', { name: /API_SALES_ORDER_SRV/ }).waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'connection-services');

  await part.getByLabel('Find a service').fill('no such thing');
  await part.getByText('No service', { exact: true }).waitFor();
  await part.getByLabel('Find a service').fill('v4 ORDER');
  await part.getByText('1 service', { exact: true }).waitFor();
  await part.getByRole('button', { name: /^Use as operations: Sales Order/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import a service' });
  await dialog.getByText(/api_salesorder.*0001: \d+ operations/).waitFor();
  await expect.poll(() => dialog.getByLabel('Where the service stands').inputValue()).toBe('api_salesorder/srvd_a2x/sap/salesorder/0001');
  await expect.poll(() => dialog.getByLabel('Name in flows').inputValue()).toBe('sales-order-a2x-odata-v4');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'connection-services-import');
  await dialog.getByRole('button', { name: /Import \d+ operations/ }).click();

  // It is known from here on, and its page is a click away.
  await part.getByRole('button', { name: /^Read again: Sales Order/ }).waitFor();
  await part.getByRole('link', { name: 'sales-order-a2x-odata-v4' }).click();
  await page
    .getByRole('region', { name: 'Operations of sales-order-a2x-odata-v4' })
    .getByText('List SalesOrder', { exact: true })
    .waitFor();
  expect(hear()).toEqual([]);
});
