/** A process flow is drawn from the system flows there are: found first in palette and search, and named beside the connectors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
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
    .getByText(new RegExp(`^Use ${name} v${major} or \\d+ others, or ask for a waiver$`))
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
    .getByText(/or ask for a waiver$/)
    .first()
    .waitFor();
  await takePictures(page, 'quick-add-advice');
  expect(hear()).toEqual([]);
});
