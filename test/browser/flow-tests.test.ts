/** An analyst tries a flow: the tests and samples that it has, a test that fails, one of her own from a run that she has seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestView } from '#flows/api/flow-tests.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const testsOf = async (flow: string) => (await house.api.get<Page<FlowTestView>>(`/api/flows/${flow}/tests`)).items;

describe('the tests of a flow', () => {
  test('API-90 are run on the published version, and each shows what it says and the way that it went', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/flows/order-change');
    await page.getByRole('tab', { name: 'Tests' }).click();
    await page.getByRole('button', { name: 'Run all tests' }).click();
    const count = (await testsOf('order-change')).length;
    // Eighteen runs of a large flow, on a machine that may have much else to do.
    await page.getByText(`${count} tests of ${count} run, all passed`).waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'passed SAP blocks for credit' }).click();
    const detail = page.getByRole('region', { name: 'Test SAP blocks for credit' });
    await detail.getByText('Saved, but blocked: finance is asked').waitFor();
    await detail.getByRole('group', { name: /^Blocked in SAP/ }).click();
    await detail.getByText('What "Blocked in SAP" gave').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'flow-tests');
    await page.getByRole('button', { name: 'Cancels one of five items' }).click();
    await page.getByRole('button', { name: 'Write a test with it' }).waitFor();
    expect(hear()).toEqual([]);
  });

  test('API-92 one that fails says what is different; what came is expected from then on, in the analyst’s own words', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go('/flows/sap-sales-order?tab=tests');
    await page.getByRole('button', { name: 'New test' }).click();
    const dialog = page.getByRole('dialog', { name: 'New test' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Reads nothing');
    const body = dialog.getByLabel(/^Test \(JSON\)/);
    await body.fill('{ "input": ');
    await dialog.getByText(/This is no JSON/).waitFor();
    await body.fill(
      JSON.stringify({
        input: { operation: 'read', salesOrder: '0000009999' },
        doubles: { read: [{ port: 'not-found', output: { salesOrder: '0000009999' } }] },
        expect: { notRun: ['missing'] },
      }),
    );
    await dialog.getByRole('button', { name: 'Save and run' }).click();
    const detail = page.getByRole('region', { name: 'Test Reads nothing' });
    await detail.getByText('The step "missing" ran').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await detail.getByRole('button', { name: 'Expect what came …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save and run' }).click();
    await detail.getByText('Passed', { exact: true }).waitFor();
    expect((await testsOf('sap-sales-order')).find(({ name }) => name === 'Reads nothing')?.test.expect).toMatchObject({
      reply: { status: 200 },
      steps: { read: { port: 'not-found' } },
    });
    await detail.getByRole('button', { name: 'Remove …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await detail.waitFor({ state: 'detached' });
    expect(hear()).toEqual([]);
  });

  test('API-93 are tried on a draft, which is saved first: what it breaks is said before it is published', async () => {
    const draft = await house.api.send<DraftView>('POST', '/api/flows/order-change/drafts', {});
    const refused = draft.document.nodes['refused']!;
    await house.api.send(
      'PUT',
      `/api/flows/order-change/drafts/${draft.draftId}`,
      {
        document: {
          ...draft.document,
          nodes: {
            ...draft.document.nodes,
            refused: { ...refused, config: { ...refused.config, type: 'millrace.sales-order.refused.v1' } },
          },
        },
      },
      { 'if-match': `"${draft.revision}"` },
    );
    const { page, go, hear } = await house.openPage();
    await go(`/flows/order-change/drafts/${draft.draftId}`);
    await page.getByRole('tab', { name: 'Tests' }).click();
    await page.getByRole('button', { name: 'Run all tests' }).click();
    await page.getByText(/^\d+ of \d+ failed$/).waitFor();
    await page.getByText('The event "millrace.sales-order.change-refused.v1" was not emitted').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'draft-tests');
    expect(hear()).toEqual([]);
  });
});

test('API-94 a run begun with a sample is kept as a test, and the test passes', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/flows/sap-sales-order');
  await page.getByRole('button', { name: 'Run it' }).click();
  const start = page.getByRole('dialog', { name: /^Run / });
  await start.getByLabel('Begin with').selectOption({ label: 'What would a change cost?' });
  await start.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(/\/runs\//);
  await page.getByText('Completed').first().waitFor();
  await page.getByRole('button', { name: 'Keep it to test with …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep this run to test with' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('What SAP said today');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await page.waitForURL(/tab=tests/);
  await page.getByRole('button', { name: 'not run yet What SAP said today' }).click();
  const detail = page.getByRole('region', { name: 'Test What SAP said today' });
  await detail.getByRole('button', { name: 'Run this test' }).click();
  await detail.getByText('Passed', { exact: true }).waitFor();
  expect(hear()).toEqual([]);
});
