/** A map filled by its fields: an order of the CRM becomes an order of SAP, by the pointer, by keys alone, and with thousands of fields. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import type { MapRow } from '#flows/flow.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { callsWhile } from './function-calls.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const text = { type: 'string' } as const;

/** Lines as they are drawn. */
const textOf = async (page: Page) => (await page.locator('.mapper-text .view-line').allTextContents()).join('\n').replaceAll('\u00a0', ' ');

async function writeText(page: Page, written: string): Promise<void> {
  await page.locator('.mapper-text .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(written);
  // Brackets that Monaco has closed by itself.
  await page.keyboard.press('Control+Shift+End');
  await page.keyboard.press('Delete');
}

/** As a Salesforce org has it. */
const CRM_ORDER: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['OrderNumber', 'AccountId', 'EffectiveDate', 'CurrencyIsoCode', 'Plant__c', 'Items'],
  properties: {
    Id: text,
    OrderNumber: text,
    AccountId: { ...text, title: 'Account' },
    PoNumber: text,
    EffectiveDate: { ...text, format: 'date-time' },
    Requested__c: { ...text, format: 'date', title: 'Requested delivery' },
    CurrencyIsoCode: text,
    Plant__c: text,
    SalesOrg__c: text,
    Status: { enum: ['Draft', 'Activated'] },
    Items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['ItemNumber__c', 'ProductCode', 'Quantity', 'QuantityUnitOfMeasure'],
        properties: {
          ItemNumber__c: { type: 'integer' },
          ProductCode: text,
          Quantity: { type: 'number' },
          QuantityUnitOfMeasure: text,
          UnitPrice: { type: 'number' },
        },
      },
    },
  },
  examples: [
    {
      Id: '801dp00000FJ2xSAAT',
      OrderNumber: '00000123',
      AccountId: '104711',
      PoNumber: 'PO-77',
      EffectiveDate: '2026-11-27T23:30:00Z',
      Requested__c: '2026-12-14',
      CurrencyIsoCode: 'EUR',
      Plant__c: '1010',
      SalesOrg__c: '1000',
      Status: 'Activated',
      Items: [
        { ItemNumber__c: 10, ProductCode: 'FG-1001', Quantity: 25, QuantityUnitOfMeasure: 'Each', UnitPrice: 9.5 },
        { ItemNumber__c: 20, ProductCode: 'FG-1007', Quantity: 2.5, QuantityUnitOfMeasure: 'Kilogram', UnitPrice: 4 },
      ],
    },
  ],
};

/** Twelve fields and a list, as SAP wants them. */
const SAP_ORDER: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['SoldToParty', 'PurchaseOrderByCustomer', 'SalesOrganization', 'SalesOrderDate', 'TransactionCurrency', 'items'],
  properties: {
    SoldToParty: { ...text, pattern: '^[0-9]{10}$', title: 'Customer' },
    PurchaseOrderByCustomer: text,
    SalesOrganization: text,
    SalesOrderDate: { ...text, format: 'date' },
    RequestedDeliveryDate: { ...text, format: 'date' },
    TransactionCurrency: text,
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['POSNR', 'MATNR', 'KWMENG', 'VRKME'],
        properties: {
          POSNR: { ...text, pattern: '^[0-9]{6}$', title: 'Item' },
          MATNR: { ...text, title: 'Material' },
          KWMENG: { ...text, pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?$', title: 'Order quantity' },
          VRKME: { ...text, title: 'Sales unit' },
          NETPR: { type: 'number', title: 'Net price' },
        },
      },
    },
  },
};

const WANTED: Json = {
  SoldToParty: '0000104711',
  PurchaseOrderByCustomer: 'PO-77',
  SalesOrganization: '1000',
  // Half past midnight in Hamburg.
  SalesOrderDate: '2026-11-28',
  RequestedDeliveryDate: '2026-12-14',
  TransactionCurrency: 'EUR',
  items: [
    { POSNR: '000010', MATNR: 'FG-1001', KWMENG: '25.000', VRKME: 'ST', NETPR: 9.5 },
    { POSNR: '000020', MATNR: 'FG-1007', KWMENG: '2.500', VRKME: 'KG', NETPR: 4 },
  ],
};

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.api.send(
    'PUT',
    '/api/environments/development/value-maps/crm-units',
    { value: { Each: 'ST', Kilogram: 'KG', Carton: 'CAR' } },
    { 'if-match': '0' },
  );
});
afterAll(() => house?.close());

