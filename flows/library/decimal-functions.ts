/** Exact sums and prices. A JSON number is a binary fraction: 0.1 + 0.2 is not 0.3, and an invoice notices. */
import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  divideDecimals,
  multiplyDecimals,
  type Rounding,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts';
import { toDecimal, toPlaces } from './decimal-value.ts';
import { LibraryFault, type LibraryFunction, type LibraryParameter, type LibraryValue, shown } from './library-function.ts';

const decimal = { type: 'string', format: 'decimal' } as const;
const left: LibraryParameter = { name: 'a', summary: 'A decimal: text such as `"12.50"`, or a number.' };
const right: LibraryParameter = { name: 'b', summary: 'Another one.' };
export const ROUNDINGS: readonly Rounding[] = ['nearest', 'up', 'down'];

export const DECIMAL_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'addDecimals',
    group: 'decimals',
    signature: '<(sn)(sn):s>',
    parameters: [left, right],
    summary: 'The exact sum of two decimals, with as many places as the longer one.',
    result: decimal,
    examples: [
      { expression: '$addDecimals("0.1", "0.2")', result: '0.3' },
      { expression: '$addDecimals("25.000", 5)', result: '30.000' },
    ],
    call: ([a, b]) => add(toDecimal(a), toDecimal(b)),
  },
  {
    name: 'subtractDecimals',
    group: 'decimals',
    signature: '<(sn)(sn):s>',
    parameters: [left, right],
    summary: 'The exact difference of two decimals.',
    result: decimal,
    examples: [{ expression: '$subtractDecimals("25.000", "25.001")', result: '-0.001' }],
    call: ([a, b]) => {
      const [x, y] = [toDecimal(a), toDecimal(b)];
      return subtractDecimals(x, y, Math.max(decimalPlaces(x), decimalPlaces(y)));
    },
  },
  {
    name: 'multiplyDecimals',
    group: 'decimals',
    signature: '<(sn)(sn):s>',
    parameters: [left, right],
    summary: 'The exact product of two decimals, with the places of both.',
    result: decimal,
    examples: [
      { expression: '$multiplyDecimals("3.000", "19.99")', result: '59.97000' },
      { expression: '$roundDecimal($multiplyDecimals(quantity, price), 2)', given: { quantity: '3.000', price: '19.99' }, result: '59.97' },
    ],
    call: ([a, b]) => {
      const [x, y] = [toDecimal(a), toDecimal(b)];
      return multiplyDecimals(x, y, decimalPlaces(x) + decimalPlaces(y));
    },
  },
  {
    name: 'divideDecimals',
    group: 'decimals',
    signature: '<(sn)(sn)n:s>',
    parameters: [left, right, { name: 'places', summary: 'Places of the result; what is beyond is rounded half away from zero.' }],
    summary: 'The quotient of two decimals in so many places.',
    result: decimal,
    examples: [{ expression: '$divideDecimals("10", "3", 4)', result: '3.3333' }],
    call: ([a, b, places]) => {
      const divisor = toDecimal(b);
      if (compareDecimals(divisor, '0') === 0) throw new LibraryFault('division-by-zero', 'A decimal is divided by zero.');
      return divideDecimals(toDecimal(a), divisor, toPlaces(places));
    },
  },
  {
    name: 'sumDecimals',
    group: 'decimals',
    signature: '<a:s>',
    parameters: [{ name: 'list', summary: 'Decimals; of an empty list the sum is `"0"`.' }],
    summary: 'The exact sum of a list of decimals.',
    result: decimal,
    examples: [
      { expression: '$sumDecimals(items.net)', given: { items: [{ net: '0.10' }, { net: '0.20' }, { net: '1200' }] }, result: '1200.30' },
    ],
    call: ([list]) => (list as readonly LibraryValue[]).reduce<string>((sum, value) => add(sum, toDecimal(value)), '0'),
  },
  {
    name: 'compareDecimals',
    group: 'decimals',
    signature: '<(sn)(sn):n>',
    parameters: [left, right],
    summary: '-1, 0 or 1: is `a` less than, as great as, or greater than `b`? As texts `"9"` would be greater than `"10"`.',
    result: { enum: [-1, 0, 1] },
    examples: [
      { expression: '$compareDecimals("9", "10")', result: -1 },
      { expression: '$compareDecimals("25.0", "25.000") = 0', result: true },
    ],
    call: ([a, b]) => compareDecimals(toDecimal(a), toDecimal(b)),
  },
  {
    name: 'roundDecimal',
    group: 'decimals',
    signature: '<(sn)ns?:s>',
    parameters: [
      left,
      { name: 'places', summary: 'Places of the result; missing ones are filled with zeros.' },
      {
        name: 'rounding',
        optional: true,
        summary: '`nearest` (half away from zero; when left out), `up` (never less than it was) or `down` (never more).',
      },
    ],
    summary: 'A decimal in so many places. `up` for what is needed, `down` for what is promised.',
    result: decimal,
    examples: [
      { expression: '$roundDecimal("2.5", 0)', result: '3' },
      { expression: '$roundDecimal("12.3401", 2, "up")', result: '12.35' },
      { expression: '$roundDecimal("7", 3)', result: '7.000' },
    ],
    call: ([a, places, rounding]) => roundDecimal(toDecimal(a), toPlaces(places), toRounding(rounding)),
  },
  {
    name: 'parseDecimal',
    group: 'decimals',
    signature: '<ss:s>',
    parameters: [
      { name: 'text', summary: 'A number as people or files write it.' },
      { name: 'sign', summary: 'What stands before the places: `","` or `"."`. The other one, spaces and apostrophes group digits.' },
    ],
    summary: 'Reads a decimal with grouped digits, a decimal comma, or its minus behind it. Of an empty text: nothing.',
    result: decimal,
    mayFindNothing: true,
    examples: [
      { expression: '$parseDecimal("1.234,50", ",")', result: '1234.50' },
      { expression: '$parseDecimal("12,000.5-", ".")', result: '-12000.5' },
      { expression: '$parseDecimal("", ",")' },
    ],
    call: ([text, sign]) => parseDecimal(text as string, toSign(sign)),
  },
  {
    name: 'formatDecimal',
    group: 'decimals',
    signature: '<(sn)ss?:s>',
    parameters: [
      left,
      { name: 'sign', summary: 'What stands before the places: `","` or `"."`.' },
      { name: 'group', optional: true, summary: 'What stands between thousands; left out: nothing.' },
    ],
    summary: 'Writes a decimal as another system or a person wants it; every digit stays.',
    result: { type: 'string' },
    examples: [
      { expression: '$formatDecimal("1234567.50", ",", ".")', result: '1.234.567,50' },
      { expression: '$formatDecimal(25.5, ",")', result: '25,5' },
    ],
    call: ([a, sign, group]) => formatDecimal(toDecimal(a), toSign(sign), toGroup(group)),
  },
];

