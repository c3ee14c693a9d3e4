/** Units of a material and exact conversion to and from its base unit, by the factors that SAP keeps per material. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../../connection.ts';
import { InvalidError } from '../../errors.ts';
import { openSapService, type SapExchange } from '../client.ts';
import { addDecimals, compareDecimals, divideDecimals, multiplyDecimals, subtractDecimals } from '../odata/decimal.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { rowsOf } from '../property-values.ts';

export const PRODUCT_SERVICE = 'API_PRODUCT_SRV';

/** One unit is numerator / denominator base units. */
export type UnitFactor = { readonly numerator: string; readonly denominator: string };

const SAME: UnitFactor = { numerator: '1', denominator: '1' };
const SMALLEST = '0.001';

/** `unit` by any of its three codes. Throws InvalidError `unit-unknown` when the material does not have it. */
export async function readUnitFactor(
  connection: ConnectionAccess,
  material: string,
  unit: string | undefined,
  exchange: SapExchange,
): Promise<UnitFactor> {
  if (unit === undefined) return SAME;
  const filter = encodeURIComponent(`Product eq ${formatODataLiteral(material)}`);
  const { data } = await openSapService(connection, PRODUCT_SERVICE).get(`A_ProductUnitsOfMeasure?$filter=${filter}`, exchange);
  const rows = rowsOf(data) as readonly JsonObject[];
  const row = rows.find((one) => [one['AlternativeUnit'], one['AlternativeSAPUnit'], one['AlternativeISOUnit']].includes(unit));
  if (row !== undefined) return { numerator: String(row['QuantityNumerator']), denominator: String(row['QuantityDenominator']) };
  throw new InvalidError(`Material ${material} has no unit ${unit}`, {
    code: 'unit-unknown',
    help: `It has ${rows.map((one) => String(one['AlternativeUnit'])).join(', ') || 'none at all'}.`,
    target: material,
  });
}

/** Rounded up: a demand never asks for less than it needs. */
export function toBaseUnits(quantity: string, { numerator, denominator }: UnitFactor): string {
  const product = multiplyDecimals(quantity, numerator, 6);
  const rounded = divideDecimals(product, denominator, 3);
  return compareDecimals(multiplyDecimals(rounded, denominator, 6), product) < 0 ? addDecimals(rounded, SMALLEST) : rounded;
}

/** Rounded down: a promise never gives more than is there. */
export function fromBaseUnits(quantity: string, { numerator, denominator }: UnitFactor): string {
  const product = multiplyDecimals(quantity, denominator, 6);
  const rounded = divideDecimals(product, numerator, 3);
  return compareDecimals(multiplyDecimals(rounded, numerator, 6), product) > 0 ? subtractDecimals(rounded, SMALLEST) : rounded;
}
