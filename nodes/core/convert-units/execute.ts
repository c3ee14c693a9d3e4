import type { JsonObject } from '#flows/json.ts';
import { isDecimal } from '../../decimal.ts';
import { InvalidError } from '../../errors.ts';
import type { StepLookup, StepNode } from '../../node.ts';
import { convertQuantity, SAME_UNIT, type UnitFactor } from '../../unit-factor.ts';
import { type ConvertUnitsConfig, convertUnitsManifest } from './manifest.ts';

export const coreConvertUnits: StepNode = {
  manifest: convertUnitsManifest,
  execute: (step) => {
    const { quantities, to, rounding } = step.config as ConvertUnitsConfig;
    const converted: { [key: string]: JsonObject } = {};
    for (const { key, material, quantity, unit } of quantities) {
      if (!isDecimal(quantity))
        throw new InvalidError(`${JSON.stringify(quantity)} is not a quantity`, { code: 'quantity-malformed', target: key });
      const known = unitsOf(material, step.lookup);
      const target = to ?? known.baseUnit;
      // Into its own unit nothing is converted, and nothing rounded.
      const same = unit === target;
      const factor = same ? SAME_UNIT : between(factorOf(known, unit), factorOf(known, target));
      const places = same || target !== known.baseUnit ? 3 : known.decimals;
      converted[key] = { quantity: convertQuantity(quantity, factor, rounding, places), unit: target };
    }
    return { kind: 'done', port: 'out', output: { quantities: converted } };
  },
};

interface MaterialUnits {
  readonly material: string;
  readonly baseUnit: string;
  readonly decimals: number;
  readonly units: readonly { readonly unit: string; readonly numerator: number; readonly denominator: number }[];
}

function unitsOf(material: string, lookup: StepLookup): MaterialUnits {
  const row = lookup.master('unit', material);
  if (row === undefined) {
    throw new InvalidError(`The units of material "${material}" are not known in this environment`, {
      code: 'material-unknown',
      help: 'Add them to the table of material units, then retry.',
      target: material,
    });
  }
  return { material, decimals: 3, ...(row as unknown as Pick<MaterialUnits, 'baseUnit' | 'units'>) };
}

function factorOf({ material, baseUnit, units }: MaterialUnits, unit: string): UnitFactor {
  if (unit === baseUnit) return SAME_UNIT;
  const found = units.find((one) => one.unit === unit);
  if (found !== undefined) return { numerator: String(found.numerator), denominator: String(found.denominator) };
  throw new InvalidError(`Material "${material}" has no unit ${unit}`, {
    code: 'unit-unknown',
    help: `It has ${[baseUnit, ...units.map((one) => one.unit)].join(', ')}.`,
    target: material,
  });
}

/** From one unit by way of the base unit into the other, in one exact fraction. */
function between(from: UnitFactor, to: UnitFactor): UnitFactor {
  return {
    numerator: String(BigInt(from.numerator) * BigInt(to.denominator)),
    denominator: String(BigInt(from.denominator) * BigInt(to.numerator)),
  };
}
