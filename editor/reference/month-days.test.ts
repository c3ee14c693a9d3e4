import { describe, expect, test } from 'vitest';
import { isShift, otherDay, otherMonth, toggleHoliday, weeksOf } from './month-days.ts';
import { weekdayNames } from './weekday-names.ts';

const CALENDAR = {
  timeZone: 'Europe/Berlin',
  shifts: [{ weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '14:00' }],
  holidays: ['2026-12-25'],
};

describe('a month of a calendar', () => {
  test('weeks begin on Monday and hold the whole month', () => {
    const weeks = weeksOf('2026-12', CALENDAR);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks[0]![0]!.day).toBe('2026-11-30');
    const days = weeks.flat().filter(({ inMonth }) => inMonth);
    expect([days.length, days[0]!.day, days.at(-1)!.day]).toEqual([31, '2026-12-01', '2026-12-31']);
    // A month that begins on Monday and one of four weeks exactly.
    expect(weeksOf('2027-02', CALENDAR).map((week) => week[0]!.day)).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22']);
  });

  test('a day has the shifts of its weekday, and may be off', () => {
    const days = new Map(
      weeksOf('2026-12', CALENDAR)
        .flat()
        .map((day) => [day.day, day]),
    );
    expect(days.get('2026-12-24')).toMatchObject({ isHoliday: false, shifts: CALENDAR.shifts });
    expect(days.get('2026-12-25')).toMatchObject({ isHoliday: true });
    expect(days.get('2026-12-26')).toMatchObject({ isHoliday: false, shifts: [] });
  });

  test('a day goes off and comes back, and days off stay sorted', () => {
    const once = toggleHoliday(CALENDAR, '2026-12-24');
    expect(once.holidays).toEqual(['2026-12-24', '2026-12-25']);
    expect(toggleHoliday(once, '2026-12-24')).toEqual(CALENDAR);
    expect(toggleHoliday({ timeZone: 'UTC' }, '2026-12-24').holidays).toEqual(['2026-12-24']);
  });

  test('other months and days cross the year', () => {
    expect([otherMonth('2026-12', 1), otherMonth('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect([otherDay('2026-12-31', 1), otherDay('2026-03-01', -7)]).toEqual(['2027-01-01', '2026-02-22']);
  });

  test('a shift has days and ends after it begins', () => {
    const [shift] = CALENDAR.shifts;
    expect(isShift(shift!)).toBe(true);
    expect(isShift({ ...shift!, weekdays: [] })).toBe(false);
    expect(isShift({ ...shift!, end: '06:00' })).toBe(false);
    expect(isShift({ ...shift!, start: '' })).toBe(false);
  });

  test('weekdays that follow each other are said as one', () => {
    expect(weekdayNames([1, 2, 3, 4, 5])).toBe('Mon–Fri');
    expect(weekdayNames([7, 1, 3, 4])).toBe('Mon, Wed–Thu, Sun');
  });
});
