/** What operators do all day: find the runs of an order, decide what waits for them, and go on where a session ended. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApprovalView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { ADMIN, eventually, runReaches } from '../support/api.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

interface CrmOrder {
  readonly ERP_Order_Number__c: string | null;
  readonly items: readonly { readonly ERP_Item_Number__c: string | null; readonly Quantity: number }[];
}

async function changeOrder(order: string, factor = 1): Promise<RunSummary> {
  const known = await house.api.get<CrmOrder[]>('/api/sandbox/view/crm/orders');
  const [item] = known.find(({ ERP_Order_Number__c }) => ERP_Order_Number__c === order)!.items;
  await house.api.send('POST', '/api/sandbox/change-requests', {
    order,
    items: [{ number: item!.ERP_Item_Number__c, quantity: String(item!.Quantity * factor + 1) }],
  });
  return eventually(async () => {
    const { items } = await house.api.get<{ items: RunSummary[] }>(`/api/runs?environment=development&flow=order-change&key=${order}`);
    return items[0];
  }, `the change of ${order} arrives`);
}

test('a business key finds all runs of its order, without its leading zeros too, and the address says what is shown', async () => {
  const change = await changeOrder('0000004711');
  await runReaches(house.api, change.runId, 'completed');
  const { page, go, hear } = await house.openPage();
  await go('/runs');
  await page.getByRole('textbox', { name: 'Business key' }).fill('4711');
  await page.waitForURL(/key=4711/);
  const rows = page.getByRole('row').filter({ hasText: '0000004711' });
  await rows.filter({ hasText: 'Sales order change' }).first().waitFor();
  await rows.filter({ hasText: 'Order to schedule' }).first().waitFor();
  await expect.poll(() => page.getByRole('row').count()).toBe((await rows.count()) + 1);

  // A colleague opens the same address.
  const colleague = await house.openPage();
  await colleague.go(new URL(page.url()).pathname + new URL(page.url()).search);
  await colleague.page.getByRole('row').filter({ hasText: 'Sales order change' }).first().waitFor();
  await expect.poll(() => colleague.page.getByRole('textbox', { name: 'Business key' }).inputValue()).toBe('4711');

  // From the key to what happened to the order in all systems.
  await rows.first().getByRole('link', { name: '0000004711' }).click();
  await page.getByRole('heading', { name: 'Sales order 0000004711', level: 1 }).waitFor();
  const story = page.getByRole('list', { name: 'What happened, newest first' });
  await story.getByText('change-sales-order').first().waitFor();
  await story.getByText('upsert-demand').first().waitFor();
  // The CRM was told too.
  await story.getByText('crm', { exact: true }).first().waitFor();
  expect([...hear(), ...colleague.hear()]).toEqual([]);
});

test('WAI-3: a large change waits for a decision, which a person takes on the page with a reason', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/approvals');
  await page.getByText('No run waits for a decision').waitFor();
  const change = await changeOrder('0000004712', 40);
  // It comes by itself.
  const card = page.getByRole('article').filter({ hasText: 'Order 0000004712' });
  await card.waitFor();
  await card.getByText('Requested date').first().waitFor();
  await card.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The customer is good for it.');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await card.waitFor({ state: 'hidden' });
  const run = await runReaches(house.api, change.runId, 'completed', 'failed', 'parked');
  expect(run.state).toBe('completed');
  expect((await house.api.get<{ items: ApprovalView[] }>('/api/approvals?environment=development')).items).toEqual([]);
  expect(hear()).toEqual([]);
});

/** As if the session had run out: the server forgets it, the page knows nothing yet. */
async function endSession(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  await page.request.delete('/api/session', { headers: { origin: house.url } });
  await page.context().addCookies(cookies);
}

test('an ended session is signed in again over the page, and nothing on it is lost', async () => {
  const change = await changeOrder('0000004713');
  await runReaches(house.api, change.runId, 'completed');
  const { page, go, hear, allow } = await house.openPage();
  allow(/the server responded with a status of 401/);
  allow(/WebSocket connection .* HTTP Authentication failed/);
  await go(`/runs/${change.runId}`);
  await page.getByRole('button', { name: 'Act on this run' }).click();
  await page.getByRole('menuitem', { name: 'Retry' }).click();
  await page.getByLabel('Reason').fill('The customer asked for it once more.');
  await endSession(page);
  // The page may have noticed by itself and stand behind the dialog by now.
  await page.getByRole('button', { name: 'Retry', exact: true, includeHidden: true }).evaluate((button: HTMLElement) => button.click());

  const again = page.getByRole('dialog', { name: /^Your session has ended/ });
  await again.waitFor();
  await expect.poll(() => again.getByLabel('E-mail').inputValue()).toBe(ADMIN.email);
  await again.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'hidden' });

  await expect.poll(() => page.getByLabel('Reason').inputValue()).toBe('The customer asked for it once more.');
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await page.getByText(/Started as run/).waitFor();
  expect(hear()).toEqual([]);
});

test('S11: who may only look sees where an order is, and is offered nothing that would be refused', async () => {
  const viewer = { email: 'vera@plant.example', name: 'Vera Viewer', password: 'the river carries the mill' };
  await house.api.send('POST', '/api/users', { ...viewer, grants: [{ role: 'viewer', environment: 'development', folder: '*' }] });
  const change = await changeOrder('0000004714');
  await runReaches(house.api, change.runId, 'completed');
  const { page, go, hear } = await house.openPage({ as: viewer });
  await go(`/runs/${change.runId}?tab=data`);
  await page.getByText('You may see this run, but not what it carries.').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Act on this run' }).count()).toBe(0);
  await go('/objects/sales-order/0000004714');
  await page.getByRole('link', { name: /Sales order change/ }).waitFor();
  await go('/sandbox');
  await page.getByText('You may not use the sandbox').waitFor();
  for (const path of ['/', '/runs', '/parking', '/exceptions', '/approvals', '/flows/order-change/live']) await go(path);
  expect(hear()).toEqual([]);
});
