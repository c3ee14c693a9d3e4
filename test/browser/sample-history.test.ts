/** A first start with its two weeks of sample history: said on home and runs, marked on every board, gone in one act. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExceptionView } from '#flows/api/operations.ts';
import type { Page as ApiPage } from '#flows/api/page.ts';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const PATIENCE_MS = 300_000;

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

const shows: { readonly [page: string]: ((page: Page) => Promise<void>) | undefined } = {
  // Nothing real happened yet: the flows' table tells of the samples, the six figures do not.
  home: async (page) => {
    await page.getByText('This is what two weeks of sample history hold').waitFor();
    await page.getByRole('row', { name: /^Sales order change sample \d+/ }).waitFor();
    await page.getByRole('link', { name: 'Open exceptions 0', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Approvals that wait 0', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Parked 0', exact: true }).waitFor();
  },
  // What stands says why it cannot be acted on, and where real work is made.
  approvals: async (page) => {
    await page.getByRole('article').filter({ hasText: 'Sample: it shows how this looks' }).nth(2).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  },
  parking: async (page) => {
    await page.getByText('Nothing real stands').waitFor();
    const lane = page.getByRole('button', { name: /^sales-order / }).first();
    await lane.press('Enter');
    await page.getByText('Waiting behind the head, in order').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Act', exact: true }).count()).toBe(0);
  },
  // Marks and keys leave room for the reason.
  runs: async (page) => {
    const box = await page.getByRole('columnheader', { name: 'Error or reason' }).boundingBox();
    expect(box!.width).toBeGreaterThan(150);
    expect(box!.x + box!.width).toBeLessThanOrEqual(page.viewportSize()!.width);
  },
};

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
    approvals: '/approvals?env=development',
    parking: '/parking?env=development',
    run: `/runs/${run.runId}?env=development`,
    order: `/objects/sales-order/${run.lane!.key}?env=development`,
  })) {
    await watched.go(path);
    await page.getByText('sample', { exact: true }).first().waitFor();
    await shows[name]?.(page);
    expect(await accessibilityProblems(page), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    expect(await accessibilityProblems(page, 'colours'), name).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePictures(page, `sample-${name}`);
  }
  await expect.poll(() => page.getByRole('button', { name: 'Act on this run' }).count()).toBe(0);
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
  await expect.poll(() => page.getByRole('button', { name: 'Remove sample history' }).count()).toBe(0);
  expect(watched.hear()).toEqual([]);
  await watched.close();
});
