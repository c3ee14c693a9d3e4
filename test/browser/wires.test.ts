/** Wires that do not fit: what fades while one is drawn, what is said of it, and the wire that is offered in its place. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ examples: false });
});
afterAll(() => house?.close());

const aMap = (label: string, more: Partial<FlowNode> = {}): FlowNode => ({
  type: 'core/map',
  version: 1,
  label,
  config: { rows: [{ target: 'done', expression: 'true' }] },
  ...more,
});

const loopFlow = (id: string): FlowDocument => ({
  format: 1,
  id,
  name: 'Lines one by one',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: {
    start: { type: 'core/manual', version: 1, label: 'By hand', config: {} },
    read: aMap('Read'),
    each: { type: 'core/for-each', version: 1, label: 'Each line', config: { items: '= trigger.body.lines' } },
    rounded: aMap('Rounded', { parent: 'each' }),
    told: aMap('Told'),
  },
  edges: [{ from: 'start', port: 'out', to: 'read' }],
  layout: { start: [0, 0], read: [280, 0], each: [560, 0], rounded: [600, 160], told: [280, 160] },
});

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const line = (page: Page) => page.locator('.wire-line');
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();

async function draw(id: string) {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document: loopFlow(id) });
  return {
    page: `/flows/${id}/drafts/${draftId}`,
    edges: async () => (await house.api.get<DraftView>(`/api/flows/${id}/drafts/${draftId}`)).document.edges,
  };
}

/** From the way out of one card over another, not let go yet. */
async function dragWire(page: Page, from: string, to: string): Promise<void> {
  const out = (await card(page, from).locator('.react-flow__handle.source').first().boundingBox())!;
  const { x, y, height } = (await card(page, to).boundingBox())!;
  await page.mouse.move(out.x + 4, out.y + 4);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + height / 2 - 6, { steps: 6 });
  await page.mouse.move(x + 90, y + height / 2, { steps: 3 });
}

async function fadedCards(page: Page): Promise<readonly (string | null)[]> {
  const cards = page.locator('.react-flow__node', { has: page.locator('[data-unfit]') });
  return (await cards.evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))).toSorted();
}

test('CAN-10: what a wire cannot lead to fades, the line says why, and offers the wire that means the same', async () => {
  const { page, go, hear } = await house.openPage({ width: 1600, height: 900 });
  const draft = await draw('wires-by-mouse');
  await go(draft.page);
  await card(page, 'told').waitFor();

  await dragWire(page, 'read', 'rounded');
  await line(page).getByText('“Rounded” does not fit: An edge cannot leave or enter a container.').waitFor();
  expect(await fadedCards(page)).toEqual(['rounded', 'start']);
  // It cannot be clicked before the mouse is free.
  await expect.poll(() => line(page).getByRole('button').count()).toBe(0);
  await takePictures(page, 'wire-does-not-fit');
  await page.mouse.up();
  expect(await fadedCards(page)).toEqual([]);
  await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(1);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'wire-refused');
  await line(page).getByRole('button', { name: 'Lead from “Read” to “Each line”' }).click();
  await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(2);
  await expect.poll(() => line(page).textContent()).toBe('');

  // Where there is no other wire none is offered; where the wire fits nothing is said.
  await dragWire(page, 'each', 'start');
  await page.mouse.up();
  await line(page).getByText('Nothing leads into a trigger.').waitFor();
  await line(page).getByRole('button', { name: 'Lead from “By hand” to “Each line”' }).waitFor();
  await dragWire(page, 'each', 'read');
  await page.mouse.up();
  await line(page).getByText('“Read” does not fit: The flow would lead back to itself.').waitFor();
  await expect.poll(() => line(page).getByRole('button').count()).toBe(1);
  await line(page).getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => line(page).textContent()).toBe('');
  await dragWire(page, 'each', 'told');
  await expect.poll(() => line(page).textContent()).toBe('');
  await page.mouse.up();
  await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(3);

  await expect.poll(draft.edges, { timeout: 10_000 }).toEqual([
    { from: 'start', port: 'out', to: 'read' },
    { from: 'read', port: 'out', to: 'each' },
    { from: 'each', port: 'out', to: 'told' },
  ]);
  expect(hear()).toEqual([]);
});

test('CAN-10: by keyboard the list of the ways out says and offers the same', async () => {
  const { page, go, hear } = await house.openPage();
  const draft = await draw('wires-by-keyboard');
  await go(`${draft.page}?node=rounded`);
  await card(page, 'rounded').click();
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Ways out' }).click();
  await settings.getByRole('combobox', { name: 'Done leads to' }).selectOption({ label: 'Told' });
  await settings.getByRole('alert').getByText('An edge cannot leave or enter a container.').waitFor();
  const instead = settings.getByRole('button', { name: 'Lead from “Each line” to “Told”' });
  await instead.focus();
  await page.keyboard.press('Enter');
  await instead.waitFor({ state: 'detached' });
  await saved(page);
  await expect.poll(draft.edges, { timeout: 10_000 }).toContainEqual({ from: 'each', port: 'out', to: 'told' });
  expect(hear()).toEqual([]);
});

test('CAN-4: who adds or deletes a card by keys is on a card before the next frame; giving up leads back to it', async () => {
  const { page: path } = await draw('by-keys');
  const { page, go, hear } = await house.openPage();
  await go(path);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-id'));
  await card(page, 'told').focus();
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Find a node' }).press('Escape');
  expect(await focused()).toBe('told');
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('map');
  // From here on the browser draws no frame that a page could wait for.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('map');
  await page.keyboard.press('Delete');
  expect(await focused()).toMatch(/^(start|read|each|rounded|told)$/);
  expect(hear()).toEqual([]);
});
