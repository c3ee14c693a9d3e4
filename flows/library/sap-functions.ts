/** How SAP writes keys, dates, times, numbers and flags: in IDocs, BAPIs, files and OData V2. */
import { toDecimal } from './decimal-value.ts';
import { LibraryFault, type LibraryFunction, shown } from './library-function.ts';
import { requireDay } from './plant.ts';
import { isDay } from './working-days.ts';

const LONGEST_KEY = 255;

export const SAP_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'alphaIn',
    group: 'sap',
    signature: '<(sn)n:s>',
    parameters: [
      { name: 'key', summary: 'A number of an order, a customer, a material … as people write it.' },
      { name: 'length', summary: 'Of the field: 10 for orders and customers, 18 or 40 for materials, 6 for items.' },
    ],
    summary:
      'A key as SAP stores it (conversion exit ALPHA): digits alone get leading zeros, anything else stays as it is.\n\nA key that is too long is refused, never cut.',
    result: { type: 'string' },
    examples: [
      { expression: '$alphaIn("4711", 10)', result: '0000004711' },
      { expression: '$alphaIn(10, 6)', result: '000010' },
      { expression: '$alphaIn("FG-1001", 18)', result: 'FG-1001' },
    ],
    call: ([key, length]) => {
      // A number beyond these has lost digits already.
      if (typeof key === 'number' && !(Number.isSafeInteger(key) && key >= 0))
        throw new LibraryFault('key-malformed', `${shown(key)} is no key.`, 'A key is a text, or a whole number of at most 15 digits.');
      const text = String(key as string).trim();
      if (!Number.isInteger(length) || (length as number) < 1 || (length as number) > LONGEST_KEY)
        throw new LibraryFault('length-malformed', `${shown(length)} is not a length from 1 to ${LONGEST_KEY}.`);
      if (/^\d+$/.test(text)) {
        const digits = text.replace(/^0+(?=\d)/, '');
        if (digits.length <= (length as number)) return digits.padStart(length as number, '0');
      } else if (text.length <= (length as number)) return text;
      throw new LibraryFault('key-too-long', `${shown(key)} has more than ${length as number} characters.`);
    },
  },
  {
    name: 'alphaOut',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'key', summary: 'A key as SAP stores it.' }],
    summary: 'A key as people write it: of digits alone the leading zeros are taken away. Use it to compare `"10"` with `"000010"`.',
    result: { type: 'string' },
    examples: [
      { expression: '$alphaOut("0000004711")', result: '4711' },
      { expression: '$alphaOut("FG-0010")', result: 'FG-0010' },
      { expression: '$alphaOut("000010") = $alphaOut("10")', result: true },
    ],
    call: ([key]) => {
      const text = (key as string).trim();
      return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;
    },
  },
  {
    name: 'fromSapDate',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'date', summary: '`YYYYMMDD`, `/Date(…)/` of OData V2, or `YYYY-MM-DD`.' }],
    summary: 'A day as `YYYY-MM-DD`, never shifted by a time zone. Of `00000000`, `0000-00-00` and of an empty text: nothing.',
    result: { type: 'string', format: 'date' },
    mayFindNothing: true,
    examples: [
      { expression: '$fromSapDate("20261215")', result: '2026-12-15' },
      { expression: '$fromSapDate("/Date(1797292800000)/")', result: '2026-12-15' },
      { expression: '$fromSapDate("00000000")' },
    ],
    call: ([date]) => fromSapDate((date as string).trim()),
  },
  {
    name: 'toSapDate',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'day', summary: '`YYYY-MM-DD`.' }],
    summary: 'A day as `YYYYMMDD`, for IDocs, BAPIs and files.',
    result: { type: 'string' },
    examples: [{ expression: '$toSapDate("2026-12-15")', result: '20261215' }],
    call: ([day]) => requireDay(day as string).replaceAll('-', ''),
  },
  {
    name: 'fromSapTime',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'time', summary: '`HHMMSS`, `PT13H20M00S` of OData V2, or `HH:MM:SS`.' }],
    summary: 'A time as `HH:MM:SS`. Of an empty text: nothing.',
    result: { type: 'string', format: 'time' },
    mayFindNothing: true,
    examples: [
      { expression: '$fromSapTime("132000")', result: '13:20:00' },
      { expression: '$fromSapTime("PT13H20M00S")', result: '13:20:00' },
    ],
    call: ([time]) => fromSapTime((time as string).trim()),
  },
  {
    name: 'toSapTime',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'time', summary: '`HH:MM` or `HH:MM:SS`.' }],
    summary: 'A time as `HHMMSS`.',
    result: { type: 'string' },
    examples: [{ expression: '$toSapTime("13:20")', result: '132000' }],
    call: ([time]) => {
      const match = TIME.exec(time as string);
      if (match === null) throw malformed('time', time as string, 'A time is written HH:MM or HH:MM:SS.');
      return `${match[1]}${match[2]}${match[3] ?? '00'}`;
    },
  },
  {
    name: 'fromSapDecimal',
    group: 'sap',
    signature: '<s:s>',
    parameters: [{ name: 'text', summary: 'As IDocs and BAPIs write it: a point before the places, a minus behind.' }],
    summary: 'An exact decimal with its minus in front. Of an empty text: nothing. Other ways of writing: `$parseDecimal`.',
    result: { type: 'string', format: 'decimal' },
    mayFindNothing: true,
    examples: [
      { expression: '$fromSapDecimal("        1234.50-")', result: '-1234.50' },
      { expression: '$fromSapDecimal("25.000 ")', result: '25.000' },
    ],
    call: ([text]) => {
      const trimmed = (text as string).trim();
      if (trimmed === '') return undefined;
      return toDecimal(trimmed.endsWith('-') ? `-${trimmed.slice(0, -1)}` : trimmed);
    },
  },
  {
    name: 'fromSapFlag',
    group: 'sap',
    signature: '<s:b>',
    parameters: [{ name: 'flag', summary: '`X`, or empty.' }],
    summary: 'A flag of SAP as true or false.',
    result: { type: 'boolean' },
    examples: [
      { expression: '$fromSapFlag("X")', result: true },
      { expression: '$fromSapFlag("")', result: false },
    ],
    call: ([flag]) => {
      const text = (flag as string).trim();
      if (text === 'X' || text === '') return text === 'X';
      throw malformed('flag', flag as string, 'A flag of SAP is "X" or empty.');
    },
  },
  {
    name: 'toSapFlag',
    group: 'sap',
    signature: '<b:s>',
    parameters: [{ name: 'value', summary: 'true or false.' }],
    summary: 'True as `X`, false as an empty text.',
    result: { enum: ['X', ''] },
    examples: [{ expression: '$toSapFlag(urgent)', given: { urgent: true }, result: 'X' }],
    call: ([value]) => (value === true ? 'X' : ''),
  },
];

const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

function fromSapDate(text: string): string | undefined {
  if (text === '' || /^0{4}(0{4}|-00-00)$/.test(text)) return undefined;
  const millis = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1];
  const day = millis === undefined ? text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : dayOf(Number(millis));
  if (isDay(day)) return day;
  throw malformed('date', text, 'SAP writes a day as YYYYMMDD, or /Date(…)/.');
}

function dayOf(millis: number): string {
  return Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString().slice(0, 10) : '';
}

function fromSapTime(text: string): string | undefined {
  if (text === '') return undefined;
  const duration = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d+)?S)?$/.exec(text);
  const parts =
    duration === null ? text.replace(/^(\d{2})(\d{2})(\d{2})$/, '$1:$2:$3') : duration.slice(1).map((part = '') => part.padStart(2, '0'));
  const time = typeof parts === 'string' ? parts : parts.join(':');
  if (TIME.test(time) && time.length === 8 && text !== 'PT') return time;
  throw malformed('time', text, 'SAP writes a time as HHMMSS, or PT13H20M00S.');
}

function malformed(what: string, given: string, help: string): LibraryFault {
  return new LibraryFault(`${what}-malformed`, `${shown(given)} is not a ${what}.`, help);
}
