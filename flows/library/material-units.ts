/** A quantity of one material from one of its units into another: the node, expressions and whoever tries it out count the same. Pure. */
import type { JsonObject } from '../json.ts';
import { isDecimal, type Rounding } from './decimal.ts';
import { LibraryFault, shown } from './library-function.ts';
import { convertQuantity, SAME_UNIT, type UnitFactor } from './unit-factor.ts';

export interface MaterialUnits {
  readonly material: string;
  readonly baseUnit: string;
  /** Places in which the base unit is counted. */
  readonly decimals: number;
  /** One `unit` is numerator / denominator base units. */
  readonly units: readonly { readonly unit: string; readonly numerator: number; readonly denominator: number }[];
}

export interface MaterialQuantity {
  /** Decimal with three places. */
  readonly quantity: string;
  readonly unit: string;
}

/** As the environment's table has it. */
export function toMaterialUnits(material: string, row: JsonObject): MaterialUnits {
  return { material, decimals: 3, ...(row as unknown as Pick<MaterialUnits, 'baseUnit' | 'units'>) };
}

/** Into the base unit when `to` is left out. Throws `LibraryFault` for what is no quantity and for units the material has not. */
export function convertMaterial(
  known: MaterialUnits,
  { quantity, unit }: MaterialQuantity,
  to: string | undefined,
  rounding: Rounding,
): MaterialQuantity {
  if (!isDecimal(quantity)) throw new LibraryFault('quantity-malformed', `${shown(quantity)} is not a quantity`);
  const into = to ?? known.baseUnit;
  // Into its own unit nothing is converted, and nothing rounded.
  const same = unit === into;
  const factor = same ? SAME_UNIT : between(factorOf(known, unit), factorOf(known, into));
  const places = same || into !== known.baseUnit ? 3 : known.decimals;
  return { quantity: convertQuantity(quantity, factor, rounding, places), unit: into };
}

function factorOf({ material, baseUnit, units }: MaterialUnits, unit: string): UnitFactor {
  if (unit === baseUnit) return SAME_UNIT;
  const found = units.find((one) => one.unit === unit);
  if (found !== undefined) return { numerator: String(found.numerator), denominator: String(found.denominator) };
  const help = `It has ${[baseUnit, ...units.map((one) => one.unit)].join(', ')}.`;
  throw new LibraryFault('unit-unknown', `Material ${shown(material)} has no unit ${unit.slice(0, 20)}`, help);
}

/** From one unit by way of the base unit into the other, in one exact fraction. */
function between(from: UnitFactor, to: UnitFactor): UnitFactor {
  return {
    numerator: String(BigInt(from.numerator) * BigInt(to.denominator)),
    denominator: String(BigInt(from.denominator) * BigInt(to.numerator)),
  };
}
