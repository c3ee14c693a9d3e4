/** A day of a calendar (`YYYY-MM-DD`), in the way of one's region. */
import { formatLocale } from '../locale.ts';

export function dayText(day: string): string {
  return new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
