import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { openSap, type SapFixture, seededOrder } from '../sap-fixture.ts';

const SIMULATE = '/sap/opu/odata/sap/API_SALES_ORDER_SIMULATION_SRV/A_SalesOrderSimulation';

interface Simulated {
  readonly d: {
    readonly to_Pricing: { readonly TotalNetAmount: string };
    readonly to_Credit: {
      readonly TotalCreditCheckStatus: string;
      readonly AvailableCreditAmount: string;
      readonly CreditLimitIsExceeded: boolean;
    };
    readonly to_Item: {
      readonly results: readonly {
        readonly NetAmount: string;
        readonly ConfdDelivQtyInOrderQtyUnit: string;
        readonly to_ScheduleLine: { readonly results: readonly { readonly ConfirmedDeliveryDate: string | null }[] };
      }[];
    };
  };
}

async function simulate(sap: SapFixture, body: object): Promise<Simulated['d']> {
  const answer = await sap.send('POST', SIMULATE, body);
  expect(answer.status, answer.text).toBe(201);
  return (answer.json() as unknown as Simulated).d;
}

describe('simulation', () => {
  test('SAP-50: answers with price, dates and credit, and saves nothing', async () => {
    const sap = openSap();
    const before = sap.sap.snapshot();
    const result = await simulate(sap, {
      SalesOrderType: 'OR',
      SoldToParty: seededOrder('open').soldToParty,
      RequestedDeliveryDate: '/Date(1801440000000)/',
      to_Item: [{ Material: 'FG-1006', ProductionPlant: '1010', RequestedQuantity: '10' }],
      to_Pricing: {},
      to_Credit: {},
    });
    expect(result.to_Pricing.TotalNetAmount).toBe('2380.000');
    expect(result.to_Credit).toMatchObject({ TotalCreditCheckStatus: 'A', CreditLimitIsExceeded: false });
    expect(result.to_Item.results).toMatchObject([
      { ConfdDelivQtyInOrderQtyUnit: '10.000', to_ScheduleLine: { results: [{ ConfirmedDeliveryDate: '/Date(1801440000000)/' }] } },
    ]);
    expect(sap.sap.snapshot()).toEqual(before);
    expect([sap.records, sap.delivered]).toEqual([[], []]);
  });

  test('SAP-50: two items of a material share what there is', async () => {
    const sap = openSap();
    const one = { Material: 'FG-1006', ProductionPlant: '1010', RequestedQuantity: '100000' };
    const result = await simulate(sap, { SoldToParty: seededOrder('open').soldToParty, to_Item: [one, one] });
    const [first, second] = result.to_Item.results.map((item) => Number(item.ConfdDelivQtyInOrderQtyUnit));
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(0);
  });

  test('SAP-50: for an existing order its own promises count as free', async () => {
    const sap = openSap();
    const { shown, items } = seededOrder('open');
    const [item] = items;
    const asked = {
      SalesOrderItem: item!.item,
      Material: item!.material,
      ProductionPlant: item!.plant,
      RequestedQuantity: '100000',
      RequestedQuantityUnit: 'PC',
    };
    const asNew = await simulate(sap, { SoldToParty: seededOrder('open').soldToParty, to_Item: [{ ...asked, SalesOrderItem: '' }] });
    const asChange = await simulate(sap, { SalesOrder: shown, to_Item: [asked] });
    const confirmed = (result: Simulated['d']) => Number(result.to_Item.results[0]!.ConfdDelivQtyInOrderQtyUnit);
    expect(confirmed(asChange)).toBeGreaterThan(confirmed(asNew));
  });

  test('SAP-50: says what the change would be refused for', async () => {
    const sap = openSap();
    const { shown, items } = seededOrder('partly-delivered');
    const [item] = items;
    const asked = {
      SalesOrderItem: item!.item,
      Material: item!.material,
      ProductionPlant: item!.plant,
      RequestedQuantity: '1',
      RequestedQuantityUnit: item!.unit,
    };
    const answer = await sap.send('POST', SIMULATE, { SalesOrder: shown, to_Item: [asked] });
    expect(readODataErrorBody(answer.text)?.code).toBe('V1/788');
    expect((await sap.send('POST', SIMULATE, { SalesOrder: '99', to_Item: [asked] })).status).toBe(404);
  });

  test('SAP-50: shows a credit limit that would break', async () => {
    const sap = openSap();
    const { soldToParty } = seededOrder('credit-tight');
    const result = await simulate(sap, {
      SoldToParty: soldToParty,
      to_Item: [{ Material: 'FG-1005', ProductionPlant: '1010', RequestedQuantity: '100' }],
    });
    expect(result.to_Credit).toMatchObject({
      TotalCreditCheckStatus: 'B',
      CreditLimitIsExceeded: true,
      AvailableCreditAmount: '-8900.000',
    });
  });
});
