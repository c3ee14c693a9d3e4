/** Days on a plant's calendar: plain dates, never instants, so no time zone can shift them. */
import type { Json, JsonObject } from '../json.ts';
import { LibraryFault } from './library-function.ts';

export interface PlantCalendar {
  isWorkingDay(day: string): boolean;
  /** The same of a day as a number: days since 1970-01-01. */
  isWorked(number: number): boolean;
}

const MONDAY_TO_FRIDAY: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);
/** Longer than any shutdown: a calendar without working days must not be walked for ever. */
const LONGEST_BREAK_DAYS = 400;

/** Revisions of reference data never change. */
const known = new WeakMap<JsonObject, PlantCalendar>();

/** `calendar` as the environment keeps it; undefined: Monday to Friday. */
export function createPlantCalendar(calendar: JsonObject | undefined): PlantCalendar {
  const found = calendar === undefined ? undefined : known.get(calendar);
  if (found !== undefined) return found;
  const made = readCalendar(calendar);
  if (calendar !== undefined) known.set(calendar, made);
  return made;
}

function readCalendar(calendar: JsonObject | undefined): PlantCalendar {
  const shifts = (calendar?.['shifts'] ?? []) as readonly { readonly weekdays: readonly number[] }[];
  const holidays = new Set(((calendar?.['holidays'] ?? []) as readonly string[]).map(toNumber));
  const weekdays = shifts.length === 0 ? MONDAY_TO_FRIDAY : new Set(shifts.flatMap((shift) => shift.weekdays));
  const isWorked = (number: number) => weekdays.has(weekdayOfNumber(number)) && !holidays.has(number);
  return { isWorkingDay: (day) => isWorked(toNumber(day)), isWorked };
}

/** Customers take goods from Monday to Friday. */
export const customerDays: PlantCalendar = createPlantCalendar(undefined);

/** The day itself, or the next (previous) one that is worked. */
export function toWorkingDay(calendar: PlantCalendar, day: string, direction: 1 | -1): string {
  return toDay(toWorkedNumber(calendar, toNumber(day), direction));
}

function toWorkedNumber({ isWorked }: PlantCalendar, number: number, direction: 1 | -1): number {
  let found = number;
  for (let tried = 0; !isWorked(found); tried += 1) {
    if (tried > LONGEST_BREAK_DAYS) {
      throw new LibraryFault(
        'calendar-without-working-days',
        `The calendar has no working day within ${LONGEST_BREAK_DAYS} days of ${toDay(number)}`,
        'Correct the shifts and holidays of the calendar.',
      );
    }
    found += direction;
  }
  return found;
}

/** So many working days on (back). */
export function addWorkingDays(calendar: PlantCalendar, day: string, count: number, direction: 1 | -1): string {
  let found = toWorkedNumber(calendar, toNumber(day), direction);
  for (let left = count; left > 0; left -= 1) found = toWorkedNumber(calendar, found + direction, direction);
  return toDay(found);
}

/** From the one day up to, but without, the other. */
export function countWorkingDays({ isWorked }: PlantCalendar, from: string, to: string): number {
  let count = 0;
  for (let at = toNumber(from), end = toNumber(to); at < end; at += 1) if (isWorked(at)) count += 1;
  return count;
}

/** Throws LibraryFault `day-out-of-range`: 9999-12-31, with which SAP means "for ever", has no next day. */
export function addDays(day: string, count: number): string {
  return toDay(toNumber(day) + count);
}

const DAY_MS = 86_400_000;

function toNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function toDay(number: number): string {
  const at = new Date(number * DAY_MS);
  const year = at.getUTCFullYear();
  if (year >= 0 && year <= 9999) return at.toISOString().slice(0, 10);
  throw new LibraryFault(
    'day-out-of-range',
    'What comes out is no day of the years 0 to 9999.',
    'A day that stands for "for ever" or "never" is asked for before it is counted with.',
  );
}

export function isDay(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isInCalendar(value);
}

/** 2026-02-31 would otherwise be a day in March. */
function isInCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** ISO: 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return weekdayOfNumber(toNumber(day));
}

/** 1970-01-01 was a Thursday. */
function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}
