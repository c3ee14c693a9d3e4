/** The factor of a unit, as SAP keeps it per material. */
import type { JsonObject } from '#flows/json.ts';
import { SAME_UNIT, type UnitFactor } from '#flows/library/unit-factor.ts';
import type { ConnectionAccess } from '../../connection.ts';
import { InvalidError } from '../../errors.ts';
import { openSapService, type SapExchange } from '../client.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { rowsOf } from '../property-values.ts';

export const PRODUCT_SERVICE = 'API_PRODUCT_SRV';

/** `unit` by any of its three codes. Throws InvalidError `unit-unknown` when the material does not have it. */
export async function readUnitFactor(
  connection: ConnectionAccess,
  material: string,
  unit: string | undefined,
  exchange: SapExchange,
): Promise<UnitFactor> {
  if (unit === undefined) return SAME_UNIT;
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
