/** Texts in Monaco: expressions, code, JSON and whole flows, opened large when they are wanted. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, VersionSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { eventually } from '../support/api.ts';
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
const card = (page: Page, name: RegExp) => page.locator('.canvas').getByRole('group', { name });
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();
const offered = (page: Page, name: string) => page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: name }).first();

function orderFlow(id: string): FlowDocument {
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
        config: { rows: [{ target: 'total', expression: '$sum(trigger.body.items.quantity)' }] },
      },
      code: { type: 'core/code', version: 1, label: 'Code', config: { code: 'return 1', input: '= trigger.body' } },
    },
    edges: [
      { from: 'manual', port: 'out', to: 'map' },
      { from: 'map', port: 'out', to: 'code' },
    ],
    layout: { manual: [0, 0], map: [280, 0], code: [560, 0] },
  };
}

async function openDraft(go: (path: string) => Promise<void>, id: string): Promise<() => Promise<FlowDocument>> {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document: orderFlow(id) });
  await go(`/flows/${id}/drafts/${draftId}`);
  return async () => (await house.api.get<DraftView>(`/api/flows/${id}/drafts/${draftId}`)).document;
}

test('an expression opened large is completed, judged as one types, laid out, and stands in its field', async () => {
  const { page, go, hear } = await house.openPage();
  await openDraft(go, 'opened-large');
  await card(page, /^Map/).click();
  await settings(page).getByRole('button', { name: 'total: open large' }).click();
  const dialog = page.getByRole('dialog', { name: 'total' });
  await dialog.locator('.view-line').first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);

  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('trigger.body.items[quan');
  await offered(page, 'quantity').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('>1');
  await page.keyboard.press('End');
  await dialog.getByText('Gives').waitFor();
  await expect.poll(() => settings(page).getByLabel('total, expression').inputValue()).toBe('trigger.body.items[quantity>1]');
  await page.keyboard.type('.itm');
  await dialog.getByText('There is no field "itm" here').waitFor();
  await dialog.locator('.squiggly-error').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'expression-large');

  await page.keyboard.press('Backspace');
  await page.keyboard.type('e');
  await offered(page, 'item').waitFor();
  // Escape closes the list of offers first, not the window.
  await page.keyboard.press('Escape');
  await offered(page, 'item').waitFor({ state: 'hidden' });
  await page.keyboard.type('m');
  await dialog.getByRole('button', { name: 'Format' }).click();
  await expect.poll(() => settings(page).getByLabel('total, expression').inputValue()).toBe('trigger.body.items[quantity > 1].item');
  // Tab leaves the text; Escape the window.
  await dialog.locator('.view-line').first().click();
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') === null);
  await dialog.locator('.view-line').first().click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(hear()).toEqual([]);
});

test('FRM-5 code is offered the fields of its input by their types, and the functions of the library; what they have not is marked', async () => {
  const { page, go, hear } = await house.openPage({ scheme: 'dark' });
  const read = await openDraft(go, 'code-large');
  await card(page, /^Code/).click();
  await settings(page).getByRole('button', { name: 'Code: open large' }).click();
  const dialog = page.getByRole('dialog', { name: 'Code' });
  await dialog.locator('.view-line').first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('return input.items[0].qua');
  await offered(page, 'quantity').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(' + lib.alphaO');
  await offered(page, 'alphaOut').waitFor();
  await page.keyboard.press('Enter');
  // What is there is explained by its type.
  await page.keyboard.type(' + lib.nothing');
  await dialog.locator('.squiggly-error').first().waitFor();
  // What is marked is said below it, too: who hovers nothing reads it there.
  await dialog.getByText(/^Line 1: Property 'nothing' does not exist/).waitFor();
  await dialog.locator('.view-line').getByText('quantity').hover();
  await page
    .locator('.monaco-hover')
    .getByText(/quantity: number/)
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'code-large');
  for (const _ of ' + lib.nothing') await page.keyboard.press('Backspace');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await saved(page);
  await eventually(
    async () => (await read()).nodes['code']!.config['code'] === 'return input.items[0].quantity + lib.alphaOut',
    'the code is saved',
  );
  expect(hear()).toEqual([]);
});

test('the text of a draft is the same document: edited here, drawn there; what is no flow stays out and says why', async () => {
  const { page, go, hear } = await house.openPage();
  const read = await openDraft(go, 'as-text');
  await page.getByRole('tab', { name: 'JSON' }).click();
  const text = page.locator('.raw-flow .monaco-editor').first();
  await text.locator('.view-line').first().waitFor();
  await text.locator('.view-line').filter({ hasText: '"name": "as-text"' }).click();
  await page.keyboard.press('End');
  // In front of the quote and the comma.
  for (const _ of '",') await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' by hand');
  await page.getByRole('heading', { level: 1, name: 'as-text by hand' }).waitFor();
  await saved(page);
  await eventually(async () => (await read()).name === 'as-text by hand', 'the text is saved');
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'draft-as-text');

  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.getByText('Not taken into the draft yet').waitFor();
  expect((await read()).name).toBe('as-text by hand');
  await page.getByRole('button', { name: 'Show the draft as it is' }).click();
  await page.getByText('The same document as the drawing').waitFor();
  // Undone in the drawing, undone in the text.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await text.locator('.view-line').filter({ hasText: '"name": "as-text",' }).waitFor();
  expect(hear()).toEqual([]);
});

test('a text that is no flow yet is there again after one has looked elsewhere, and the second opening is as the first', async () => {
  const { page, go, hear } = await house.openPage();
  const read = await openDraft(go, 'looked-elsewhere');
  const text = page.locator('.raw-flow .monaco-editor').first();
  const json = page.getByRole('tab', { name: 'JSON' });
  await json.click();
  await text.locator('.view-line').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('half ');
  await page.getByText('Not taken into the draft yet').waitFor();
  // The language of JSON has come.
  await text.locator('.squiggly-error').first().waitFor();

  await page.getByRole('tab', { name: /^Problems/ }).click();
  await text.waitFor({ state: 'detached' });
  await json.getByText('not taken yet').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await json.click();
  await text.locator('.view-line').filter({ hasText: 'half {' }).first().click();
  await text.locator('.squiggly-error').first().waitFor();
  // Monaco has no menu of commands of its own here: it would be another one than the page's, and in English.
  await page.keyboard.press('F1');
  await page.keyboard.press('ControlOrMeta+Home');
  for (const _ of 'half ') await page.keyboard.press('Delete');
  await page.getByText('The same document as the drawing').waitFor();
  await expect.poll(() => page.locator('.quick-input-widget:visible').count()).toBe(0);
  expect((await read()).name).toBe('looked-elsewhere');
  expect(hear()).toEqual([]);
});

test('two versions are compared as texts', async () => {
  const { page, go, hear } = await house.openPage();
  const draft = await house.api.send<DraftView>('POST', '/api/flows/crm-order/drafts', {});
  const { draftId, revision } = draft;
  const document = { ...draft.document, description: 'Said anew.' };
  await house.api.send('PUT', `/api/flows/crm-order/drafts/${draftId}`, { document }, { 'If-Match': `"${revision}"` });
  const { version } = await house.api.send<VersionSummary>('POST', '/api/flows/crm-order/versions', {
    draftId,
    note: 'Another description.',
  });
  await go(`/flows/crm-order?tab=changes&version=${version}&raw=1`);
  await page.locator('.raw-diff .line-insert').first().waitFor();
  await page.locator('.raw-diff').getByText('Said anew.').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'versions-as-text');
  expect(hear()).toEqual([]);
});

test('FRM-6 a JSON Schema is completed by its keywords, and what is none is marked where it stands', async () => {
  const { page, go, hear } = await house.openPage();
  const read = await openDraft(go, 'schema-large');
  await card(page, /^Code/).click();
  await settings(page).getByRole('combobox', { name: 'Output' }).selectOption('own');
  await settings(page).getByRole('button', { name: 'JSON Schema: open large' }).click();
  const dialog = page.getByRole('dialog', { name: 'JSON Schema' });
  await dialog.locator('.view-line').first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('{ "type": "object", "propertes": {} ');
  await dialog.locator('.squiggly-warning').waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('{ "type": "object", "requ');
  await offered(page, 'required').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('{ "type": "object", "required": ["sum"]');
  await dialog.locator('.squiggly-warning').waitFor({ state: 'detached' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'schema-large');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await eventually(
    async () => JSON.stringify((await read()).nodes['code']!.config['output']) === '{"type":"object","required":["sum"]}',
    'the schema is saved',
  );
  expect(hear()).toEqual([]);
});

test('COD-6 what is wrong deep in a schema or in a line of code is named with its place, and one click leads into the text', async () => {
  const { page, go, hear } = await house.openPage();
  const flow = orderFlow('wrong-deep');
  const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`field${at}`, { type: 'string' }]));
  const input = { type: 'object', properties: { ...fields, total: { type: 'strnig' } } };
  const node = flow.nodes['code']!;
  const output = { type: 'object', properties: { ...fields, sum: { type: 'string', pattern: '(' } } };
  const nodes = { ...flow.nodes, code: { ...node, config: { ...node.config, code: 'const a = 1;\nreturn a +;', output } } };
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/wrong-deep/drafts', {
    document: { ...flow, contract: { major: 1, input }, nodes },
  });
  await go(`/flows/wrong-deep/drafts/${draftId}`);
  const problems = page.getByRole('tabpanel', { name: /^Problems/ });
  await settings(page).getByLabel('JSON Schema').first().waitFor();
  const selected = () =>
    page.evaluate(() => {
      const field = window.document.activeElement;
      if (!(field instanceof HTMLTextAreaElement)) return undefined;
      const { value, selectionStart, selectionEnd, scrollTop, clientHeight, scrollHeight } = field;
      const above = value.slice(0, selectionStart).split('\n').length / value.split('\n').length;
      // Where the text is longer than its field, the line is in view.
      return {
        text: value.slice(selectionStart, selectionEnd),
        seen: scrollTop <= above * scrollHeight && above * scrollHeight <= scrollTop + clientHeight + 40,
      };
    });
  const follow = async (problem: RegExp, text: string) => {
    await problems.getByRole('button', { name: problem }).click();
    await expect.poll(selected).toEqual({ text, seen: true });
  };
  await follow(/^error\s*The schema cannot be used: type must be/, '"strnig"');
  await follow(/Code\s*The schema cannot be used: .*[Rr]eg/, '"("');
  await follow(/Code\s*The code cannot be read/, 'return a +;');
  expect(hear()).toEqual([]);
});
