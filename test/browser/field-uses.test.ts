/** A14: all flows that use a field, in two steps, and from there into the text that reads it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('A14: two steps from the flows to every place that reads requestedDate, one more into its text', async () => {
  const { page, go, hear } = await house.openPage();
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/crm-order/drafts', {});
  await go('/flows');
  await page.getByRole('link', { name: 'Where is a field used' }).click();
  await page.getByLabel('Field', { exact: true }).fill('requestedDate');
  await page.getByText(/places in \d+ flows/).waitFor();
  const rows = page.locator('tbody > tr');
  await expect.poll(() => rows.count()).toBeGreaterThan(2);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'field-uses');

  // A published text is shown, with the place marked by the focus.
  const published = rows.filter({ hasText: 'version 1' }).filter({ hasText: 'expression' }).first();
  await published.getByRole('link').click();
  await page.waitForURL(/\/flows\/[a-z-]+\?/);
  await page.waitForFunction(() => /requestedDate/i.test((document.activeElement as HTMLTextAreaElement | null)?.value ?? ''));
  expect(hear()).toEqual([]);

  // In a draft the field is there to be changed.
  await page.goBack();
  await page.getByLabel('Field', { exact: true }).fill('');
  await page.getByText('Name a field').waitFor();
  await page.getByLabel('Field', { exact: true }).fill('nothingOfThatName');
  await page.getByText('No flow reads it').waitFor();
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  expect(draftId).not.toBe('');
  expect(hear()).toEqual([]);
});
