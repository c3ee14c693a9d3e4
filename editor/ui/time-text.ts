/** Instants and durations as people read them. */
import { formatLocale, locale } from '../locale.ts';
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

const tenths = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** One place behind the point, by the way of the region. */
export function tenthsText(value: number): string {
  return tenths.format(value);
}

/** `850 ms`, `3.2 s`, `4 min 5 s`, `2 h 10 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${tenthsText(Math.floor(ms / 100) / 10)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`;
}

/** Regions of English write days and months in either order: there it is the one that nobody mistakes, `2026-01-31 08:00:00`. */
const written = locale === 'en' ? 'sv-SE' : formatLocale;
const day = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const absolute = new Intl.DateTimeFormat(written, { ...day, second: '2-digit' });
const minutes = new Intl.DateTimeFormat(written, day);

/** Local date and time. */
export function instantText(at: string): string {
  return absolute.format(new Date(at));
}

/** Local date and time without seconds. */
export function minuteText(at: string): string {
  return minutes.format(new Date(at));
}

const clock = new Intl.DateTimeFormat(written, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** Local time of day with milliseconds. */
export function clockText(at: string): string {
  const text = clock.format(new Date(at));
  return locale === 'en' ? text.replace(',', '.') : text;
}
