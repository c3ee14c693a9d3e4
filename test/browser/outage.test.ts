/** An outage as an operator lives through it: armed on the page, seen on the drawing, over by itself. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { eventually } from '../support/api.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function sendChange(page: Page, order: string, quantity: string): Promise<void> {
  await page.getByRole('tab', { name: 'Send a change' }).click();
  await page.getByRole('combobox', { name: 'Order' }).fill(order);
  await page.getByRole('option').first().click();
  await page
    .getByRole('textbox', { name: /quantity/i })
    .first()
    .fill(quantity);
  await page.getByRole('button', { name: 'Send the change' }).click();
}

test('RTY-3: a scheduler outage armed on the page holds a run, which drains by itself when it is over', async () => {
  const sandbox = await house.openPage();
  await sandbox.go('/sandbox');
  await sandbox.page.getByRole('button', { name: 'Scheduler outage' }).click();
  await sandbox.page.getByText(/Scheduler :\d+ down/).waitFor();
  await sandbox.page.getByRole('row', { name: /Scheduler Outage/ }).waitFor();

  // The customer changes an order; SAP takes it while scheduling is down.
  await sendChange(sandbox.page, '4711', '7');
  const held = await eventually(async () => {
    const { items } = await house.api.get<{ items: RunSummary[] }>('/api/runs?environment=development&flow=order-to-schedule&state=held');
    return items[0];
  }, 'the run of the scheduling flow is held');
  const [change] = (await house.api.get<{ items: RunSummary[] }>('/api/runs?environment=development&flow=order-change&state=completed'))
    .items;
  expect(change?.keys['sapOrder']).toBe('0000004711');

  // What the analyst calls the step that stands, and the one that calls it.
  const { document, called, blockedAt = '' } = await house.api.get<RunView>(`/api/runs/${held.runId}`);
  const [caller, inner] = [blockedAt.split('/')[0]!, blockedAt].map((path) => findNodeByPath(document, called, path)?.label ?? path);

  const run = await house.openPage();
  await run.go(`/runs/${held.runId}`);
  await run.page
    .getByRole('status')
    .filter({ hasText: `Held at ${caller} › ${inner}` })
    .waitFor();
  // On the drawing too, for eyes and for screen readers.
  await run.page.getByRole('group', { name: new RegExp(`^${caller}, .*held scheduler`) }).waitFor();
  await run.page.getByRole('button', { name: new RegExp(`${inner}\\s*Held`) }).waitFor();

  // All runs of the flow, counted where they stand.
  const flow = await house.openPage();
  await flow.go('/flows/order-to-schedule/live');
  await flow.page.getByRole('group', { name: new RegExp(`^${caller}, .*1 held`) }).waitFor();

  await sandbox.page.getByRole('tab', { name: 'Faults and traffic' }).click();
  await sandbox.page.getByRole('button', { name: /^Remove (?!all)/ }).click();
  await sandbox.page.getByText(/Scheduler :\d+ up/).waitFor();

  // Nobody touched these two pages: they followed.
  await run.page.getByRole('group', { name: new RegExp(`^${caller}, .*completed`) }).waitFor({ timeout: 60_000 });
  await run.page.locator('h1 ~ *').getByText('Completed').waitFor();
  await flow.page.getByRole('group', { name: new RegExp(`^${caller}, .*1 completed`) }).waitFor();

  // What was said to the scheduler and what it answered.
  await run.page.getByRole('button', { name: new RegExp(`${inner}\\s*Completed`) }).click();
  const panel = run.page.getByRole('complementary', { name: 'Step' });
  await panel.getByRole('tab', { name: /Exchanges/ }).click();
  const exchange = panel.getByRole('article', { name: 'upsert-demand' }).last();
  await exchange
    .getByRole('region', { name: /^Request/ })
    .getByText('0000004711')
    .waitFor();
  await exchange.getByRole('region', { name: /^Answer/ }).waitFor();

  for (const { hear } of [sandbox, run, flow]) expect(hear()).toEqual([]);
});

test('TRC-1: a finished run can be looked at as it stood after any of its events', async () => {
  await house.api.send('POST', '/api/sandbox/change-requests', { order: '0000004712', reason: 'Earlier commissioning' });
  const done = await eventually(async () => {
    const { items } = await house.api.get<{ items: RunSummary[] }>('/api/runs?environment=development&flow=order-change&key=4712');
    return items.find(({ state }) => state === 'completed');
  }, 'the change goes through');
  const { steps } = await house.api.get<RunView>(`/api/runs/${done.runId}`);
  const last = steps.findLast(({ path, state }) => !path.includes('/') && state === 'completed')!.label;
  const { page, go, hear } = await house.openPage();
  await go(`/runs/${done.runId}`);
  await page.getByRole('group', { name: new RegExp(`^${last}, .*completed`) }).waitFor();
  const slider = page.getByRole('slider', { name: 'Event shown' });
  await slider.press('Home');
  await page.getByRole('group', { name: new RegExp(`^${last}, (?!.*completed)`) }).waitFor();
  await page.getByRole('button', { name: 'To the end' }).click();
  await page.getByRole('group', { name: new RegExp(`^${last}, .*completed`) }).waitFor();
  expect(hear()).toEqual([]);
});
