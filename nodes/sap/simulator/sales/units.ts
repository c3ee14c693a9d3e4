/** Units of a material and exact conversion. Inside the checks quantities are whole thousandths of the base unit. */
import type { Landscape, Material, MaterialPlant, MaterialUnit } from '../../../sandbox/landscape-model.ts';

export function findMaterial(landscape: Landscape, material: string): Material | undefined {
  return landscape.materials.find((one) => one.material === material);
}

export function findMaterialPlant(landscape: Landscape, material: string, plant: string): MaterialPlant | undefined {
  return findMaterial(landscape, material)?.plants.find((one) => one.plant === plant);
}

/** By the code people read, SAP's own or ISO's. */
export function findUnit(material: Material, unit: string): MaterialUnit | undefined {
  return material.salesUnits.find((one) => one.unit === unit || one.sapUnit === unit || one.isoUnit === unit);
}

const WITH_DECIMALS = new Set(['KG', 'M', 'L']);

/** Smallest step of a quantity in thousandths: pieces, boxes and pallets are not cut. */
export const stepOf = (unit: MaterialUnit): number => (WITH_DECIMALS.has(unit.unit) ? 1 : 1000);

/** `12.500` → 12500. Quantities here have three places. */
export const thousandths = (quantity: string): number => Math.round(Number(quantity) * 1000);

export const quantityText = (value: number): string => (value / 1000).toFixed(3);

/** Thousandths of the sales unit → thousandths of the base unit, rounded up: a demand never asks for less than it needs. */
export function toBase(value: number, unit: MaterialUnit): number {
  return Math.ceil((value * unit.numerator) / unit.denominator);
}

/** Thousandths of the base unit → the most whole steps of the sales unit that they cover. */
export function fromBase(value: number, unit: MaterialUnit): number {
  const step = stepOf(unit);
  return Math.floor((value * unit.denominator) / unit.numerator / step) * step;
}
