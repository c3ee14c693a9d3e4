/** Goods leave a plant on its working days only. */
import { addDays } from '../../../sandbox/landscape.ts';
import type { Landscape } from '../../../sandbox/landscape-model.ts';

/** The day itself, or the next one on which the plant's calendar has a shift. */
export function workingDayFrom(landscape: Landscape, plant: string, date: string): string {
  const code = landscape.plants.find((one) => one.code === plant)?.calendar;
  const calendar = landscape.calendars.find((one) => one.code === code);
  if (calendar === undefined) return date;
  let day = date;
  // Two weeks of holidays in a row do not happen; the bound only keeps a broken calendar from hanging the system.
  for (let tries = 0; tries < 14; tries++) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
    const works = calendar.shifts.some((shift) => shift.weekdays.includes(weekday)) && !calendar.holidays.includes(day);
    if (works) return day;
    day = addDays(day, 1);
  }
  return date;
}

/** Plain dates sort as text. */
export const earliest = (dates: readonly string[]): string => [...dates].sort()[0] ?? '9999-12-31';
export const latest = (dates: readonly string[]): string => [...dates].sort().at(-1) ?? '';
