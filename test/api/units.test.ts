/** A material's units, tried out over the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
const UNITS = '/api/environments/development/units/FG-7';
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  const value = { baseUnit: 'PC', decimals: 0, units: [{ unit: 'KG', numerator: 10, denominator: 7 }] };
  await admin.send('PUT', UNITS, { value }, { 'if-match': '"0"' });
});
afterAll(() => runtime?.close());

const convert = (body: object, path = UNITS) => admin.raw('POST', `${path}/convert`, body);

test('API-115 converts in exact decimals, rounded as asked, into the base unit or another', async () => {
  expect(await convert({ quantity: '4', unit: 'KG', rounding: 'up' })).toMatchObject({
    status: 200,
    body: { quantity: '6.000', unit: 'PC' },
  });
  expect(await convert({ quantity: '4', unit: 'KG', rounding: 'down' })).toMatchObject({ body: { quantity: '5.000', unit: 'PC' } });
  expect(await convert({ quantity: '1', unit: 'PC', to: 'KG', rounding: 'nearest' })).toMatchObject({
    body: { quantity: '0.700', unit: 'KG' },
  });
});

test('API-115 says what is no quantity, no unit of the material, no material', async () => {
  expect(await convert({ quantity: '1e3', unit: 'KG', rounding: 'up' })).toMatchObject({
    status: 400,
    body: { code: 'quantity-malformed' },
  });
  expect(await convert({ quantity: '1', unit: 'T', rounding: 'up' })).toMatchObject({
    status: 400,
    body: { code: 'unit-unknown', help: 'It has PC, KG.' },
  });
  expect(await convert({ quantity: '1', unit: 'KG', rounding: 'sideways' })).toMatchObject({ status: 400 });
  expect(await convert({ quantity: '1', unit: 'KG', rounding: 'up' }, '/api/environments/development/units/FG-8')).toMatchObject({
    status: 404,
  });
});
