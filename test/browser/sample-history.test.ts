/** A first start with its two weeks of sample history: said on home and runs, marked on every board, gone in one act. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page as ApiPage, ExceptionView, RunSummary, SampleHistoryView } from '#flows/api.ts';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const PATIENCE_MS = 180_000;

let house: House;
beforeAll(async () => {
  house = await openHouse({ environment: { MILLRACE_SAMPLE_HISTORY: 'on' } });
  await eventually(
    async () => (await house.api.get<SampleHistoryView>('/api/sample-history')).state === 'there',
    'sample history is whole',
    PATIENCE_MS,
  );
}, PATIENCE_MS + 60_000);
afterAll(() => house?.close());

test('SMP-3 home, runs, a run, an order and the exceptions say what is sample', async () => {
  const { api } = house;
  const { items } = await api.get<ApiPage<RunSummary>>('/api/runs?environment=development&flow=commitment-received&limit=10');
  const exceptions = await api.get<ApiPage<ExceptionView>>('/api/environments/development/exceptions?limit=200');
  expect(exceptions.items.some(({ state }) => state === 'open')).toBe(true);
  const run = items[0]!;
  const watched = await house.openPage();
  const { page } = watched;
  for (const [name, path] of Object.entries({
    home: '/',
    runs: '/runs?env=development',
    exceptions: '/exceptions?env=development',
    run: `/runs/${run.runId}?env=development`,
    order: `/objects/sales-order/${run.lane!.key}?env=development`,
  })) {
    await watched.go(path);
    await page.getByText('sample', { exact: true }).first().waitFor();
    expect(await accessibilityProblems(page), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page, 'colours'), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePictures(page, `sample-${name}`);
  }
  expect(await page.getByRole('button', { name: 'Act on this run' }).count()).toBe(0);
  expect(watched.hear()).toEqual([]);
  await watched.close();
});

test('SMP-4 an administrator takes it away on the page of runs', async () => {
  const watched = await house.openPage();
  const { page } = watched;
  await watched.go('/runs?env=development');
  await page.getByRole('button', { name: 'Remove sample history' }).click();
  await page.getByLabel('Reason').fill('We have runs of our own');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove sample history' }).click();
  await page.getByText('No runs yet in development').waitFor();
  await settled(page);
  expect(await page.getByRole('button', { name: 'Remove sample history' }).count()).toBe(0);
  expect(watched.hear()).toEqual([]);
  await watched.close();
});
