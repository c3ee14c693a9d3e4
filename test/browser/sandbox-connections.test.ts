/** A2, A15: the sandbox's systems are connected without a secret being typed, and left for a system of one's own. Each click and each filled field is a step. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { Page as ListPage } from '#flows/api/page.ts';
import type { SandboxCredentials } from '#runtime/sandbox/credentials.ts';
import { runReaches } from '../support/api.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { accessibilityProblems } from './accessibility.ts';
import { press } from './keyboard.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const OWN_KEY = 'key-of-the-scheduler-of-the-plant';

/** A scheduler of the plant's own, as far as the contract is asked here. */
let scheduler: LocalServer;
let house: House;
beforeAll(async () => {
  scheduler = await startLocalServer(({ url }, response) => {
    response.setHeader('content-type', 'application/json');
    const promise = { available: true, asOf: new Date().toISOString(), lines: [] };
    response.end(JSON.stringify(url.startsWith('/v1/promises') ? promise : { items: [] }));
  });
  house = await openHouse({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${scheduler.port}` } });
});
afterAll(async () => {
  await house?.close();
  await scheduler?.close();
});

const SYSTEMS = [
  { label: 'SAP (OData)', name: 'sap' },
  { label: 'Salesforce', name: 'crm' },
  { label: 'Production scheduler', name: 'scheduler' },
];

const works = (page: Page, name: string, environment: string) =>
  page
    .getByRole('dialog', { name: `${name} · ${environment}` })
    .getByText('Everything that was tried works,')
    .waitFor();

async function steps(...actions: readonly (() => Promise<unknown>)[]): Promise<number> {
  for (const action of actions) await action();
  return actions.length;
}

describe('A2: SAP, CRM and scheduler are connected to the sandbox and checked, two steps each', () => {
  test('by mouse', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/connections?env=test');
    for (const { label, name } of SYSTEMS) {
      const offered = page.getByRole('button', { name: `${label} as ${name}`, exact: true });
      const count = await steps(
        () => page.getByRole('button', { name: 'New connection' }).first().click(),
        async () => {
          await offered.waitFor();
          if (name === 'crm') {
            await settled(page);
            expect(await accessibilityProblems(page)).toEqual([]);
            await page.emulateMedia({ colorScheme: 'dark' });
            expect(await accessibilityProblems(page, 'colours')).toEqual([]);
            await page.emulateMedia({ colorScheme: 'light' });
            await takePictures(page, 'connection-to-sandbox');
          }
          await offered.click();
        },
      );
      expect(count).toBe(2);
      await works(page, name, 'test');
      await page.keyboard.press('Escape');
    }
    const { items } = await house.api.get<ListPage<ConnectionView>>('/api/environments/test/connections');
    expect(items.map(({ name, sandbox, lastCheck }) => [name, sandbox, lastCheck?.ok])).toEqual([
      ['crm', true, true],
      ['sap', true, true],
      ['scheduler', true, true],
    ]);
    expect(hear()).toEqual([]);
  });

  test('by keyboard only', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/connections?env=production');
    for (const { label, name } of SYSTEMS) {
      const count = await steps(
        () => press(page, page.getByRole('button', { name: 'New connection' }).first()),
        () => press(page, page.getByRole('button', { name: `${label} as ${name}`, exact: true })),
      );
      expect(count).toBe(2);
      await works(page, name, 'production');
      await page.keyboard.press('Escape');
    }
    expect(hear()).toEqual([]);
  });
});

test('A15: an example is pointed from the sandbox to another system on one page, in four steps, and back in two', async () => {
  const { page, go, hear } = await house.openPage();
  const { scheduler: ofSandbox } = JSON.parse(
    readFileSync(join(house.runtime.dataFolder, 'sandbox', 'credentials.json'), 'utf8'),
  ) as SandboxCredentials;
  await go('/connections');
  const panel = page.getByRole('dialog', { name: 'scheduler · development' });
  const address = panel.getByRole('textbox', { name: 'Base address' });
  const count = await steps(
    () => page.getByRole('button', { name: 'scheduler', exact: true }).click(),
    () => address.fill(scheduler.url),
    // What was set was given for the sandbox: it is wanted anew, without being asked for.
    () => panel.getByLabel(/^API key/).fill(OWN_KEY),
    async () => {
      await panel.getByText(/What was set stays with 127\.0\.0\.1:\d+/).waitFor();
      await settled(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityProblems(page, 'colours')).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await takePictures(page, 'connection-elsewhere');
      await panel.getByRole('button', { name: 'Save and check' }).click();
    },
  );
  expect(count).toBe(4);
  await panel.getByText('Everything that was tried works,').waitFor();
  await panel.getByText('It plans 0 resources').waitFor();

  // The example asks there now, as it stands.
  const [sample] = (await house.api.get<ListPage<SampleView>>('/api/flows/scheduler-promise/samples')).items;
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'scheduler-promise',
    input: sample!.payload,
  });
  await runReaches(house.api, runId, 'completed');
  const asked = scheduler.requests.filter(({ url }) => url.startsWith('/v1/promises'));
  expect(asked.length).toBeGreaterThan(0);
  for (const { headers } of asked) expect(JSON.stringify(headers)).toContain(OWN_KEY);
  // The sandbox's key has gone to nobody else.
  expect(JSON.stringify(scheduler.requests)).not.toContain(ofSandbox.apiKey);

  const back = await steps(
    () => panel.getByRole('button', { name: 'Take the system of the sandbox' }).click(),
    () => panel.getByRole('button', { name: 'Save and check' }).click(),
  );
  expect(back).toBe(2);
  await panel.getByText(/It plans [1-9]\d* resources/).waitFor();
  expect(await house.api.get<ConnectionView>('/api/environments/development/connections/scheduler')).toMatchObject({ sandbox: true });
  expect(hear()).toEqual([]);
});
