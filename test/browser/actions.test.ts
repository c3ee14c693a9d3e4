/** What can be done with a drawing, by key, menu, palette and list: each does the same, and each can be taken back by name. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
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
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });

async function openDraft(flowId: string, scheme: 'light' | 'dark' = 'light') {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${flowId}/drafts`, {});
  const opened = await house.openPage({ scheme });
  await opened.go(`/flows/${flowId}/drafts/${draftId}`);
  await opened.page.locator('.react-flow__node').first().waitFor();
  const document = async () => (await house.api.get<DraftView>(`/api/flows/${flowId}/drafts/${draftId}`)).document;
  return { ...opened, document };
}

describe('the command palette', () => {
  test('ACT-2: does what it names, goes to a node, a page, a flow and a run by its key', async () => {
    const { page, hear } = await openDraft('order-change');
    const search = page.getByRole('combobox', { name: 'Find and do by name' });
    await page.keyboard.press('Control+k');
    await search.fill('change in sap');
    await page
      .getByRole('option', { name: /Change in SAP/ })
      .first()
      .waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'command-palette');
    await page.keyboard.press('Enter');
    await search.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('complementary', { name: 'Settings' }).getByLabel('Name on the canvas').inputValue())
      .toBe('Change in SAP');

    await page.keyboard.press('Control+k');
    await search.fill('select everything');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.react-flow__node.selected').count()).toBeGreaterThan(5);

    await page.keyboard.press('Control+k');
    await search.fill('parking');
    await page.getByRole('option', { name: /Parking board/ }).click();
    await page.waitForURL(/\/parking/);
    await page.keyboard.press('Control+k');
    await search.fill('sales order change');
    await page.getByRole('option', { name: /^Flows Sales order change/ }).click();
    await page.waitForURL(/\/flows\/order-change/);
    expect(hear()).toEqual([]);
  });

  test('ACT-4: an Enter that takes a word from an input method chooses nothing; the next one does', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/');
    const search = page.getByRole('combobox', { name: 'Find and do by name' });
    await page.keyboard.press('Control+k');
    await search.waitFor();
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send('Input.imeSetComposition', { text: 'Approvals', selectionStart: 9, selectionEnd: 9 });
    await page.getByRole('option', { name: /Approvals/ }).waitFor();
    await page.evaluate(() =>
      addEventListener('keyup', ({ isComposing }) => document.documentElement.setAttribute('data-composed', String(isComposing)), {
        once: true,
      }),
    );
    const enter = { windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' };
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await page.locator('html[data-composed="true"]').waitFor();
    await settled(page);
    expect(await search.inputValue()).toBe('Approvals');
    expect(new URL(page.url()).pathname).toBe('/');
    await keyboard.send('Input.insertText', { text: 'Approvals' });
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/approvals');
    expect(hear()).toEqual([]);
  });

  test('ACT-1: the help shows the keys of the table, on every page', async () => {
    const { page, hear, go } = await openDraft('crm-order', 'dark');
    await page.locator('.react-flow__node[tabindex="0"]').focus();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await help.getByRole('row', { name: /Tidy the drawing/ }).waitFor();
    await help.getByRole('row', { name: /Walk along the wires/ }).waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'action-help');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await go('/runs');
    await page.keyboard.press('?');
    await help.getByRole('row', { name: /Find and do by name/ }).waitFor();
    await expect.poll(() => help.getByRole('row', { name: /Tidy/ }).count()).toBe(0);
    expect(hear()).toEqual([]);
  });
});

describe('a drawing', () => {
  test('CAN-6, ACT-3: is tidied in a worker, from the menu of the right mouse button, and taken back by name', async () => {
    const { page, hear, document } = await openDraft('order-change');
    const before = (await document()).layout;
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await card(page, /^Change in SAP/).click({ button: 'right' });
    const menu = page.getByRole('menu');
    await menu.getByRole('menuitem', { name: /Duplicate the selection/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'drawing-menu');
    await menu.getByRole('menuitem', { name: /Tidy the drawing/ }).click();
    await expect.poll(() => undo(page).getAttribute('aria-label'), { timeout: 30_000 }).toMatch(/^Undo: move \d+ nodes/);
    await saved(page);
    expect(workers).toHaveLength(1);
    expect((await document()).layout).not.toEqual(before);
    await page.keyboard.press('Shift+F');
    await takePictures(page, 'drawing-tidied');
    await undo(page).click();
    await saved(page);
    await expect.poll(async () => JSON.stringify((await document()).layout), { timeout: 10_000 }).toBe(JSON.stringify(before));
    expect(hear()).toEqual([]);
  });

  test('CAN-7: two steps are put into a container by a key, and come out again', async () => {
    const { page, hear, document } = await openDraft('sap-sales-order');
    const before = await document();
    const steps = page.locator('.react-flow__node');
    const selected = page.locator('.react-flow__node.selected');
    await steps.nth(1).click();
    await expect.poll(() => selected.count()).toBe(1);
    // As a hand does it: the key is down before the mouse is there.
    await page.keyboard.down('Control');
    await steps.nth(2).click();
    await page.keyboard.up('Control');
    await expect.poll(() => selected.count()).toBe(2);
    await page.keyboard.press('g');
    await expect.poll(() => undo(page).getAttribute('aria-label')).toMatch(/^Undo: add Scope/);
    await saved(page);
    const scopes = Object.entries((await document()).nodes).filter(([, { type }]) => type === 'core/scope');
    const inside = Object.values((await document()).nodes).filter(({ parent }) => parent === scopes.at(-1)?.[0]);
    expect(inside).toHaveLength(2);
    await page.keyboard.press('Shift+G');
    await saved(page);
    await expect.poll(async () => Object.keys((await document()).nodes).length, { timeout: 10_000 }).toBe(Object.keys(before.nodes).length);
    expect(hear()).toEqual([]);
  });
});

describe('the outline', () => {
  test('CAN-9: lists, finds and selects without the drawing, and acts by the same keys', async () => {
    const { page, hear } = await openDraft('order-change', 'dark');
    await page.locator('.react-flow__node[tabindex="0"]').focus();
    await page.keyboard.press('/');
    const search = page.getByRole('textbox', { name: 'Find in this flow' });
    await search.waitFor();
    const tree = page.getByRole('tree', { name: 'Outline' });
    const all = await tree.getByRole('treeitem').count();
    expect(all).toBe(await page.locator('.react-flow__node').count());
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-outline');
    await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('sap-sales-order');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBeLessThan(all);
    await tree
      .getByText(/flow: sap-sales-order/)
      .first()
      .waitFor();

    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press(' ');
    await page.locator('.react-flow__node.selected').waitFor();
    await page.keyboard.press('Delete');
    await expect.poll(() => undo(page).getAttribute('aria-label')).toMatch(/^Undo: delete /);
    await undo(page).click();
    expect(hear()).toEqual([]);
  });

  test('CAN-4: a row that is deleted leaves the focus on the one that comes in its place, before the next key', async () => {
    const { page, hear } = await openDraft('order-change', 'light');
    await page.getByRole('button', { name: 'Outline' }).click();
    const rows = page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem');
    await rows.nth(1).click();
    const rowAt = (at: number) => rows.nth(at).getAttribute('data-row');
    const gone = await rowAt(1);
    await rows.nth(1).focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => rowAt(1)).not.toBe(gone);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    expect(await focused()).toBe(await rowAt(1));
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(await rowAt(0));
    expect(hear()).toEqual([]);
  });
});

test('CAN-16: by keys alone a node is put into a wire, and deleted so that what stood around it is joined', async () => {
  const start = { type: 'core/manual', version: 1, label: 'Start', config: {} };
  const shape = { type: 'core/map', version: 1, label: 'Shape', config: { rows: [] } };
  const document = {
    ...{ format: 1, id: 'into-a-wire', name: 'Into a wire', layer: 'process', owner: 'sales', contract: { major: 1 } },
    nodes: { start, shape },
    edges: [{ from: 'start', port: 'out', to: 'shape' }],
    layout: { start: [0, 0], shape: [560, 0] },
  };
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/into-a-wire/drafts', { document });
  const { page, go, hear } = await house.openPage();
  await go(`/flows/into-a-wire/drafts/${draftId}`);
  const wires = async () => {
    const draft = await house.api.get<DraftView>(`/api/flows/into-a-wire/drafts/${draftId}`);
    return draft.document.edges.map(({ from, to }) => `${from} > ${to}`);
  };
  await card(page, /^Start/).focus();
  await page.keyboard.press('i');
  const search = page.getByRole('dialog', { name: 'Add a node' });
  // Triggers are none of what can stand there.
  await expect.poll(() => search.getByRole('option', { name: /^Webhook/ }).count()).toBe(0);
  await page.keyboard.type('delay');
  await search.getByRole('option').first().waitFor();
  await takePictures(page, 'insert-into-wire');
  await page.keyboard.press('Enter');
  await page.locator('.react-flow__node:focus[data-id]:not([data-id="start"])').waitFor();
  await saved(page);
  const [first, second] = await wires();
  const added = first!.split(' > ')[1]!;
  expect([first, second].sort()).toEqual([`${added} > shape`, `start > ${added}`].sort());

  await page.keyboard.press('Shift+Delete');
  await page.locator(`.react-flow__node[data-id="${added}"]`).waitFor({ state: 'detached' });
  await saved(page);
  await expect.poll(wires).toEqual(['start > shape']);
  await undo(page).click();
  await page.locator(`.react-flow__node[data-id="${added}"]`).waitFor();
  expect(hear()).toEqual([]);
});
