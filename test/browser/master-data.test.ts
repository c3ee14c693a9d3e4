/** Plants, calendars and material units, kept by an administrator: tables, a calendar by month, conversions tried, spreadsheets looked through first. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled, type WatchedPage } from './watched-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const stored = async (kind: string, name: string) =>
  (await house.api.get<Page<ReferenceView>>(`/api/environments/development/${kind}`)).items.find((one) => one.name === name)?.value;

async function expectFaultless({ page, hear }: WatchedPage, name: string): Promise<void> {
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityProblems(page, 'colours')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await takePictures(page, name);
  expect(hear()).toEqual([]);
}

test('a plant is changed, and leads to its calendar', async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go('/reference?tab=plants');
  await page.getByRole('button', { name: 'Change 1010' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Pick and pack' }).fill('3');
  await dialog.getByRole('textbox', { name: 'Connections' }).fill('sap');
  await dialog.getByText('"sap" is not role=connection').waitFor();
  await dialog.getByRole('textbox', { name: 'Connections' }).fill('sap=sap crm=crm');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /^1010 .*3 1 sap: sap, crm: crm/ }).waitFor();
  expect(await stored('plants', '1010')).toMatchObject({ pickPackDays: 3, connections: { sap: 'sap', crm: 'crm' } });
  await expectFaultless(watched, 'plants');
  await page
    .getByRole('row', { name: /^1010 / })
    .getByRole('link')
    .click();
  await page.getByRole('heading', { name: /^Calendar / }).waitFor();
});

test('a calendar is changed by month with the keyboard alone', async () => {
  const { items } = await house.api.get<Page<ReferenceView>>('/api/environments/development/calendars');
  const { name } = items[0]!;
  const watched = await house.openPage();
  const { page, go } = watched;
  await go(`/reference?tab=calendars&calendar=${name}`);
  await page.locator('.month-day[tabindex="0"]').focus();
  const day = await page.locator('.month-day:focus').getAttribute('data-day');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 8 * 86_400_000).toISOString().slice(0, 10);
  await page.locator(`.month-day[data-day="${next}"]:focus`).waitFor();
  const wasOff = await page.locator('.month-day:focus').getAttribute('aria-pressed');
  await page.keyboard.press('Space');
  await page.locator(`.month-day:focus[aria-pressed="${wasOff === 'false'}"]`).waitFor();
  // Into the month before and back.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.locator('.month-day:focus').waitFor();
  await page.getByRole('textbox', { name: 'Shift 1 ends' }).or(page.getByLabel('Shift 1 ends')).fill('05:00');
  await page.getByText('A shift has a weekday and ends after it begins').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByLabel('Shift 1 ends').fill('15:30');
  await expectFaultless(watched, 'calendar');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name, exact: true }).waitFor();
  const value = (await stored('calendars', name)) as { holidays: string[]; shifts: { end: string }[] };
  expect(value.holidays.includes(next)).toBe(wasOff === 'false');
  expect(value.shifts[0]?.end).toBe('15:30');
});

test('API-115: a conversion is tried with exact decimals', async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go('/reference?tab=units');
  const trial = page.getByRole('region', { name: 'Try a conversion' });
  await trial.getByText(/^= \d/).waitFor();
  await trial.getByRole('textbox', { name: 'Quantity' }).fill('2.5.1');
  await trial.getByText('A quantity is digits with a point').waitFor();
  await trial.getByRole('textbox', { name: 'Quantity' }).fill('3');
  await trial.getByText(/^= \d+\.000 PC/).waitFor();
  await expectFaultless(watched, 'units');
});

test('a spreadsheet is looked through before it is stored: wrong lines are named, the right ones stored; exported it comes back as it was', async () => {
  const watched = await house.openPage();
  const { page, go, hear } = watched;
  await go('/reference?tab=units');
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const text = readFileSync(await (await exported).path(), 'utf8');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import CSV' });
  const choose = (csv: string) =>
    dialog
      .locator('input[type="file"]')
      .or(page.locator('input[type="file"]'))
      .first()
      .setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await choose(text);
  await dialog.getByText(/units\.csv: 0 new, 0 changed, \d+ as they are, 0 lines wrong/).waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: /^Store/ }).isDisabled()).toBe(true);

  await choose('material;baseUnit;decimals;unit;numerator;denominator\nNEW-1;PC;0;CAR;12;1\nNEW-2;PC;0;CAR;none;1\n');
  await dialog.getByText(/1 new, 0 changed, 0 as they are, 1 line wrong/).waitFor();
  await dialog.getByRole('row', { name: /^3 NEW-2 "none\/1" is not a fraction/ }).waitFor();
  await dialog.getByRole('row', { name: /^New NEW-1 PC 0 CAR 12 1/ }).waitFor();
  await expectFaultless(watched, 'import');
  expect(await stored('units', 'NEW-1')).toBeUndefined();
  await dialog.getByRole('button', { name: 'Store the 1 that are right' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('textbox', { name: 'Find a material' }).fill('new-');
  await page.getByRole('row', { name: /^NEW-1 PC 0 1 CAR = 12 PC/ }).waitFor();
  expect(await stored('units', 'NEW-1')).toEqual({ baseUnit: 'PC', decimals: 0, units: [{ unit: 'CAR', numerator: 12, denominator: 1 }] });
  expect(await stored('units', 'NEW-2')).toBeUndefined();
  expect(hear()).toEqual([]);
});

test('work centres and customers are looked at, as a flow published them', async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go('/reference?tab=customers');
  await page.getByRole('row', { name: /^0017100006 Papierfabrik Steyr GmbH B AT Alpenwasser Anlagenbau AG/ }).waitFor();
  await expectFaultless(watched, 'customers');
  await go('/reference?tab=work-centres');
  const centre = page.getByRole('row', { name: /^1010-H-ASM01 Assembly and test 1010 DE-1S 2/ });
  await centre.waitFor();
  await expectFaultless(watched, 'work-centres');
  await centre.getByRole('link', { name: 'DE-1S' }).click();
  await page.getByRole('heading', { name: /^Calendar / }).waitFor();
});

test('a work centre and a customer are made, changed, taken in from a spreadsheet and removed', async () => {
  const watched = await house.openPage();
  const { page, go } = watched;
  await go('/reference?tab=work-centres');
  await page.getByRole('button', { name: 'Add a work centre' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Work centre' }).fill('1010-H-NEW01');
  await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('New mill');
  await dialog.getByRole('textbox', { name: 'Plant' }).fill('1010');
  await dialog.getByRole('textbox', { name: 'Calendar' }).fill('DE-1S');
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'work-centre-dialog');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('row', { name: /^1010-H-NEW01 New mill 1010 DE-1S/ }).waitFor();
  await page.getByRole('button', { name: 'Change 1010-H-NEW01' }).click();
  await dialog.getByLabel('Machines').fill('3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /^1010-H-NEW01 New mill 1010 DE-1S 3/ }).waitFor();
  expect(await stored('work-centres', '1010-H-NEW01')).toEqual({ label: 'New mill', plant: '1010', calendar: 'DE-1S', capacity: 3 });
  await page.getByRole('button', { name: 'Remove 1010-H-NEW01' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('row', { name: /^1010-H-NEW01/ }).waitFor({ state: 'detached' });
  expect(await stored('work-centres', '1010-H-NEW01')).toBeUndefined();

  await go('/reference?tab=customers');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'customers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('customer;label;class;country;parent\n0099000001;Neue Werft;A;DE;\n0099000002;Wrong;Z;DE;\n'),
    });
  await dialog.getByRole('row', { name: /^3 0099000002 "Z" is not a class/ }).waitFor();
  await dialog.getByRole('button', { name: 'Store the 1 that are right' }).click();
  await page.getByRole('row', { name: /^0099000001 Neue Werft A DE/ }).waitFor();
  expect(await stored('customers', '0099000001')).toEqual({ label: 'Neue Werft', class: 'A', country: 'DE' });
  expect(await stored('customers', '0099000002')).toBeUndefined();
  await expectFaultless(watched, 'customers-kept');
});
