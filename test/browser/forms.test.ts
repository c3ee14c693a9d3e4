/**
 * Forms: they ask the connected system what there is (a service, its set and fields from SAP, fields from the CRM, folders of a share), and
 * show lists as tables.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { NodeTypesView } from '#flows/api/node-types.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { createSandboxPanel, type SandboxPanel } from '../support/sandbox-panel.ts';
import { accessibilityProblems } from './accessibility.ts';
import { callsWhile } from './function-calls.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
let panel: SandboxPanel;
beforeAll(async () => {
  house = await openHouse();
  panel = createSandboxPanel(house.api);
});
afterAll(() => house?.close());

const card = (page: Page, name: RegExp | string) => page.locator('.canvas').getByRole('group', { name });
const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();
const field = (page: Page, name: string) => settings(page).getByRole('combobox', { name, exact: true });
const options = (page: Page) => settings(page).locator('.options').getByRole('option');
const said = (page: Page) => settings(page).locator('.options-state');

function flowOf(id: string, node: FlowNode): FlowDocument {
  return {
    format: 1,
    id,
    name: id,
    layer: 'system',
    owner: 'customer-service',
    contract: { major: 1 },
    nodes: { start: { type: 'core/manual', version: 1, label: 'Start', config: {} }, step: node },
    edges: [{ from: 'start', to: 'step' }],
    layout: { start: [0, 0], step: [300, 0] },
  };
}

async function newDraft(id: string, node: FlowNode): Promise<{ readonly address: string; config(): Promise<FlowNode['config']> }> {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document: flowOf(id, node) });
  return {
    address: `/flows/${id}/drafts/${draftId}`,
    config: async () => (await house.api.get<DraftView>(`/api/flows/${id}/drafts/${draftId}`)).document.nodes['step']!.config,
  };
}

/** Down opens the list; what is typed narrows it; down and Enter take the first. */
async function takeByKeys(input: Locator, typed: string, value: string): Promise<void> {
  await input.focus();
  await input.press('ArrowDown');
  await input.page().locator('.options-state[data-state="there"]').waitFor();
  await input.pressSequentially(typed);
  await input.page().locator('.options').getByRole('option').first().filter({ hasText: value }).waitFor();
  await input.press('ArrowDown');
  await input.press('Enter');
  await expect.poll(() => input.inputValue()).toBe(value);
}

test('FRM-1 a question to SAP is written by keys alone: service, set and fields are asked of the system that is connected', async () => {
  const node: FlowNode = {
    type: 'sap/read-entities',
    version: 1,
    label: 'Read',
    connection: 'sap',
    config: { service: '', entitySet: '' },
  };
  const draft = await newDraft('asks-sap', node);
  const { page, go, hear, allow } = await house.openPage();
  // A flow that is half written has problems.
  allow(/status of 4/);
  await go(draft.address);
  await card(page, /^Read/).click();
  await field(page, 'Entity set').click();
  await said(page).getByText('Fill "Service" first.').waitFor();
  await field(page, 'Entity set').press('Escape');
  await said(page).waitFor({ state: 'detached' });

  await takeByKeys(field(page, 'Service'), 'stock', 'API_MATERIAL_STOCK_SRV');
  await takeByKeys(field(page, 'Entity set'), 'inacct', 'A_MatlStkInAcctMod');
  const where = settings(page).getByRole('group', { name: 'Where' });
  await where.getByRole('button', { name: 'Add to Where' }).click();
  const name = where.getByRole('combobox', { name: 'Name' });
  await name.click();
  await options(page).filter({ hasText: 'Material' }).first().waitFor();
  await said(page)
    .getByText(/of sap/)
    .waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'options-fields');
  await name.fill('plan');
  await options(page).filter({ hasText: 'String(4)' }).click();
  await expect.poll(() => name.inputValue()).toBe('Plant');
  // What nobody names can be written, too.
  await field(page, 'Service').fill('ZZ_OUR_OWN_SRV');
  await said(page)
    .getByText(/names nothing like that/)
    .waitFor();
  await field(page, 'Service').fill('API_MATERIAL_STOCK_SRV');
  await saved(page);
  expect(await draft.config()).toMatchObject({
    service: 'API_MATERIAL_STOCK_SRV',
    entitySet: 'A_MatlStkInAcctMod',
    where: { Plant: expect.anything() },
  });

  // Fields to read stand in a row; the same list offers them.
  await settings(page)
    .getByRole('button', { name: /more fields/ })
    .click();
  const select = field(page, 'Fields');
  await select.click();
  await select.pressSequentially('MatlWrhs');
  await takePictures(page, 'options-tags');
  await page.getByRole('option').filter({ hasText: 'MatlWrhsStkQtyInMatlBaseUnit' }).click();
  await saved(page);
  expect(await draft.config()).toMatchObject({ select: ['MatlWrhsStkQtyInMatlBaseUnit'] });
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(hear()).toEqual([]);
});

