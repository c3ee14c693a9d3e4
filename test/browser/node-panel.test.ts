/** The panel of a node, and work that is never lost: retry as a line of time, schemas held against what came, next times, health, offline. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const card = (page: Page, name: RegExp | string) => page.locator('.canvas').getByRole('group', { name });
const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();
const draftOf = (flow: string, draftId: string) => house.api.get<DraftView>(`/api/flows/${flow}/drafts/${draftId}`);
const newDraft = async (flow: string, document?: FlowDocument) =>
  (await house.api.send<DraftView>('POST', `/api/flows/${flow}/drafts`, document === undefined ? {} : { document })).draftId;

test('a node shows how its connection is, when it is tried again, and what it gives; the page says what runs and what is looked at', async () => {
  const draftId = await newDraft('sap-sales-order');
  const { page, go, hear } = await house.openPage();
  await go(`/flows/sap-sales-order/drafts/${draftId}`);
  await page.getByText('running: Development v1 — you look at v2 (draft)').waitFor();
  await card(page, /^Read order/).click();
  await settings(page).getByRole('status', { name: 'Health of the connection' }).getByText('Working').waitFor();

  await settings(page).getByRole('tab', { name: 'Retry' }).click();
  const line = settings(page).getByRole('img', { name: /^Waits: .*Given up after 8 attempts/ });
  await line.waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'node-retry');
  await settings(page).getByRole('spinbutton', { name: 'Attempts' }).fill('3');
  await settings(page)
    .getByRole('img', { name: /Given up after 3 attempts/ })
    .waitFor();

  // What it gives by its schema, held against what came when it was tried.
  await settings(page).getByRole('tab', { name: 'Test' }).click();
  await settings(page).getByLabel('Input (JSON)').fill('{ "trigger": { "body": { "salesOrder": "0000004711" } } }');
  await settings(page)
    .getByRole('button', { name: /^Run this node/ })
    .click();
  await settings(page).getByRole('region', { name: 'What came of it' }).getByText('Completed').waitFor();
  await settings(page).getByRole('tab', { name: 'Schema' }).click();
  const gives = settings(page).getByRole('region', { name: 'Gives', exact: true });
  await gives.getByText('against the last try').waitFor();
  await gives.getByRole('listitem').filter({ hasText: 'salesOrder' }).first().waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'node-schema');
  expect(hear()).toEqual([]);
});

test('a schedule tells its next times while it is written, and a webhook takes its schema from a sample', async () => {
  const document = (id: string, type: string, config: object): FlowDocument => ({
    format: 1,
    id,
    name: id,
    layer: 'experience',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: { start: { type, version: 1, label: 'Start', config: config as never } },
    edges: [],
    layout: { start: [0, 0] },
  });
  const scheduled = await newDraft('by-clock', document('by-clock', 'core/schedule', { cron: '0 6 * * 1-5', timeZone: 'Europe/Berlin' }));
  const { page, go, hear, allow } = await house.openPage({ scheme: 'dark' });
  await go(`/flows/by-clock/drafts/${scheduled}`);
  await card(page, /^Start/).click();
  const times = settings(page).getByRole('region', { name: 'Next times' }).getByRole('listitem');
  await times.nth(4).waitFor();
  await expect.poll(() => times.first().textContent()).toMatch(/06:00/);
  allow(/status of 400/);
  await settings(page).getByLabel('When').fill('61 6 * * *');
  await settings(page).getByText('The pattern "61 6 * * *" cannot be read').first().waitFor();

  const hooked = await newDraft('by-hook', document('by-hook', 'core/webhook', { path: 'by-hook', authentication: 'public' }));
  await go(`/flows/by-hook/drafts/${hooked}`);
  await card(page, /^Start/).click();
  await settings(page).getByRole('tab', { name: 'Schema' }).click();
  const infer = settings(page)
    .getByRole('region', { name: /from a sample$/ })
    .first();
  await infer.getByRole('textbox').fill('{ "order": "4711", "items": [{ "quantity": 5 }] }');
  await infer.getByRole('button', { name: 'Infer the schema' }).click();
  await settings(page).getByRole('list', { name: 'trigger.body' }).getByText('quantity').waitFor();
  await saved(page);
  const { document: now } = await draftOf('by-hook', hooked);
  expect(JSON.stringify(now.nodes['start']?.config)).toContain('"quantity":{"type":"integer"}');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(hear()).toEqual([]);
});

test('CAN-4 keys that follow the one that opened a card are for its settings, not for the drawing or the card before', async () => {
  const wait = (label: string) => ({ type: 'core/delay', version: 1, label, config: { durationMs: 5 } });
  const draftId = await newDraft('opened-by-key', {
    format: 1,
    id: 'opened-by-key',
    name: 'Opened by key',
    layer: 'process',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: { start: { type: 'core/manual', version: 1, label: 'Start', config: {} }, first: wait('First'), second: wait('Second') },
    edges: [
      { from: 'start', to: 'first' },
      { from: 'first', to: 'second' },
    ],
    layout: { start: [0, 0], first: [280, 0], second: [560, 0] },
  });
  const { page, go, hear } = await house.openPage();
  await go(`/flows/opened-by-key/drafts/${draftId}`);
  await card(page, /^First/).click();
  const name = settings(page).getByLabel('Name on the canvas');
  await expect.poll(() => name.inputValue()).toBe('First');
  const keysGoTo = await card(page, /^Second/).evaluate(async (element: HTMLElement) => {
    element.focus();
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    // What a key does at once is done by the end of its turn. What may wait comes in a later one, when other keys may have come before it.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    return document.activeElement instanceof HTMLInputElement ? document.activeElement.value : document.activeElement?.outerHTML;
  });
  expect(keysGoTo).toBe('Second');
  await page.keyboard.press('End');
  await page.keyboard.type(' f1');
  await saved(page);
  await expect.poll(async () => (await draftOf('opened-by-key', draftId)).document.nodes['second']?.label).toBe('Second f1');
  expect((await draftOf('opened-by-key', draftId)).document.nodes['first']?.label).toBe('First');
  expect(hear()).toEqual([]);
});

test('a node that is given another id by going on to the next card leaves one there', async () => {
  const step = { type: 'core/map', version: 1, config: { rows: [] } };
  const draftId = await newDraft('renamed-going-on', {
    format: 1,
    id: 'renamed-going-on',
    name: 'Renamed',
    layer: 'process',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: {
      start: { type: 'core/manual', version: 1, label: 'Start', config: {} },
      first: { ...step, label: 'First' },
      second: { ...step, label: 'Second' },
    },
    edges: [
      { from: 'start', to: 'first' },
      { from: 'first', to: 'second' },
    ],
    layout: { start: [0, 0], first: [260, 0], second: [520, 0] },
  });
  const { page, go, hear, allow } = await house.openPage();
  allow(/status of 4/);
  await go(`/flows/renamed-going-on/drafts/${draftId}`);
  await card(page, /^First/).click();
  const id = settings(page).getByLabel('Id in expressions');
  await id.fill('begins');
  await card(page, /^Second/).click();
  await saved(page);
  await expect
    .poll(async () => Object.keys((await draftOf('renamed-going-on', draftId)).document.nodes).sort())
    .toEqual(['begins', 'second', 'start']);
  await settings(page).getByRole('heading', { name: 'Second' }).waitFor();
  expect(new URL(page.url()).searchParams.get('node')).toBe('second');
  // Who stays at it stays at it.
  await id.fill('ends');
  await id.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('node')).toBe('ends');
  await settings(page).getByRole('heading', { name: 'Second' }).waitFor();
  expect(hear()).toEqual([]);
});

test('FRM-9 JSON that cannot be read yet is there again after another node, another tab, a reload and another id, with its problem', async () => {
  const draftId = await newDraft('half-written', {
    format: 1,
    id: 'half-written',
    name: 'Half-written',
    layer: 'process',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: {
      start: { type: 'core/manual', version: 1, label: 'Start', config: {} },
      first: { type: 'core/validate', version: 1, label: 'First', config: { schema: { type: 'object' }, value: { a: 1 } } },
      second: { type: 'core/validate', version: 1, label: 'Second', config: { schema: { type: 'object' }, value: [1] } },
    },
    edges: [
      { from: 'start', to: 'first' },
      { from: 'first', port: 'valid', to: 'second' },
    ],
    layout: { start: [0, 0], first: [260, 0], second: [520, 0] },
  });
  const configOf = async (nodeId: string) => (await draftOf('half-written', draftId)).document.nodes[nodeId]?.config;
  const { page, go, hear, allow } = await house.openPage();
  allow(/status of 4/);
  await go(`/flows/half-written/drafts/${draftId}`);
  const value = settings(page).getByRole('textbox', { name: 'Value' });
  const schema = settings(page).getByRole('textbox', { name: 'JSON Schema' });
  const unread = settings(page).getByText(/^Not JSON yet/);
  const isHalfWritten = async () => {
    await expect.poll(() => value.inputValue()).toBe('{ "a": 2, "b": ');
    await expect.poll(() => schema.inputValue()).toBe('{ "type": "obj');
    await expect.poll(() => unread.count()).toBe(2);
  };

  await card(page, /^First/).click();
  await settings(page).getByRole('button', { name: 'Write it as JSON' }).click();
  await value.fill('{ "a": 2 }');
  await value.fill('{ "a": 2, "b": ');
  await schema.fill('{ "type": "obj');
  await isHalfWritten();
  await card(page, /^Second/).click();
  await settings(page).getByRole('heading', { name: 'Second' }).waitFor();
  await expect.poll(async () => JSON.parse(await value.inputValue())).toEqual([1]);
  expect(await unread.count()).toBe(0);
  await card(page, /^First/).click();
  await settings(page).getByRole('heading', { name: 'First' }).waitFor();
  await isHalfWritten();
  await settings(page).getByRole('tab', { name: 'Help' }).click();
  await value.waitFor({ state: 'detached' });
  await settings(page).getByRole('tab', { name: 'Form' }).click();
  await isHalfWritten();
  await saved(page);
  await page.reload();
  await isHalfWritten();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'node-half-written');
  const id = settings(page).getByLabel('Id in expressions');
  await id.fill('begins');
  await id.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('node')).toBe('begins');
  await isHalfWritten();

  // The flow has what could be read last.
  await expect.poll(() => configOf('begins')).toEqual({ schema: { type: 'object' }, value: { a: 2 } });
  await schema
    .locator('xpath=ancestor::*[contains(@class, "form-large")]')
    .getByRole('button', { name: 'Show the value as it is' })
    .click();
  await expect.poll(async () => JSON.parse(await schema.inputValue())).toEqual({ type: 'object' });
  expect(await schema.evaluate((field) => field === document.activeElement)).toBe(true);
  await value.fill('{ "a": 2, "b": 3 }');
  await expect.poll(() => configOf('begins')).toEqual({ schema: { type: 'object' }, value: { a: 2, b: 3 } });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('half-written')))).toEqual([]);

  // What was written over has changed meanwhile: it is said, and nothing is thrown away.
  await value.fill('{ "a": 4');
  await card(page, /^Second/).click();
  await settings(page).getByRole('heading', { name: 'Second' }).waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => configOf('begins')).not.toMatchObject({ value: { b: 3 } });
  await card(page, /^First/).click();
  await settings(page).getByText('The value has changed meanwhile.').waitFor();
  await expect.poll(() => value.inputValue()).toBe('{ "a": 4');

  // The settings of the flow are a form like that, and a schema that is not there yet can be begun.
  await go(`/flows/half-written/drafts/${draftId}`);
  const contract = settings(page).getByRole('group', { name: 'Contract with callers' });
  const input = contract.getByLabel('What comes in', { exact: true });
  await input.selectOption('written here');
  await contract.getByRole('textbox', { name: 'JSON Schema' }).fill('{ "required": [');
  await card(page, /^Second/).click();
  await settings(page).getByRole('heading', { name: 'Second' }).waitFor();
  await go(`/flows/half-written/drafts/${draftId}`);
  await expect.poll(() => contract.getByRole('textbox', { name: 'JSON Schema' }).inputValue()).toBe('{ "required": [');
  await contract.getByText(/^Not JSON yet/).waitFor();
  expect((await draftOf('half-written', draftId)).document.contract).toEqual({ major: 1 });
  expect(hear()).toEqual([]);
});

test('offline drawing goes on: the bar counts what is kept here, and it is saved as soon as the network is back', async () => {
  const draftId = await newDraft('sap-sales-order');
  const { page, go, allow, hear } = await house.openPage();
  allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/);
  await go(`/flows/sap-sales-order/drafts/${draftId}`);
  await card(page, /^Read order/).click();
  await settings(page).getByLabel('Name on the canvas').waitFor();
  await page.context().setOffline(true);
  await settings(page).getByLabel('Name on the canvas').fill('Read it');
  await settings(page).getByLabel('Note').fill('Written on the train.');
  const bar = page.getByRole('alert').filter({ hasText: 'Changes kept here: 2.' });
  await bar.getByText('You are offline').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'draft-offline');
  await page.context().setOffline(false);
  await bar.waitFor({ state: 'detached' });
  await saved(page);
  expect((await draftOf('sap-sales-order', draftId)).document.nodes['read']).toMatchObject({
    label: 'Read it',
    note: 'Written on the train.',
  });
  expect(hear()).toEqual([]);
});
