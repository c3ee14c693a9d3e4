/** A material's units: exact conversion to and from its base unit, rounded the way the target needs it. */
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  divideDecimals,
  multiplyDecimals,
  padDecimal,
  type Rounding,
  subtractDecimals,
} from './decimal.ts';

/** One unit is numerator / denominator base units. */
export type UnitFactor = { readonly numerator: string; readonly denominator: string };

export const SAME_UNIT: UnitFactor = { numerator: '1', denominator: '1' };

/** Written with three places, rounded to `places` of them. */
export function convertQuantity(quantity: string, { numerator, denominator }: UnitFactor, rounding: Rounding, places = 3): string {
  // Exact: what is rounded off before would not count for the side that is named.
  const product = multiplyDecimals(quantity, numerator, decimalPlaces(quantity));
  const nearest = divideDecimals(product, denominator, places);
  const back = compareDecimals(multiplyDecimals(nearest, denominator, places), product);
  const step = places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`;
  if (rounding === 'up' && back < 0) return padDecimal(addDecimals(nearest, step, places), 3);
  if (rounding === 'down' && back > 0) return padDecimal(subtractDecimals(nearest, step, places), 3);
  return padDecimal(nearest, 3);
}

export function toBaseUnits(quantity: string, factor: UnitFactor): string {
  return convertQuantity(quantity, factor, 'up');
}

export function fromBaseUnits(quantity: string, { numerator, denominator }: UnitFactor): string {
  return convertQuantity(quantity, { numerator: denominator, denominator: numerator }, 'down');
}
