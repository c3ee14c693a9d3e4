/** A process flow is drawn from the system flows there are: found first in palette and search, and named beside the connectors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import { smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('CAN-11: system flows stand first in palette and search; connectors say which to take', async () => {
  const { page, go, hear } = await house.openPage({ width: 1600, height: 900 });
  const document = smallFlow({ id: 'from-system-flows', more: { layer: 'process' } });
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/from-system-flows/drafts', { document });
  const { name, major } = await house.api.get<FlowSummary>('/api/flows/sap-stock');
  await go(`/flows/from-system-flows/drafts/${draftId}`);

  const palette = page.getByRole('region', { name: 'Palette' });
  const offered = palette.getByRole('button', { name: `${name} v${major}`, exact: true });
  await offered.waitFor();
  await expect.poll(() => palette.locator('.nav-heading').first().textContent()).toBe('System APIs');
  await takePictures(page, 'palette-system-flows');
  await palette.getByLabel('Find a node').fill('stock');
  await palette
    .getByText(new RegExp(`^Use ${name} v${major} or \\d+ others$`))
    .first()
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'palette-advice');
  await offered.click();
  await page.locator('.react-flow__node', { hasText: name }).waitFor();
  const node = async () =>
    Object.values((await house.api.get<DraftView>(`/api/flows/from-system-flows/drafts/${draftId}`)).document.nodes).find(
      ({ type }) => type === 'core/call-flow',
    );
  await expect.poll(node, { timeout: 10_000 }).toMatchObject({ label: name, config: { flow: 'sap-stock', major } });

  // The same where a node is added on the drawing.
  await page.locator('.react-flow__node', { hasText: name }).click();
  await page.locator('.react-flow__node:focus').waitFor();
  await page.keyboard.press('a');
  const search = page.getByRole('dialog', { name: 'Add a node' });
  await search.getByRole('option').first().waitFor();
  await expect.poll(() => search.getByRole('option').first().textContent()).toMatch(/ v\d+/);
  await page.keyboard.type('sap');
  await search
    .getByText(/^Use .* v\d+/)
    .first()
    .waitFor();
  await takePictures(page, 'quick-add-advice');
  expect(hear()).toEqual([]);
});

test('CAN-11 WVR-2: a waiver is asked for where the connector is chosen, by mouse in the palette and by keys in the search', async () => {
  const { page, go, hear } = await house.openPage({ width: 1280, height: 800 });
  const document = smallFlow({ id: 'asks-in-palette', more: { layer: 'process' } });
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/asks-in-palette/drafts', { document });
  await go(`/flows/asks-in-palette/drafts/${draftId}`);
  const palette = page.getByRole('region', { name: 'Palette' });
  await palette.getByLabel('Find a node').fill('get stock');
  // From entry to entry by Tab; to what can be asked at one by the arrow, and back.
  await palette.getByRole('button', { name: 'Get stock', exact: true }).press('ArrowRight');
  const ofEntry = palette.getByRole('button', { name: 'Ask for a waiver for Get stock' });
  await expect.poll(() => ofEntry.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await ofEntry.click();
  const asking = page.getByRole('dialog', { name: 'Ask for a waiver: Get stock' });
  await asking.getByLabel('Reason').fill('The system API has no batch read yet');
  await takePictures(page, 'palette-waiver-ask');
  await asking.getByRole('button', { name: 'Ask for it' }).click();
  await palette.getByText(/ · a waiver is asked for$/).waitFor();
  expect(await palette.getByRole('button', { name: 'Ask for a waiver for Get stock' }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'palette-waiver-asked');

  await page.locator('.react-flow__node').first().click();
  await page.locator('.react-flow__node:focus').waitFor();
  await page.keyboard.press('n');
  const search = page.getByRole('dialog', { name: 'Add a node' });
  await search.getByRole('option').first().waitFor();
  await page.keyboard.type('change sales order');
  const ask = search.getByRole('button', { name: 'Ask for a waiver for Change sales order' });
  await ask.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'quick-add-waiver');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const again = page.getByRole('dialog', { name: 'Ask for a waiver: Change sales order' });
  await again.getByLabel('Reason').waitFor();
  await expect.poll(() => again.getByLabel('Reason').evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  await page.keyboard.type('The recipe of one plant');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
  // The keys go on on the drawing.
  await page.locator('.react-flow__node:focus').waitFor();
  const { items } = await house.api.get<Page<WaiverView>>('/api/waivers?flow=asks-in-palette&state=requested');
  expect(items.map(({ nodeType }) => nodeType).sort()).toEqual(['sap/change-sales-order', 'sap/get-stock']);
  expect(hear()).toEqual([]);
});