function add(a: string, b: string): string {
  return addDecimals(a, b, Math.max(decimalPlaces(a), decimalPlaces(b)));
}

/** Throws LibraryFault `rounding-unknown`. */
export function toRounding(value: LibraryValue): Rounding {
  const rounding = (value ?? 'nearest') as Rounding;
  if (ROUNDINGS.includes(rounding)) return rounding;
  throw new LibraryFault('rounding-unknown', `${shown(value)} is no way of rounding.`, `There are ${ROUNDINGS.join(', ')}.`);
}

function toSign(value: LibraryValue): ',' | '.' {
  if (value === ',' || value === '.') return value;
  throw new LibraryFault('sign-unknown', `${shown(value)} is no decimal sign.`, 'It is "," or ".".');
}

/** Throws LibraryFault `group-malformed`. */
function toGroup(value: LibraryValue): string {
  const group = (value ?? '') as string;
  if (group.length <= LONGEST_GROUP && !/\d/.test(group)) return group;
  const help = `It is a point, a comma, a space or the like: no digits, and at most ${LONGEST_GROUP} characters.`;
  throw new LibraryFault('group-malformed', `${shown(value)} cannot stand between thousands.`, help);
}

const LONGEST_GROUP = 10;

/** Digits in groups of three or in none: `12,5` is no way to write 125. */
const WRITTEN = {
  ',': /^([+-]?)(\d+|\d{1,3}(?:[.\s'’]\d{3})+)(?:,(\d+))?(-?)$/,
  '.': /^([+-]?)(\d+|\d{1,3}(?:[,\s'’]\d{3})+)(?:\.(\d+))?(-?)$/,
};

function parseDecimal(text: string, sign: ',' | '.'): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const match = WRITTEN[sign].exec(trimmed);
  const [, before = '', whole = '', places, behind] = match ?? [];
  if (match === null || (before !== '' && behind !== '')) {
    const help = `Digits stand in groups of three or in none, places behind ${sign}.`;
    throw new LibraryFault('decimal-malformed', `${shown(text)} is not a decimal.`, help);
  }
  const minus = before === '-' || behind === '-' ? '-' : '';
  return toDecimal(`${minus}${whole.replace(/\D/g, '')}${places === undefined ? '' : `.${places}`}`);
}

function formatDecimal(text: string, sign: string, group: string): string {
  const [whole, places] = text.split('.') as [string, string | undefined];
  const grouped = group === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, () => group);
  return places === undefined ? grouped : `${grouped}${sign}${places}`;
}
