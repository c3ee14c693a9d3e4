/** An SAP person and a CRM person look at one order, each in the words of their system, and find each other's side of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import type { WatchedPage } from './watched-page.ts';

const ORDER = '0000004730';
let house: House;
beforeAll(async () => {
  house = await openHouse();
  const { api } = house;
  await api.send('POST', '/api/sandbox/change-requests', {
    order: ORDER,
    reason: 'Two more lines',
    items: [{ number: '000010', quantity: '60' }],
  });
  await eventually(async () => {
    const [request] = await api.get<{ Status__c: string }[]>(`/api/sandbox/view/crm/change-requests%2F${ORDER}`);
    return request?.Status__c === 'Committed';
  }, 'the change is committed');
});
afterAll(() => house?.close());

async function expectFaultless({ page, hear }: WatchedPage, name: string): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await takePictures(page, name);
  expect(hear()).toEqual([]);
}

test("SHELL-32: SAP's order says what is confirmed against what was requested, and who changed what from what to what", async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go('/sandbox?tab=sap');
  await page.getByRole('textbox', { name: 'Order or purchase order' }).fill('4730');
  await page.getByRole('link', { name: '4730', exact: true }).click();
  await page.getByRole('heading', { name: 'Order 4730' }).waitFor();
  await page.getByText('nothing delivered yet').waitFor();
  await expect.poll(() => page.getByRole('row', { name: /^10 / }).first().textContent()).toMatch(/60 PC.*60/);
  const log = page.getByRole('row').filter({ hasText: 'ordered quantity' });
  await expect.poll(() => log.first().textContent()).toMatch(/item 10.*25.*60/);
  await page.getByRole('row').filter({ hasText: 'MILLRACE' }).first().waitFor();
  await expectFaultless(watched, 'sandbox-sap-order');
});

test("SHELL-3, SHELL-32: CRM's order says what is promised for each item, and every change its history", async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go(`/sandbox?tab=sap&order=${ORDER}`);
  await page.getByRole('link', { name: 'Order in CRM' }).click();
  await page.getByRole('heading', { name: /4730 in SAP/ }).waitFor();
  await page.getByRole('row', { name: /^10 25 PC.*60 PC.*Committed/ }).waitFor();
  const history = page.getByRole('heading', { name: 'Change 1: Committed' }).locator('..').getByRole('listitem');
  await history.last().getByText('Committed').waitFor();
  await expect
    .poll(() => history.allTextContents())
    .toEqual([
      expect.stringMatching(/customer · New · Two more lines/),
      expect.stringMatching(/millrace · In ERP commitment pending/),
      expect.stringMatching(/millrace · Committed/),
    ]);
  await expectFaultless(watched, 'sandbox-crm-order');
  // A number as people type it finds the same order; one that nobody has says so.
  await go('/sandbox?tab=crm&order=4730');
  await page.getByRole('heading', { name: 'Change 1: Committed' }).waitFor();
  await page.getByRole('link', { name: 'Follow it' }).click();
  await page.getByRole('list', { name: 'The way of the change' }).waitFor();
  watched.allow(/404/);
  await go('/sandbox?tab=sap&order=99');
  await page.getByText('There is no order 99 here').waitFor();
});