async function draftFor(id: string, input: JsonSchema, output: JsonSchema, rows: readonly MapRow[] = []): Promise<string> {
  const document = smallFlow({
    id,
    nodes: {
      order: { type: 'core/map', label: 'SAP order', config: { rows: rows as never } },
      answer: { type: 'core/respond', label: 'Answer', config: { body: '= steps.order' } },
    },
    edges: ['start > order', 'order > answer'],
    more: { contract: { major: 1, input, output } },
  });
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document });
  return `/flows/${id}/drafts/${draftId}`;
}

const card = (page: Page, name: RegExp) => page.locator('.canvas').getByRole('group', { name });
const targetGrid = (page: Page) => page.getByRole('treegrid', { name: 'Fields of the target' });
const line = (page: Page, name: string): Locator =>
  targetGrid(page)
    .getByRole('row')
    .filter({ has: page.locator('.mapper-name', { hasText: new RegExp(`^${name}$`) }) });
const sourceLine = (page: Page, name: string): Locator =>
  page.getByRole('treeitem').filter({ has: page.locator('.mapper-name', { hasText: new RegExp(`^${name}$`) }) });
const saved = (page: Page) => page.locator('.save-mark[data-state="saved"]').waitFor();

async function previewed(page: Page): Promise<Json> {
  return JSON.parse((await page.getByRole('region', { name: 'Result' }).textContent()) ?? '') as Json;
}

async function rowsOf(flowId: string): Promise<readonly MapRow[]> {
  const { drafts } = await house.api.get<FlowSummary>(`/api/flows/${flowId}`);
  const { document } = await house.api.get<DraftView>(`/api/flows/${flowId}/drafts/${drafts[0]!.draftId}`);
  return document.nodes['order']!.config['rows'] as unknown as readonly MapRow[];
}

const FIELDS = [
  'SoldToParty',
  'PurchaseOrderByCustomer',
  'SalesOrganization',
  'SalesOrderDate',
  'RequestedDeliveryDate',
  'TransactionCurrency',
  'items',
  'POSNR',
  'MATNR',
  'KWMENG',
  'VRKME',
  'NETPR',
];

describe('MPR-6 A4: twelve fields of an order, with a value map and a rule for a date', () => {
  test('take one step each and four more, and the preview is right', async () => {
    const { page, go, hear } = await house.openPage();
    await go(await draftFor('crm-to-sap', CRM_ORDER, SAP_ORDER));
    let steps = 0;
    const click = async (what: Locator): Promise<void> => {
      await what.click();
      steps += 1;
    };
    await click(card(page, /^SAP order/));
    await click(page.getByRole('button', { name: 'Open the mapper' }));
    await targetGrid(page).waitFor();
    await settled(page);
    await takePictures(page, 'mapper-proposed');
    for (const name of FIELDS) await click(line(page, name).getByRole('button', { name: /^Accept the proposal/ }));
    await click(line(page, 'VRKME').getByRole('button', { name: /^Functions for/ }));
    await click(page.getByRole('button', { name: /^crm-units/ }));
    expect(steps).toBe(FIELDS.length + 4);
    await expect.poll(() => previewed(page)).toEqual(WANTED);
    await page.getByText('Fast path', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'mapper-filled');
    await saved(page);
    expect(await rowsOf('crm-to-sap')).toContainEqual({
      target: 'SalesOrderDate',
      expression: '$localDay(trigger.body.EffectiveDate, trigger.body.Plant__c)',
    });
    expect(hear()).toEqual([]);
  });
});

