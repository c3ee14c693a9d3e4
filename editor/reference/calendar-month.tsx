/** A month as a grid of days; arrow keys lead through it and on into other months. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { t } from '../text.ts';
import type { CalendarValue } from './master-data.ts';
import { type MonthDay, otherDay, weeksOf } from './month-days.ts';
import { weekdayName } from './weekday-names.ts';
import './master-data.css';

export interface CalendarMonthProps {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly calendar: CalendarValue;
  readonly mayWrite: boolean;
  readonly onToggle: (day: string) => void;
  readonly onMonth: (month: string) => void;
}

const STEPS: { readonly [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function CalendarMonth({ month, calendar, mayWrite, onToggle, onMonth }: CalendarMonthProps) {
  const weeks = weeksOf(month, calendar);
  const grid = useRef<HTMLTableElement>(null);
  const [chosen, setChosen] = useState<string>();
  const wantsFocus = useRef(false);
  const stop = chosen?.startsWith(month) === true ? chosen : `${month}-01`;

  // A month that keys have led into has its days only now.
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${stop}"]`)?.focus();
  }, [stop]);

  function go(event: KeyboardEvent, day: string): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = otherDay(day, step);
    wantsFocus.current = true;
    setChosen(next);
    if (!next.startsWith(month)) onMonth(next.slice(0, 7));
  }

  return (
    <table ref={grid} className="month">
      <thead>
        <tr>
          {weeks[0]!.map((_, index) => (
            <th key={weekdayName(index + 1)} scope="col">
              {weekdayName(index + 1)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]!.day}>
            {week.map((day) => (
              <td key={day.day}>
                {day.inMonth && (
                  <button
                    type="button"
                    className="month-day"
                    data-day={day.day}
                    data-look={lookOf(day)}
                    aria-pressed={day.isHoliday}
                    aria-label={`${day.day}, ${dayText(day)}`}
                    aria-disabled={!mayWrite}
                    tabIndex={day.day === stop ? 0 : -1}
                    onClick={() => {
                      setChosen(day.day);
                      if (mayWrite) onToggle(day.day);
                    }}
                    onKeyDown={(event) => go(event, day.day)}
                  >
                    <strong>{Number(day.day.slice(8))}</strong>
                    <span>{dayText(day)}</span>
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lookOf({ isHoliday, shifts }: MonthDay): 'off' | 'free' | 'work' {
  return isHoliday ? 'off' : shifts.length === 0 ? 'free' : 'work';
}

function dayText({ isHoliday, shifts }: MonthDay): string {
  if (isHoliday) return t('calendars.day-off', 'off');
  return shifts.map(({ start, end }) => `${start}–${end}`).join(', ') || t('calendars.no-shift', 'no shift');
}
