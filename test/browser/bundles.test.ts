/** All examples from one Millrace to a fresh one, by the pages: chosen, saved, looked through, taken in; published there they run against its systems. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowSummary, VersionSummary } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { Bundle } from '#flows/bundles/bundle.ts';
import { runReaches } from '../support/api.ts';
import { publish, smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let from: House;
let to: House;
beforeAll(async () => {
  [from, to] = await Promise.all([openHouse(), openHouse({ examples: false })]);
});
afterAll(async () => {
  await from?.close();
  await to?.close();
});

test('BND-4 the examples go over in one file and run there', async () => {
  const examples = (await from.api.get<Page<FlowSummary>>('/api/flows?limit=200')).items;
  const out = await from.openPage();
  await out.go('/flows');
  await out.page.getByRole('button', { name: 'Export …' }).click();
  const exporting = out.page.getByRole('dialog', { name: 'Export flows' });
  await exporting.getByLabel('Find a flow').fill('sap');
  await exporting.getByLabel('All that are shown').check();
  await exporting.getByLabel('Find a flow').fill('');
  await settled(out.page);
  expect(await accessibilityProblems(out.page)).toEqual([]);
  await out.page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(out.page, 'colours')).toEqual([]);
  await out.page.emulateMedia({ colorScheme: 'light' });
  await takePictures(out.page, 'bundle-export');
  await exporting.getByLabel('All that are shown').check();
  const saving = out.page.waitForEvent('download');
  await exporting.getByRole('button', { name: `Export ${examples.length} flows` }).click();
  const file = await (await saving).path();
  const text = readFileSync(file, 'utf8');
  const bundle = JSON.parse(text) as Bundle;
  expect(bundle.flows.map(({ flowId }) => flowId).toSorted()).toEqual(examples.map(({ flowId }) => flowId).toSorted());
  expect(out.hear()).toEqual([]);

  // One of them is there already and is another.
  await publish(to.api, smallFlow({ id: 'sap-stock', owner: 'warehouse', more: { layer: 'system' } }));
  const given = join(to.runtime.folder, 'examples.bundle.json');
  writeFileSync(given, text);
  const { page, go, hear, allow } = await to.openPage({ width: 1440, height: 1000 });
  await go('/flows');
  await page.getByRole('button', { name: 'Import …' }).click();
  const importing = page.getByRole('dialog', { name: 'Import flows' });
  const choose = async (path: string) => {
    const chooser = page.waitForEvent('filechooser');
    await importing.getByRole('button', { name: 'Choose a bundle …' }).click();
    await (await chooser).setFiles(path);
  };
  const altered = join(to.runtime.folder, 'altered.json');
  writeFileSync(altered, text.replace('"Reads what lies in stock', '"Reads whatever lies in stock'));
  allow(/400/);
  await choose(altered);
  await importing.getByText(/is not as it was written/).waitFor();
  // The same file, mended meanwhile, is read again.
  writeFileSync(altered, text);
  await choose(altered);
  await importing.getByLabel('What becomes of SAP stock', { exact: true }).waitFor();
  await choose(given);
  const stock = importing.getByLabel('What becomes of SAP stock', { exact: true });
  await importing.getByRole('button', { name: 'Differences of SAP stock' }).click();
  await importing.getByText('Nodes and wires').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'bundle-import');
  await importing.getByRole('button', { name: 'Differences of SAP stock' }).click();
  await stock.selectOption('A new flow of another id');
  await importing.getByLabel('Id of the new flow').fill('SAP stock theirs');
  await stock.focus();
  await settled(page);
  await takePictures(page, 'bundle-import-new');
  await importing.getByRole('button', { name: `Make ${examples.length} drafts` }).click();
  const taken = page.getByRole('dialog', { name: 'Imported' });
  await taken.getByText(new RegExp(`^${examples.length} drafts`)).waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'bundle-imported');
  const order = await taken.locator('li .mono').allTextContents();
  expect(order).toContain('sap-stock-theirs');
  expect((await to.api.get<Page<RunView>>('/api/runs')).items).toEqual([]);

  for (const flowId of order) {
    const { drafts } = await to.api.get<FlowSummary>(`/api/flows/${flowId}`);
    const { version, meaningHash } = await to.api.send<VersionSummary>('POST', `/api/flows/${flowId}/versions`, {
      draftId: drafts[0]!.draftId,
      note: 'Brought along',
    });
    const original = bundle.flows.find((flow) => flow.flowId === flowId);
    const callsTheNew = JSON.stringify(original?.document ?? {}).includes('"flow":"sap-stock"');
    if (original !== undefined && !callsTheNew) expect(meaningHash).toBe(original.meaningHash);
    await to.api.send('PUT', `/api/environments/development/deployments/${flowId}`, { version });
  }
  const { runId } = await to.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'sap-stock-theirs',
    input: { items: [{ material: 'FG-1001', plant: '1010' }] },
  });
  const run = await runReaches(to.api, runId, 'completed');
  expect(run.output).toMatchObject({ free: expect.any(Array) });
  expect(hear()).toEqual([]);
});