describe('MPR-7 A4: by keys alone', () => {
  test('the same order is mapped: proposals, functions, picking and putting, and back to the drawing', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go(await draftFor('by-keys', CRM_ORDER, SAP_ORDER));
    await card(page, /^SAP order/).waitFor();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    // Through the cards to the map, and into its settings.
    await page.locator('.react-flow__node[data-id="start"]').focus();
    await press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-id') === 'order');
    await press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.side-panel') !== null);
    while (!(await page.evaluate(() => document.activeElement?.classList.contains('open-mapper') === true))) await press('Tab');
    await press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'treegrid');
    await line(page, 'SoldToParty')
      .getByRole('button', { name: /^Accept/ })
      .waitFor();

    for (const name of FIELDS) {
      await press('a');
      await line(page, name)
        .locator('.mapper-actions')
        .getByRole('button', { name: /^Clear/ })
        .waitFor();
    }
    await press('End', 'ArrowUp', 'f');
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
    await page.keyboard.type('crm-units');
    await press('Tab', 'Tab', 'Enter', 'Escape');
    await expect.poll(() => previewed(page)).toEqual(WANTED);

    // A row is cleared, and filled again with a field that is picked in the source.
    await press('Home', 'ArrowDown', 'Delete');
    await line(page, 'PurchaseOrderByCustomer')
      .getByRole('button', { name: /^Accept/ })
      .waitFor();
    while (!(await page.evaluate(() => document.activeElement?.getAttribute('role') === 'tree'))) await press('Shift+Tab');
    await press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
    await page.getByText('OrderNumber is picked.').waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'treegrid');
    await press('Enter');
    await expect.poll(() => previewed(page)).toMatchObject({ PurchaseOrderByCustomer: '00000123' });

    // A row is written by hand; what is wrong with it is said beside it.
    await press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await press('Control+a');
    await page.keyboard.type('trigger.body.PoNumbr');
    await page
      .getByText(/PoNumbr/)
      .and(page.locator('.mapper-finding'))
      .first()
      .waitFor();
    await press('Control+a');
    await page.keyboard.type('$uppercase(trigger.body.PoNumber)');
    await press('Escape', 'Escape');
    await card(page, /^SAP order/).waitFor();
    await page.waitForFunction(() => document.activeElement?.classList.contains('open-mapper') === true);
    await saved(page);
    expect(await rowsOf('by-keys')).toContainEqual({ target: 'PurchaseOrderByCustomer', expression: '$uppercase(trigger.body.PoNumber)' });
    expect(hear()).toEqual([]);
  });
});

describe('MPR-8 by the pointer', () => {
  test('fields are dragged, a list on a list is gone through, and the text is the same map both ways', async () => {
    const { page, go, hear } = await house.openPage({ width: 1920, height: 1080 });
    await go(
      `${await draftFor('by-pointer', CRM_ORDER, SAP_ORDER, [{ target: 'beyond', expression: '"x"', note: 'nobody asks for it' }])}?map=order`,
    );
    await targetGrid(page).waitFor();
    await sourceLine(page, 'Requested__c').dragTo(line(page, 'SalesOrderDate'));
    // Each drop is one change, and one undo.
    await line(page, 'SalesOrderDate').getByText('Requested__c').waitFor();
    await page.getByRole('button', { name: /^Undo: .*Ctrl\+Z/ }).click();
    await line(page, 'SalesOrderDate')
      .getByRole('button', { name: /^Accept/ })
      .waitFor();
    await page.getByRole('button', { name: /^Redo: .*Ctrl\+Shift\+Z/ }).click();
    await sourceLine(page, 'Items').dragTo(line(page, 'items'));
    await line(page, 'items').getByText('for each').waitFor();
    await sourceLine(page, 'Quantity').dragTo(line(page, 'KWMENG'));
    await sourceLine(page, 'OrderNumber').dragTo(line(page, 'MATNR'));
    await expect.poll(() => previewed(page)).toMatchObject({ items: [{ KWMENG: '25.000', MATNR: '00000123' }, { KWMENG: '2.500' }] });
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByText('JSONata', { exact: true }).click();
    await page.locator('.mapper-text .view-line').first().waitFor();
    await expect.poll(() => textOf(page)).toContain('"items": [trigger.body.Items.{');
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'mapper-text');
    await writeText(page, '{ "SalesOrderDate": trigger.body.Requested__c, "beyond": "y" and');
    await page.getByText('The rows stand as they were.').waitFor();
    await writeText(
      page,
      '{ "SalesOrderDate": trigger.body.Requested__c, "items": [trigger.body.Items[Quantity > 5].{ "KWMENG": $string(Quantity) }], "beyond": "y" }',
    );
    await expect.poll(() => previewed(page)).toEqual({ SalesOrderDate: '2026-12-14', items: [{ KWMENG: '25' }], beyond: 'y' });
    await page.getByText('Fields', { exact: true }).click();
    await line(page, 'items').getByTitle('trigger.body.Items[Quantity > 5]').first().waitFor();
    await page.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Required, not filled (7)' });
    await line(page, 'VRKME')
      .getByText('required, not filled')
      .or(line(page, 'VRKME').getByRole('button', { name: /^Accept/ }))
      .first()
      .waitFor();
    await expect.poll(() => line(page, 'NETPR').count()).toBe(0);
    await page.getByRole('button', { name: 'How it works' }).click();
    await page.getByText('accept what is proposed').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    await card(page, /^SAP order/).waitFor();
    await saved(page);
    // The note has outlived the text.
    expect(await rowsOf('by-pointer')).toContainEqual({ target: 'beyond', expression: '"y"', note: 'nobody asks for it' });
    expect(hear()).toEqual([]);
  });
});

