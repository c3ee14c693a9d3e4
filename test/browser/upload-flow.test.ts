/** What somebody brings along: a flow document becomes a draft, a sample message a schema. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import { smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const brought = smallFlow({
  id: 'brought-along',
  nodes: { check: { type: 'core/validate', config: { value: '= trigger.body', schema: {} } } },
  edges: ['start > check', 'start > nowhere'],
});

test('a flow document is checked, then becomes a draft; the shape of its message comes from a sample', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/flows');
  await page.getByRole('button', { name: 'Upload a flow' }).click();
  const dialog = page.getByRole('dialog', { name: 'Upload a flow' });
  await dialog.getByLabel('Flow document (JSON)').fill('{"id":');
  await dialog.getByText(/^Not JSON/).waitFor();
  await dialog.getByLabel('Flow document (JSON)').fill(JSON.stringify(brought));
  await dialog.getByText('brought-along: a new flow, id brought-along.').waitFor();
  await dialog
    .getByText(/nowhere/)
    .last()
    .waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'upload-flow');
  await dialog.getByRole('button', { name: 'Make a draft of it' }).click();
  await page.waitForURL(/\/flows\/brought-along\/drafts\//);

  await page
    .locator('.canvas')
    .getByRole('group', { name: /^check/ })
    .click();
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await settings.getByRole('button', { name: 'From a sample …' }).click();
  await settings.getByLabel('Sample message').fill('{"orderId":"0042","wanted":"2027-02-15"}');
  await settings.getByRole('button', { name: 'Write the schema' }).click();
  await page.locator('.save-mark[data-state="saved"]').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'schema-from-sample');
  const { drafts } = await house.api.get<FlowSummary>('/api/flows/brought-along');
  const { document } = await house.api.get<DraftView>(`/api/flows/brought-along/drafts/${drafts[0]!.draftId}`);
  expect(document.nodes['check']?.config['schema']).toEqual({
    type: 'object',
    required: ['orderId', 'wanted'],
    properties: { orderId: { type: 'string' }, wanted: { type: 'string', format: 'date' } },
  });
  expect(hear()).toEqual([]);
});
