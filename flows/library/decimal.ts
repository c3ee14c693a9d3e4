/** Exact decimals as text, the way SAP sends them: `"25.000"`. No binary fractions anywhere. */

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

/** Is this text a plain decimal (no exponent, no thousands separators)? */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Places after the point as they are written: `25.500` has three. */
export function decimalPlaces(text: string): number {
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

/** Places after the point that carry a value: `25.500` has one. */
export function significantPlaces(text: string): number {
  return text.includes('.') ? text.replace(/0+$/, '').split('.')[1]!.length : 0;
}

export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const [a, b] = sameScale(scaled(left), scaled(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addDecimals(left: string, right: string, places = 3): string {
  const a = scaled(left);
  const b = scaled(right);
  const [x, y] = sameScale(a, b);
  return written({ units: x + y, scale: Math.max(a.scale, b.scale) }, places);
}

export function subtractDecimals(left: string, right: string, places = 3): string {
  return addDecimals(left, negate(right), places);
}

export function multiplyDecimals(left: string, right: string, places = 3): string {
  const a = scaled(left);
  const b = scaled(right);
  return written({ units: a.units * b.units, scale: a.scale + b.scale }, places);
}

/** Rounded half away from zero to `places`. Throws on a zero divisor. */
export function divideDecimals(left: string, right: string, places = 3): string {
  const a = scaled(left);
  const b = scaled(right);
  if (b.units === 0n) throw new RangeError('division by zero');
  const numerator = a.units * 10n ** BigInt(b.scale + places);
  return written({ units: roundedQuotient(numerator, b.units * 10n ** BigInt(a.scale)), scale: places }, places);
}

/** `25.5` → `25.500`: padded to `places`; further places are rounded half away from zero. */
export function padDecimal(text: string, places: number): string {
  return written(scaled(text), places);
}

/** `up`: a demand never asks for less than it needs; `down`: a promise never gives more than is there; `nearest`: half away from zero. */
export type Rounding = 'up' | 'down' | 'nearest';

/** Written with `places` places. */
export function roundDecimal(text: string, places: number, rounding: Rounding): string {
  const nearest = padDecimal(text, places);
  const off = compareDecimals(nearest, text);
  const step = places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`;
  if (rounding === 'up' && off < 0) return addDecimals(nearest, step, places);
  if (rounding === 'down' && off > 0) return subtractDecimals(nearest, step, places);
  return nearest;
}

function negate(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text.replace(/^\+/, '')}`;
}

function scaled(text: string): Scaled {
  const match = DECIMAL.exec(text);
  if (match === null) throw new TypeError(`not a decimal: ${text}`);
  const [, sign, whole, fraction = ''] = match;
  const units = BigInt(`${whole}${fraction}`);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

function sameScale(a: Scaled, b: Scaled): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale)];
}

function written(value: Scaled, places: number): string {
  const units =
    value.scale <= places
      ? value.units * 10n ** BigInt(places - value.scale)
      : roundedQuotient(value.units, 10n ** BigInt(value.scale - places));
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const sign = units < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function roundedQuotient(numerator: bigint, divisor: bigint): bigint {
  const negative = numerator < 0n !== divisor < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}
