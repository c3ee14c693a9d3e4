import { describe, expect, test } from 'vitest';
import { createLandscape } from '../../../sandbox/landscape.ts';
import { openSap } from '../sap-fixture.ts';

const PRODUCT = '/sap/opu/odata/sap/API_PRODUCT_SRV';
const PARTNER = '/sap/opu/odata/sap/API_BUSINESS_PARTNER';
const landscape = createLandscape(7, '2026-11-30');

interface Rows {
  readonly d: { readonly results: readonly { readonly [field: string]: unknown }[] };
}

describe('products', () => {
  test('SAP-54: are those of the landscape, with plants and the factors of their units', async () => {
    const sap = openSap();
    const all = (await sap.get(`${PRODUCT}/A_Product?$select=Product`)).json() as unknown as Rows;
    expect(all.d.results.map((row) => row['Product'])).toEqual(
      landscape.materials.map((material) => material.material.replace(/^0+(?=\d)/, '')),
    );
    const one = await sap.get(`${PRODUCT}/A_Product('FG-1007')?$expand=to_Plant,to_ProductUnitsOfMeasure,to_Description`);
    expect(one.json()).toMatchObject({
      d: {
        ProductType: 'FERT',
        BaseUnit: 'PC',
        to_Plant: { results: [{ Plant: '1010', ProcurementType: 'E' }, { Plant: '1020' }] },
        to_ProductUnitsOfMeasure: {
          results: [
            { AlternativeUnit: 'PC', AlternativeISOUnit: 'PCE', QuantityNumerator: '1', QuantityDenominator: '1' },
            { AlternativeUnit: 'CAR', AlternativeSAPUnit: 'KAR', QuantityNumerator: '25' },
            { AlternativeUnit: 'KG', QuantityNumerator: '10', QuantityDenominator: '7' },
          ],
        },
        to_Description: { results: [{ ProductDescription: 'Shaft coupling 28' }] },
      },
    });
  });

  test('SAP-54: are found by change date and not written', async () => {
    const sap = openSap();
    const since = (day: string) =>
      sap.get(`${PRODUCT}/A_Product/$count?$filter=${encodeURIComponent(`LastChangeDate ge datetime'${day}T00:00:00'`)}`);
    expect((await since('2026-11-30')).text).toBe(String(landscape.materials.length));
    expect((await since('2026-12-01')).text).toBe('0');
    expect((await sap.send('PATCH', `${PRODUCT}/A_Product('FG-1007')`, { ProductGroup: 'X' })).status).toBe(405);
  });
});

describe('business partners', () => {
  test('SAP-54: are customers with a class in every sales area', async () => {
    const sap = openSap();
    const [customer] = landscape.customers;
    const shown = customer!.number.replace(/^0+/, '');
    const answer = await sap.get(
      `${PARTNER}/A_BusinessPartner('${shown}')?$expand=to_Customer/to_CustomerSalesArea,to_BusinessPartnerAddress`,
    );
    expect(answer.json()).toMatchObject({
      d: {
        BusinessPartnerFullName: customer!.name,
        to_Customer: {
          Customer: shown,
          to_CustomerSalesArea: { results: [{ CustomerABCClassification: 'A', SalesOrganization: '1010' }, { SalesOrganization: '1020' }] },
        },
        to_BusinessPartnerAddress: { results: [{ CityName: customer!.city }] },
      },
    });
  });
});

describe('work centres', () => {
  test('SAP-54: each with its plant, its machines and the factory calendar they work by', async () => {
    const sap = openSap();
    const SERVICE = '/sap/opu/odata/sap/API_WORK_CENTERS';
    const centres = (await sap.get(`${SERVICE}/A_WorkCenters?$filter=Plant eq '1010'`)).json() as unknown as Rows;
    expect(centres.d.results.map((row) => row['WorkCenter'])).toEqual(['H-CUT01', 'H-MIL01', 'H-MIL02', 'H-ASM01']);
    const [, , , assembly] = centres.d.results;
    const capacity = await sap.get(`${SERVICE}/A_WorkCenterCapacity('${String(assembly!['CapacityInternalID'])}')`);
    expect(capacity.json()).toMatchObject({
      d: { Capacity: 'H-ASM01', CapacityNumberOfCapacities: 2, FactoryCalendar: 'D1', CapacityStartTime: 'PT06H00M00S' },
    });
  });
});
