/** Days as plain dates, instants with their zone, and the working days of a plant. Nothing here asks what time it is. */
import type { LibraryFunction, LibraryParameter, LibraryValue } from './library-function.ts';
import { LibraryFault, shown } from './library-function.ts';
import { calendarOf, requireDay, zoneOf } from './plant.ts';
import { addDays, addWorkingDays, countWorkingDays, toWorkingDay, weekdayOf } from './working-days.ts';
import { dayIn, instantIn, timeIn } from './zone-clock.ts';

const DAY_MS = 86_400_000;
/** A century: more is a mistake, and would be walked day by day. */
const MOST_DAYS = 36_525;

/** Days that are walked while an evaluation takes one of its steps. */
const DAYS_A_STEP = 16;
/** To read the clock of a time zone takes as long as so many. */
const STEPS_OF_A_CLOCK = 20;

const date = { type: 'string', format: 'date' } as const;
const day: LibraryParameter = { name: 'day', summary: '`YYYY-MM-DD`.' };
const plant: LibraryParameter = {
  name: 'plant',
  summary: 'Code of a plant of the environment; its calendar decides, Monday to Friday when it has none.',
};
const where: LibraryParameter = { name: 'where', summary: 'Code of a plant, or a time zone such as `Europe/Berlin`.' };
const instant: LibraryParameter = { name: 'instant', summary: 'ISO 8601 with a zone: `2026-12-15T23:30:00Z`.' };

