/** Every page of analysts and administrators in both colour schemes: nothing that axe finds, nothing that the browser complains of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled, type WatchedPage } from './watched-page.ts';

let house: House;
let draft: DraftView;
beforeAll(async () => {
  house = await openHouse();
  draft = await house.api.send<DraftView>('POST', '/api/flows/order-change/drafts', {});
});
afterAll(() => house?.close());

const pages: readonly (readonly [name: string, path: () => string, until: (page: WatchedPage['page']) => Promise<void>])[] = [
  ['flows', () => '/flows', (page) => page.getByRole('link', { name: 'Sales order change' }).waitFor()],
  ['flow', () => '/flows/order-change', (page) => page.locator('.react-flow__node').first().waitFor()],
  ['flow-node', () => '/flows/order-change?node=policy', (page) => page.getByRole('tab', { name: 'Ways out' }).waitFor()],
  ['versions', () => '/flows/order-change?tab=versions', (page) => page.getByRole('button', { name: 'Show version 1' }).waitFor()],
  ['json', () => '/flows/order-change?tab=json', (page) => page.getByText('"format": 1').waitFor()],
  ['draft', () => `/flows/order-change/drafts/${draft.draftId}`, (page) => page.locator('.react-flow__node').first().waitFor()],
  ['deployments', () => '/deployments', (page) => page.getByRole('columnheader', { name: 'Production' }).waitFor()],
  ['connections', () => '/connections', (page) => page.getByRole('button', { name: 'crm', exact: true }).waitFor()],
  ['connection', () => '/connections?connection=crm', (page) => page.getByRole('dialog', { name: /^crm/ }).waitFor()],
  ['services', () => '/services', (page) => page.getByRole('button', { name: 'Import a service' }).first().waitFor()],
  ['people', () => '/people', (page) => page.getByRole('cell', { name: 'ada@plant.example' }).waitFor()],
  ['tokens', () => '/people?tab=tokens', (page) => page.getByRole('button', { name: 'Make a token' }).waitFor()],
  ['audit', () => '/audit', (page) => page.getByRole('cell', { name: 'setup completed' }).waitFor()],
];

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await house.openPage({ scheme });
  });

  test.each(pages)('%s', async (name, path, until) => {
    const { page, go, hear } = watched;
    await go(path());
    await until(page);
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    if (scheme === 'light') await takePictures(page, `page-${name}`);
    expect(hear()).toEqual([]);
  });
});

test('who may not draw sees a draft as it stands, and nothing to change it with', async () => {
  const viewer = { email: 'vera@plant.example', name: 'Vera Viewer', password: 'the river carries the mill' };
  await house.api.send('POST', '/api/users', { ...viewer, grants: [{ role: 'viewer', environment: '*', folder: '*' }] });
  const { page, go, hear } = await house.openPage({ as: viewer });
  await go(`/flows/order-change/drafts/${draft.draftId}`);
  await page.getByText('draft of version 1 by Ada Admin').waitFor();
  await page.locator('.react-flow__node[data-id="check"]').click();
  await page.getByRole('tab', { name: 'Ways out' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Review and publish' }).count()).toBe(0);
  await expect.poll(() => page.getByRole('region', { name: 'Palette' }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(hear()).toEqual([]);
});
