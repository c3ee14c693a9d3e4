/** The wall clock of a time zone, through changes of summer time. */

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
  // Two looks: the offset at the guess, then at the instant that it leads to.
  const guess = asUtc - offsetAt(timeZone, asUtc);
  const found = asUtc - offsetAt(timeZone, guess);
  const earlier = asUtc - offsetAt(timeZone, found - HOUR_MS);
  // Shown twice: an hour before, the clocks showed the same.
  return earlier < found && earlier + offsetAt(timeZone, earlier) === asUtc ? earlier : found;
}

const HOUR_MS = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM:SS`. */
function wallClock(timeZone: string, at: number): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

function offsetAt(timeZone: string, at: number): number {
  return Date.parse(`${wallClock(timeZone, at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
