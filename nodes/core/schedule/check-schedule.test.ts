import { expect, test } from 'vitest';
import { checkSchedule } from './check-schedule.ts';

const placesOf = (cron: string, timeZone = 'Europe/Berlin') => checkSchedule({ cron, timeZone }).map(({ path }) => path.join('.'));

test.each(['0 6 * * 1-5', '*/15 8-18 * * *', '0 0 29 2 *', '30 0 6 * * *'])('WAI-1 %s is a schedule', (cron) => {
  expect(placesOf(cron)).toEqual([]);
});

test.each(['every day at six', '61 6 * * *', '0 6 * *', '0 0 30 2 *'])(
  'WAI-1 %s is none, and that is said before anything runs',
  (cron) => {
    expect(placesOf(cron)).toEqual(['cron']);
  },
);

test('WAI-1 a zone is one of the IANA list; both faults are said at once', () => {
  expect(placesOf('0 6 * * *', 'Berlin')).toEqual(['timeZone']);
  expect(placesOf('99 6 * * *', 'Mars/Olympus')).toEqual(['timeZone', 'cron']);
  expect(checkSchedule({ cron: '0 6 * * *', timeZone: 'Berlin' })[0]!.message).toBe('"Berlin" is no time zone.');
});
