/** An analyst's day: a flow from nothing to a run by hand; a second version and what is different; a second editor; only the keyboard. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { ADMIN, eventually } from '../support/api.ts';
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

async function notedIn(page: Page, text: RegExp): Promise<void> {
  await page.getByRole('alert').filter({ hasText: text }).first().waitFor();
}

describe('a flow from nothing', () => {
  test('is drawn, filled by its forms, checked while it is drawn, published, deployed and run by hand', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/flows');
    await page.getByRole('button', { name: 'New flow' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('Greet a customer');
    await page.getByLabel('Folder (business capability)').fill('customer-service');
    await page.getByLabel('What starts it').selectOption({ label: 'By hand' });
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.waitForURL(/\/flows\/greet-a-customer\/drafts\//);
    await card(page, /^By hand/).waitFor();

    // From the palette; each stands beside the selected one and is joined to it.
    await card(page, /^By hand/).click();
    const palette = page.getByRole('region', { name: 'Palette' });
    await palette.getByRole('button', { name: 'Map', exact: true }).click();
    await card(page, /^Map/).waitFor();
    await page.getByRole('tab', { name: /Problems/ }).click();
    await page
      .getByText('"rows" is not filled')
      .or(page.getByText(/"Fields" \(rows\) is not filled/))
      .first()
      .waitFor();

    // The form: a target and what is written there.
    await settings(page).getByRole('button', { name: 'Add to Fields' }).click();
    await settings(page).getByLabel('Target field of row 1').fill('greeting');
    await settings(page).getByLabel('greeting, expression').fill('$eval("1")');
    await settings(page).getByText('It is contained, because $eval is not available').waitFor();
    await settings(page).getByLabel('greeting, expression').fill('"Hello, " & trigger.body.name');
    await settings(page).getByRole('img', { name: 'Fast path' }).waitFor();
    // What stays open is said at once, before anything is saved by hand.
    await palette.getByRole('button', { name: 'Delay' }).click();
    await card(page, /^Delay/).waitFor();
    const span = settings(page).getByLabel('For', { exact: true });
    await span.fill('5');
    await settings(page).getByLabel('For: unit').selectOption('ms');
    await page.getByText('No problems: the draft can be published.').waitFor();
    await saved(page);

    const { document } = await draftOf('greet-a-customer');
    expect(document.nodes['map']?.config).toEqual({ rows: [{ target: 'greeting', expression: '"Hello, " & trigger.body.name' }] });
    expect(document.nodes['delay']?.config).toEqual({ durationMs: 5 });
    expect(document.edges).toEqual([
      { from: 'manual', port: 'out', to: 'map' },
      { from: 'map', port: 'out', to: 'delay' },
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-new-flow');

    await page.getByRole('button', { name: 'Review and publish' }).click();
    const publish = page.getByRole('dialog', { name: 'Publish Greet a customer' });
    await expect.poll(() => publish.getByRole('button', { name: 'Publish as version 1' }).isDisabled()).toBe(true);
    await publish.getByLabel('What is new, and why').fill('Says hello.');
    expect(await accessibilityProblems(page)).toEqual([]);
    await publish.getByRole('button', { name: 'Publish as version 1' }).click();
    await notedIn(page, /Version 1 is published/);
    await page.getByRole('cell', { name: 'Says hello.' }).waitFor();

    await page.getByRole('button', { name: 'Deploy version 1' }).click();
    await page.getByRole('button', { name: 'Deploy to Development' }).click();
    await notedIn(page, /is live in Development/);

    await page.getByRole('button', { name: 'Run it' }).click();
    const start = page.getByRole('dialog', { name: /Run Greet a customer, version 1/ });
    await start.getByLabel(/Input \(JSON\)/).fill('{ "name": ');
    await start.getByText(/This is no JSON/).waitFor();
    await start.getByLabel(/Input \(JSON\)/).fill('{ "name": "Grace" }');
    await start.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\//);
    await page.getByText('Completed').first().waitFor();
    expect(hear()).toEqual([]);
  });

  test('an example stands in the list, is found, and is shown without its forms pretending to be editable', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go('/flows');
    await page.getByPlaceholder('Find by name, folder, description').fill('customer changes');
    await page.getByRole('link', { name: 'Sales order change' }).click();
    await card(page, /^Change in SAP/).waitFor();
    await card(page, /^Canonical change/).click();
    expect(await settings(page).getByLabel('Name on the canvas').getAttribute('readonly')).not.toBeNull();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'flow-published');
    expect(hear()).toEqual([]);
  });
});

describe('a second version', () => {
  test('shows what changed in three layers, on the drawing and field by field', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/flows/sap-sales-order');
    await page.getByRole('button', { name: 'Edit as a draft' }).click();
    await page.waitForURL(/drafts/);
    await saved(page);
    const nodes = page.locator('.react-flow__node');
    const before = await nodes.count();

    // How it looks: a card is moved. What it does: a field. How it hangs together: a node more.
    await nodes.nth(1).click();
    await settings(page).getByLabel('Name on the canvas').fill('Read it from SAP');
    await settings(page).getByRole('tab', { name: 'Retry' }).click();
    await settings(page).getByLabel('Time-out of an attempt', { exact: true }).fill('20');
    await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Raise exception' }).click();
    await expect.poll(() => nodes.count(), { timeout: 10_000 }).toBe(before + 1);
    await settings(page).getByLabel('Title, expression').fill('"Look at " & trigger.body.salesOrder');
    await settings(page).getByRole('textbox', { name: 'Owner' }).fill('sales');

    await page.getByRole('tab', { name: 'Changes' }).click();
    const changes = page.getByRole('tabpanel', { name: 'Changes' });
    await changes.getByText('Nodes and wires').waitFor();
    await changes.getByText('What it does').waitFor();
    await changes.getByText('Read it from SAP · Timeout').waitFor();
    await changes.getByLabel(/Show what only looks different/).check();
    await changes.getByText('How it looks').waitFor();

    // Undo takes back one thing at a time, redo brings it again.
    await page.getByRole('button', { name: /^Undo: .*Ctrl\+Z/ }).click();
    await page.getByRole('button', { name: /^Redo: .*Ctrl\+Shift\+Z/ }).click();
    await saved(page);

    await page.getByRole('button', { name: 'Review and publish' }).click();
    await page.getByLabel('What is new, and why').fill('A person hears of it.');
    await page.getByRole('button', { name: 'Publish as version 2' }).click();
    await page.getByRole('button', { name: 'Changes of version 2' }).click();
    await page.locator('.card[data-change="added"]').waitFor();
    await page.locator('.card[data-change="changed"]').waitFor();
    await page.getByRole('row', { name: /added Raise exception/ }).waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'versions-compared');
    expect(hear()).toEqual([]);
  });
});

describe('two editors of one draft', () => {
  test('A12: nothing is written over, without a step of anybody: what fits is merged, where they meet there is a choice', async () => {
    const mine = await house.openPage();
    const theirs = await house.openPage();
    for (const one of [mine, theirs]) one.allow(/status of 412/);
    const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/crm-order/drafts', {});
    const path = `/flows/crm-order/drafts/${draftId}`;
    await mine.go(path);
    await theirs.go(path);
    const [node] = Object.keys((await draftOf('crm-order')).document.nodes).slice(1);
    for (const { page } of [mine, theirs]) await page.locator(`.react-flow__node[data-id="${node}"]`).click();

    await settings(theirs.page).getByLabel('Name on the canvas').fill('Theirs');
    await settings(theirs.page).getByLabel('Note').fill('Only they wrote this.');
    await saved(theirs.page);
    await settings(mine.page).getByLabel('Name on the canvas').fill('Mine');
    await mine.page.keyboard.press('Control+s');

    await mine.page.getByText('Somebody else has saved this draft meanwhile').waitFor();
    await expect.poll(() => mine.page.getByRole('button', { name: 'Review and publish' }).isDisabled()).toBe(true);
    const place = mine.page.getByRole('radiogroup', { name: /Keep for Mine · Label/ });
    await expect.poll(() => mine.page.getByRole('row').filter({ has: place }).textContent()).toContain('Theirs');
    expect(await accessibilityProblems(mine.page)).toEqual([]);
    await takePictures(mine.page, 'draft-conflict');
    await place.getByText('Theirs').click();
    const merge = mine.page.getByRole('button', { name: 'Merge and go on' });
    const endOf = (element: Locator) => element.evaluate((one) => one.getBoundingClientRect().bottom);
    expect(await endOf(merge)).toBeLessThan(await endOf(mine.page.getByRole('alert').filter({ has: merge })));
    await merge.click();
    await saved(mine.page);
    const { document } = await draftOf('crm-order');
    expect(document.nodes[node!]).toMatchObject({ label: 'Theirs', note: 'Only they wrote this.' });

    // Undo brings back what I had: nothing of mine is lost either.
    await mine.page.getByRole('button', { name: /^Undo: .*Ctrl\+Z/ }).click();
    await expect.poll(() => settings(mine.page).getByLabel('Name on the canvas').inputValue()).toBe('Mine');
    expect([...mine.hear(), ...theirs.hear()]).toEqual([]);
  });

  test('what could not be saved when the tab was closed is there again', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource|net::/);
    const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/order-to-schedule/drafts', {});
    await go(`/flows/order-to-schedule/drafts/${draftId}`);
    await page.route('**/drafts/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await page.getByLabel('What it is for').fill('Typed while the line was down.');
    await page.getByText(/Your changes are kept in this browser/).waitFor();
    await page.unroute('**/drafts/*');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await eventually(async () => (await page.getByLabel('What it is for').inputValue()) === 'Typed while the line was down.', 'it is back');
    await saved(page);
    expect((await draftOf('order-to-schedule')).document.description).toBe('Typed while the line was down.');
    expect(hear()).toEqual([]);
  });

  test('a slow line and a lost answer are no second editor: one goes on with what one has typed', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/ERR_FAILED|Failed to load resource|status of 412/);
    const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/order-status/drafts', {});
    await go(`/flows/order-status/drafts/${draftId}`);
    const about = page.getByLabel('What it is for');
    const answers: number[] = [];
    const waiting: (() => void)[] = [];
    await page.route('**/drafts/*', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      await new Promise<void>((resolve) => waiting.push(resolve));
      const answer = await route.fetch();
      answers.push(answer.status());
      return route.fulfill({ response: answer });
    });

    // While the first save is on its way, more is typed and saving is asked for again and again.
    await about.fill('First words.');
    await page.keyboard.press('Control+s');
    await eventually(async () => waiting.length > 0, 'the first save is on its way');
    await about.fill('First words, and more.');
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Control+s');
    waiting[0]!();
    await eventually(async () => waiting.length > 1, 'the second save follows');
    for (const go of waiting.slice(1)) go();
    await saved(page);
    expect(answers).toEqual([200, 200]);
    await page.unroute('**/drafts/*');

    // The server takes it, and its answer never comes.
    let lost = 0;
    await page.route('**/drafts/*', async (route) => {
      if (route.request().method() !== 'PUT' || lost > 0) return route.continue();
      lost = (await route.fetch()).status();
      return route.abort();
    });
    await about.fill('Lost on the way back.');
    await page.keyboard.press('Control+s');
    await page.getByText(/Your changes are kept in this browser/).waitFor();
    expect(lost).toBe(200);
    await about.fill('Lost on the way back, and typed on.');
    await page.keyboard.press('Control+s');
    await saved(page);
    await settled(page);
    await expect.poll(() => page.getByText('Somebody else has saved this draft meanwhile').count()).toBe(0);
    expect((await draftOf('order-status')).document.description).toBe('Lost on the way back, and typed on.');
    expect(hear()).toEqual([]);
  });

  test('a draft that somebody published meanwhile lives on as a new one', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/status of 404/);
    const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/scheduler-demand/drafts', {});
    await go(`/flows/scheduler-demand/drafts/${draftId}`);
    await house.api.send('DELETE', `/api/flows/scheduler-demand/drafts/${draftId}`);
    await page.getByLabel('What it is for').fill('Still mine.');
    await page.getByRole('button', { name: 'Go on with it as a new draft' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(draftId));
    await settled(page);
    await expect.poll(() => page.getByLabel('What it is for').inputValue()).toBe('Still mine.');
    expect(hear()).toEqual([]);
  });
});

