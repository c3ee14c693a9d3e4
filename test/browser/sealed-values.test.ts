/** Personal data and prices on the page of a run: masked for everybody, looked at one by one by who may; who may only look sees nothing of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const APPROVER = { email: 'berta@plant.example', name: 'Berta Approver', password: 'a wheel turns twice at noon' };
const VIEWER = { email: 'vera@plant.example', name: 'Vera Viewer', password: 'the river carries the mill' };

let house: House;
let runId: string;
beforeAll(async () => {
  house = await openHouse();
  await house.api.send('POST', '/api/users', { ...APPROVER, grants: [{ role: 'approver', environment: '*', folder: '*' }] });
  await house.api.send('POST', '/api/users', { ...VIEWER, grants: [{ role: 'viewer', environment: '*', folder: '*' }] });
  await house.api.send('POST', '/api/sandbox/traffic', { ratePerSecond: 20, count: 2, orders: 2, seed: 3 });
  const list = '/api/runs?environment=development&flow=order-change&state=completed';
  ({ runId } = await eventually(async () => (await house.api.get<Page<RunSummary>>(list)).items[0], 'a change goes all the way'));
});
afterAll(() => house?.close());

test('TRC-3, API-99: a person in the message is masked; one look takes a reason and is in the audit trail', async () => {
  const { page, go, hear } = await house.openPage();
  await go(`/runs/${runId}?tab=data`);
  const began = page.getByRole('region', { name: 'What it began with' });
  const mask = began.getByRole('button', { name: 'Reveal Requested_By__c: personal' });
  await mask.waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await mask.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Reveal a value: personal' });
  await dialog.getByLabel('Reason').fill('The customer asked who had ordered this.');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Reveal', exact: true }).click();
  await began.locator('mark').first().waitFor();
  await expect.poll(() => began.locator('mark').first().textContent()).toMatch(/^"\w+ \w+"$/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'run-revealed');
  // Another look at the page begins masked again.
  await page.reload();
  await mask.waitFor();
  await go('/audit');
  await page.getByText('The customer asked who had ordered this.').first().waitFor();
  expect(hear()).toEqual([]);
});

test('TRC-3, API-99: who decides sees the mask like everybody, and may look behind it; who may only look is shown no payload at all', async () => {
  const { page, go, hear } = await house.openPage({ as: APPROVER });
  await go(`/runs/${runId}?tab=data`);
  const began = page.getByRole('region', { name: 'What it began with' });
  await began.getByText('••• personal').first().waitFor();
  await began.getByRole('button', { name: 'Reveal Requested_By__c: personal' }).waitFor();
  expect(hear()).toEqual([]);

  const viewer = await house.openPage({ as: VIEWER });
  await viewer.go(`/runs/${runId}?tab=data`);
  await viewer.page.getByText('You may see this run, but not what it carries.').waitFor();
  await expect.poll(() => viewer.page.getByText('•••').count()).toBe(0);
  expect(viewer.hear()).toEqual([]);
});
