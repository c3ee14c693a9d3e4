/** Any OData service of SAP in the palette: its `$metadata` imported, an operation placed with its fields, run against the sandbox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView } from '#flows/api/runs.ts';
import { openSap } from '#nodes/sap/simulator/sap-fixture.ts';
import { runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
let house: House;
let metadata: string;
beforeAll(async () => {
  house = await openHouse();
  metadata = (await openSap().get(`/sap/opu/odata4/sap/${V4}/$metadata`)).text;
  await house.api.send('POST', '/api/flows/orders-of-sap/drafts', { document: smallFlow({ id: 'orders-of-sap' }) });
});
afterAll(() => house?.close());

test('A3: metadata of OData V4 are imported with the path of the service; an operation is placed, filled, and reads the sandbox', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/services');
  await page.getByRole('button', { name: 'Import a service' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import a service' });
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'sales.xml', mimeType: 'text/xml', buffer: Buffer.from(metadata) });
  await dialog.getByText('The metadata do not say where the service stands.').waitFor();
  await dialog.getByRole('textbox', { name: 'Where the service stands' }).fill(V4);
  await dialog.getByText(/api_salesorder.*0001: \d+ operations/).waitFor();
  await dialog.getByLabel('Name in flows').fill('sales');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'odata-import');
  await dialog.getByRole('button', { name: /Import \d+ operations/ }).click();
  await page.getByRole('region', { name: 'Operations of sales' }).getByText('List SalesOrder', { exact: true }).waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);

  const { drafts } = await house.api.get<FlowSummary>('/api/flows/orders-of-sap');
  const draftId = drafts[0]!.draftId;
  await go(`/flows/orders-of-sap/drafts/${draftId}`);
  const canvas = page.locator('.canvas');
  await canvas.getByRole('group', { name: /^Start/ }).click();
  const palette = page.getByRole('region', { name: 'Palette' });
  await palette.getByRole('textbox', { name: 'Find a node' }).fill('Read SalesOrder by key');
  await palette.getByRole('button', { name: 'Read SalesOrder by key', exact: true }).click();
  await canvas.getByRole('group', { name: /^Read SalesOrder by key/ }).waitFor();
  const settings = page.getByRole('complementary', { name: 'Settings' });
  const { items } = await house.api.get<Page<{ name: string; type: string }>>('/api/environments/development/connections');
  const sap = items.find(({ type }) => type === 'sap-odata')!.name;
  await settings.getByLabel('Connection', { exact: false }).first().selectOption(sap);
  await settings.getByRole('textbox', { name: 'Sales order' }).fill('1');
  await page.locator('.save-mark[data-state="saved"]').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'odata-operation');

  const { document, problems } = await house.api.get<DraftView>(`/api/flows/orders-of-sap/drafts/${draftId}`);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [node] = Object.values(document.nodes).filter(({ type }) => type === 'sap/read-entities');
  expect(node).toMatchObject({
    label: 'Read SalesOrder by key',
    config: { service: V4, where: { SalesOrder: '1' }, described: { service: 'sales', operation: 'SalesOrder.read' } },
  });
  await deploy(house.api, { ...document, id: 'orders-of-sap-now' });
  const input = { environment: 'development', flow: 'orders-of-sap-now', input: {} };
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', input);
  await runReaches(house.api, runId, 'completed');
  const { steps } = await house.api.get<RunView>(`/api/runs/${runId}`);
  expect(steps.find(({ label }) => label === 'Read SalesOrder by key')?.state).toBe('completed');
  expect(hear()).toEqual([]);
});
