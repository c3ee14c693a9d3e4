import type { JsonObject } from '#flows/json.ts';
import { convertMaterial, type MaterialUnits, toMaterialUnits } from '#flows/library/material-units.ts';
import { InvalidError } from '../../errors.ts';
import { orInvalid } from '../../library-faults.ts';
import type { StepNode } from '../../node.ts';
import type { StepLookup } from '../../step.ts';
import { type ConvertUnitsConfig, convertUnitsManifest } from './manifest.ts';

export const coreConvertUnits: StepNode = {
  manifest: convertUnitsManifest,
  execute: (step) => {
    const { quantities, to, rounding } = step.config as ConvertUnitsConfig;
    const converted: { [key: string]: JsonObject } = {};
    for (const { key, material, quantity, unit } of quantities) {
      const units = unitsOf(material, step.lookup);
      converted[key] = { ...orInvalid(() => convertMaterial(units, { quantity, unit }, to ?? undefined, rounding), key) };
    }
    return { kind: 'done', port: 'out', output: { quantities: converted } };
  },
};

function unitsOf(material: string, lookup: StepLookup): MaterialUnits {
  const row = lookup.master('unit', material);
  if (row === undefined) {
    throw new InvalidError(`The units of material "${material}" are not known in this environment`, {
      code: 'material-unknown',
      help: 'Add them to the table of material units, then retry.',
      target: material,
    });
  }
  return toMaterialUnits(material, row as JsonObject);
}
