/** Codes of countries and currencies by ISO. */
import { roundDecimal } from './decimal.ts';
import { toDecimal } from './decimal-value.ts';
import { COUNTRIES } from './iso-countries.ts';
import { CURRENCY_PLACES } from './iso-currencies.ts';
import { LibraryFault, type LibraryFunction, shown } from './library-function.ts';

const ALPHA2: ReadonlyMap<string, string> = new Map(COUNTRIES.flatMap(([two, three]) => [two, three].map((code) => [code, two])));
const ALPHA3: ReadonlyMap<string, string> = new Map(COUNTRIES.flatMap(([two, three]) => [two, three].map((code) => [code, three])));

export const CODE_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'country2',
    group: 'codes',
    signature: '<s:s>',
    parameters: [{ name: 'code', summary: 'Two or three letters, large or small.' }],
    summary: 'The code of a country in two letters (ISO 3166-1), as SAP has it. Unknown ones: nothing.',
    result: { type: 'string' },
    mayFindNothing: true,
    examples: [
      { expression: '$country2("DEU")', result: 'DE' },
      { expression: '$country2("de")', result: 'DE' },
      { expression: '$country2("XY") ?? "unknown"', result: 'unknown' },
    ],
    call: ([code]) => ALPHA2.get((code as string).trim().toUpperCase()),
  },
  {
    name: 'country3',
    group: 'codes',
    signature: '<s:s>',
    parameters: [{ name: 'code', summary: 'Two or three letters, large or small.' }],
    summary: 'The code of a country in three letters (ISO 3166-1). Unknown ones: nothing.',
    result: { type: 'string' },
    mayFindNothing: true,
    examples: [{ expression: '$country3("US")', result: 'USA' }],
    call: ([code]) => ALPHA3.get((code as string).trim().toUpperCase()),
  },
  {
    name: 'currencyPlaces',
    group: 'codes',
    signature: '<s:n>',
    parameters: [{ name: 'currency', summary: 'Three letters (ISO 4217).' }],
    summary: 'How many places amounts of a currency have. Unknown ones: nothing.',
    result: { type: 'integer', minimum: 0, maximum: 4 },
    mayFindNothing: true,
    examples: [
      { expression: '$currencyPlaces("EUR")', result: 2 },
      { expression: '$currencyPlaces("JPY")', result: 0 },
    ],
    call: ([currency]) => CURRENCY_PLACES.get(currency as string),
  },
  {
    name: 'roundMoney',
    group: 'codes',
    signature: '<(sn)s:s>',
    parameters: [
      { name: 'amount', summary: 'A decimal.' },
      { name: 'currency', summary: 'Three letters (ISO 4217).' },
    ],
    summary: 'An amount in the places of its currency, half away from zero.',
    result: { type: 'string', format: 'decimal' },
    examples: [
      { expression: '$roundMoney("12.345", "EUR")', result: '12.35' },
      { expression: '$roundMoney("1234.5", "JPY")', result: '1235' },
    ],
    call: ([amount, currency]) => {
      const places = CURRENCY_PLACES.get(currency as string);
      if (places !== undefined) return roundDecimal(toDecimal(amount), places, 'nearest');
      throw new LibraryFault('currency-unknown', `${shown(currency)} is no currency.`, 'Codes have three letters: "EUR".');
    },
  },
];
