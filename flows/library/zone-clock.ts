/** The wall clock of a time zone, through changes of summer time. */
import { LibraryFault } from './library-function.ts';

const DAY_MS = 86_400_000;

/** The day (`YYYY-MM-DD`) on the wall calendar of a time zone. `at`: epoch milliseconds. Throws RangeError for a zone that is none. */
export function dayIn(timeZone: string, at: number): string {
  return wallClock(timeZone, at).slice(0, 10);
}

/** The time (`HH:MM:SS`) that the clocks of a zone show. */
export function timeIn(timeZone: string, at: number): string {
  return wallClock(timeZone, at).slice(11);
}

/**
 * When a zone's clocks show this: epoch milliseconds. `time` is `HH:MM` or `HH:MM:SS`. A time that the clocks pass over in spring is
 * the one as far behind the change; one that they show twice in autumn is the first.
 */
export function instantIn(timeZone: string, day: string, time: string): number {
  const asUtc = Date.parse(`${day}T${time}Z`);
  // By the clock before a change that is near, or by the one behind it; by both when the time is shown twice, by none when it is passed over.
  const before = asUtc - offsetAt(timeZone, asUtc - DAY_MS);
  if (before + offsetAt(timeZone, before) === asUtc) return before;
  const behind = asUtc - offsetAt(timeZone, asUtc + DAY_MS);
  return behind + offsetAt(timeZone, behind) === asUtc ? behind : before;
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Names may be written in many ways (`europe/BERLIN`). */
const MOST_FORMATS = 1_000;

/** Throws RangeError for a zone that is none. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format !== undefined) return format;
  format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** Within these, years have four digits wherever the clock hangs. */
const FIRST = Date.UTC(1000, 0, 2);
const LAST = Date.UTC(9999, 11, 30);

/** `YYYY-MM-DD HH:MM:SS`. Throws LibraryFault `day-out-of-range`. */
function wallClock(timeZone: string, at: number): string {
  if (at >= FIRST && at <= LAST) return formatOf(timeZone).format(at);
  const text = new Date(at + offsetAt(timeZone, at)).toISOString();
  if (text.length === 24) return text.slice(0, 19).replace('T', ' ');
  throw new LibraryFault('day-out-of-range', 'The clocks show no day of the years 0 to 9999 there.');
}

/** Before the first and behind the last, as there. */
function offsetAt(timeZone: string, at: number): number {
  const near = Math.floor(Math.min(LAST, Math.max(FIRST, at)) / 1000) * 1000;
  return Date.parse(`${formatOf(timeZone).format(near).replace(' ', 'T')}Z`) - near;
}
