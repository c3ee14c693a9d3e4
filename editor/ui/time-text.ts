/** Instants and durations as people read them. */
import { locale } from '../locale.ts';
import { t } from '../text.ts';

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

/** `3 min. ago`, `in 20 sec.`; below a second `now`. */
export function relativeText(at: string, nowMs: number): string {
  const distance = Date.parse(at) - nowMs;
  for (const [unit, ms] of UNITS) if (Math.abs(distance) >= ms) return relative.format(Math.trunc(distance / ms), unit);
  return t('time.now', 'now');
}

/** `850 ms`, `3.2 s`, `4 min 5 s`, `2 h 10 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`;
}

const absolute = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** Local date and time, sortable as text. */
export function instantText(at: string): string {
  return absolute.format(new Date(at));
}

const clock = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

/** Local time of day with milliseconds. */
export function clockText(at: string): string {
  return clock.format(new Date(at)).replace(',', '.');
}
