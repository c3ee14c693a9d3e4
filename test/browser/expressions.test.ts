/** Writing expressions: what is offered by types, what stands below, and how a problem leads into the text. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { ORDER_CONTRACT } from './order-contract.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const options = (page: Page) => page.getByRole('listbox', { name: 'What can be read here' }).getByRole('option');
const card = (page: Page, name: RegExp) => page.locator('.canvas').getByRole('group', { name });

function orderFlow(
  id: string,
  rows: readonly { readonly target: string; readonly expression: string; readonly scope?: string }[],
): FlowDocument {
  return {
    format: 1,
    id,
    name: id,
    layer: 'process',
    owner: 'sales',
    contract: ORDER_CONTRACT,
    nodes: {
      manual: { type: 'core/manual', version: 1, label: 'By hand', config: {} },
      map: {
        type: 'core/map',
        version: 1,
        label: 'Map',
        config: { rows: rows as unknown as FlowDocument['nodes'][string]['config'][string] },
      },
    },
    edges: [{ from: 'manual', port: 'out', to: 'map' }],
    layout: { manual: [0, 0], map: [280, 0] },
  };
}

async function openDraft(go: (path: string) => Promise<void>, document: FlowDocument): Promise<void> {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${document.id}/drafts`, { document });
  await go(`/flows/${document.id}/drafts/${draftId}`);
}

test('fields are offered by their types, in conditions and items too, and below stands what comes out', async () => {
  const { page, go, hear } = await house.openPage();
  await openDraft(go, orderFlow('written-by-hand', [{ target: 'open', expression: '' }]));
  await card(page, /^Map/).click();
  const field = settings(page).getByLabel('open, expression');
  await field.click();
  await field.pressSequentially('trigger.body.items[qu');
  await options(page)
    .filter({ hasText: /^quantity/ })
    .waitFor();
  await page.keyboard.press('ArrowDown');
  // The caret stands right before anything else is heard: a quick typist's next key goes where it belongs.
  const caret = await field.evaluate(async (input: HTMLTextAreaElement) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await Promise.resolve();
    return input.selectionStart;
  });
  expect(caret).toBe('trigger.body.items[quantity'.length);
  await page.keyboard.type(' > 0].i');
  await options(page).filter({ hasText: /^item/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('trigger.body.items[quantity > 0].item');
  await settings(page)
    .getByText(/^Gives .*list of text/)
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'expression-field');

  // A function brings its brackets, with the caret between them, and says what it takes.
  await field.fill('');
  await field.pressSequentially('$alphaO');
  await options(page).filter({ hasText: '$alphaOut(key)' }).click();
  await page.keyboard.type('trigger.body.sales');
  await settings(page).getByText('A key as SAP stores it.').waitFor();
  await options(page).filter({ hasText: 'salesOrder' }).waitFor();
  // Escape closes the list and stays in the field; Tab leaves it.
  await page.keyboard.press('Escape');
  await expect.poll(() => options(page).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).not.toBe('open, expression');
  expect(hear()).toEqual([]);
});

test('the rows of a list see its items', async () => {
  const { page, go, hear } = await house.openPage({ scheme: 'dark' });
  await openDraft(go, orderFlow('for-each-item', [{ target: 'lines[].amount', scope: 'trigger.body.items', expression: '' }]));
  await card(page, /^Map/).click();
  const field = settings(page).getByLabel('lines[].amount, expression');
  await field.click();
  await field.pressSequentially('qua');
  await options(page)
    .filter({ hasText: /^quantity/ })
    .click();
  await settings(page).getByText('Gives number').waitFor();
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  expect(hear()).toEqual([]);
});

test('a problem leads into the text where it is mended', async () => {
  const { page, go, hear } = await house.openPage();
  await openDraft(
    go,
    orderFlow('with-a-slip', [
      { target: 'order', expression: 'trigger.body.salesOrder' },
      { target: 'total', expression: '$sum(trigger.body.items.quantitty)' },
    ]),
  );
  await page.getByRole('tab', { name: /Problems/ }).waitFor();
  await page.getByRole('button', { name: /There is no field "quantitty"/ }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'total, expression');
  const marked = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(marked).toBe('quantitty');
  // What is typed now takes its place.
  await page.keyboard.type('quantity');
  await expect.poll(() => settings(page).getByLabel('total, expression').inputValue()).toBe('$sum(trigger.body.items.quantity)');
  await page.getByText('No problems: the draft can be published.').waitFor();
  expect(hear()).toEqual([]);
});