describe('by mouse', () => {
  const document = onlyATrigger('by-mouse');

  test('cards come from the palette by dragging, wires are drawn, let go on free space, and cut again', async () => {
    const { page, go, hear } = await house.openPage({ width: 1600, height: 900 });
    const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/by-mouse/drafts', { document });
    await go(`/flows/by-mouse/drafts/${draftId}`);
    const palette = page.getByRole('region', { name: 'Palette' });
    const canvas = page.locator('.canvas');
    await card(page, /^Webhook/).waitFor();
    const box = (await card(page, /^Webhook/).boundingBox())!;
    const frame = (await canvas.boundingBox())!;

    await palette.getByRole('button', { name: 'Map', exact: true }).dragTo(canvas, {
      targetPosition: { x: box.x - frame.x + 300, y: box.y - frame.y + 200 },
    });
    await card(page, /^Map/).waitFor();
    const map = (await card(page, /^Map/).boundingBox())!;

    // From the way out of one card anywhere onto another.
    const handle = (await page.locator('.react-flow__node[data-id="webhook"] .react-flow__handle.source').boundingBox())!;
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(map.x + 60, map.y + 20, { steps: 6 });
    await page.mouse.move(map.x + 90, map.y + 40, { steps: 3 });
    await page.mouse.up();
    await page.locator('.react-flow__edge').waitFor({ state: 'attached' });

    // Let go on free space it asks what shall stand there.
    await card(page, /^Map/).click();
    const out = (await page.locator('.react-flow__node[data-id="map"] .react-flow__handle.source').first().boundingBox())!;
    await page.mouse.move(out.x + 4, out.y + 4);
    await page.mouse.down();
    await page.mouse.move(out.x + 120, out.y - 90, { steps: 8 });
    await page.mouse.up();
    await page
      .getByRole('dialog', { name: 'Add a node' })
      .getByRole('option', { name: /^Respond/ })
      .click();
    await card(page, /^Respond/).waitFor();
    await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);

    // A plus beside a way out that leads nowhere does the same.
    await page.getByRole('button', { name: 'Add a node after Failed' }).click();
    await page.keyboard.type('raise');
    await page.keyboard.press('Enter');
    await card(page, /^Raise exception/).waitFor();
    await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(3);

    await card(page, /^Raise exception/).click();
    await page.keyboard.press('Delete');
    await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(2);
    await page.keyboard.press('Control+z');
    await card(page, /^Raise exception/).waitFor();
    await expect.poll(() => page.locator('.react-flow__edge').count(), { timeout: 10_000 }).toBe(3);

    // Copied and pasted, and tidied.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+F');
    await card(page, /^Map/).click();
    await page.keyboard.press('Control+d');
    await expect.poll(() => page.locator('.react-flow__node').count(), { timeout: 10_000 }).toBe(5);
    await page.keyboard.press('Shift+L');
    await saved(page);
    const { document: now } = await draftOf('by-mouse');
    expect(Object.keys(now.nodes).toSorted()).toEqual(['map', 'map-2', 'raise-exception', 'respond', 'webhook']);
    expect(new Set(Object.values(now.layout ?? {}).map(String)).size).toBe(5);
    expect(hear()).toEqual([]);
  });

  test('a session that ends under the hands is renewed over the page, and the work is saved', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/status of 401/);
    const { draftId } = await draftOf('by-mouse');
    await go(`/flows/by-mouse/drafts/${draftId}`);
    await page.context().clearCookies();
    await page.getByLabel('What it is for').fill('Written after the session ended.');
    await page.getByRole('dialog', { name: /Your session has ended/ }).waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await saved(page);
    expect((await draftOf('by-mouse')).document.description).toBe('Written after the session ended.');
    expect(hear()).toEqual([]);
  });

  test('a draft is thrown away; with its only draft the flow goes', async () => {
    const { page, go, hear } = await house.openPage();
    const { draftId } = await draftOf('by-mouse');
    await go(`/flows/by-mouse/drafts/${draftId}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Throw this draft away …' }).click();
    await page.getByText('The flow has no version yet').waitFor();
    await page.getByRole('button', { name: 'Throw away' }).click();
    await notedIn(page, /The draft is gone/);
    await page.waitForURL(/\/flows$|\/flows\?/);
    await page.getByRole('link', { name: 'by-mouse' }).waitFor({ state: 'detached' });
    expect(hear()).toEqual([]);
  });
});

test('G16: a flow is built, joined, mended and published by keyboard only', async () => {
  const { page, go, hear } = await house.openPage();
  await house.api.send<DraftView>('POST', '/api/flows/by-keyboard/drafts', { document: onlyATrigger('by-keyboard') });
  const { draftId } = await draftOf('by-keyboard');
  await go(`/flows/by-keyboard/drafts/${draftId}`);

  // One stop for the whole drawing; A adds after the card that has the focus, and goes on from the new one.
  await page.locator('.react-flow__node[tabindex="0"]').focus();
  await page.keyboard.press('a');
  await page.keyboard.type('validate');
  await page.keyboard.press('Enter');
  await card(page, /^Validate/).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.type('respond');
  await page.keyboard.press('Enter');
  await card(page, /^Respond/).waitFor();

  // Arrows walk along the wires, Alt moves, Enter goes into the settings.
  await page.keyboard.press('ArrowLeft');
  await page.locator('.react-flow__node[data-id="validate"]:focus').waitFor();
  const place = await page.locator('.react-flow__node:focus').boundingBox();
  await page.keyboard.press('Alt+ArrowDown');
  await eventually(async () => (await page.locator('.react-flow__node:focus').boundingBox())!.y > place!.y, 'the card moves down');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('aside') !== null);
  await settings(page).getByRole('combobox', { name: 'Schema' }).focus();
  await page.keyboard.type('Order change');
  await settings(page).getByLabel('Value, expression').focus();
  await page.keyboard.type('trigger.body');

  // A second way out is joined from the list of ways.
  await settings(page).getByRole('tab', { name: 'Form' }).focus();
  await page.keyboard.press('ArrowRight');
  await settings(page).getByLabel('Invalid leads to').focus();
  await page.keyboard.type('Respond');
  await settings(page).getByRole('button', { name: 'Disconnect Invalid from Respond' }).waitFor();

  // F8 goes to the next problem, into the field that mends it.
  await page.getByRole('tab', { name: 'Problems 1' }).waitFor();
  await page.keyboard.press('F8');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Body, expression');
  // What it can read is offered: down into the list, Enter takes it.
  await page.keyboard.type('steps.v');
  await page.getByRole('option', { name: 'validate', exact: false }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => settings(page).getByLabel('Body, expression').inputValue()).toBe('steps.validate');
  await saved(page);
  await page.getByRole('button', { name: 'Review and publish' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What is new, and why').waitFor();
  await page.keyboard.type('Without a mouse.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await notedIn(page, /Version 1 is published/);
  expect(hear()).toEqual([]);
});

async function draftOf(flowId: string): Promise<DraftView> {
  const { drafts } = await house.api.get<FlowSummary>(`/api/flows/${flowId}`);
  return house.api.get<DraftView>(`/api/flows/${flowId}/drafts/${drafts[0]!.draftId}`);
}

function onlyATrigger(id: string): FlowDocument {
  return {
    format: 1,
    id,
    name: id,
    layer: 'experience',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: {
      webhook: {
        type: 'core/webhook',
        version: 1,
        label: 'Webhook',
        config: { path: 'keys', authentication: 'public', synchronous: true },
      },
    },
    edges: [],
    layout: { webhook: [0, 0] },
  };
}
