/** Notes on a drawing: written by a key, made larger, found in the outline, copied, taken back; the flow means what it meant. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ examples: false });
});
afterAll(() => house?.close());

const document = {
  format: 1,
  id: 'noted',
  name: 'Noted',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { start: { type: 'core/manual', version: 1, label: 'By hand', config: {} } },
  edges: [],
  layout: { start: [0, 0] },
};

test('CAN-14: a note is written by a key, made larger at its corner and by number, copied, found, and taken back by name', async () => {
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/noted/drafts', { document });
  const { page, go, hear, allow } = await house.openPage({ width: 1600, height: 900 });
  const inDraft = async () => (await house.api.get<DraftView>(`/api/flows/noted/drafts/${draftId}`)).document;
  const saved = () => page.locator('.save-mark[data-state="saved"]').waitFor();
  const note = (id: string) => page.locator(`.react-flow__node[data-id="note:${id}"]`);
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await go(`/flows/noted/drafts/${draftId}`);
  await page.locator('.react-flow__node[data-id="start"]').focus();

  // It can be written into at once, through an outage too; keys of the drawing are letters meanwhile.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/note-panel')));
  allow(/ERR_INTERNET_DISCONNECTED|net::/);
  await page.context().setOffline(true);
  await page.keyboard.press('Shift+N');
  const field = page.locator('.note textarea');
  await expect.poll(() => field.evaluate((element) => element === window.document.activeElement)).toBe(true);
  // Half written it outlives the page, which shows it again.
  await page.keyboard.type('Ask planning FNL\nbefore');
  await settings.getByLabel('Text of the note').waitFor();
  await page.context().setOffline(false);
  await page.waitForURL((url) => url.searchParams.get('node')?.startsWith('note:') === true);
  const first = new URL(page.url()).searchParams.get('node')!.slice('note:'.length);
  await saved();
  await page.reload();
  await expect.poll(() => settings.getByLabel('Text of the note').inputValue()).toBe('Ask planning FNL\nbefore');
  await note(first).dblclick();
  await expect.poll(() => field.evaluate((element) => element === window.document.activeElement)).toBe(true);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' this changes');
  await page.keyboard.press('Escape');
  await page.locator('.note-text', { hasText: 'before this changes' }).waitFor();
  expect(await settings.getByLabel('Text of the note').inputValue()).toBe('Ask planning FNL\nbefore this changes');

  const corner = (await note(first).locator('.note-corner').boundingBox())!;
  await page.mouse.move(corner.x + 8, corner.y + 8);
  await page.mouse.down();
  await page.mouse.move(corner.x + 68, corner.y + 48, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => settings.getByLabel('Width').inputValue()).toBe('280');
  // Half a number stands there while it is typed, and a length that none can have becomes one when the field is left.
  await settings.getByLabel('Height').fill('9');
  await settings.getByLabel('Height').press('Tab');
  await expect.poll(() => settings.getByLabel('Height').inputValue()).toBe('60');
  await settings.getByLabel('Height').fill('200');
  await note(first).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await saved();
  const { notes, layout } = await inDraft();
  expect(notes?.[first]).toMatchObject({ text: 'Ask planning FNL\nbefore this changes', size: [280, 200] });
  expect(layout).toEqual({ start: [0, 0] });
  await takePictures(page, 'note');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('Control+D');
  await expect.poll(() => page.locator('.react-flow__node[data-id^="note:"]').count()).toBe(2);
  await page.getByRole('button', { name: 'Outline' }).click();
  await page.getByRole('textbox', { name: 'Find in this flow' }).fill('planning');
  expect(await page.getByRole('treeitem').count()).toBe(2);
  // Whichever of the two stands first.
  await page.getByRole('treeitem').first().click();
  await page.getByRole('treeitem').first().press('Delete');
  await expect.poll(() => page.locator('.react-flow__node[data-id^="note:"]').count()).toBe(1);
  await page.getByRole('button', { name: /^Undo: delete the note “Ask planning FNL”/ }).click();
  await expect.poll(() => page.locator('.react-flow__node[data-id^="note:"]').count()).toBe(2);
  await saved();
  const kept = Object.keys((await inDraft()).notes ?? {});
  expect(kept).toHaveLength(2);
  expect(kept).toContain(first);
  expect(hear()).toEqual([]);
});