test('FRM-2 while the system does not answer, the form says so, takes what is written, and asks again by Enter', async () => {
  const node: FlowNode = {
    type: 'sap/read-entities',
    version: 1,
    label: 'Read',
    connection: 'sap',
    config: { service: '', entitySet: '' },
  };
  const draft = await newDraft('asks-in-vain', node);
  const { page, go, hear, allow } = await house.openPage({ scheme: 'dark' });
  allow(/status of (4|502)/);
  await go(draft.address);
  await card(page, /^Read/).click();
  const heal = await panel.arm({ system: 'sap', kind: 'unavailable', operation: 'API_PLANNED_ORDERS/$metadata' });
  await field(page, 'Service').fill('API_PLANNED_ORDERS');
  await field(page, 'Service').press('Escape');
  const set = field(page, 'Entity set');
  await set.click();
  await settings(page).locator('.options-state[data-state="failed"]').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'options-failed');
  await set.fill('A_PlannedOrder');
  await saved(page);
  expect(await draft.config()).toMatchObject({ service: 'API_PLANNED_ORDERS', entitySet: 'A_PlannedOrder' });
  await heal();
  await set.press('Enter');
  await options(page)
    .filter({ hasText: /^A_PlannedOrder$/ })
    .waitFor();
  await set.press('Escape');
  // The panel stays: Escape was the list's.
  await settings(page).getByLabel('Name on the canvas').waitFor();
  // Another system is not asked for what this one has.
  await settings(page).getByRole('combobox', { name: 'Connection' }).selectOption('');
  await set.click();
  await said(page).getByText('Choose a connection first').waitFor();
  expect(hear()).toEqual([]);
});

test.each([
  {
    what: 'the CRM',
    node: {
      type: 'salesforce/upsert',
      version: 1,
      label: 'Do it',
      connection: 'crm',
      config: { object: 'Account', externalIdField: '', externalId: '1', fields: {} },
    },
    name: 'External id field',
    typed: 'erp',
    value: 'ERP_Customer_Number__c',
  },
  {
    what: 'a share',
    node: { type: 'files/write', version: 1, label: 'Do it', connection: 'plant-files', config: { folder: '', name: 'a.csv', layout: {} } },
    name: 'Folder',
    typed: 'to-',
    value: 'to-plant',
  },
] as const)('FRM-1 $what is asked in the same way, in German', async ({ node, name, typed, value }) => {
  const draft = await newDraft(`asks-${node.type.replace('/', '-')}`, node as never);
  const { page, go, allow } = await house.openPage({ locale: 'de-DE' });
  allow(/status of 4/);
  await go(draft.address);
  await card(page, /^Do it/).click();
  const words = (
    await house.api.get<{ readonly items: readonly { name: string; type: string }[] }>('/api/environments/development/connections')
  ).items;
  expect(words.map((one) => one.name)).toContain(node.connection);
  const input = page.locator(`[data-pointer="/${name === 'Folder' ? 'folder' : 'externalIdField'}"]`).getByRole('combobox');
  await takeByKeys(input, typed, value);
  await page.locator('.save-mark[data-state="saved"]').waitFor();
});

const cell = (within: Locator, name: string) => within.locator('input, textarea, select').and(within.page().getByLabel(name));

test('FRM-3 FRM-4 a short list is a table in the panel: rows come, move and go by keys, and each cell says what is wrong with it', async () => {
  const items = [
    { material: 'FG-1001', plant: '1010' },
    { material: 'FG-1002', plant: '1010' },
  ];
  const node: FlowNode = { type: 'sap/get-stock', version: 1, label: 'Stock', connection: 'sap', config: { items } };
  const draft = await newDraft('stock-of-two', node);
  const { page, go, hear, allow } = await house.openPage();
  allow(/status of 4/);
  await go(draft.address);
  await card(page, /^Stock/).click();
  const table = settings(page).getByRole('table', { name: 'Of what' });
  await cell(table, 'Material, row 2').fill('FG-1003');
  await cell(table, 'Material, row 2').press('Alt+ArrowUp');
  await expect.poll(() => cell(table, 'Material, row 1').inputValue()).toBe('FG-1003');
  // The focus went along with the row.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('FG-1004');
  await expect.poll(() => cell(table, 'Material, row 2').inputValue()).toBe('FG-1004');
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('Alt+Delete');
  await expect.poll(() => table.getByRole('row').count()).toBe(3);
  await saved(page);
  expect((await draft.config())['items']).toEqual([{ material: 'FG-1003', plant: '1010' }, { material: 'FG-1004' }]);

  // A cell is computed by itself; what is wrong with it stands at it.
  const computed = table.getByRole('row').nth(2).getByRole('button', { name: 'Plant, row 2: expression' });
  if ((await computed.getAttribute('aria-pressed')) !== 'true') await computed.click();
  await cell(table, 'Plant, row 2, expression').fill('steps.nobody.plant');
  await table
    .getByRole('row')
    .nth(2)
    .getByText(/nobody/)
    .waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'table-in-panel');
  const focused = (name: string) => settings(page).getByRole('button', { name }).and(page.locator(':focus')).waitFor();
  await table.getByRole('button', { name: 'Remove Of what 2' }).press('Enter');
  await focused('Remove Of what 1');
  await page.keyboard.press('Enter');
  await focused('Add to Of what');
  await page.keyboard.press('Enter');
  await expect.poll(() => table.getByRole('row').count()).toBe(2);
  await cell(table, 'Material, row 1').press('Alt+Delete');
  await focused('Add to Of what');
  expect(hear()).toEqual([]);
});

