/** A step past a system API: warned of while it is drawn, a waiver asked for beside the warning, granted by somebody else, known from then on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const APPROVER = { email: 'bo@plant.example', name: 'Bo Approver', password: 'nine locks on the canal' };

test('WVR-2 WVR-3 WVR-4 a waiver is asked for beside the warning and granted by somebody else', async () => {
  const grants = [{ role: 'approver', environment: '*', folder: '*' }];
  await house.api.send('POST', '/api/users', { ...APPROVER, grants });
  const document = smallFlow({
    id: 'reads-past',
    nodes: {
      read: { type: 'sap/get-stock', label: 'Read stock', connection: 'sap', config: { items: [{ material: 'FG-1001', plant: '1010' }] } },
    },
    edges: ['start > read'],
    more: { name: 'Reads past' },
  });
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/reads-past/drafts', { document });
  const { page, go, hear } = await house.openPage({ width: 1440, height: 900 });
  await go(`/flows/reads-past/drafts/${draftId}`);
  await page.getByText(/The step goes past the system API/).waitFor();
  await settled(page);
  await takePictures(page, 'waiver-problem');
  await page.getByRole('button', { name: 'Ask for a waiver for Read stock' }).click();
  const asking = page.getByRole('dialog', { name: 'Ask for a waiver: Read stock' });
  await asking.getByLabel('Reason').fill('The system API has no batch read yet');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'waiver-ask');
  await asking.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText(/Ada Admin has asked for a waiver until/).waitFor();
  await go('/approvals');
  await page.getByRole('article', { name: 'Reads past: Get stock' }).waitFor();
  expect(await page.getByRole('button', { name: /^Grant the waiver/ }).count()).toBe(0);
  expect(hear()).toEqual([]);

  const bo = await house.openPage({ as: APPROVER });
  await bo.go('/');
  await bo.page
    .getByRole('link', { name: /Approvals that wait/ })
    .getByText('1', { exact: true })
    .waitFor();
  await bo.go('/approvals');
  const waiver = bo.page.getByRole('article', { name: 'Reads past: Get stock' });
  await waiver.getByText(/no batch read yet/).waitFor();
  await settled(bo.page);
  expect(await accessibilityProblems(bo.page)).toEqual([]);
  await bo.page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(bo.page, 'colours')).toEqual([]);
  await bo.page.emulateMedia({ colorScheme: 'light' });
  await takePictures(bo.page, 'waiver-decide');
  await waiver.getByRole('button', { name: /^Grant the waiver/ }).click();
  const granting = bo.page.getByRole('dialog', { name: /^Grant the waiver/ });
  await granting.getByLabel('Reason').fill('Until the batch read is there');
  await granting.getByRole('button', { name: 'Grant', exact: true }).click();
  await waiver.getByText('Holds').waitFor();
  await takePictures(bo.page, 'waiver-granted');
  expect(bo.hear()).toEqual([]);

  await go(`/flows/reads-past/drafts/${draftId}`);
  await page.getByText(/waived until .* by Bo Approver/).waitFor();
  expect(await page.getByRole('button', { name: /^Ask for a waiver for (Read|Get) stock/ }).count()).toBe(0);
  expect(hear()).toEqual([]);
});

test('WVR-5 API-45 where no waiver ever was, an emergency is asked for after the refusal and made live with a reason', async () => {
  const document = smallFlow({
    id: 'burns',
    nodes: {
      read: { type: 'sap/get-stock', label: 'Read stock', connection: 'sap', config: { items: [{ material: 'FG-1001', plant: '1010' }] } },
    },
    edges: ['start > read'],
    more: { name: 'Burns' },
  });
  const version = await deploy(house.api, document);
  for (const environment of ['test', 'production']) {
    const { type, settings } = await house.api.get<ConnectionView>('/api/environments/development/connections/sap');
    const path = `/api/environments/${environment}/connections/sap`;
    await house.api.send('PUT', path, { type, settings, secrets: { password: 'of-this-environment' } }, { 'if-match': '"0"' });
  }
  await house.api.send('PUT', '/api/environments/test/deployments/burns', { version });
  const { page, go, hear, allow } = await house.openPage({ width: 1280, height: 800 });
  allow(/409/);
  await go('/deployments');
  await page.getByRole('button', { name: 'Ask for version 1 of Burns in Production' }).click();
  const asking = page.getByRole('dialog', { name: 'Ask for version 1 of Burns in Production' });
  await asking.getByLabel('Why it should be live there').fill('Orders stand still');
  const emergency = asking.getByRole('button', { name: 'Ask for it without a waiver, as an emergency' });
  expect(await emergency.count()).toBe(0);
  await asking.getByRole('button', { name: 'Ask for it', exact: true }).click();
  await emergency.waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, 'waiver-emergency-ask');
  await emergency.press('Enter');
  await page.getByText('Without a waiver: only as an emergency').waitFor();
  await settled(page);
  await takePictures(page, 'waiver-emergency-listed');
  await page.getByRole('button', { name: 'Review Burns, version 1, to Production' }).click();
  const deciding = page.getByRole('dialog', { name: 'Burns, version 1, to Production' });
  await deciding.getByLabel('Why it cannot wait for a second person').fill('Orders stand still');
  await settled(page);
  await takePictures(page, 'waiver-emergency-apply');
  await deciding.getByRole('button', { name: 'Make it live without a waiver' }).click();
  await deciding.waitFor({ state: 'detached' });
  const promotions = await house.api.get<Page<PromotionView>>('/api/promotions?flow=burns');
  expect(promotions.items).toMatchObject([{ state: 'applied', emergencyReason: 'Orders stand still' }]);
  expect(hear()).toEqual([]);
});
