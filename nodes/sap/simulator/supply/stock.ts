/** Unrestricted stock of a material in a plant: as it was seeded, and what has moved since. In base units. */
import { addDecimals, compareDecimals } from '#flows/library/decimal.ts';
import { SapRefusal } from '../gateway/refusal.ts';
import { findMaterial, findMaterialPlant } from '../sales/units.ts';
import type { SapData, SapDraft } from '../sap-data.ts';

export type StockBalance = { readonly material: string; readonly plant: string; readonly unrestricted: string };

export function unrestrictedStock(data: Pick<SapData, 'landscape' | 'stock'>, material: string, plant: string): string {
  return data.stock.get(`${material}/${plant}`)?.unrestricted ?? findMaterialPlant(data.landscape, material, plant)?.stock ?? '0.000';
}

/** `quantity` with a minus: goods that leave. Throws a refusal where more would leave than is there. */
export function moveStock(draft: SapDraft, material: string, plant: string, quantity: string): void {
  const unrestricted = addDecimals(unrestrictedStock(draft, material, plant), quantity);
  if (compareDecimals(unrestricted, '0') < 0) throw deficit(draft, material, plant, unrestricted.replace('-', ''));
  draft.stock.set(`${material}/${plant}`, { material, plant, unrestricted });
}

function deficit({ landscape }: SapDraft, material: string, plant: string, missing: string): SapRefusal {
  const unit = findMaterial(landscape, material)?.baseUnit ?? '';
  const location = landscape.plants.find((one) => one.code === plant)?.storageLocation ?? '';
  return new SapRefusal(400, 'M7/021', `Deficit of SL Unrestricted-use ${missing} ${unit} : ${material} ${plant} ${location}`);
}
