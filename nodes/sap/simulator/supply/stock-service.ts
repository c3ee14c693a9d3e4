/** API_MATERIAL_STOCK_SRV: stock as it is kept, by all eleven keys of its account model. Read only. */
import type { Landscape } from '../../../sandbox/landscape-model.ts';
import { code, decimal, digits, entitySet, entityType, type ModelProperty, text, toMany } from '../gateway/model.ts';
import type { ODataService, Row } from '../gateway/service.ts';
import type { SapData } from '../sap-data.ts';
import { unrestrictedStock } from './stock.ts';

const MATERIAL = code('Material', 40, 18);

const KEYS: readonly ModelProperty[] = [
  MATERIAL,
  text('Plant', 4),
  text('StorageLocation', 4),
  text('Batch', 10),
  code('Supplier', 10),
  code('Customer', 10),
  text('WBSElementInternalID', 24),
  code('SDDocument', 10),
  digits('SDDocumentItem', 6),
  text('InventorySpecialStockType', 1),
  text('InventoryStockType', 2),
];

const UNRESTRICTED = '01';
/** Shown beside the free stock so that a reader who forgets the stock type counts too much, as on a real system. */
const IN_INSPECTION = '02';

export const stockService: ODataService = {
  path: '/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV',
  id: 'API_MATERIAL_STOCK_SRV',
  version: '0001',
  title: 'Material Stock (A2X)',
  component: 'MM-IM-VDM-SGM',
  model: {
    namespace: 'API_MATERIAL_STOCK_SRV',
    entityTypes: [
      entityType(
        'A_MaterialStockType',
        [MATERIAL],
        [text('MaterialBaseUnit', 3)],
        [toMany('to_MatlStkInAcctMod', 'A_MatlStkInAcctModType', ['Material'])],
      ),
      entityType('A_MatlStkInAcctModType', KEYS, [
        text('MaterialBaseUnit', 3),
        decimal('MatlWrhsStkQtyInMatlBaseUnit', 31, 14, 'MaterialBaseUnit'),
      ]),
    ],
    complexTypes: [],
    entitySets: [entitySet('A_MaterialStock', 'A_MaterialStockType'), entitySet('A_MatlStkInAcctMod', 'A_MatlStkInAcctModType')],
    functionImports: [],
  },
  sets: {
    A_MaterialStock: {
      rows: ({ landscape }) => landscape.materials.map(({ material, baseUnit }) => ({ Material: material, MaterialBaseUnit: baseUnit })),
    },
    A_MatlStkInAcctMod: { rows: stockRows },
  },
  functions: {},
};

function stockRows(data: SapData, where: Row): readonly Row[] {
  const { landscape } = data;
  return landscape.materials
    .filter(({ material }) => where['Material'] === undefined || where['Material'] === material)
    .flatMap(({ material, baseUnit, plants }) =>
      plants.flatMap(({ plant, stock }) => {
        const location = landscape.plants.find((one) => one.code === plant)?.storageLocation ?? '';
        const row = (type: string, quantity: string, more: Row = {}): Row => ({
          Material: material,
          Plant: plant,
          StorageLocation: location,
          Batch: '',
          Supplier: '',
          Customer: '',
          WBSElementInternalID: '',
          SDDocument: '',
          SDDocumentItem: '000000',
          InventorySpecialStockType: '',
          InventoryStockType: type,
          MaterialBaseUnit: baseUnit,
          MatlWrhsStkQtyInMatlBaseUnit: quantity,
          ...more,
        });
        return [
          row(UNRESTRICTED, unrestrictedStock(data, material, plant)),
          row(IN_INSPECTION, String(Math.floor(Number(stock) / 20))),
          ...specialStock(landscape, material, plant).map(([type, quantity, more]) => row(type, quantity, more)),
        ];
      }),
    );
}

/** One material has stock of every kind that a reader may take for free: nobody's promise rests on it. */
const SPECIAL_MATERIAL = 'FG-1005';

function specialStock({ orders, customers }: Landscape, material: string, plant: string): readonly (readonly [string, string, Row])[] {
  if (material !== SPECIAL_MATERIAL || plant !== '1010') return [];
  const [order, customer] = [orders[0], customers[0]];
  return [
    ['07', '3', { Batch: 'B2026-07' }],
    ['06', '2', {}],
    ['03', '8', {}],
    ['08', '9', { Batch: 'B2026-08' }],
    [UNRESTRICTED, '5', { InventorySpecialStockType: 'E', SDDocument: order?.salesOrder ?? '', SDDocumentItem: '000010' }],
    [UNRESTRICTED, '4', { InventorySpecialStockType: 'W', Customer: customer?.number ?? '' }],
    [UNRESTRICTED, '6', { InventorySpecialStockType: 'K', Supplier: '0017300001' }],
    [UNRESTRICTED, '7', { InventorySpecialStockType: 'Q', WBSElementInternalID: '00000042' }],
  ];
}
