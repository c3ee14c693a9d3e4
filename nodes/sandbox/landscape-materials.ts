/** Materials of the landscape, in the units that they are sold in, and what they are made of. Does not depend on the seed. */
import type { Material, MaterialUnit } from './landscape-model.ts';
import type { SetUpGroup } from './landscape-plants.ts';

const PIECE: MaterialUnit = { unit: 'PC', sapUnit: 'ST', isoUnit: 'PCE', numerator: 1, denominator: 1 };
const KILOGRAM: MaterialUnit = { unit: 'KG', sapUnit: 'KG', isoUnit: 'KGM', numerator: 1, denominator: 1 };
const METRE: MaterialUnit = { unit: 'M', sapUnit: 'M', isoUnit: 'MTR', numerator: 1, denominator: 1 };
const box = (pieces: number): MaterialUnit => ({ unit: 'CAR', sapUnit: 'KAR', isoUnit: 'CT', numerator: pieces, denominator: 1 });
const pallet = (pieces: number): MaterialUnit => ({ unit: 'PAL', sapUnit: 'PAL', isoUnit: 'PF', numerator: pieces, denominator: 1 });
/** `pieces` weigh `kilograms`: 1 KG = pieces / kilograms PC. Chosen so that the factor is no finite decimal. */
const weight = (pieces: number, kilograms: number): MaterialUnit => ({ ...KILOGRAM, numerator: pieces, denominator: kilograms });

/** A material before the seed gives it stock and receipts. `minutes` per piece: cutting, machining, assembly. */
export interface MaterialTemplate extends Omit<Material, 'plants' | 'crmProductId'> {
  readonly minutes?: readonly [number, number, number];
  /** In which plants it is made or bought. */
  readonly madeIn: readonly string[];
}

const finished = (
  material: string,
  description: string,
  setUpGroup: SetUpGroup,
  price: string,
  minutes: readonly [number, number, number],
  salesUnits: readonly MaterialUnit[],
  components: readonly (readonly [string, string, string])[],
  madeIn: readonly string[] = ['1010', '1020'],
): MaterialTemplate => ({
  material,
  description,
  type: 'FERT',
  baseUnit: 'PC',
  salesUnits: [PIECE, ...salesUnits],
  price,
  minutes,
  setUpGroup,
  components: components.map(([component, quantity, unit]) => ({ material: component, quantity, unit })),
  madeIn,
});

const bought = (material: string, description: string, price: string, unit: MaterialUnit): MaterialTemplate => ({
  material,
  description,
  type: 'ROH',
  baseUnit: unit.unit,
  salesUnits: [unit],
  price,
  components: [],
  madeIn: ['1010', '1020'],
});

export const MATERIAL_TEMPLATES: readonly MaterialTemplate[] = [
  finished(
    'FG-1001',
    'Ball valve DN50',
    'VALVE',
    '84.50',
    [0.4, 1.6, 1.1],
    [box(12), pallet(240)],
    [
      ['RM-3001', '1.800', 'KG'],
      ['RM-3003', '2.000', 'PC'],
    ],
  ),
  finished(
    'FG-1002',
    'Ball valve DN80',
    'VALVE',
    '129.00',
    [0.5, 2.1, 1.3],
    [box(6), pallet(120)],
    [
      ['RM-3001', '3.100', 'KG'],
      ['RM-3003', '2.000', 'PC'],
    ],
  ),
  finished(
    'FG-1003',
    'Butterfly valve DN100',
    'VALVE',
    '96.00',
    [0.4, 1.4, 0.9],
    [box(8)],
    [
      ['RM-3002', '2.600', 'KG'],
      ['RM-3003', '1.000', 'PC'],
    ],
  ),
  finished(
    'FG-1004',
    'Centrifugal pump 2.2 kW',
    'PUMP',
    '412.00',
    [0.9, 3.8, 4.2],
    [pallet(18)],
    [
      ['RM-3002', '9.500', 'KG'],
      ['RM-3004', '1.000', 'PC'],
      ['RM-3003', '3.000', 'PC'],
    ],
  ),
  finished(
    'FG-1005',
    'Centrifugal pump 5.5 kW',
    'PUMP',
    '689.00',
    [1.1, 4.6, 5.0],
    [pallet(12)],
    [
      ['RM-3002', '14.200', 'KG'],
      ['RM-3005', '1.000', 'PC'],
      ['RM-3003', '3.000', 'PC'],
    ],
  ),
  finished(
    'FG-1006',
    'Dosing pump',
    'PUMP',
    '238.00',
    [0.6, 2.4, 2.6],
    [box(4)],
    [
      ['RM-3001', '1.200', 'KG'],
      ['RM-3004', '1.000', 'PC'],
    ],
    ['1010'],
  ),
  finished('FG-1007', 'Shaft coupling 28', 'COUPLING', '31.20', [0.3, 0.8, 0.2], [box(25), weight(10, 7)], [['RM-3001', '0.700', 'KG']]),
  finished('FG-1008', 'Shaft coupling 42', 'COUPLING', '47.80', [0.3, 1.0, 0.2], [box(16), weight(5, 6)], [['RM-3001', '1.200', 'KG']]),
  finished(
    'FG-1009',
    'Hose coupling 2 inch',
    'COUPLING',
    '18.40',
    [0.2, 0.6, 0.2],
    [box(40)],
    [
      ['RM-3002', '0.400', 'KG'],
      ['RM-3003', '1.000', 'PC'],
    ],
    ['1020'],
  ),
  finished(
    'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L',
    'Ball valve DN80 stainless, flanged, long',
    'VALVE',
    '318.00',
    [0.7, 3.0, 1.6],
    [box(4)],
    [
      ['RM-3001', '4.900', 'KG'],
      ['RM-3003', '4.000', 'PC'],
    ],
  ),
  // A numeric material number: SAP keeps it with leading zeros, 18 places.
  finished(
    '000000000000100043',
    'Non-return valve DN50',
    'VALVE',
    '58.90',
    [0.3, 1.1, 0.6],
    [box(20)],
    [
      ['RM-3002', '1.400', 'KG'],
      ['RM-3003', '1.000', 'PC'],
    ],
  ),
  finished(
    'FG-1010',
    'Circulation pump 0.75 kW',
    'PUMP',
    '196.00',
    [0.5, 1.9, 2.2],
    [box(2), pallet(36)],
    [
      ['RM-3002', '4.100', 'KG'],
      ['RM-3004', '1.000', 'PC'],
    ],
  ),
  bought('RM-3001', 'Stainless bar 316L', '6.40', KILOGRAM),
  bought('RM-3002', 'Grey iron casting', '2.15', KILOGRAM),
  bought('RM-3003', 'Seal kit', '3.90', PIECE),
  bought('RM-3004', 'Motor 2.2 kW', '118.00', PIECE),
  bought('RM-3005', 'Motor 5.5 kW', '231.00', PIECE),
  bought('RM-3006', 'Packing tape', '0.35', METRE),
];
