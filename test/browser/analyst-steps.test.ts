/** How many steps an analyst needs: each click and each filled field is one, counted from the page that shows the thing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestReport, FlowTestView, SampleView } from '#flows/api/flow-tests.ts';
import type { DraftView, FlowSummary, VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { Page as ListPage } from '#flows/api/page.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import { runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { ORDER_CONTRACT } from './order-contract.ts';
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

/** Counts what it is given, one after the other. */
async function steps(...actions: readonly (() => Promise<unknown>)[]): Promise<number> {
  for (const action of actions) await action();
  return actions.length;
}

async function documentOf(flow: string): Promise<FlowDocument> {
  return (await house.api.get<VersionView>(`/api/flows/${flow}/versions/1`)).document;
}

async function draw(document: FlowDocument): Promise<{ readonly page: string; readonly api: string }> {
  const { draftId } = await house.api.send<DraftView>('POST', `/api/flows/${document.id}/drafts`, { document });
  return { page: `/flows/${document.id}/drafts/${draftId}`, api: `/api/flows/${document.id}/drafts/${draftId}` };
}

test('A1: the order change begins from an example and is tried with its sample in four steps', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/flows');
  const dialog = page.getByRole('dialog', { name: 'New flow' });
  const example = dialog.getByRole('button', { name: /^Sales order change\b/ });
  const tryIt = page.getByRole('button', { name: /^Try the whole draft/ });
  const count = await steps(
    () => page.getByRole('button', { name: 'New flow' }).click(),
    () => dialog.getByText('An example', { exact: true }).click(),
    async () => {
      await example.getByText('Connects crm, sap').waitFor();
      await settled(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityProblems(page, 'colours')).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await takePictures(page, 'new-flow-example');
      await example.click();
    },
    () => tryIt.click(),
  );
  expect(count).toBe(4);
  await page.waitForURL(/\/flows\/order-change-2\/drafts\//);
  const outcome = page.getByRole('status').filter({ hasText: 'Tried whole' });
  await outcome.getByText('Completed').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'draft-of-example-tried');

  const samplesOf = async (flow: string) =>
    (await house.api.get<ListPage<SampleView>>(`/api/flows/${flow}/samples`)).items.map(({ name }) => name);
  expect(await samplesOf('order-change-2')).toEqual(await samplesOf('order-change'));
  const { name, latestVersion } = await house.api.get<FlowSummary>('/api/flows/order-change-2');
  expect({ name, latestVersion }).toEqual({ name: 'Sales order change 2', latestVersion: undefined });
  expect(hear()).toEqual([]);
});

test('two people who begin with the same example at once get a flow each', async () => {
  const people = await Promise.all([house.openPage(), house.openPage()]);
  const example = (page: Page) => page.getByRole('dialog', { name: 'New flow' }).getByRole('button', { name: /^Order status\b/ });
  for (const { page, go } of people) {
    await go('/flows');
    await page.getByRole('button', { name: 'New flow' }).click();
    await page.getByRole('dialog', { name: 'New flow' }).getByText('An example', { exact: true }).click();
    await example(page).waitFor();
  }
  for (const { allow } of people) allow(/status of 409/);
  await Promise.all(people.map(({ page }) => example(page).click()));
  for (const { page } of people) await page.waitForURL(/\/flows\/order-status-[23]\/drafts\//);
  const ids = people.map(({ page }) => new URL(page.url()).pathname.split('/')[2]);
  expect(ids.toSorted()).toEqual(['order-status-2', 'order-status-3']);
  for (const id of ids) {
    expect((await house.api.get<FlowSummary>(`/api/flows/${id}`)).drafts).toHaveLength(1);
    expect((await house.api.get<ListPage<SampleView>>(`/api/flows/${id}/samples`)).items.length).toBeGreaterThan(0);
  }
  expect(people.flatMap(({ hear }) => hear())).toEqual([]);
});

test('A3: a description is imported in three steps, and its operations stand in the palette', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/services');
  const dialog = page.getByRole('dialog', { name: 'Import a service' });
  const count = await steps(
    () => page.getByRole('button', { name: 'Import a service' }).first().click(),
    () => dialog.getByLabel('Description').fill(JSON.stringify(ORDERS_OPENAPI)),
    () => dialog.getByRole('button', { name: 'Import 2 operations' }).click(),
  );
  expect(count).toBe(3);
  await page.getByRole('region', { name: 'Operations of orders-of-the-shop' }).waitFor();
  const draft = await draw(smallFlow({ id: 'takes-orders' }));
  await go(draft.page);
  await page.getByRole('region', { name: 'Palette' }).getByRole('button', { name: 'Read an order' }).waitFor();
  expect(hear()).toEqual([]);
});

