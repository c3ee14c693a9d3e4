/** Every page in German, in both colour schemes: nothing that axe finds, nothing cut off, nothing that the browser complains of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { addressOf, PAGE_PATHS, type Places } from './page-paths.ts';
import { settled, type WatchedPage } from './watched-page.ts';

let house: House;
let places: Places;
beforeAll(async () => {
  house = await openHouse();
  const draft = await house.api.send<DraftView>('POST', '/api/flows/order-change/drafts', {});
  const run = await house.api.send<{ readonly runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'order-status',
    input: { salesOrder: '4711' },
  });
  places = { flowId: 'order-change', draftId: draft.draftId, runId: run.runId, type: 'sales-order', key: '0000004711' };
});
afterAll(() => house?.close());

/** Buttons, tabs and headings whose words do not fit into them; and the page itself, when it is wider than the window. */
function cutOff(): readonly string[] {
  const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const narrow = [...document.querySelectorAll<HTMLElement>('button .mantine-Button-label, [role="tab"], h1, h2')]
    .filter((element) => element.offsetParent !== null && element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.textContent);
  return [...wide, ...narrow];
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await house.openPage({ scheme, locale: 'de-DE' });
  });

  test.each(PAGE_PATHS)('%s', async (path) => {
    const { page, go, hear } = watched;
    await go(addressOf(path, places));
    await settled(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await accessibilityProblems(page, scheme === 'light' ? 'all' : 'colours')).toEqual([]);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(hear()).toEqual([]);
  });
});

test('problems, refusals, fields and help of the server are German; what somebody has named keeps its name', async () => {
  const { document } = await house.api.send<DraftView>('POST', '/api/flows/sap-sales-order/drafts', {});
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/sap-sales-order/drafts', {
    document: { ...document, edges: document.edges.filter(({ to }) => to !== 'change') },
  });
  const { page, go, hear } = await house.openPage({ locale: 'de-DE' });
  await go(`/flows/sap-sales-order/drafts/${draftId}?node=change`);
  await page.getByText('Kein Weg führt zu "Change order" (change).').first().waitFor();
  const settings = page.getByRole('complementary', { name: 'Einstellungen' });
  await settings.getByText('Positionen', { exact: true }).waitFor();
  await settings.getByRole('tab', { name: 'Ausgänge' }).click();
  await settings.getByText('Teilweise bestätigt').waitFor();
  await settings.getByRole('tab', { name: 'Hilfe' }).click();
  await settings.getByText('Liest den Auftrag, schreibt die Unterschiede').waitFor();
  await page.goto('/flows/no-such-flow');
  await page.getByRole('alert').getByText('Es gibt keinen Ablauf „no-such-flow“.').waitFor();
  expect(hear().filter((line) => !line.includes('404'))).toEqual([]);
});

test('the language is chosen in the menu of the account, kept, and given back to the browser', async () => {
  const { page, go, hear } = await house.openPage({ locale: 'de-DE' });
  const choose = async (language: string) => {
    await page.getByRole('button', { name: 'Ada' }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('menuitem', { name: language }).click()]);
  };
  await go('/runs');
  await page.getByRole('heading', { level: 1, name: 'Läufe' }).waitFor();
  await choose('English');
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  await go('/flows');
  await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
  await choose('Language of the browser');
  await page.getByRole('heading', { level: 1, name: 'Abläufe' }).waitFor();
  expect(hear()).toEqual([]);
});
