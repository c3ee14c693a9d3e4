/** Variables and value maps of an environment, kept by an administrator and read by everybody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const READER = { email: 'vera@plant.example', name: 'Vera Viewer', password: 'a mill turns in every weather' };

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.api.send('POST', '/api/users', { ...READER, grants: [{ role: 'viewer', environment: '*', folder: '*' }] });
});
afterAll(() => house?.close());

const stored = async (kind: string, name: string) =>
  (await house.api.get<Page<ReferenceView>>(`/api/environments/development/${kind}`)).items.find((one) => one.name === name);

test('a variable is made with its kind, changed and removed, in the environment that is looked at', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/reference');
  await page.getByRole('button', { name: 'Add a variable' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a variable' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('largest-change');
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Number' }).click();
  await dialog.getByRole('textbox', { name: 'Value' }).fill('ten');
  await dialog.getByText('That is no number; decimals have a point.').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Value' }).fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /largest-change Number 10/ }).waitFor();
  expect((await stored('variables', 'largest-change'))?.value).toBe(10);
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await takePictures(page, 'variables');

  await page.getByRole('button', { name: 'Change largest-change' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).fill('12.5');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /largest-change Number 12\.5/ }).waitFor();
  await go('/reference?env=test');
  await page.getByText('No variables').waitFor();
  await go('/reference?env=development');
  await page.getByRole('button', { name: 'Remove largest-change' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('row', { name: /largest-change/ }).waitFor({ state: 'detached' });
  expect(await stored('variables', 'largest-change')).toBeUndefined();
  expect(hear()).toEqual([]);
});

test('a value map is filled from a spreadsheet, corrected by hand, and saved as a whole', async () => {
  const { page, go, hear } = await house.openPage();
  await go('/reference?tab=maps');
  await page.getByRole('button', { name: 'Add a value map' }).click();
  const made = page.getByRole('dialog', { name: 'Add a value map' });
  await made.getByRole('textbox', { name: 'Name' }).fill('reasons');
  const file = (text: string) => ({ name: 'reasons.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await made.locator('input[type=file]').setInputFiles(file('crm;sap\nlater;10\nlater;11\n'));
  await made.getByRole('alert').filter({ hasText: 'The key "later" stands in line 2 and in line 3.' }).waitFor();
  await made.locator('input[type=file]').setInputFiles(file('crm;sap\nlater;10\n"fewer, please";"20"\n'));
  await made.getByText('2 entries taken from reasons.csv').waitFor();
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'value-map');
  await made.getByRole('textbox', { name: 'To, for later' }).fill('15');
  await made.getByRole('button', { name: 'Add an entry' }).click();
  const keys = made.getByRole('textbox', { name: /^From, entry/ });
  await keys.first().fill('later');
  await made.getByText('This key stands twice.').first().waitFor();
  await expect.poll(() => made.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await keys.first().fill('cancelled');
  await made.getByRole('textbox', { name: 'To, for cancelled' }).fill('30');
  await made.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /reasons 3/ }).waitFor();
  expect((await stored('value-maps', 'reasons'))?.value).toEqual({ cancelled: '30', later: '15', 'fewer, please': '20' });

  // An address leads to the map; another file goes over what is there.
  await go('/reference?tab=maps&map=reasons');
  const opened = page.getByRole('dialog', { name: 'Value map reasons' });
  await opened.locator('input[type=file]').setInputFiles(file('crm,sap\nlater,16\n'));
  await opened.getByRole('button', { name: 'Save' }).click();
  await opened.waitFor({ state: 'detached' });
  expect((await stored('value-maps', 'reasons'))?.value).toEqual({ cancelled: '30', later: '16', 'fewer, please': '20' });
  expect(hear()).toEqual([]);
});

test('who may only read sees both and changes neither', async () => {
  await house.api
    .send('PUT', '/api/environments/development/value-maps/units', { value: { PC: 'ST' } }, { 'if-match': '0' })
    .catch(() => undefined);
  const { page, go, hear } = await house.openPage({ as: READER });
  await go('/reference?tab=maps');
  await page.getByRole('button', { name: 'units', exact: true }).click();
  const opened = page.getByRole('dialog', { name: 'Value map units' });
  await opened.getByRole('cell').first().waitFor();
  await expect.poll(() => opened.getByRole('textbox').count()).toBe(1);
  await expect.poll(() => page.getByRole('button', { name: /^(Add|Change|Remove|Save|Import)/ }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(hear()).toEqual([]);
});
