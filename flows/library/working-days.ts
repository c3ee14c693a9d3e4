/** Days on a plant's calendar: plain dates, never instants, so no time zone can shift them. */
import type { Json, JsonObject } from '../json.ts';
import { LibraryFault } from './library-function.ts';

export interface PlantCalendar {
  isWorkingDay(day: string): boolean;
}

const MONDAY_TO_FRIDAY: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);
/** Longer than any shutdown: a calendar without working days must not be walked for ever. */
const LONGEST_BREAK_DAYS = 400;

/** `calendar` as the environment keeps it; undefined: Monday to Friday. */
export function createPlantCalendar(calendar: JsonObject | undefined): PlantCalendar {
  const shifts = (calendar?.['shifts'] ?? []) as readonly { readonly weekdays: readonly number[] }[];
  const holidays = new Set((calendar?.['holidays'] ?? []) as readonly string[]);
  const weekdays = shifts.length === 0 ? MONDAY_TO_FRIDAY : new Set(shifts.flatMap((shift) => shift.weekdays));
  return { isWorkingDay: (day) => weekdays.has(weekdayOf(day)) && !holidays.has(day) };
}

/** Customers take goods from Monday to Friday. */
export const customerDays: PlantCalendar = createPlantCalendar(undefined);

/** The day itself, or the next (previous) one that is worked. */
export function toWorkingDay({ isWorkingDay }: PlantCalendar, day: string, direction: 1 | -1): string {
  let found = day;
  for (let tried = 0; !isWorkingDay(found); tried += 1) {
    if (tried > LONGEST_BREAK_DAYS) {
      throw new LibraryFault(
        'calendar-without-working-days',
        `The calendar has no working day within ${LONGEST_BREAK_DAYS} days of ${day}`,
        'Correct the shifts and holidays of the calendar.',
      );
    }
    found = addDays(found, direction);
  }
  return found;
}

/** So many working days on (back). */
export function addWorkingDays(calendar: PlantCalendar, day: string, count: number, direction: 1 | -1): string {
  let found = toWorkingDay(calendar, day, direction);
  for (let left = count; left > 0; left -= 1) found = toWorkingDay(calendar, addDays(found, direction), direction);
  return found;
}

/** Throws LibraryFault `day-out-of-range`: 9999-12-31, with which SAP means "for ever", has no next day. */
export function addDays(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  const year = at.getUTCFullYear();
  if (year >= 0 && year <= 9999) return at.toISOString().slice(0, 10);
  throw new LibraryFault(
    'day-out-of-range',
    `${count} days from ${day} is no day of the years 0 to 9999.`,
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
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
