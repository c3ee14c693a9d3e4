/** A visitor who knows none of the systems sends a change and sees on one page what becomes of it, and the plan move. */
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

test('SHELL-48, SCH-55: a change is followed through CRM, Millrace, SAP and scheduler and back, on one page', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/sandbox?tab=change&order=0000004730');
  await page.getByRole('textbox', { name: 'New quantity of item 10', exact: true }).fill('60');
  await page.getByLabel('New date of item 20', { exact: true }).fill('2027-01-18');
  await page.getByRole('textbox', { name: 'Reason of the customer' }).fill('Two more lines on site');
  await page.getByRole('button', { name: 'Send the change' }).click();

  const way = page.getByRole('list', { name: 'The way of the change' });
  const station = (title: string) => way.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  await station('The customer asks').getByText('25 PC').first().waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /CRM had its answer after/ })
    .waitFor({ timeout: 60_000 });

  const sap = station('SAP changes the order and checks what it can deliver');
  await sap.getByText('Done').waitFor();
  await expect.poll(() => sap.getByRole('row', { name: /^10 / }).locator('ins').first().textContent()).toMatch(/^60 PC/);
  const scheduler = station('The scheduler plans the machines');
  await scheduler.getByText(/Plan \d+: [1-9]\d* operations moved/).waitFor();
  await expect.poll(() => scheduler.getByRole('region').getByRole('button').count()).toBeGreaterThan(0);
  await expect.poll(() => scheduler.locator('.gantt-ghost').count()).toBeGreaterThan(0);
  await station('The customer knows').getByText('Committed').first().waitFor();
  for (const name of ['Sales order change', 'Order to schedule', 'Commitment received'])
    await station('Millrace carries it').getByRole('link', { name, exact: true }).waitFor();

  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'sandbox-change-way');

  // The address is all that somebody else needs to see the same.
  const address = new URL(page.url());
  const other = await house.openPage();
  await other.go(`${address.pathname}${address.search}`);
  await other.page
    .getByRole('status')
    .filter({ hasText: /CRM had its answer after/ })
    .waitFor();

  await page.getByRole('button', { name: 'Send another change' }).click();
  await page.getByRole('button', { name: 'Send the change' }).waitFor();
  expect(hear()).toEqual([]);
  expect(other.hear()).toEqual([]);
});

test('SCH-55: the schedule moves under the eyes of whoever looks, and arrow keys lead from bar to bar', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/sandbox?tab=schedule&days=28');
  // Whoever looks has seen the plan before.
  await page.getByText(/^plan \d+, \d+ operations/).waitFor();
  await house.api.send('POST', '/api/sandbox/change-requests', {
    order: '0000004730',
    // Another quantity takes another time on the machines, whatever else is planned.
    items: [{ number: '000010', quantity: '35' }],
  });
  await page
    .getByRole('status')
    .filter({ hasText: /has moved \d+ operation/ })
    .waitFor({ timeout: 60_000 });

  const chart = page.getByRole('region', { name: 'Schedule' });
  await chart.locator('button[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const pressed = chart.locator('button[aria-pressed="true"]');
  await pressed.waitFor();
  const words = await pressed.getAttribute('aria-label');
  const order = /^\d+/.exec(words ?? '')?.[0];
  await page.getByRole('heading', { name: new RegExp(`^Order ${order}, item`) }).waitFor();
  await page.getByText('The machine makes before').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await takePictures(page, 'sandbox-schedule-bar');
  expect(hear()).toEqual([]);
});
