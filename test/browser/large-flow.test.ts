/**
 * A flow of 2,000 nodes: little of it is drawn, all of it can be seen, reached and moved. The language allows 500; the drawing has room
 * to spare, so its page is given a larger draft than the server would take.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
// @ts-expect-error: a plain script that the bench uses too
import { makeGridFlow } from '../bench/grid-flow.mjs';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

const SIZE = 2_000;
let house: House;
let draft: DraftView;

beforeAll(async () => {
  house = await openHouse({ examples: false });
  draft = await house.api.send<DraftView>('POST', '/api/flows/grid-flow/drafts', { document: makeGridFlow(10) as FlowDocument });
});
afterAll(() => house?.close());

const cards = (page: Page) => page.locator('.react-flow__node');
const elements = (page: Page) => page.locator('.canvas *').count();
const drawing = (page: Page) => page.locator('.canvas');
const transform = (page: Page) => page.locator('.react-flow__viewport').getAttribute('style');

async function open(page: Page): Promise<void> {
  const large = { ...draft, document: makeGridFlow(SIZE) as FlowDocument, problems: [] };
  await page.route('**/api/flows/grid-flow/drafts/*', (route) => route.fulfill({ json: large }));
  await page.route('**/api/flows/grid-flow/check', (route) => route.fulfill({ json: { problems: [] } }));
  await page.goto(`/flows/grid-flow/drafts/${draft.draftId}`);
  await cards(page).first().waitFor();
}

/** Colours of the far view that are not its ground. */
async function painted(page: Page): Promise<number> {
  return page.locator('canvas.overview').evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    let inked = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) inked += 1;
    return inked / (data.length / 4);
  });
}

