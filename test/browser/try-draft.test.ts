/** A draft tried while it is drawn: one step with a payload of a run, to a node, whole; pins; a try that becomes a test. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestReport, FlowTestView, PinView } from '#flows/api/flow-tests.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page as ListPage } from '#flows/api/page.ts';
import { runReaches } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const FLOW = '/api/flows/sap-sales-order';
let house: House;
let runs = 0;
beforeAll(async () => {
  house = await openHouse();
  const input = { operation: 'read', salesOrder: '0000004711' };
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'sap-sales-order',
    input,
  });
  await runReaches(house.api, runId, 'completed');
  runs = await countRuns();
});
afterAll(() => house?.close());

const card = (page: Page, name: RegExp | string) => page.locator('.canvas').getByRole('group', { name });
const completed = (page: Page, nodeId: string) => page.locator(`.react-flow__node[data-id="${nodeId}"] .card[data-state="completed"]`);
const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const countRuns = async () =>
  (await house.api.get<ListPage<unknown>>('/api/runs?flow=sap-sales-order&environment=development&limit=200')).items.length;
const newDraft = async () => (await house.api.send<DraftView>('POST', `${FLOW}/drafts`, {})).draftId;

describe('a draft', () => {
  test('A6: one step is tried with the payload of the newest run in three steps, and shows request and answer', async () => {
    const draftId = await newDraft();
    const { page, go, hear } = await house.openPage();
    await go(`/flows/sap-sales-order/drafts/${draftId}`);
    await card(page, /^Read order/).click();
    await settings(page).getByRole('tab', { name: 'Test' }).click();
    await settings(page)
      .getByRole('button', { name: /^Run this node/ })
      .click();

    const outcome = settings(page).getByRole('region', { name: 'What came of it' });
    await outcome.getByText('Completed').waitFor();
    await expect.poll(() => settings(page).getByLabel('Input from').inputValue()).toMatch(/^run |^tried/);
    await outcome.getByRole('tab', { name: /^Requests/ }).click();
    await outcome.getByRole('article', { name: 'read-sales-order' }).waitFor();
    await page.getByRole('status').getByText('Tried: Read order alone').waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-tried');
    expect(await countRuns()).toBe(runs);
    expect(hear()).toEqual([]);
  });

  test('is tried alone also when the newest run, which nobody chose, cannot be read: with what is there besides', async () => {
    const draftId = await newDraft();
    const { page, go, allow, hear } = await house.openPage();
    allow(/status of 404/);
    const gone = { type: 'urn:millrace:problem:not-found', title: 'Not found', status: 404, code: 'not-found', detail: 'It is no more.' };
    await page.route('**/api/runs/*', (route) => route.fulfill({ status: 404, json: gone }));
    await go(`/flows/sap-sales-order/drafts/${draftId}`);
    await card(page, /^Read order/).click();
    await settings(page).getByRole('tab', { name: 'Test' }).click();
    await settings(page).getByText('It is no more.').waitFor();
    await settings(page)
      .getByRole('button', { name: /^Run this node/ })
      .click();
    await page.getByRole('status').getByText('Tried: Read order alone').waitFor();
    expect(hear()).toEqual([]);
  });

  test('TRY-2 is tried to a write by the keyboard: the button says before, and the bar after, that it is only simulated', async () => {
    const draftId = await newDraft();
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go(`/flows/sap-sales-order/drafts/${draftId}`);
    await card(page, /^Change order/).click();
    await settings(page).getByRole('tab', { name: 'Test' }).click();
    await settings(page)
      .getByLabel('Input (JSON)')
      .fill(
        JSON.stringify({
          trigger: {
            body: { operation: 'change', salesOrder: '0000004711', revision: 900, items: [{ item: '000010', quantity: '7', unit: 'PC' }] },
          },
        }),
      );
    const button = settings(page).getByRole('button', { name: /^Run to here/ });
    await button.getByText('1 write simulated').waitFor();
    await button.click();
    await page.getByRole('status').getByText('1 write simulated').waitFor();
    await completed(page, 'change').waitFor();
    // Once more, with the same message, from the drawing.
    await card(page, /^Which operation/).click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('Tried to Which operation').waitFor();
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('status').getByText('Tried whole').waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-tried-whole');

    // Kept as a test, which passes.
    await page.getByRole('button', { name: 'Keep as test …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep the test' }).click();
    await page.getByRole('alert').filter({ hasText: 'is kept among the tests of the flow' }).waitFor();
    const { items } = await house.api.get<ListPage<FlowTestView>>(`${FLOW}/tests`);
    const kept = items.find(({ name }) => name.startsWith('Tried '));
    expect(kept?.test.doubles).toHaveProperty('change');
    const { results } = await house.api.send<FlowTestReport>('POST', `${FLOW}/tests/run`, { draftId, names: [kept!.name] });
    expect(results).toMatchObject([{ passed: true, faults: [] }]);
    expect(hear()).toEqual([]);
  });

  test('TRY-8 has nodes that are pinned: the card says so, a try goes on from what they give, and unpinned they work again', async () => {
    const draftId = await newDraft();
    const { page, go, hear } = await house.openPage();
    await go(`/flows/sap-sales-order/drafts/${draftId}`);
    await card(page, /^Read order/).click();
    await settings(page).getByRole('tab', { name: 'Test' }).click();
    await settings(page)
      .getByRole('button', { name: /^Run this node/ })
      .click();
    await settings(page).getByRole('button', { name: 'Pin this output' }).click();
    await settings(page).getByText('In tries of this draft the node does nothing').waitFor();
    await card(page, /^Read order/)
      .getByLabel('pinned')
      .waitFor();
    await settings(page).getByLabel('Leaves by').selectOption('not-found');
    await settings(page).getByRole('textbox', { name: 'Pinned output' }).fill('{ "salesOrder": "0000009999" }');
    await settings(page).getByRole('button', { name: 'Keep the pin' }).click();
    await expect
      .poll(async () => (await house.api.get<ListPage<PinView>>(`${FLOW}/drafts/${draftId}/pins`)).items, { timeout: 10_000 })
      .toMatchObject([{ nodeId: 'read', port: 'not-found', output: { salesOrder: '0000009999' } }]);
    await page.keyboard.press('Control+Shift+Enter');
    await completed(page, 'missing').waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-pinned');
    // Under another id it is the same node, and after undo, too.
    const pinned = async () => (await house.api.get<ListPage<PinView>>(`${FLOW}/drafts/${draftId}/pins`)).items.map(({ nodeId }) => nodeId);
    await settings(page).getByRole('tab', { name: 'Form' }).click();
    await settings(page).getByLabel('Id in expressions').fill('look-it-up');
    await settings(page).getByLabel('Id in expressions').press('Enter');
    await expect.poll(pinned, { timeout: 10_000 }).toEqual(['look-it-up']);
    await card(page, /^Read order/)
      .getByLabel('pinned')
      .waitFor();
    await page.getByRole('button', { name: /^Undo: / }).click();
    await expect.poll(pinned, { timeout: 10_000 }).toEqual(['read']);
    await card(page, /^Read order/).click();
    await settings(page).getByRole('tab', { name: 'Test' }).click();
    await settings(page).getByRole('button', { name: 'Unpin' }).click();
    await settings(page).getByRole('button', { name: 'Pin a made-up output' }).waitFor();
    expect(hear()).toEqual([]);
  });
});
