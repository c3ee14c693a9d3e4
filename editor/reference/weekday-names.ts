/** Weekdays by ISO number, 1 Monday … 7 Sunday, in words. Pure. */
import { locale } from '../locale.ts';

const names = Array.from({ length: 7 }, (_, index) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, index + 1)),
);

export function weekdayName(weekday: number): string {
  return names[weekday - 1] ?? String(weekday);
}

/** `Mon–Fri`, `Mon, Wed–Thu`. */
export function weekdayNames(weekdays: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const weekday of weekdays.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === weekday - 1) last[1] = weekday;
    else runs.push([weekday, weekday]);
  }
  return runs.map(([from, to]) => (from === to ? weekdayName(from) : `${weekdayName(from)}–${weekdayName(to)}`)).join(', ');
}
