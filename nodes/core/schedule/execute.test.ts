import { describe, expect, test } from 'vitest';
import { lookForSlots } from './execute.ts';

const daily = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
const look = (config: object, watermark: string | null, now: string) => lookForSlots({ config: config as never, watermark, now });
const slots = (config: object, watermark: string | null, now: string) =>
  look(config, watermark, now).events.map(({ scope }) => (scope.body as { slot: string }).slot);

describe('WAI-1 a schedule', () => {
  test('begins at its deployment: nothing before it is due', () => {
    const first = look({ cron: '0 6 * * *', timeZone: 'Europe/Berlin' }, null, '2026-11-24T08:00:00.000Z');
    expect(first).toEqual({ events: [], watermark: '2026-11-24T08:00:00.000Z', more: false, nextAt: '2026-11-25T05:00:00.000Z' });
  });

  test('gives one event for each due time, named by it, and remembers the last', () => {
    const found = look(
      { cron: '0 6 * * *', timeZone: 'Europe/Berlin', parameters: { plant: '1010' } },
      '2026-11-24T08:00:00.000Z',
      '2026-11-25T05:00:01.000Z',
    );
    expect(found.events).toEqual([
      {
        scope: { body: { slot: '2026-11-25T05:00:00.000Z', missed: 0, parameters: { plant: '1010' } } },
        messageId: '2026-11-25T05:00:00.000Z',
      },
    ]);
    expect(found.watermark).toBe('2026-11-25T05:00:00.000Z');
    expect(slots({ cron: '0 6 * * *', timeZone: 'Europe/Berlin' }, '2026-11-25T05:00:00.000Z', '2026-11-25T05:00:02.000Z')).toEqual([]);
  });

  test('F20 a clock that is put back finds nothing due a second time', () => {
    expect(slots({ cron: '*/5 * * * *', timeZone: 'UTC' }, '2026-11-25T05:00:00.000Z', '2026-11-25T04:00:00.000Z')).toEqual([]);
  });

  test.each([
    ['skip', []],
    ['once', ['2026-11-25T05:00:00.000Z']],
    ['all', ['2026-11-25T03:00:00.000Z', '2026-11-25T04:00:00.000Z', '2026-11-25T05:00:00.000Z']],
  ])('F19 after a standstill of three hours: %s', (missed, expected) => {
    expect(slots({ cron: '0 * * * *', timeZone: 'UTC', missed }, '2026-11-25T02:00:00.000Z', '2026-11-25T05:30:00.000Z')).toEqual(expected);
  });

  test('F19 a clock a year ahead does not start thousands of runs', () => {
    const found = look({ cron: '* * * * *', timeZone: 'UTC', missed: 'all' }, '2026-11-25T00:00:00.000Z', '2026-12-25T00:00:00.000Z');
    expect(found.events).toHaveLength(100);
    expect(found.events[0]?.scope.body).toMatchObject({ slot: '2026-12-24T22:21:00.000Z', missed: 1 });
  });
});

describe('F21 daylight saving time', () => {
  test('spring: a time inside of the gap runs once, right after it', () => {
    expect(slots(daily, '2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z')).toEqual(['2026-03-29T01:00:00.000Z']);
  });
  test('autumn: a time that comes twice runs once', () => {
    expect(slots({ ...daily, missed: 'all' }, '2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z')).toHaveLength(1);
  });
  test('six o’clock stays six o’clock', () => {
    const six = { cron: '0 6 * * *', timeZone: 'America/New_York', missed: 'all' };
    expect(slots(six, '2026-10-31T12:00:00.000Z', '2026-11-02T12:00:00.000Z')).toEqual([
      '2026-11-01T11:00:00.000Z',
      '2026-11-02T11:00:00.000Z',
    ]);
    expect(slots(six, '2026-03-06T12:00:00.000Z', '2026-03-08T12:00:00.000Z')).toEqual([
      '2026-03-07T11:00:00.000Z',
      '2026-03-08T10:00:00.000Z',
    ]);
  });
});

test('a pattern or zone that cannot be read says so', () => {
  expect(() => look({ cron: '61 * * * *', timeZone: 'UTC' }, null, '2026-11-24T08:00:00.000Z')).toThrow(
    '"61 * * * *" in UTC cannot be read',
  );
  expect(() => look({ cron: '0 6 * * *', timeZone: 'Europe/Atlantis' }, null, '2026-11-24T08:00:00.000Z')).toThrow('Europe/Atlantis');
});
