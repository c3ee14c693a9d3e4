/** When a schedule falls due: asked while it is written, before anything is live. */
import type { ScheduleTimes } from '#flows/api/expressions.ts';
import { checkSchedule } from '#nodes/core/schedule/check-schedule.ts';
import { nextSlot } from '#nodes/core/schedule/due-slots.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';

const COUNT = 5;
const LONGEST = 100;

export function scheduleRoutes(now: () => number): Route {
  return {
    method: 'GET',
    path: '/api/schedule-times',
    summary: 'The next five times at which a schedule falls due, by the clock of its zone.',
    right: 'flows.read',
    query: {
      cron: { description: 'Five fields: minute, hour, day of month, month, day of week.' },
      timeZone: { description: 'IANA name: Europe/Berlin.' },
    },
    answer: 'ScheduleTimes',
    handle({ query }) {
      const { cron = '', timeZone = '' } = query;
      const [fault] = cron.length > LONGEST || timeZone.length > LONGEST ? [TOO_LONG] : checkSchedule({ cron, timeZone });
      if (fault !== undefined) throw new ApiError(400, 'schedule-unreadable', fault.message, fault.help);
      const times: string[] = [];
      for (let after: Date | undefined = new Date(now()); times.length < COUNT; ) {
        after = nextSlot({ cron, timeZone }, after);
        if (after === undefined) break;
        times.push(after.toISOString());
      }
      return { body: { times } satisfies ScheduleTimes };
    },
  };
}

const TOO_LONG = { message: 'That is no schedule.', help: 'A pattern and a zone have at most 100 signs.' };