test('what is half written stays while the rows are looked at, and no key of the mapper reaches the drawing below it', async () => {
  const { page, go, hear } = await house.openPage();
  await go(`${await draftFor('half-written', CRM_ORDER, SAP_ORDER, [{ target: 'beyond', expression: '"x"' }])}`);
  await card(page, /^SAP order/).click();
  await page.getByRole('button', { name: 'Open the mapper' }).click();
  await targetGrid(page).waitFor();

  // A click beside everything, then keys that delete, tidy and paste in a drawing.
  await page.getByRole('heading', { level: 2, name: 'SAP order' }).click();
  for (const key of ['Delete', 'Backspace', 'Shift+L', 'a']) await page.keyboard.press(key);
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await targetGrid(page).waitFor();
  await expect.poll(() => page.getByRole('button', { name: /^Undo/ }).isDisabled()).toBe(true);

  await page.getByText('JSONata', { exact: true }).click();
  await writeText(page, '{ "beyond": "y" }');
  await page.getByRole('button', { name: /^Undo: / }).waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' and more');
  await page.getByText('The rows stand as they were.').waitFor();
  await page.getByText('Fields', { exact: true }).click();
  await line(page, 'beyond').waitFor();
  await page.getByText('JSONata, half written', { exact: true }).click();
  await expect.poll(() => textOf(page)).toBe('{ "beyond": "y" } and more');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'mapper-half');
  // It outlives the mapper, and the page.
  await page.getByRole('button', { name: 'Back to the drawing' }).click();
  await saved(page);
  await page.reload();
  await card(page, /^SAP order/).click();
  await page.getByRole('button', { name: 'Open the mapper' }).click();
  await page.getByText('JSONata, half written', { exact: true }).click();
  await expect.poll(() => textOf(page)).toBe('{ "beyond": "y" } and more');
  // Its own undo is the field's: the last edit of the draft stands.
  await page.locator('.mapper-text .view-line').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('!');
  await expect.poll(() => textOf(page)).toBe('{ "beyond": "y" } and more!');
  await page.keyboard.press('Control+z');
  await expect.poll(() => textOf(page)).toBe('{ "beyond": "y" } and more');
  await saved(page);
  expect(await rowsOf('half-written')).toEqual([{ target: 'beyond', expression: '"y"' }]);
  // A change of the rows leaves the text, until one wants the rows.
  await page.getByText('Fields', { exact: true }).click();
  await line(page, 'beyond')
    .getByRole('button', { name: /^Clear/ })
    .click();
  await page.getByText('JSONata, half written', { exact: true }).click();
  await page.getByText('The rows have changed meanwhile.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show the rows as they are' }).click();
  await expect.poll(() => textOf(page)).not.toContain('and more');
  // Escape leads back from wherever a click has gone.
  await page.getByRole('heading', { level: 2, name: 'SAP order' }).click();
  await page.keyboard.press('Escape');
  await targetGrid(page).waitFor({ state: 'detached' });
  await card(page, /^SAP order/).waitFor();
  expect(hear()).toEqual([]);
});

