import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreConvertUnits } from './execute.ts';

const units: { readonly [material: string]: JsonObject } = {
  'FG-1001': {
    baseUnit: 'PC',
    decimals: 0,
    units: [
      { unit: 'CAR', numerator: 12, denominator: 1 },
      { unit: 'PAL', numerator: 240, denominator: 1 },
    ],
  },
  // Ten pieces weigh seven kilograms: no finite decimal.
  'FG-1007': { baseUnit: 'PC', decimals: 0, units: [{ unit: 'KG', numerator: 10, denominator: 7 }] },
  'RM-3001': { baseUnit: 'KG', units: [{ unit: 'T', numerator: 1000, denominator: 1 }] },
};

function convert(material: string, quantity: string, unit: string, rounding: string, to?: string): JsonObject {
  const config = { quantities: [{ key: '10', material, quantity, unit }], rounding, ...(to === undefined ? {} : { to }) };
  const outcome = coreConvertUnits.execute(createStep({ config, lookup: { master: (_kind, name) => units[name] } }));
  if (outcome instanceof Promise || outcome.kind !== 'done') throw new Error('a pure node answers at once');
  return (outcome.output as { quantities: { [key: string]: JsonObject } }).quantities['10']!;
}

describe('core/convert-units', () => {
  test.each([
    ['cartons into pieces', 'FG-1001', '5.000', 'CAR', 'up', undefined, '60.000', 'PC'],
    ['kilograms into whole pieces: enough', 'FG-1007', '4', 'KG', 'up', undefined, '6.000', 'PC'],
    ['kilograms into whole pieces: not too many', 'FG-1007', '4', 'KG', 'down', undefined, '5.000', 'PC'],
    ['what divides evenly stays what it is', 'FG-1007', '3.500', 'KG', 'up', undefined, '5.000', 'PC'],
    ['pieces into kilograms', 'FG-1007', '1', 'PC', 'down', 'KG', '0.700', 'KG'],
    ['from one packing into the other', 'FG-1001', '1', 'PAL', 'nearest', 'CAR', '20.000', 'CAR'],
    ['a base unit that is weighed keeps its places', 'RM-3001', '0.0015', 'T', 'up', undefined, '1.500', 'KG'],
    ['its own unit is not touched', 'FG-1001', '2.5', 'PC', 'up', undefined, '2.500', 'PC'],
  ])('%s', (_what, material, quantity, unit, rounding, to, expected, expectedUnit) => {
    expect(convert(material, quantity, unit, rounding, to)).toEqual({ quantity: expected, unit: expectedUnit });
  });

  test('unknown materials and units, and quantities that are none, are said', () => {
    expect(() => convert('NONE', '1', 'PC', 'up')).toThrow('units of material "NONE"');
    expect(() => convert('FG-1001', '1', 'KG', 'up')).toThrow('has no unit KG');
    expect(() => convert('FG-1001', 'five', 'PC', 'up')).toThrow('not a quantity');
  });
});
