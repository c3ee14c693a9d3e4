/** The fixed part of the landscape: what does not depend on the seed. */
import type { Customer, Material, MaterialUnit, Plant, SetUpChange, WorkCalendar, WorkCentre } from './landscape-model.ts';
import { salesforceId } from './salesforce-id.ts';

export const PLANTS: readonly Plant[] = [
  { code: '1010', name: 'Hamburg', timeZone: 'Europe/Berlin', country: 'DE', calendar: 'DE-2S', storageLocation: '101A' },
  { code: '1020', name: 'Charlotte', timeZone: 'America/New_York', country: 'US', calendar: 'US-2S', storageLocation: '102A' },
];

const WORKDAYS = [1, 2, 3, 4, 5];

/** `years`: for which holidays are listed. */
export function calendars(years: readonly number[]): readonly WorkCalendar[] {
  const on = (days: readonly string[]) => years.flatMap((year) => days.map((day) => `${year}-${day}`));
  const twoShifts = [
    { weekdays: WORKDAYS, start: '06:00', end: '14:00' },
    { weekdays: WORKDAYS, start: '14:00', end: '22:00' },
  ];
  const german = on(['01-01', '05-01', '10-03', '12-25', '12-26']);
  const american = on(['01-01', '07-04', '12-25']);
  return [
    { code: 'DE-2S', sapCode: 'D2', timeZone: 'Europe/Berlin', shifts: twoShifts, holidays: german },
    {
      code: 'DE-1S',
      sapCode: 'D1',
      timeZone: 'Europe/Berlin',
      shifts: [{ weekdays: WORKDAYS, start: '06:00', end: '14:00' }],
      holidays: german,
    },
    { code: 'US-2S', sapCode: 'U2', timeZone: 'America/New_York', shifts: twoShifts, holidays: american },
    {
      code: 'US-3S',
      sapCode: 'U3',
      timeZone: 'America/New_York',
      shifts: [...twoShifts, { weekdays: [6], start: '06:00', end: '14:00' }],
      holidays: american,
    },
  ];
}

export const WORK_CENTRES: readonly WorkCentre[] = [
  { workCentre: 'H-CUT01', plant: '1010', description: 'Saw and deburr', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-MIL01', plant: '1010', description: 'Machining centre 1', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-MIL02', plant: '1010', description: 'Machining centre 2', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-ASM01', plant: '1010', description: 'Assembly and test', calendar: 'DE-1S', capacity: 2 },
  { workCentre: 'C-CUT01', plant: '1020', description: 'Saw and deburr', calendar: 'US-2S', capacity: 1 },
  { workCentre: 'C-MIL01', plant: '1020', description: 'Machining centre', calendar: 'US-3S', capacity: 1 },
  { workCentre: 'C-ASM01', plant: '1020', description: 'Assembly and test', calendar: 'US-2S', capacity: 2 },
];

const SET_UP_GROUPS = ['VALVE', 'PUMP', 'COUPLING'] as const;
type SetUpGroup = (typeof SET_UP_GROUPS)[number];

export const SET_UP_MATRIX: readonly SetUpChange[] = SET_UP_GROUPS.flatMap((from) =>
  SET_UP_GROUPS.filter((to) => to !== from).map((to) => ({ from, to, minutes: from === 'PUMP' || to === 'PUMP' ? 45 : 30 })),
);

const customerNumber = (n: number): string => String(17100000 + n).padStart(10, '0');

const customer = (
  n: number,
  name: string,
  city: string,
  country: string,
  cls: Customer['class'],
  currency: string,
  creditLimit: string,
  openReceivables: string,
  contactName: string,
  contactEmail: string,
  parent?: number,
): Customer => ({
  number: customerNumber(n),
  crmAccountId: salesforceId('001', n),
  name,
  city,
  country,
  class: cls,
  currency,
  creditLimit,
  openReceivables,
  contact: { name: contactName, email: contactEmail },
  ...(parent === undefined ? {} : { parent: customerNumber(parent) }),
});

/** The last two have hardly any credit left: their orders are seeded just below the limit (`credit-tight`). */
export const CUSTOMERS: readonly Customer[] = [
  customer(
    1,
    'Nordwerft Marine GmbH',
    'Kiel',
    'DE',
    'A',
    'EUR',
    '5000000.000',
    '310000.000',
    'Frauke Petersen',
    'f.petersen@nordwerft.example',
  ),
  customer(
    2,
    'Alpenwasser Anlagenbau AG',
    'Innsbruck',
    'AT',
    'A',
    'EUR',
    '4000000.000',
    '120500.000',
    'Josef Tschurtschenthaler',
    'j.tschurtschenthaler@alpenwasser.example',
  ),
  customer(
    3,
    'Carolina Process Systems Inc.',
    'Raleigh',
    'US',
    'A',
    'USD',
    '6000000.000',
    '845000.000',
    'Denise Whitaker',
    'denise.whitaker@carolina-process.example',
  ),
  customer(
    4,
    'Rhein Chemie Service KG',
    'Krefeld',
    'DE',
    'B',
    'EUR',
    '1500000.000',
    '98000.000',
    'Murat Yildirim',
    'm.yildirim@rhein-chemie.example',
  ),
  customer(
    5,
    'Delta Irrigation LLC',
    'Fresno',
    'US',
    'B',
    'USD',
    '1200000.000',
    '64000.000',
    'Guadalupe Ortega',
    'g.ortega@delta-irrigation.example',
  ),
  customer(
    6,
    'Papierfabrik Steyr GmbH',
    'Steyr',
    'AT',
    'B',
    'EUR',
    '1800000.000',
    '0.000',
    'Katharina Wimmer',
    'k.wimmer@papier-steyr.example',
    2,
  ),
  customer(
    7,
    'Great Lakes Dairy Co-op',
    'Madison',
    'US',
    'C',
    'USD',
    '900000.000',
    '12000.000',
    'Lars Halvorson',
    'lars@greatlakesdairy.example',
    3,
  ),
  customer(
    8,
    'Brauhaus Lindau',
    'Lindau',
    'DE',
    'C',
    'EUR',
    '800000.000',
    '5400.000',
    'Xaver Baumgartner',
    'x.baumgartner@brauhaus-lindau.example',
  ),
  customer(9, 'Kleinteile Vogt e.K.', 'Gera', 'DE', 'C', 'EUR', '60000.000', '0.000', 'Renate Vogt', 'r.vogt@kleinteile-vogt.example', 4),
  customer(
    10,
    'Piedmont Pool Supply',
    'Greensboro',
    'US',
    'C',
    'USD',
    '60000.000',
    '0.000',
    'Tyrone Caldwell',
    't.caldwell@piedmont-pool.example',
  ),
];

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
