/** Rows of SAP's stock by its account model, in the words of schemas/stock.json. Pure. */
import type { JsonObject } from '#flows/json.ts';
import { addDecimals } from '#flows/library/decimal.ts';

export type StockRow = {
  readonly material: string;
  readonly plant: string;
  readonly storageLocation?: string;
  readonly batch?: string;
  readonly quantity: string;
  readonly unit: string;
  readonly kind: 'unrestricted' | 'restricted' | 'quality' | 'blocked' | 'returns' | 'in-transfer' | 'other';
  /** SAP's indicator of special stock, and whose it is. */
  readonly specialStock?: string;
  readonly customer?: string;
  readonly supplier?: string;
  readonly wbsElement?: string;
  readonly salesOrder?: string;
  readonly item?: string;
  /** Reserved for an order or project, or not ours: consignment, at a supplier. */
  readonly isOwned: boolean;
};

export type FreeStock = { readonly material: string; readonly plant: string; readonly quantity: string; readonly unit: string };

/** SAP's stock types. Tied empties (09) and what a release adds are `other`: counted as nothing that we know. */
const KINDS: { readonly [type: string]: StockRow['kind'] } = {
  '01': 'unrestricted',
  '02': 'quality',
  // Came back from a customer, and nobody has looked at it yet.
  '03': 'returns',
  // Between storage locations, between plants, and on the road.
  '04': 'in-transfer',
  '05': 'in-transfer',
  '06': 'in-transfer',
  '07': 'blocked',
  // A batch whose status is restricted.
  '08': 'restricted',
  // Received and valuated, not yet taken over.
  '10': 'blocked',
};

export function toStockRow(row: JsonObject): StockRow {
  const salesOrder = textOf(row, 'SDDocument').replace(/^0+$/, '');
  const owners = ['Supplier', 'Customer', 'WBSElementInternalID', 'InventorySpecialStockType'].map((name) =>
    textOf(row, name).replace(/^0+$/, ''),
  );
  return {
    material: textOf(row, 'Material'),
    plant: textOf(row, 'Plant'),
    ...given('storageLocation', textOf(row, 'StorageLocation')),
    ...given('batch', textOf(row, 'Batch')),
    quantity: threePlaces(textOf(row, 'MatlWrhsStkQtyInMatlBaseUnit') || '0'),
    unit: textOf(row, 'MaterialBaseUnit'),
    kind: KINDS[textOf(row, 'InventoryStockType')] ?? 'other',
    ...given('specialStock', textOf(row, 'InventorySpecialStockType')),
    ...given('customer', numberOf(row, 'Customer')),
    ...given('supplier', numberOf(row, 'Supplier')),
    ...given('wbsElement', textOf(row, 'WBSElementInternalID').replace(/^0+$/, '')),
    ...(salesOrder === '' ? {} : { salesOrder: salesOrder.padStart(10, '0'), item: textOf(row, 'SDDocumentItem').padStart(6, '0') }),
    isOwned: salesOrder !== '' || owners.some((owner) => owner !== ''),
  };
}

export function sumFree(rows: readonly StockRow[]): readonly FreeStock[] {
  const sums = new Map<string, FreeStock>();
  for (const { material, plant, quantity, unit, kind, isOwned } of rows) {
    if (kind !== 'unrestricted' || isOwned) continue;
    const key = `${material} ${plant}`;
    const known = sums.get(key);
    sums.set(key, { material, plant, unit, quantity: known === undefined ? quantity : threePlaces(addDecimals(known.quantity, quantity)) });
  }
  return [...sums.values()];
}

/** The service gives fourteen places, of which quantities have three. */
function threePlaces(quantity: string): string {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return `${whole}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}

/** Ten digits; empty where there is none. */
function numberOf(row: JsonObject, name: string): string {
  const number = textOf(row, name).replace(/^0+$/, '');
  return /^\d+$/.test(number) ? number.padStart(10, '0') : number;
}

type OptionalText = 'storageLocation' | 'batch' | 'specialStock' | 'customer' | 'supplier' | 'wbsElement';

function given(name: OptionalText, value: string): { readonly [field: string]: string } {
  return value === '' ? {} : { [name]: value };
}

function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