describe('a drawing of 2,000 nodes', () => {
  test('CAN-1: at 100 % it has at most 1,000 elements, also after it was panned', async () => {
    const { page, hear } = await house.openPage({ width: 1600, height: 900 });
    await open(page);
    expect(await elements(page)).toBeLessThanOrEqual(1_000);
    await expect.poll(() => cards(page).count()).toBeGreaterThan(10);
    const before = await transform(page);
    const { x, y } = (await drawing(page).boundingBox())!;
    await page.mouse.move(x + 600, y + 300);
    for (let i = 0; i < 6; i += 1) {
      await page.mouse.down({ button: 'middle' });
      await page.mouse.move(x + 560 - 40 * i, y + 270 - 20 * i);
      await page.mouse.up({ button: 'middle' });
    }
    expect(await transform(page)).not.toBe(before);
    expect(await elements(page)).toBeLessThanOrEqual(1_000);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(hear()).toEqual([]);
  });

  test('CAN-2: the whole flow is one painted element; a click selects in it, Enter goes near', async () => {
    const { page, hear } = await house.openPage();
    await open(page);
    await page.getByRole('button', { name: 'Show everything' }).click();
    const overview = page.getByRole('img', { name: 'Overview of 2,000 nodes' });
    await overview.waitFor();
    await expect.poll(() => painted(page), { timeout: 10_000 }).toBeGreaterThan(0.05);
    expect(
      await cards(page)
        .first()
        .evaluate((element) => element.checkVisibility()),
    ).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'large-flow-overview');

    const box = (await overview.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const label = page.getByRole('complementary', { name: 'Settings' }).getByLabel('Name on the canvas');
    await label.waitFor();
    const chosen = await label.inputValue();
    expect(chosen).toMatch(/^Wait \d+$/);
    await overview.focus();
    await page.keyboard.press('Enter');
    await overview.waitFor({ state: 'detached' });
    await page.locator('.react-flow__node:focus').waitFor();
    await expect.poll(() => page.locator('.react-flow__node:focus .card-label').textContent()).toBe(chosen);
    expect(hear()).toEqual([]);
  });

  test('CAN-3: the mini-map shows the whole flow and leads to a place in it', async () => {
    const { page } = await house.openPage({ width: 1920, height: 1000 });
    // In which frame each came first: the cards do not wait for the map.
    await page.addInitScript(() => {
      const first: { [part: string]: number } = {};
      let frame = 0;
      const count = () => {
        frame += 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      new MutationObserver(() => {
        for (const part of ['.react-flow__node', '.mini-map']) if (document.querySelector(part) !== null) first[part] ??= frame;
      }).observe(document, { subtree: true, childList: true });
      Object.assign(window, { first });
    });
    await open(page);
    const before = await transform(page);
    const map = page.getByRole('img', { name: 'Mini-map' });
    await map.waitFor();
    const first = await page.evaluate(() => (window as unknown as { first: { [part: string]: number } }).first);
    expect(first['.mini-map']).toBeGreaterThan(first['.react-flow__node']!);
    // Painted in one go: what is chosen, and what is gone, is another picture each.
    const pixels = () =>
      map.locator('canvas').evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
        return data.some((value) => value > 0) ? element.toDataURL() : 'nothing yet';
      });
    await expect.poll(pixels).not.toBe('nothing yet');
    const whole = await pixels();
    await page.locator('.react-flow__node[data-id="card-2"]').click();
    await expect.poll(pixels).not.toBe(whole);
    const chosen = await pixels();
    await page.keyboard.press('Delete');
    await page.locator('.react-flow__node[data-id="card-2"]').waitFor({ state: 'detached' });
    await expect.poll(pixels).not.toBe(chosen);
    const { x, y, width, height } = (await map.boundingBox())!;
    await page.mouse.click(x + width / 2, y + height - 16);
    await expect.poll(() => transform(page)).not.toBe(before);
    await expect.poll(() => page.getByText(/^Wait 19\d\d$/).count(), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  test('CAN-4: arrows walk from card to card out of the view; the drawing goes along', async () => {
    const { page, hear } = await house.openPage();
    await open(page);
    await page.locator('.react-flow__node[tabindex="0"]').focus();
    for (let at = 1; at <= 12; at += 1) {
      await page.keyboard.press('ArrowRight');
      await page.locator(`.react-flow__node[data-id="card-${at}"]:focus`).waitFor();
    }
    await expect.poll(() => page.locator('.react-flow__node[tabindex="0"]').count()).toBe(1);
    expect(hear()).toEqual([]);
  });

  test('CAN-13: 200 pasted nodes are painted before the panel is drawn for them; undone, too', async () => {
    const { page, hear } = await house.openPage({ width: 1600, height: 900 });
    await open(page);
    const heading = page.getByRole('complementary', { name: 'Settings' }).getByRole('heading', { level: 2 });
    await heading.waitFor();
    const { nodes, edges, layout } = makeGridFlow(200);
    const copied = JSON.stringify({ millrace: 'nodes', nodes, edges, layout });
    // In which frame the drawing changed first, and in which the panel showed something else; what comes to it meanwhile is no answer.
    const frames = (what: 'paste' | 'undo') =>
      page.evaluate(
        async ([what, copied]) => {
          const titleOf = () => document.querySelector('.side-follows h2')?.textContent;
          const before = titleOf();
          const first = new Map<string, number>();
          let frame = 0;
          const count = () => {
            frame += 1;
            requestAnimationFrame(count);
          };
          requestAnimationFrame(count);
          const watched = ['.react-flow__nodes', '.side-follows'];
          const both = new Promise<void>((resolve) => {
            for (const part of watched)
              new MutationObserver(() => {
                if (part === '.side-follows' && titleOf() === before) return;
                if (!first.has(part)) first.set(part, frame);
                if (first.size === watched.length) resolve();
              }).observe(document.querySelector(part)!, { subtree: true, childList: true, characterData: true });
          });
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', copied!);
          const options = { bubbles: true, cancelable: true };
          document.body.dispatchEvent(
            what === 'paste'
              ? new ClipboardEvent('paste', { clipboardData, ...options })
              : new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, ...options }),
          );
          await both;
          return watched.map((part) => first.get(part)!);
        },
        [what, copied],
      );
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const what of ['paste', 'undo'] as const) {
      const before = await heading.textContent();
      const [drawing, panel] = await frames(what);
      expect(panel).toBeGreaterThan(drawing!);
      await expect.poll(() => heading.textContent()).not.toBe(before);
      await expect.poll(() => page.locator('.side-follows[inert]').count()).toBe(0);
    }
    expect(hear()).toEqual([]);
  });

  test('CAN-12, CAN-13: a drag changes the card, its wires and nothing else, and shows what it comes into line with', async () => {
    const { page, hear } = await house.openPage({ width: 1600, height: 900 });
    await open(page);
    const card = page.locator('.react-flow__node[data-id="card-92"]');
    const { x, y, width } = (await card.boundingBox())!;
    const zoom = width / 180;
    await page.mouse.move(x + 60, y + 12);
    await page.mouse.down();
    // The first points only begin it, and select the card.
    await page.mouse.move(x + 60, y + 14);
    await page.mouse.move(x + 60, y + 72);
    await page.evaluate(() => {
      const touched = new Set<string>();
      const watch = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const part = (target as Element).closest?.('.react-flow__node, .react-flow__edge');
          if (part != null) touched.add(part.getAttribute('data-id')!);
        }
      });
      watch.observe(document.querySelector('.react-flow__viewport')!, { subtree: true, childList: true, attributes: true });
      Object.assign(window, { touched });
    });
    // Half a column to the left, into the row below.
    await page.mouse.move(x + 60 - 140 * zoom, y + 12 + 120 * zoom, { steps: 8 });
    await page.locator('.align-guide').first().waitFor({ state: 'attached' });
    const touched = await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);
    expect(touched).toContain('card-92');
    expect(touched.filter((id) => !id.includes(':'))).toEqual(['card-92']);
    for (const id of touched) expect(id).toContain('card-92');
    await page.mouse.up();
    await page.locator('.align-guide').first().waitFor({ state: 'detached' });
    expect(hear()).toEqual([]);
  });
});