test('FRM-7 a key in a form of 300 fields makes the page do little more than in one of 30', async () => {
  const id = 'large-form';
  const document = (fields: number) => flowOf(id, { type: `test/form-${fields}`, version: 1, config: filled(fields) });
  const draft = await house.api.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document: flowOf(id, WAIT) });
  const calls = async (fields: number): Promise<number> => {
    const { page, go, hear } = await house.openPage();
    await page.route('**/api/node-types', async (route) => {
      const { nodeTypes } = (await (await route.fetch()).json()) as NodeTypesView;
      await route.fulfill({ json: { nodeTypes: [...nodeTypes, formType(fields, nodeTypes)] } });
    });
    await page.route(`**/api/flows/${id}/check`, (route) => route.fulfill({ json: { problems: [] } }));
    await page.route(`**/api/flows/${id}/drafts/*`, (route) =>
      route.fulfill({ json: { ...draft, document: document(fields), problems: [] } }),
    );
    await go(`/flows/${id}/drafts/${draft.draftId}?node=step`);
    const typed = settings(page).getByLabel('Field 15', { exact: true });
    await typed.press('End');
    await page.keyboard.type('warm');
    await settled(page);
    const called = await callsWhile(page, () => page.keyboard.type('!'));
    expect(await typed.inputValue()).toBe('The 15th, warm!');
    expect(hear()).toEqual([]);
    return called;
  };
  const [few, many] = await Promise.all([calls(30), calls(300)]);
  expect(few).toBeGreaterThan(1_000);
  // Whether a field is the same is asked of each; to draw one takes thousands of calls.
  expect((many - few) / 270).toBeLessThan(250);
});

/** A node type of nothing but texts. */
function formType(fields: number, nodeTypes: NodeTypesView['nodeTypes']): NodeManifest {
  const properties = Object.fromEntries(names(fields).map((name, at) => [name, { type: 'string', title: `Field ${at + 1}` }]));
  const wait = nodeTypes.find(({ type }) => type === WAIT.type)!;
  return { ...wait, type: `test/form-${fields}`, config: { type: 'object', additionalProperties: false, properties } };
}

const names = (fields: number) => Array.from({ length: fields }, (_, at) => `field${at + 1}`);
const filled = (fields: number) => Object.fromEntries(names(fields).map((name, at) => [name, `The ${at + 1}th, `]));
const WAIT: FlowNode = { type: 'core/delay', version: 1, config: {} };

test('FRM-3 a list of many fields is a table in a window of its own, and the panel follows', async () => {
  const items = [{ line: '10', material: 'FG-1001', plant: '1010', quantity: '5', unit: 'EA' }];
  const node: FlowNode = { type: 'sap/check-availability', version: 1, label: 'Ask', connection: 'sap', config: { items } };
  const draft = await newDraft('many-columns', node);
  const { page, go, hear, allow } = await house.openPage({ scheme: 'dark' });
  allow(/status of 4/);
  await go(draft.address);
  await card(page, /^Ask/).click();
  await settings(page).getByRole('button', { name: 'Asked for as a table' }).click();
  const dialog = page.getByRole('dialog', { name: 'Asked for' });
  await dialog.getByRole('columnheader', { name: /^Material/ }).waitFor();
  await cell(dialog, 'Quantity, row 1').focus();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => cell(dialog, 'Quantity, row 2').inputValue()).toBe('5');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'table-dialog');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await saved(page);
  expect((await draft.config())['items']).toEqual([{}, items[0]]);
  expect(hear()).toEqual([]);
});
