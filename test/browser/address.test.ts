/** What one looks at in a draft stands in the address: a reload and a shared link show the same, and Back leads to the page before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
let draft: string;
beforeAll(async () => {
  house = await openHouse();
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/order-status/drafts', {});
  draft = `/flows/order-status/drafts/${draftId}`;
});
afterAll(() => house?.close());

test('a reload and a colleague see the node, the tabs and the outline; Back leads to the page before', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/runs');
  await go(draft);
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await page.getByRole('button', { name: 'Outline' }).click();
  await page.getByRole('tree').getByRole('treeitem').nth(1).click();
  await settings.getByRole('tab', { name: 'Ways out' }).click();
  await page.getByRole('tab', { name: 'Changes' }).click();
  await page.waitForURL((url) => ['node', 'panel', 'left', 'below'].every((name) => url.searchParams.has(name)));
  const name = await settings.getByRole('heading', { level: 2 }).textContent();

  const colleague = await house.openPage();
  await colleague.go(new URL(page.url()).pathname + new URL(page.url()).search);
  await page.reload();
  for (const looked of [page, colleague.page]) {
    const beside = looked.getByRole('complementary', { name: 'Settings' });
    await beside.getByRole('heading', { level: 2, name: name! }).waitFor();
    await beside.getByRole('tab', { name: 'Ways out', selected: true }).waitFor();
    await looked.getByRole('tab', { name: 'Changes', selected: true }).waitFor();
    await looked.getByRole('button', { name: 'Outline', pressed: true }).waitFor();
  }

  await page.goBack();
  await page.waitForURL(/\/runs/);
  expect(hear()).toEqual([]);
  expect(colleague.hear()).toEqual([]);
});

test('an address of what is not there has a heading, says so, and is in order for whoever hears it', async () => {
  const { page, go, hear, allow } = await house.openPage();
  allow(/404/);
  for (const [path, heading] of [
    ['/flows/nobody-knows-it', 'Flow'],
    ['/flows/order-status/drafts/drf_gone', 'Draft'],
    ['/runs/run_gone', 'Run'],
  ] as const) {
    await go(path);
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  expect(hear()).toEqual([]);
});

test('a link to another node of the draft that is open leads there; what was selected since it was followed stays', async () => {
  const { page, go, hear } = await house.openPage();
  await go(draft);
  const cards = page.locator('.react-flow__node');
  const [first, second] = await Promise.all([0, 1].map((at) => cards.nth(at).getAttribute('data-id')));
  const selected = () => page.locator('.react-flow__node.selected').getAttribute('data-id');
  // As a link on the page does.
  const follow = (search: string) => page.evaluate((to) => history.pushState({}, '', to), `${draft}?${search}`);
  await follow(`node=${first}`);
  await expect.poll(selected).toBe(first);
  await follow(`node=${second}&panel=ways`);
  await expect.poll(selected).toBe(second);
  // What is no node of it leads nowhere.
  await follow('node=nothing');
  await page.waitForURL((url) => url.searchParams.get('node') === second);
  await cards.first().click();
  await page.waitForURL((url) => url.searchParams.get('node') === first);
  expect(await selected()).toBe(first);
  expect(hear()).toEqual([]);
});