test('A5: a wrong field name is marked within a second, before anything is saved or run', async () => {
  const reads = smallFlow({
    id: 'misreads',
    nodes: { map: { type: 'core/map', label: 'Map', config: { rows: [{ target: 'order', expression: '' }] } } },
    edges: ['start > map'],
    more: { contract: ORDER_CONTRACT },
  });
  const draft = await draw(reads);
  const { page, go, hear } = await house.openPage();
  await go(draft.page);
  await card(page, /^Map/).click();
  const field = settings(page).getByLabel('order, expression');
  const tookMs: number[] = [];
  // The quickest of a few: other tests use this machine, too.
  for (const name of ['salesOrdr', 'saleOrder', 'salesOder', 'orderOfSales', 'slesOrder']) {
    await field.fill(`trigger.body.${name}`);
    tookMs.push(
      await page.evaluate(async (wrong) => {
        const began = performance.now();
        while (!document.body.textContent.includes(`There is no field "${wrong}"`)) await new Promise(requestAnimationFrame);
        return performance.now() - began;
      }, name),
    );
  }
  expect(Math.min(...tookMs)).toBeLessThan(1_000);
  await card(page, /^Map/).locator('.card-warnings').waitFor();
  expect(hear()).toEqual([]);
});

describe('resilience', () => {
  test('A7: retry, time-out, error route and compensation of the scheduler call take five steps', async () => {
    const document = await documentOf('scheduler-demand');
    const [call] = Object.entries(document.nodes).find(([, { type }]) => type === 'scheduler/upsert-demand')!;
    const { retry: _retry, timeoutMs: _timeout, compensate: _undo, ...bare } = document.nodes[call]!;
    const undo: FlowNode = { ...bare, label: 'Take it back' };
    const draft = await draw({
      ...document,
      nodes: {
        ...document.nodes,
        [call]: { ...bare, label: 'Ask the scheduler' },
        undo,
        raise: { type: 'core/raise-exception', version: 1, label: 'Tell a person', config: {} },
      },
      edges: document.edges.filter(({ from, port }) => from !== call || port !== 'error'),
    });
    const { page, go, hear } = await house.openPage();
    await go(draft.page);
    await card(page, /^Ask the scheduler/).click();
    const panel = settings(page);
    const count = await steps(
      () => panel.getByRole('tab', { name: 'Retry' }).click(),
      () => panel.getByLabel('A retry policy of its own').check(),
      () => panel.getByLabel('Time-out of an attempt', { exact: true }).fill('20'),
      () => panel.getByLabel('Failed leads to').selectOption({ label: 'Tell a person' }),
      () => panel.getByLabel('Undone by').selectOption({ label: 'Take it back' }),
    );
    expect(count).toBe(5);
    await saved(page);
    const { document: now } = await house.api.get<DraftView>(draft.api);
    expect(now.nodes[call]).toMatchObject({ retry: { attempts: 5 }, timeoutMs: 20_000, compensate: 'undo' });
    expect(now.edges).toContainEqual({ from: call, port: 'error', to: 'raise' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'analyst-resilience');
    expect(hear()).toEqual([]);
  });

  test('A8: order per sales order takes two steps', async () => {
    const { lane: _lane, ...document } = await documentOf('order-change');
    const draft = await draw(document);
    const { page, go, hear } = await house.openPage();
    await go(draft.page);
    const order = settings(page).getByRole('group', { name: 'Order of runs' });
    const count = await steps(
      () => order.getByLabel('Runs with the same key go one after the other').click(),
      () => order.getByLabel('Key, expression').fill('trigger.body.salesOrder'),
    );
    expect(count).toBe(2);
    await saved(page);
    expect((await house.api.get<DraftView>(draft.api)).document.lane).toMatchObject({
      name: 'order-change',
      key: '= trigger.body.salesOrder',
    });
    expect(hear()).toEqual([]);
  });
});

test('A9: a write is made idempotent and gets a probe in three steps', async () => {
  const writes = smallFlow({
    id: 'writes-once',
    nodes: {
      write: {
        type: 'http/request',
        connection: 'shop',
        label: 'Tell the shop',
        config: { method: 'POST', path: '/orders', body: '= trigger.body' },
      },
    },
    edges: ['start > write'],
  });
  const draft = await draw(writes);
  const { page, go, hear } = await house.openPage();
  await go(draft.page);
  const panel = settings(page);
  await card(page, /^Tell the shop/).click();
  const count = await steps(
    () => panel.getByRole('button', { name: /more fields/ }).click(),
    () => panel.getByLabel('When an answer is lost', { exact: true }).selectOption('probe'),
    () => panel.getByLabel('Path to ask at, expression').fill('"/orders/" & trigger.body.order'),
  );
  expect(count).toBe(3);
  await saved(page);
  expect((await house.api.get<DraftView>(draft.api)).document.nodes['write']?.config).toMatchObject({
    idempotency: 'probe',
    probePath: '= "/orders/" & trigger.body.order',
  });
  expect(hear()).toEqual([]);
});

test('A10: a run that stands failed becomes a test of its flow in two steps, and the test says the same', async () => {
  const counts = smallFlow({
    id: 'counts',
    nodes: { count: { type: 'core/map', config: { rows: [{ target: 'n', expression: '= $number(trigger.body.amount)' }] } } },
    edges: ['start > count'],
  });
  await deploy(house.api, counts);
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'counts',
    input: { amount: 'many' },
  });
  await runReaches(house.api, runId, 'parked', 'failed');
  const { page, go, hear } = await house.openPage();
  await go(`/runs/${runId}`);
  const count = await steps(
    () => page.getByRole('button', { name: 'Keep it to test with …' }).click(),
    () => page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click(),
  );
  expect(count).toBe(2);
  await page.waitForURL(/tab=tests/);
  const { items } = await house.api.get<ListPage<FlowTestView>>('/api/flows/counts/tests');
  expect(items).toMatchObject([{ test: { input: { amount: 'many' } } }]);
  const { results } = await house.api.send<FlowTestReport>('POST', '/api/flows/counts/tests/run', {});
  expect(results).toMatchObject([{ passed: true }]);
  expect(hear()).toEqual([]);
});

