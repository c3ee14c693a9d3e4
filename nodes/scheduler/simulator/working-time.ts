/** When a calendar works: shifts of the plant's own clock as spans of milliseconds, through changes of summer time. */
import { instantIn } from '#flows/library/zone-clock.ts';
import type { WorkCalendar } from '../../sandbox/landscape-model.ts';

/** `from` inclusive, `to` exclusive; epoch milliseconds. Spans of a list are sorted and do not touch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/** Working spans of `days` days from `fromDay` on. Of each shift the last `reservedShare` (0 to 1) is not ours to plan. */
export function workingSpans(calendar: WorkCalendar, fromDay: string, days: number, reservedShare = 0): readonly Span[] {
  const spans: Span[] = [];
  for (let index = 0; index < days; index += 1) {
    const day = new Date(Date.parse(`${fromDay}T00:00:00Z`) + index * DAY_MS).toISOString().slice(0, 10);
    if (calendar.holidays.includes(day)) continue;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
    for (const { weekdays, start, end } of calendar.shifts) {
      if (!weekdays.includes(weekday)) continue;
      const from = instantIn(calendar.timeZone, day, start);
      const to = instantIn(calendar.timeZone, day, end);
      spans.push({ from, to: to - Math.round((to - from) * reservedShare) });
    }
  }
  return merge(spans);
}

/** What is left of sorted spans outside of the holes, which may overlap. */
export function withoutHoles(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  return holes.length === 0 ? spans : subtract(spans, merge(holes));
}

/** Midnight with which a day begins in a time zone. */
export function startOfDayIn(timeZone: string, day: string): number {
  return instantIn(timeZone, day, '00:00');
}

/** End of work that begins at `start` or as soon after as the calendar works; undefined beyond the horizon. */
export function finishOf(
  spans: readonly Span[],
  start: number,
  durationMs: number,
): { readonly start: number; readonly end: number } | undefined {
  let index = firstEndingAfter(spans, start);
  let begun: number | undefined;
  let left = durationMs;
  for (; index < spans.length; index += 1) {
    const from = Math.max(start, spans[index]!.from);
    begun ??= from;
    const room = spans[index]!.to - from;
    if (left <= room) return { start: begun, end: from + left };
    left -= room;
  }
  return undefined;
}

/** Working milliseconds from `from` to `to`. */
export function workingMsBetween(spans: readonly Span[], from: number, to: number): number {
  let sum = 0;
  for (let index = firstEndingAfter(spans, from); index < spans.length && spans[index]!.from < to; index += 1)
    sum += Math.min(to, spans[index]!.to) - Math.max(from, spans[index]!.from);
  return sum;
}

function firstEndingAfter(spans: readonly Span[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function subtract(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  let left = [...spans];
  for (const hole of holes) {
    left = left.flatMap((span) => {
      if (hole.to <= span.from || hole.from >= span.to) return [span];
      return [
        { from: span.from, to: hole.from },
        { from: hole.to, to: span.to },
      ].filter(({ from, to }) => to > from);
    });
  }
  return left;
}