export const DATE_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'addDays',
    group: 'dates',
    signature: '<sn:s>',
    parameters: [day, { name: 'count', summary: 'Calendar days; may be negative.' }],
    summary: 'So many calendar days on, or back.',
    result: date,
    examples: [
      { expression: '$addDays("2026-12-30", 3)', result: '2027-01-02' },
      { expression: '$addDays("2026-03-01", -1)', result: '2026-02-28' },
    ],
    call: ([from, count]) => addDays(requireDay(from as string), requireCount(count)),
  },
  {
    name: 'daysBetween',
    group: 'dates',
    signature: '<ss:n>',
    parameters: [
      { name: 'from', summary: '`YYYY-MM-DD`.' },
      { name: 'to', summary: '`YYYY-MM-DD`.' },
    ],
    summary: 'Calendar days from one day to another; negative when `to` is before `from`.',
    result: { type: 'integer' },
    examples: [{ expression: '$daysBetween("2026-12-15", "2027-01-02")', result: 18 }],
    call: ([from, to]) => Math.round((toMs(to) - toMs(from)) / DAY_MS),
  },
  {
    name: 'weekday',
    group: 'dates',
    signature: '<s:n>',
    parameters: [day],
    summary: 'The day of the week by ISO: 1 is Monday, 7 is Sunday.',
    result: { type: 'integer', minimum: 1, maximum: 7 },
    examples: [{ expression: '$weekday("2026-12-13")', result: 7 }],
    call: ([of]) => weekdayOf(requireDay(of as string)),
  },
  {
    name: 'isoWeek',
    group: 'dates',
    signature: '<s:s>',
    parameters: [day],
    summary: 'The week by ISO 8601, with the year that the week belongs to.',
    result: { type: 'string' },
    examples: [{ expression: '$isoWeek("2027-01-02")', result: '2026-W53' }],
    call: ([of]) => isoWeek(requireDay(of as string)),
  },
  {
    name: 'isWorkingDay',
    group: 'dates',
    signature: '<ss:b>',
    parameters: [day, plant],
    summary: 'Does the plant work on this day?',
    result: { type: 'boolean' },
    examples: [{ expression: '$isWorkingDay("2026-12-25", "1010")', result: false }],
    call: ([of, code], tables) => calendarOf(code as string, tables).isWorkingDay(requireDay(of as string)),
  },
  {
    name: 'nextWorkingDay',
    group: 'dates',
    signature: '<ss:s>',
    parameters: [day, plant],
    summary: 'The day itself when the plant works on it, else the first one behind it.',
    result: date,
    examples: [{ expression: '$nextWorkingDay("2026-12-25", "1010")', result: '2026-12-28' }],
    call: ([from, code], tables) => toWorkingDay(calendarOf(code as string, tables), requireDay(from as string), 1),
  },
  {
    name: 'previousWorkingDay',
    group: 'dates',
    signature: '<ss:s>',
    parameters: [day, plant],
    summary: 'The day itself when the plant works on it, else the last one before it.',
    result: date,
    examples: [{ expression: '$previousWorkingDay("2026-12-27", "1010")', result: '2026-12-24' }],
    call: ([from, code], tables) => toWorkingDay(calendarOf(code as string, tables), requireDay(from as string), -1),
  },
  {
    name: 'addWorkingDays',
    group: 'dates',
    signature: '<sns:s>',
    parameters: [day, { name: 'count', summary: 'Working days; may be negative.' }, plant],
    summary:
      'So many working days of the plant on, or back.\n\nA day that is not worked counts as the next one that is (going back: the one before), then the count begins.',
    result: date,
    examples: [
      { expression: '$addWorkingDays("2026-12-23", 2, "1010")', result: '2026-12-28' },
      { expression: '$addWorkingDays("2026-12-28", -1, "1010")', result: '2026-12-24' },
    ],
    steps: ([, count]) => Math.abs(count as number) / DAYS_A_STEP,
    call: ([from, count, code], tables) => {
      const days = requireCount(count);
      return addWorkingDays(calendarOf(code as string, tables), requireDay(from as string), Math.abs(days), days < 0 ? -1 : 1);
    },
  },
  {
    name: 'workingDaysBetween',
    group: 'dates',
    signature: '<sss:n>',
    parameters: [{ name: 'from', summary: 'Counts when it is worked.' }, { name: 'to', summary: 'Does not count.' }, plant],
    summary: 'Days that the plant works from `from` up to, but without, `to`; negative when `to` is before `from`.',
    result: { type: 'integer' },
    examples: [{ expression: '$workingDaysBetween("2026-12-21", "2026-12-28", "1010")', result: 4 }],
    steps: ([from, to]) => (Math.abs(Date.parse(to as string) - Date.parse(from as string)) || 0) / DAY_MS / DAYS_A_STEP,
    call: ([from, to, code], tables) => {
      const [first, last] = [requireDay(from as string), requireDay(to as string)];
      const calendar = calendarOf(code as string, tables);
      if (Math.abs(toMs(last) - toMs(first)) > MOST_DAYS * DAY_MS) throw tooMany();
      const [begin = first, end = last] = [first, last].sort();
      const count = countWorkingDays(calendar, begin, end);
      return first <= last ? count : -count;
    },
  },
  {
    name: 'localDay',
    group: 'dates',
    signature: '<ss:s>',
    parameters: [instant, where],
    summary: 'The day that an instant is on in a plant or a time zone. Near midnight it is another one than in UTC.',
    result: date,
    examples: [
      { expression: '$localDay("2026-12-15T23:30:00Z", "1010")', result: '2026-12-16' },
      { expression: '$localDay("2026-12-15T23:30:00Z", "America/New_York")', result: '2026-12-15' },
    ],
    steps: () => STEPS_OF_A_CLOCK,
    call: ([at, place], tables) => dayIn(zoneOf(place as string, tables), requireInstant(at)),
  },
  {
    name: 'localTime',
    group: 'dates',
    signature: '<ss:s>',
    parameters: [instant, where],
    summary: 'What the clocks of a plant or a time zone show at an instant: `HH:MM:SS`.',
    result: { type: 'string', format: 'time' },
    examples: [{ expression: '$localTime("2026-07-01T04:00:00Z", "1010")', result: '06:00:00' }],
    steps: () => STEPS_OF_A_CLOCK,
    call: ([at, place], tables) => timeIn(zoneOf(place as string, tables), requireInstant(at)),
  },
  {
    name: 'localInstant',
    group: 'dates',
    signature: '<sss:s>',
    parameters: [day, { name: 'time', summary: '`HH:MM` or `HH:MM:SS`.' }, where],
    summary:
      'The instant at which the clocks of a plant or a time zone show this day and time, in UTC.\n\nA time that is passed over in spring is the one as far behind the change; of one that is shown twice in autumn, the first.',
    result: { type: 'string', format: 'date-time' },
    examples: [
      { expression: '$localInstant("2026-12-15", "06:00", "1010")', result: '2026-12-15T05:00:00.000Z' },
      { expression: '$localInstant("2026-10-25", "02:30", "Europe/Berlin")', result: '2026-10-25T00:30:00.000Z' },
    ],
    steps: () => 3 * STEPS_OF_A_CLOCK,
    call: ([on, time, place], tables) => {
      if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time as string))
        throw new LibraryFault('time-malformed', `${shown(time)} is not a time.`, 'A time is written HH:MM or HH:MM:SS.');
      const full = (time as string).length === 5 ? `${time as string}:00` : (time as string);
      return new Date(instantIn(zoneOf(place as string, tables), requireDay(on as string), full)).toISOString();
    },
  },
];

function toMs(value: LibraryValue): number {
  return Date.parse(`${requireDay(value as string)}T00:00:00Z`);
}

function requireCount(value: LibraryValue): number {
  if (!Number.isInteger(value)) throw new LibraryFault('count-malformed', `${shown(value)} is not a whole number of days.`);
  if (Math.abs(value as number) > MOST_DAYS) throw tooMany();
  return value as number;
}

function tooMany(): LibraryFault {
  return new LibraryFault('count-malformed', `More than ${MOST_DAYS} days are not counted.`);
}

function requireInstant(value: LibraryValue): number {
  const text = value as string;
  const at = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(at)) return at;
  const help = 'It is written with its zone: 2026-12-15T23:30:00Z.';
  throw new LibraryFault('instant-malformed', `${shown(value)} is not an instant.`, help);
}

/** A week belongs to the year of its Thursday. */
function isoWeek(of: string): string {
  const thursday = addDays(of, 4 - weekdayOf(of));
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * DAY_MS)) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}
