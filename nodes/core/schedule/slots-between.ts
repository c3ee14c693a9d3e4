/** The slots of a range of days of a plant's clock, to run them by hand (WAI-1). Pure. */
import { dueSlots, nextSlot, type Schedule } from './due-slots.ts';

export interface SlotRange {
  /** YYYY-MM-DD in the schedule's zone, both included; or ISO instants. */
  readonly from: string;
  readonly to: string;
}

/** As many as a schedule catches up with by itself. */
export const MOST_SLOTS = 100;

export type FoundSlots =
  | { readonly kind: 'slots'; readonly slots: readonly Date[] }
  | { readonly kind: 'problem'; readonly field: 'from' | 'to'; readonly message: string };

/** Oldest first; what is not due yet is left out. Throws ScheduleError. */
export function slotsBetween(schedule: Schedule, range: SlotRange, now: Date): FoundSlots {
  const from = instantOf(range.from, schedule.timeZone, 0);
  if (from === undefined) return problem('from', range.from);
  const end = instantOf(range.to, schedule.timeZone, 1);
  if (end === undefined) return problem('to', range.to);
  if (end <= from) return { kind: 'problem', field: 'to', message: `${range.to} lies before ${range.from}.` };
  const until = new Date(Math.min(end.getTime() - 1, now.getTime()));
  const { slots, more } = dueSlots(schedule, new Date(from.getTime() - 1), until, MOST_SLOTS);
  if (more) return { kind: 'problem', field: 'from', message: `That are more than ${MOST_SLOTS} times; take a shorter range.` };
  return { kind: 'slots', slots };
}

function problem(field: 'from' | 'to', given: string): FoundSlots {
  return { kind: 'problem', field, message: `${JSON.stringify(given)} is neither a day YYYY-MM-DD nor an instant.` };
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The beginning of a day, or of the one so many days later; an instant is itself. */
function instantOf(text: string, timeZone: string, daysLater: number): Date | undefined {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  if (!DAY.test(text)) return new Date(at + daysLater);
  const day = new Date(at);
  // 2026-02-30 is read as the second of March.
  if (day.toISOString().slice(0, 10) !== text) return undefined;
  day.setUTCDate(day.getUTCDate() + daysLater);
  const midnight = { cron: `0 0 ${day.getUTCDate()} ${day.getUTCMonth() + 1} *`, timeZone };
  return nextSlot(midnight, new Date(day.getTime() - 2 * 86_400_000));
}