describe('a draft', () => {
  const changed = async () => {
    const document = await documentOf('sap-sales-order');
    const read = document.nodes['read']!;
    return draw({ ...document, nodes: { ...document.nodes, read: { ...read, timeoutMs: 12_000 } } });
  };

  test('A11: is held against what runs, on the drawing, in two steps', async () => {
    const draft = await changed();
    const { page, go, hear } = await house.openPage();
    await go(draft.page);
    const changes = page.getByRole('tabpanel', { name: 'Changes' });
    const count = await steps(
      () => page.getByRole('tab', { name: 'Changes' }).click(),
      () => changes.getByLabel('Compare with').selectOption({ label: 'what runs in Development: version 1' }),
    );
    expect(count).toBe(2);
    await changes.locator('.card[data-change="changed"]').waitFor();
    await changes.getByText('Read order · Timeout').waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-against-live');
    expect(hear()).toEqual([]);
  });

  test('A13: becomes a version with a note that is asked for in the next environment, in three steps', async () => {
    const counts = smallFlow({
      id: 'promoted',
      nodes: { note: { type: 'core/map', config: { rows: [{ target: 'n', expression: '1' }] } } },
      edges: ['start > note'],
    });
    await deploy(house.api, counts);
    const draft = await draw({ ...counts, description: 'Notes what it is told.' });
    const { page, go, hear } = await house.openPage();
    await go(draft.page);
    const dialog = page.getByRole('dialog', { name: /^Publish / });
    const count = await steps(
      () => page.getByRole('button', { name: 'Review and publish' }).click(),
      () => dialog.getByLabel('What is new, and why').fill('It says what it is for.'),
      () => dialog.getByRole('button', { name: 'Publish, run it in Development, ask for Test' }).click(),
    );
    expect(count).toBe(3);
    await page.getByRole('alert').filter({ hasText: 'Version 2 is published, live in Development and asked for in Test.' }).waitFor();
    const versions = await house.api.get<ListPage<VersionSummary>>('/api/flows/promoted/versions');
    expect(versions.items[0]).toMatchObject({ version: 2, note: 'It says what it is for.' });
    const { items } = await house.api.get<ListPage<PromotionView>>('/api/promotions');
    expect(items).toMatchObject([{ flowId: 'promoted', version: 2, toEnvironment: 'test', state: 'requested' }]);
    expect(hear()).toEqual([]);
  });
});
