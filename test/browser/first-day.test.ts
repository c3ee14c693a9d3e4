/** The first minutes of a new installation: the link of the terminal, the first administrator, sign-in, home. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const EMAIL = 'grace@plant.example';
const PASSWORD = 'the wheel turns while it rains';

let house: House;
beforeAll(async () => {
  house = await openHouse({ setUp: false });
});
afterAll(() => house?.close());

test('S2: the set-up link makes the first administrator, who signs in and comes home', async () => {
  const { page, allow, hear } = await house.openPage({ as: 'nobody' });
  // Who is not signed in is told so; browsers write that down as an error.
  allow(/the server responded with a status of 401/);

  await page.goto('/');
  await page.getByText('has no administrator yet').waitFor();
  await takePictures(page, 'sign-in-before-set-up');

  await page.goto(`/setup#${house.runtime.setupToken}`);
  await page.getByLabel('Your name').fill('Grace Millwright');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await expect.poll(() => page.getByLabel('Set-up token from the terminal').inputValue()).toBe(house.runtime.setupToken);
  expect(await accessibilityProblems(page)).toEqual([]);
  await takePictures(page, 'set-up');
  await page.getByRole('button', { name: 'Make me administrator' }).click();

  await page.getByText('it is shown once').waitFor();
  await page.getByRole('link', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'Grace Millwright' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await settled(page);
  await takePictures(page, 'home-first-day');
  expect(hear()).toEqual([]);
});

test('S2: the set-up link works once', async () => {
  const { page, hear, allow } = await house.openPage({ as: 'nobody' });
  allow(/the server responded with a status of 401/);
  await page.goto(`/setup#${house.runtime.setupToken}`);
  await page.getByText('has an administrator already').waitFor();
  expect(hear()).toEqual([]);
});
