/** People see one another at a draft and at a run before they meet in a conflict; without a network nobody is claimed to be there. */
import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import { ADMIN } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

const BEA = { email: 'bea@plant.example', name: 'Bea Lang', password: 'a long enough password' };

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.api.send('POST', '/api/users', { ...BEA, grants: [{ role: 'admin', environment: '*', folder: '*' }] });
});
afterAll(() => house?.close());

const others = (page: Page) => page.getByRole('button', { name: /(is|are) here too$/ });
const isHere = (page: Page, name: string) => page.getByRole('button', { name: `${name} is here too` });

async function newDraft(): Promise<string> {
  const { draftId } = await house.api.send<DraftView>('POST', '/api/flows/order-status/drafts', {});
  return `/flows/order-status/drafts/${draftId}`;
}

/** The server has said who is there: before that nobody would be seen in any case. */
function heard(page: Page): Promise<unknown> {
  return page
    .waitForEvent('websocket')
    .then((socket) => socket.waitForEvent('framereceived', ({ payload }) => /"presence"/.test(String(payload))));
}

test('HERE-1: who comes to a draft is seen there, with a name by key, and who leaves is gone', async () => {
  const path = await newDraft();
  const ada = await house.openPage();
  const adaHeard = heard(ada.page);
  await ada.go(path);
  await adaHeard;
  // A second page of her own is nobody else.
  const again = await house.openPage();
  const againHeard = heard(again.page);
  await again.go(path);
  await againHeard;
  expect(await others(ada.page).count()).toBe(0);

  const bea = await house.openPage({ as: BEA, scheme: 'dark' });
  await bea.go(path);
  await isHere(bea.page, ADMIN.name).waitFor();
  await isHere(ada.page, BEA.name).getByText('BL').waitFor();
  // One of her two pages goes: she is still there.
  await again.close();
  await isHere(ada.page, BEA.name).press('Enter');
  await ada.page.getByText('Bea Lang is here too').waitFor();
  await isHere(bea.page, ADMIN.name).waitFor();
  await takePictures(ada.page, 'presence');
  for (const { page } of [ada, bea]) expect(await accessibilityProblems(page)).toEqual([]);

  // Another draft is another place.
  await bea.go(await newDraft());
  await expect.poll(() => others(ada.page).count()).toBe(0);
  expect([...ada.hear(), ...bea.hear()]).toEqual([]);
});

test('HERE-1: who looks at the same run is seen there', async () => {
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'order-status',
    input: { salesOrder: '4711' },
  });
  const ada = await house.openPage();
  await ada.go(`/runs/${runId}`);
  const bea = await house.openPage({ as: BEA });
  await bea.go(`/runs/${runId}`);
  await isHere(ada.page, BEA.name).waitFor();
  await bea.close();
  await expect.poll(() => others(ada.page).count()).toBe(0);
  expect(ada.hear()).toEqual([]);
});

test('HERE-2: without a network nobody is shown and nothing complains; with it they are seen again', async () => {
  const path = await newDraft();
  const ada = await house.openPage();
  await ada.go(path);
  const bea = await house.openPage({ as: BEA });
  await bea.go(path);
  await isHere(ada.page, BEA.name).waitFor();

  await ada.page.context().setOffline(true);
  await expect.poll(() => others(ada.page).count()).toBe(0);
  expect(await ada.page.getByRole('alert').count()).toBe(0);
  expect(ada.hear()).toEqual([]);

  await ada.page.context().setOffline(false);
  await isHere(ada.page, BEA.name).waitFor();
  expect(ada.hear()).toEqual([]);
});

test('HERE-2: while the socket is cut nobody is shown; who is there is said anew when it is back', async () => {
  const path = await newDraft();
  const ada = await house.openPage();
  let mend = () => {};
  const mended = new Promise<void>((resolve) => {
    mend = resolve;
  });
  const sockets: WebSocketRoute[] = [];
  await ada.page.routeWebSocket(/\/live$/, async (socket) => {
    sockets.push(socket);
    if (sockets.length > 1) await mended;
    socket.connectToServer();
  });
  await ada.go(path);
  const bea = await house.openPage({ as: BEA });
  await bea.go(path);
  await isHere(ada.page, BEA.name).waitFor();
  await sockets[0]!.close();
  await expect.poll(() => others(ada.page).count()).toBe(0);
  mend();
  await isHere(ada.page, BEA.name).waitFor();
  expect(ada.hear()).toEqual([]);
});

test('HERE-2: where its part does not come the draft stands all the same, without a word', async () => {
  const path = await newDraft();
  const ada = await house.openPage();
  ada.allow(/status of 404|here-now/);
  await ada.page.route('**/assets/here-now-*.js', (route) => route.fulfill({ status: 404 }));
  const asked = ada.page.waitForResponse('**/assets/here-now-*.js');
  await ada.go(path);
  await asked;
  await ada.page.locator('.card').first().waitFor();
  expect(await ada.page.getByRole('alert').count()).toBe(0);
  expect(ada.hear()).toEqual([]);
});
