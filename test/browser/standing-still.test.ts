/** What people see of an installation, or a flow, that stands still on purpose, and how they let it go on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi, eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { loseWhatHappens } from '../support/lost-journal.ts';
import { startWithAdmin } from '../support/runtime-in-process.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

let house: House;
let token: string;
beforeAll(async () => {
  const { runtime, admin } = await startWithAdmin();
  ({ token } = admin);
  await deploy(admin, smallFlow({ id: 'hand-started' }));
  await runtime.close('keep');
  const start = { environment: 'development', flow: 'hand-started', input: {} };
  await loseWhatHappens(runtime.folder, ({ url }) => createApi(url, token).send('POST', '/api/runs', start));
  house = await openHouse({ folder: runtime.folder, sandbox: false, examples: false, setUp: false });
});
afterAll(() => house?.close());

describe('what stands still', () => {
  test('RES-6 every page says that part of the journal is lost; an administrator accepts it with a reason, and it is gone', async () => {
    const { page, go } = await house.openPage();
    for (const path of ['/runs', '/flows']) {
      await go(path);
      await page.getByText('Read only: part of the journal is lost').waitFor();
    }
    await expect.poll(() => page.getByText('acknowledged journal entries are missing').count()).toBe(1);
    await settled(page);
    expect(await accessibilityProblems(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    expect(await accessibilityProblems(page, 'colours'), 'dark').toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePictures(page, 'recovery');
    await page.getByRole('button', { name: 'Accept the loss and go on' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('The disk was replaced');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Accept and go on' }).click();
    await page.getByText('Read only: part of the journal is lost').waitFor({ state: 'detached' });
    expect(await createApi(house.url, token).get('/api/recovery')).toMatchObject({ state: 'working' });
  });

  test('LAN-7 an operator pauses a flow on its live page, and lets it go on', async () => {
    // Alone, this test finds the loss not yet accepted.
    const api = createApi(house.url, token);
    await api.raw('POST', '/api/recovery/acceptance', { reason: 'The disk was replaced' });
    const isWorking = async () => (await api.get<{ state: string }>('/api/recovery')).state === 'working';
    await eventually(isWorking, 'the installation works again');
    const { page, go, hear } = await house.openPage();
    await go('/flows/hand-started/live?env=development');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Stock-taking');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    // The reason stands in the dialog, too, while that fades away.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Ada Admin: Stock-taking').waitFor();
    await settled(page);
    expect(await accessibilityProblems(page), 'light').toEqual([]);
    await takePictures(page, 'flow-paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Done');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(hear()).toEqual([]);
  });
});
