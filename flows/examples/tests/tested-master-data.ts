/** Three materials, three work centres of two plants and three customers, as SAP and the CRM tell of them. */
import type { StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';

const unit = (base: string, people: string, sap: string, iso: string, numerator: string, denominator = '1'): JsonObject => ({
  AlternativeUnit: people,
  AlternativeSAPUnit: sap,
  AlternativeISOUnit: iso,
  QuantityNumerator: numerator,
  QuantityDenominator: denominator,
  BaseUnit: base,
});
const piece = unit('PC', 'PC', 'ST', 'PCE', '1');

export function material(Product: string, more: JsonObject = {}): JsonObject {
  const units = [piece, unit('PC', 'CAR', 'KAR', 'CT', '12'), unit('PC', 'KG', 'KG', 'KGM', '10', '7')];
  return {
    Product,
    ProductType: 'FERT',
    BaseUnit: 'PC',
    IsMarkedForDeletion: false,
    to_Plant: [{ Plant: '1010' }, { Plant: '1020' }],
    to_ProductUnitsOfMeasure: units,
    ...more,
  };
}

export const rowsOf = (...rows: readonly JsonObject[]): StepDouble => ({ port: 'out', output: { rows: [...rows], count: rows.length } });

/** A number of eighteen digits, as SAP shows it without its zeros; a name of forty signs. */
export const materials = rowsOf(material('100043'), material('FG-1001'), material('FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L'));

const centre = (WorkCenter: string, Plant: string, CapacityInternalID: string, more: JsonObject = {}): JsonObject => ({
  WorkCenterInternalID: '00010000',
  WorkCenterTypeCode: 'A',
  WorkCenter,
  WorkCenterDesc: 'Saw and deburr',
  Plant,
  CapacityInternalID,
  ValidityStartDate: '2024-01-01',
  ValidityEndDate: '9999-12-31',
  ...more,
});
const capacity = (CapacityInternalID: string, FactoryCalendar: string, CapacityNumberOfCapacities = 1): JsonObject => ({
  CapacityInternalID,
  FactoryCalendar,
  CapacityNumberOfCapacities,
});

export const centres = rowsOf(
  centre('CUT01', '1010', '00020000'),
  centre('CUT01', '1020', '00020001'),
  centre('ASM01', '1010', '00020002'),
  centre('OLD01', '1010', '00020003', { ValidityEndDate: '2020-12-31' }),
);
export const capacities = rowsOf(capacity('00020000', 'D2'), capacity('00020001', 'U2'), capacity('00020002', 'D1', 2));
export const calendars = { 'sap-factory-calendar': { D1: 'DE-1S', D2: 'DE-2S', U2: 'US-2S' } };

const account = (ERP_Customer_Number__c: string, Class__c: string | null, parent?: string): JsonObject => ({
  Id: `001000000000${ERP_Customer_Number__c.slice(-3)}AAQ`,
  Name: `Customer ${Number(ERP_Customer_Number__c)}`,
  ERP_Customer_Number__c,
  Class__c,
  BillingCountryCode: 'DE',
  Parent: parent === undefined ? null : { ERP_Customer_Number__c: parent },
});

export const accountsOf = (...records: readonly JsonObject[]): StepDouble =>
  records.length === 0
    ? { port: 'none', output: { totalSize: 0, complete: true, records: [] } }
    : { port: 'found', output: { totalSize: records.length, complete: true, records: [...records] } };
const three = [account('0017100001', 'A'), account('0017100006', 'B', '0017100001'), account('17100009', 'C', '17100001')];
export const accounts = accountsOf(...three);

/** The same as a bulk job gives it: fields of the parent under their whole name. */
export const everybodyOf = (...records: readonly JsonObject[]) => ({
  port: records.length === 0 ? 'none' : 'found',
  output: {
    jobId: '750000000000001AAA',
    total: records.length,
    complete: true,
    records: records.map(({ Parent, ...record }) => ({
      ...record,
      'Parent.ERP_Customer_Number__c': (Parent as JsonObject | null)?.['ERP_Customer_Number__c'] ?? null,
    })),
  },
});
export const everybody = everybodyOf(...three);
export const withoutClass = account('0017100010', null);
export { account };
