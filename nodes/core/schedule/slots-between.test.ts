import { describe, expect, test } from 'vitest';
import { MOST_SLOTS, slotsBetween } from './slots-between.ts';

const six = { cron: '0 6 * * 1-5', timeZone: 'Europe/Berlin' };
const NOW = new Date('2026-11-27T12:00:00.000Z');
const between = (from: string, to: string, schedule = six) => {
  const found = slotsBetween(schedule, { from, to }, NOW);
  return found.kind === 'slots' ? found.slots.map((slot) => slot.toISOString()) : found;
};

describe('WAI-1 the slots of a range', () => {
  test('are those of its days on the plant’s clock, both included, oldest first, none that is not due yet', () => {
    expect(between('2026-11-20', '2026-11-24')).toEqual([
      '2026-11-20T05:00:00.000Z',
      '2026-11-23T05:00:00.000Z',
      '2026-11-24T05:00:00.000Z',
    ]);
    expect(between('2026-11-27', '2026-12-31')).toEqual(['2026-11-27T05:00:00.000Z']);
    expect(between('2026-11-21', '2026-11-22')).toEqual([]);
  });

  test('F21 of a day are those of its midnights there, through daylight saving time', () => {
    const hourly = (timeZone: string) => ({ cron: '0 * * * *', timeZone });
    expect(between('2026-10-25', '2026-10-25', hourly('Europe/Berlin'))).toHaveLength(25);
    expect(between('2026-03-29', '2026-03-29', hourly('Europe/Berlin'))).toHaveLength(23);
    expect((between('2026-11-24', '2026-11-24', hourly('Pacific/Auckland')) as string[])[0]).toBe('2026-11-23T11:00:00.000Z');
  });

  test('may be given by instants, both included', () => {
    expect(between('2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z')).toEqual(['2026-11-23T05:00:00.000Z', '2026-11-24T05:00:00.000Z']);
  });

  test.each([
    ['yesterday', '2026-11-24', 'from'],
    ['2026-11-24', '2026-02-30', 'to'],
    ['2026-11-24', '2026-11-23', 'to'],
  ])('from %s to %s is none, and the field is named', (from, to, field) => {
    expect(between(from, to)).toMatchObject({ kind: 'problem', field });
  });

  test('F19 are no more than somebody can mean', () => {
    const everyMinute = { cron: '* * * * *', timeZone: 'UTC' };
    expect(between('2026-11-24', '2026-11-24', everyMinute)).toMatchObject({ kind: 'problem', field: 'from' });
    expect(between('2026-11-24T00:01:00Z', `2026-11-24T01:${MOST_SLOTS - 60}:00Z`, everyMinute)).toHaveLength(MOST_SLOTS);
  });
});
