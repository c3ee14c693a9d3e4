/** Any REST service as a connector in three steps: its description imported, an operation taken from the palette, its connection chosen. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import { smallFlow } from '../support/api-flows.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const connection = { type: 'http', settings: { baseUrl: 'https://shop.example.com/api/v2' } };
  await house.api.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '"0"' });
  await house.api.send('POST', '/api/flows/orders-of-shop/drafts', { document: smallFlow({ id: 'orders-of-shop' }) });
});
afterAll(() => house?.close());

const withoutCustomer = JSON.stringify(ORDERS_OPENAPI)
  .replace('"customer":{"type":"string"},', '')
  .replace('["orderId","customer","items"]', '["orderId","items"]')
  .replace('1.4.0', '2.0.0');

test('A3: a service is imported, its operation stands in the palette with its fields and ways out; a newer description says what breaks', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/services');
  await page.getByText('No services yet').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  // 1: the description.
  await page.getByRole('button', { name: 'Import a service' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import a service' });
  await dialog.getByLabel('Description').fill('hello');
  await dialog.getByText('This is no OpenAPI document.').waitFor();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'orders.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(ORDERS_OPENAPI)) });
  await dialog.getByText('Orders of the shop 1.4.0: 2 operations').waitFor();
  await dialog.getByLabel('Name in flows').fill('orders');
  // However long the description is, what ends the dialog is in view.
  const box = await dialog.getByRole('button', { name: 'Import 2 operations' }).boundingBox();
  expect(box!.y + box!.height).toBeLessThanOrEqual(800);
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'service-import');
  await dialog.getByRole('button', { name: 'Import 2 operations' }).click();
  await page.getByRole('region', { name: 'Operations of orders' }).getByText('GET /orders/{orderId}').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'services');

  // 2: the operation; 3: its connection and its fields.
  const { drafts } = await house.api.get<FlowSummary>('/api/flows/orders-of-shop');
  const draftId = drafts[0]!.draftId;
  await go(`/flows/orders-of-shop/drafts/${draftId}`);
  const canvas = page.locator('.canvas');
  await canvas.getByRole('group', { name: /^Start/ }).click();
  const palette = page.getByRole('region', { name: 'Palette' });
  await palette.getByRole('textbox', { name: 'Find a node' }).fill('read an order');
  await palette.getByRole('button', { name: 'Read an order' }).click();
  await canvas.getByRole('group', { name: /^Read an order/ }).waitFor();
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await settings.getByLabel('Connection', { exact: false }).first().selectOption('shop');
  await settings.getByRole('textbox', { name: 'Order id' }).fill('4711');
  await page.locator('.save-mark[data-state="saved"]').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'service-operation');
  const { document } = await house.api.get<DraftView>(`/api/flows/orders-of-shop/drafts/${draftId}`);
  const [node] = Object.values(document.nodes).filter(({ type }) => type === 'http/operation');
  expect(node).toMatchObject({
    label: 'Read an order',
    connection: 'shop',
    config: { service: 'orders', operation: 'getOrder', path: '/orders/{orderId}', input: { path: { orderId: '4711' } } },
  });
  expect(document.edges).toHaveLength(1);

  // Later the service changes.
  await go('/services?service=orders');
  await page.getByRole('region', { name: 'Flows that use it' }).getByText('as described').waitFor();
  await page.getByRole('button', { name: 'Import a newer description of orders' }).click();
  const newer = page.getByRole('dialog');
  await newer.getByLabel('Description').fill(withoutCustomer);
  await newer.getByText('"out.customer" does not come any more.').last().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'service-newer');
  await newer.getByRole('button', { name: 'Import 2 operations' }).click();
  await page.getByRole('region', { name: 'Flows that use it' }).getByText('breaks').waitFor();

  // SVC-12: the node says so, and takes the newer description over; what was filled stays.
  await go(`/flows/orders-of-shop/drafts/${draftId}`);
  await canvas.getByRole('group', { name: /^Read an order/ }).click();
  const notice = settings.getByRole('alert').filter({ hasText: '"orders" describes this operation otherwise now' });
  await notice.getByText('"out.customer" does not come any more.').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'service-otherwise');
  await notice.getByRole('button', { name: 'Take over the newer description' }).click();
  await notice.waitFor({ state: 'detached' });
  await page.locator('.save-mark[data-state="saved"]').waitFor();
  const { document: taken } = await house.api.get<DraftView>(`/api/flows/orders-of-shop/drafts/${draftId}`);
  const [now] = Object.values(taken.nodes).filter(({ type }) => type === 'http/operation');
  expect(now!.config['input']).toEqual({ path: { orderId: '4711' } });
  expect(JSON.stringify(now!.config['answers'])).not.toContain('"customer"');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await notice.waitFor();
  expect(hear()).toEqual([]);
});
