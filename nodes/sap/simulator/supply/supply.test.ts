import { describe, expect, test } from 'vitest';
import { openSap, type SapFixture } from '../sap-fixture.ts';

const AVAILABILITY = '/sap/opu/odata/sap/API_PRODUCT_AVAILY_INFO_BASIC';
const STOCK = '/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV';
const CHECKED = "SupplyingPlant='1010'&Material='FG-1001'&ATPCheckingRule='A'";

interface AvailabilityRow {
  readonly AvailableQuantityInBaseUnit: string;
  readonly AvailyPeriodStartUTCDateTime: string;
}

async function rows(sap: SapFixture, path: string): Promise<readonly AvailabilityRow[]> {
  const answer = await sap.get(`${AVAILABILITY}/${path}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.json() as unknown as { d: { results: readonly AvailabilityRow[] } }).d.results;
}

async function row(sap: SapFixture, name: string, query: string): Promise<AvailabilityRow> {
  const answer = await sap.get(`${AVAILABILITY}/${name}?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.json() as unknown as { d: { [name: string]: AvailabilityRow } }).d[name]!;
}

describe('product availability', () => {
  test('SAP-51: a time series only rises, and both questions read from it', async () => {
    const sap = openSap();
    const series = await rows(sap, `CalculateAvailabilityTimeseries?${CHECKED}`);
    const quantities = series.map((one) => Number(one.AvailableQuantityInBaseUnit));
    expect(quantities.length).toBeGreaterThan(1);
    expect(quantities).toEqual([...new Set(quantities)].sort((a, b) => a - b));
    const most = series.at(-1)!;
    const start = new Date(Number(/\d+/.exec(most.AvailyPeriodStartUTCDateTime)![0])).toISOString();
    expect(
      await row(sap, 'DetermineAvailabilityOf', `${CHECKED}&RequestedQuantityInBaseUnit=${most.AvailableQuantityInBaseUnit}m`),
    ).toEqual(most);
    expect(await row(sap, 'DetermineAvailabilityAt', `${CHECKED}&RequestedUTCDateTime=datetimeoffset'${start}'`)).toEqual(most);
  });

  test('SAP-51: a quantity that will never be there gives the largest that will', async () => {
    const sap = openSap();
    const series = await rows(sap, `CalculateAvailabilityTimeseries?${CHECKED}`);
    expect(await row(sap, 'DetermineAvailabilityOf', `${CHECKED}&RequestedQuantityInBaseUnit=9999999m`)).toEqual(series.at(-1));
  });

  test.each([
    ["SupplyingPlant='1010'&Material='NOTHING'&ATPCheckingRule='A'", 400],
    ["SupplyingPlant='1010'&Material='FG-1001'&ATPCheckingRule='Z'", 400],
    ["Material='FG-1001'&ATPCheckingRule='A'", 400],
    ["SupplyingPlant=1010&Material='FG-1001'&ATPCheckingRule='A'", 400],
    ["SupplyingPlant='1010'x&Material='FG-1001'&ATPCheckingRule='A'", 400],
  ])('SAP-51: %s is refused', async (query, status) => {
    expect((await openSap().get(`${AVAILABILITY}/CalculateAvailabilityTimeseries?${query}`)).status).toBe(status);
  });

  test('SAP-51: reads do not write', async () => {
    expect((await openSap().send('POST', `${AVAILABILITY}/CalculateAvailabilityTimeseries?${CHECKED}`)).status).toBe(405);
  });
});

describe('stock', () => {
  test('SAP-52: has eleven keys and two stock types', async () => {
    const sap = openSap();
    const filter = encodeURIComponent("Material eq 'FG-1001' and Plant eq '1010'");
    const { results } = (
      (await sap.get(`${STOCK}/A_MatlStkInAcctMod?$filter=${filter}`)).json() as unknown as {
        d: { results: { __metadata: { uri: string } }[] };
      }
    ).d;
    expect(results).toMatchObject([
      {
        InventoryStockType: '01',
        StorageLocation: '101A',
        MaterialBaseUnit: 'PC',
        MatlWrhsStkQtyInMatlBaseUnit: expect.stringMatching(/^\d+\.\d{14}$/),
      },
      { InventoryStockType: '02' },
    ]);
    const { uri } = results[0]!.__metadata;
    expect(uri.match(/=/g)).toHaveLength(11);
    expect((await sap.get(uri.slice('http://sap.test'.length))).json()).toMatchObject({ d: { InventoryStockType: '01' } });
  });

  test('SAP-52: is reached from its material and cannot be written', async () => {
    const sap = openSap();
    const answer = await sap.get(`${STOCK}/A_MaterialStock('100043')?$expand=to_MatlStkInAcctMod`);
    expect(answer.json()).toMatchObject({ d: { Material: '100043', to_MatlStkInAcctMod: { results: { length: 4 } } } });
    expect((await sap.send('POST', `${STOCK}/A_MaterialStock`, { Material: 'X' })).status).toBe(405);
  });
});
