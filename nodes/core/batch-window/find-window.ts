/** Where the time stands in a window that opens every day at one wall-clock time and closes at another (WAI-4). Pure. */
import type { PlantCalendar } from '#flows/library/working-days.ts';
import { dayIn } from '#flows/library/zone-clock.ts';
import { dueSlots, nextSlot } from '../schedule/due-slots.ts';

export interface DailyWindow {
  /** Wall clock HH:MM; `to` at or before `from` lies on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
  /** The day on which the window opens must be worked; undefined: every day. */
  readonly calendar: PlantCalendar | undefined;
}

export interface FoundWindow {
  readonly open: boolean;
  /** Of the window that is open, else of the next one. */
  readonly from: Date;
  readonly to: Date;
}

/** A day, an hour of daylight saving and some air: a window is no longer. */
const LOOK_BACK_MS = 26 * 3_600_000;
/** Longer than any shutdown of a plant. */
const MOST_DAYS = 400;

/** Undefined: the calendar opens none within 400 days. Throws ScheduleError for a zone that cannot be read. */
export function findWindow(window: DailyWindow, now: Date): FoundWindow | undefined {
  const opens = { cron: toCron(window.from), timeZone: window.timeZone };
  const closes = { cron: toCron(window.to), timeZone: window.timeZone };
  const [last] = dueSlots(opens, new Date(now.getTime() - LOOK_BACK_MS), now, 1).slots.slice(-1);
  let from = last ?? nextSlot(opens, now);
  for (let day = 0; from !== undefined && day < MOST_DAYS; day += 1) {
    const to = nextSlot(closes, from);
    if (to !== undefined && to > now && isWorked(window, from)) return { open: from <= now, from, to };
    from = nextSlot(opens, from);
  }
  return undefined;
}

function isWorked({ calendar, timeZone }: DailyWindow, at: Date): boolean {
  return calendar?.isWorkingDay(dayIn(timeZone, at.getTime())) ?? true;
}

function toCron(time: string): string {
  const [hour, minute] = time.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}
