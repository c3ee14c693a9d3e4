import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapGetStock } from './execute.ts';
import { sumFree, toStockRow } from './stock-rows.ts';

const read = async (items: Json, system = createSapSystem()) =>
  outputOf(await sapGetStock.execute(createStep({ config: { items, maxRows: 2000 }, connection: system.connection })));

describe('sap/get-stock', () => {
  test('STP-2 reads by plant and kind; what may be promised is only what is free', async () => {
    const system = createSapSystem();
    const material = system.landscape.materials.find(({ material: name }) => name === 'FG-1006')!;
    const output = await read([{ material: 'FG-1006', plant: '1010' }, { material: 'FG-1001' }, { material: 'NONE' }], system);
    expect(problemsAgainst('schemas/stock.json', output['stock']!)).toEqual([]);
    expect(output['free']).toContainEqual({
      material: 'FG-1006',
      plant: '1010',
      quantity: material.plants.find(({ plant }) => plant === '1010')!.stock,
      unit: 'PC',
    });
    expect((output['free'] as readonly JsonObject[]).map(({ material: name, plant }) => [name, plant])).toEqual([
      ['FG-1006', '1010'],
      ['FG-1001', '1010'],
      ['FG-1001', '1020'],
    ]);
    const kinds = ((output['stock'] as JsonObject)['rows'] as readonly JsonObject[]).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['unrestricted', 'quality']));
  });

  test('all eleven keys tell rows apart: batches, owners and kinds of special stock', async () => {
    const system = createSapSystem();
    const output = await read([{ material: 'FG-1005', plant: '1010' }], system);
    expect(problemsAgainst('schemas/stock.json', output['stock']!)).toEqual([]);
    const rows = (output['stock'] as JsonObject)['rows'] as readonly JsonObject[];
    expect(rows).toHaveLength(10);
    for (const one of [
      { kind: 'blocked', batch: 'B2026-07', quantity: '3.000' },
      { kind: 'in-transfer', quantity: '2.000' },
      { kind: 'returns', quantity: '8.000' },
      { kind: 'restricted', batch: 'B2026-08', quantity: '9.000' },
      { specialStock: 'E', salesOrder: system.landscape.orders[0]!.salesOrder, item: '000010' },
      { specialStock: 'W', customer: system.landscape.customers[0]!.number },
      { specialStock: 'K', supplier: '0017300001' },
      { specialStock: 'Q', wbsElement: '00000042' },
    ])
      expect(rows).toContainEqual(expect.objectContaining(one));
    const stock = system.landscape.materials
      .find(({ material }) => material === 'FG-1005')!
      .plants.find(({ plant }) => plant === '1010')!.stock;
    expect(output['free']).toEqual([{ material: 'FG-1005', plant: '1010', quantity: stock, unit: 'PC' }]);
  });

  test('each stock type of SAP has its kind: what came back, and batches of restricted use, are on no way and not free', () => {
    const kindOf = (InventoryStockType: string) =>
      toStockRow({ Material: 'FG-1', Plant: '1010', MaterialBaseUnit: 'PC', InventoryStockType, MatlWrhsStkQtyInMatlBaseUnit: '5' });
    const types = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '77'];
    expect(types.map((type) => kindOf(type).kind)).toEqual([
      'unrestricted',
      'quality',
      'returns',
      'in-transfer',
      'in-transfer',
      'in-transfer',
      'blocked',
      'restricted',
      'other',
      'blocked',
      'other',
    ]);
    expect(sumFree(types.map(kindOf))).toMatchObject([{ quantity: '5.000' }]);
  });

  test('stock of an order, of a project or at a supplier is not free', () => {
    const row = (more: JsonObject) =>
      toStockRow({
        Material: 'FG-1',
        Plant: '1010',
        MaterialBaseUnit: 'PC',
        InventoryStockType: '01',
        MatlWrhsStkQtyInMatlBaseUnit: '5.00000000000000',
        SDDocumentItem: '000000',
        ...more,
      });
    const rows = [
      row({}),
      row({ SDDocument: '4711', SDDocumentItem: '10', InventorySpecialStockType: 'E' }),
      row({ Supplier: '0017300001', InventorySpecialStockType: 'K' }),
      row({ InventoryStockType: '07' }),
      row({ Batch: 'B1' }),
    ];
    expect(sumFree(rows)).toEqual([{ material: 'FG-1', plant: '1010', quantity: '10.000', unit: 'PC' }]);
    expect(rows[1]).toMatchObject({ salesOrder: '0000004711', item: '000010', isOwned: true });
    expect(rows[3]).toMatchObject({ kind: 'blocked' });
  });
});
