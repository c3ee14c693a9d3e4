/** What expressions take for an exact decimal: text as SAP sends it, or a JSON number that is written without an exponent. */
import { isDecimal } from './decimal.ts';
import { LibraryFault, type LibraryValue, shown } from './library-function.ts';

/** Digits beyond this are no quantity and no price. */
const LONGEST = 100;
export const MOST_PLACES = 20;

/** Without a plus, and zero without a minus. Throws LibraryFault `decimal-malformed`. */
export function toDecimal(value: LibraryValue): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (isDecimal(text) && text.length <= LONGEST) return text.replace(/^\+|^-(?=[0.]*$)/, '');
  throw new LibraryFault(
    'decimal-malformed',
    `${shown(value)} is not a decimal.`,
    'A decimal has digits, a point and nothing else: "1234.50". $parseDecimal reads other ways of writing it.',
  );
}

/** A whole number of places. Throws LibraryFault `places-malformed`. */
export function toPlaces(value: LibraryValue): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_PLACES) return value as number;
  throw new LibraryFault('places-malformed', `${shown(value)} is not a number of places from 0 to ${MOST_PLACES}.`);
}
