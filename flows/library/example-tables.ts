/** The reference data over which the examples of the library stand. */
import type { JsonObject } from '../json.ts';
import type { LibraryTables } from './library-function.ts';

const TABLES: { readonly [name: string]: JsonObject } = {
  'plant 1010': { label: 'Hamburg', timeZone: 'Europe/Berlin', calendar: 'DE-HH' },
  'plant 1020': { label: 'Charlotte', timeZone: 'America/New_York' },
  'calendar DE-HH': {
    timeZone: 'Europe/Berlin',
    shifts: [{ weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '22:00' }],
    holidays: ['2026-12-25', '2027-01-01'],
  },
  'unit FG-1001': {
    baseUnit: 'PC',
    decimals: 0,
    units: [
      { unit: 'CAR', numerator: 12, denominator: 1 },
      { unit: 'PAL', numerator: 240, denominator: 1 },
    ],
  },
  // Ten pieces weigh seven kilograms.
  'unit FG-1007': { baseUnit: 'PC', decimals: 0, units: [{ unit: 'KG', numerator: 10, denominator: 7 }] },
  'value-map uom': { PCE: 'PC', KGM: 'KG', CT: 'CAR' },
};

export const exampleTables: LibraryTables = {
  table: (kind, name) => (Object.hasOwn(TABLES, `${kind} ${name}`) ? TABLES[`${kind} ${name}`] : undefined),
};
