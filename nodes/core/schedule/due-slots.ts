/** Which times of a schedule are due (WAI-1). Pure: the clock comes in, and the same question always has the same answer. */
import { Cron } from 'croner';

export interface Schedule {
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  /** IANA name; the wall clock of the place decides, through changes of daylight saving time. */
  readonly timeZone: string;
}

export class ScheduleError extends Error {}

/**
 * Instants after `after` and up to `until`, oldest first: the newest `most` of them. Found from the end backwards, so that a year of
 * standstill costs no more than an hour. `more`: there were others before them.
 */
export function dueSlots(
  schedule: Schedule,
  after: Date,
  until: Date,
  most: number,
): { readonly slots: readonly Date[]; readonly more: boolean } {
  const cron = open(schedule);
  const first = cron.nextRun(after);
  if (first === null || first > until) return { slots: [], more: false };
  const found = cron
    .previousRuns(most + 2, new Date(until.getTime() + 1_000))
    .filter((slot) => slot > after && slot <= until)
    .reverse();
  return { slots: found.slice(-most), more: found.length > most };
}

export function nextSlot(schedule: Schedule, after: Date): Date | undefined {
  return open(schedule).nextRun(after) ?? undefined;
}

/** Throws ScheduleError with a sentence for a pattern or a zone that cannot be read. */
function open({ cron, timeZone }: Schedule): Cron {
  try {
    return new Cron(cron, { timezone: timeZone, paused: true });
  } catch (error) {
    throw new ScheduleError(`The schedule "${cron}" in ${timeZone} cannot be read: ${(error as Error).message}`);
  }
}