test('MPR-15 a line stays while it is written in, though it is not missing or wrong any more; a new target counts as a whole', async () => {
  const shape: JsonSchema = { type: 'object', required: ['Plant', 'Name', 'Sum'], properties: { Plant: text, Name: text, Sum: text } };
  const rows: readonly MapRow[] = [
    { target: 'Sum', expression: '$sum(' },
    { target: 'nowhere[', expression: '1' },
  ];
  const address = await draftFor('writes-on', CRM_ORDER, shape, rows);
  const { page, go, hear, allow } = await house.openPage();
  allow(/status of 4/);
  await go(`${address}?map=order`);
  const show = page.getByRole('combobox', { name: 'Show' });
  await show.selectOption('missing');
  await line(page, 'Sum').waitFor({ state: 'detached' });
  await targetGrid(page).press('Home');
  await page.keyboard.press('Enter');
  await page.keyboard.type('"Hamburg"');
  expect(await page.getByRole('textbox', { name: 'Plant, expression' }).inputValue()).toBe('"Hamburg"');
  await page.keyboard.press('Enter');
  await line(page, 'Plant').waitFor({ state: 'detached' });
  await line(page, 'Name').waitFor();

  await show.selectOption('wrong');
  await line(page, 'Sum').getByRole('button', { name: 'Edit Sum' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('"nothing yet"');
  await line(page, 'Sum').getByText('nothing yet').first().waitFor();
  expect(await page.getByRole('textbox', { name: 'Sum, expression' }).inputValue()).toBe('"nothing yet"');
  await page.keyboard.press('Enter');
  await line(page, 'Sum').waitFor({ state: 'detached' });

  // "Name" is a field, and the beginning of another one.
  await show.selectOption('all');
  await page.getByRole('button', { name: /^Edit nowhere/ }).click();
  const target = page.getByRole('textbox', { name: /^Target field of/ });
  await target.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Name2');
  expect(await target.inputValue()).toBe('Name2');
  await page.keyboard.press('Enter');
  await line(page, 'Name2').waitFor();
  await saved(page);
  await expect
    .poll(() => rowsOf('writes-on'))
    .toEqual(
      expect.arrayContaining([
        { target: 'Plant', expression: '"Hamburg"' },
        { target: 'Sum', expression: '"nothing yet"' },
        { target: 'Name2', expression: '1' },
      ]),
    );
  expect(hear()).toEqual([]);
});

test('MPR-12 the map of a published flow is looked at, and nothing pretends that it could be changed', async () => {
  const { page, go, hear } = await house.openPage({ scheme: 'dark' });
  await go('/flows/order-change');
  await card(page, /^Canonical change/).click();
  await page.getByRole('button', { name: 'Open the mapper' }).click();
  await targetGrid(page).waitFor();
  await page.locator('.mapper-chip[data-kind="field"]').first().waitFor();
  await expect.poll(() => targetGrid(page).getByRole('button').count()).toBe(0);
  await page.keyboard.press('Delete');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'mapper-published');
  await targetGrid(page).focus();
  await page.keyboard.press('Escape');
  await card(page, /^Canonical change/).waitFor();
  expect(hear()).toEqual([]);
});

describe('MPR-9 thousands of fields', () => {
  const many = (prefix: string, count: number): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${String(at).padStart(4, '0')}`, text])),
  });

  test('stand in lists of which only what is in view is drawn, from the first to the last', async () => {
    const { page, go, hear } = await house.openPage();
    await go(`${await draftFor('many-fields', many('SRC_', 2_000), many('TGT_', 2_000))}?map=order`);
    const drawn = () => page.locator('.mapper [role="row"], .mapper [role="treeitem"]').count();
    const tree = page.getByRole('tree', { name: 'Fields of the source' });
    await sourceLine(page, 'SRC_0003').waitFor();
    await line(page, 'TGT_0003').waitFor();
    expect(await drawn()).toBeLessThan(120);
    for (const list of [tree, targetGrid(page)]) {
      await list.focus();
      await page.keyboard.press('End');
    }
    await line(page, 'TGT_1999').waitFor();
    await tree.focus();
    for (const key of ['Home', 'PageDown', 'PageDown', 'PageDown', 'PageDown']) await page.keyboard.press(key);
    await sourceLine(page, 'SRC_0047').waitFor();
    expect(await drawn()).toBeLessThan(120);
    await page.getByRole('textbox', { name: 'Find in the source' }).fill('SRC_1998');
    await page.getByRole('textbox', { name: 'Find in the target' }).fill('TGT_1500');
    await sourceLine(page, 'SRC_1998').dragTo(line(page, 'TGT_1500'));
    await expect.poll(() => previewed(page)).toEqual({ TGT_1500: 'text' });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(hear()).toEqual([]);
  });

  test('MPR-14: a key in a row, and a line that is scrolled to, make the page do little more with 2,000 fields than with 50', async () => {
    const calls = async (id: string, count: number) => {
      const { page, go, hear } = await house.openPage();
      await go(`${await draftFor(id, many('SRC_', count), many('TGT_', count))}?map=order`);
      await line(page, 'TGT_0003').click();
      await page.keyboard.press('Enter');
      const field = line(page, 'TGT_0003').getByRole('textbox').first();
      await field.press('1');
      await expect.poll(() => previewed(page)).toEqual({ TGT_0003: 1 });
      await settled(page);
      const key = await callsWhile(page, () => page.keyboard.press('2'));
      await page.keyboard.press('Escape');
      await settled(page);
      const scroll = await callsWhile(page, () => targetGrid(page).evaluate((list) => list.scrollBy(0, 30)));
      expect(hear()).toEqual([]);
      return { key, scroll };
    };
    const [small, large] = await Promise.all([calls('few-to-type', 50), calls('many-to-type', 2_000)]);
    for (const { key, scroll } of [small, large]) expect(Math.min(key, scroll)).toBeGreaterThan(1_000);
    // A few calls for each field that is only counted; to propose for one, or to draw one, takes hundreds.
    expect((large.key - small.key) / 1_950).toBeLessThan(100);
    expect((large.scroll - small.scroll) / 1_950).toBeLessThan(50);
  });
});
