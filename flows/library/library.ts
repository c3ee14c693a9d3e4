/** Every function that Millrace adds to the language of expressions, in the order of the documentation. */
import { CODE_FUNCTIONS } from './code-functions.ts';
import { DATE_FUNCTIONS } from './date-functions.ts';
import { DECIMAL_FUNCTIONS } from './decimal-functions.ts';
import type { LibraryFunction, LibraryGroup } from './library-function.ts';
import { LOOK_UP_FUNCTIONS } from './look-up-functions.ts';
import { SAP_FUNCTIONS } from './sap-functions.ts';
import { UNIT_FUNCTIONS } from './unit-functions.ts';

export const LIBRARY: readonly LibraryFunction[] = [
  ...SAP_FUNCTIONS,
  ...DECIMAL_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...UNIT_FUNCTIONS,
  ...LOOK_UP_FUNCTIONS,
  ...CODE_FUNCTIONS,
];

export const GROUP_TITLES: { readonly [group in LibraryGroup]: string } = {
  sap: 'Formats of SAP',
  decimals: 'Exact decimals',
  dates: 'Days, clocks and plant calendars',
  units: 'Units',
  'look-up': 'Looking up',
  codes: 'Countries and currencies',
};
