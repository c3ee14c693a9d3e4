/** A month as weeks of days, with what a calendar says of each. Pure; days are plain dates. */
import type { CalendarValue, Shift } from './master-data.ts';

export interface MonthDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly inMonth: boolean;
  /** Shifts of the weekday; none on a day that is always off. */
  readonly shifts: readonly Shift[];
  readonly isHoliday: boolean;
}

const DAY_MS = 86_400_000;

/** Weeks begin on Monday; `month` is `YYYY-MM`. */
export function weeksOf(month: string, { shifts = [], holidays = [] }: CalendarValue): readonly (readonly MonthDay[])[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const off = new Set(holidays);
  const weeks: MonthDay[][] = [];
  for (let monday = first - (weekdayOf(first) - 1) * DAY_MS; textOf(monday).slice(0, 7) <= month; monday += 7 * DAY_MS) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const at = monday + index * DAY_MS;
        const day = textOf(at);
        return {
          day,
          inMonth: day.startsWith(month),
          shifts: shifts.filter(({ weekdays }) => weekdays.includes(weekdayOf(at))),
          isHoliday: off.has(day),
        };
      }),
    );
  }
  return weeks;
}

export function otherMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

export function otherDay(day: string, by: number): string {
  return textOf(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS);
}

/** A day off becomes a working day and the other way round. */
export function toggleHoliday(calendar: CalendarValue, day: string): CalendarValue {
  const { holidays = [] } = calendar;
  return { ...calendar, holidays: (holidays.includes(day) ? holidays.filter((one) => one !== day) : [...holidays, day]).toSorted() };
}

/** What keeps the shifts from being stored; undefined: nothing. */
export function isShift({ weekdays, start, end }: Shift): boolean {
  return weekdays.length > 0 && start !== '' && end !== '' && start < end;
}

/** ISO: 1 Monday … 7 Sunday. */
function weekdayOf(at: number): number {
  return new Date(at).getUTCDay() || 7;
}

function textOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
