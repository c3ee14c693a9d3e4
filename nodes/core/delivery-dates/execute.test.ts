import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreDeliveryDates } from './execute.ts';

const master: { readonly [name: string]: JsonObject } = {
  'plant 1010': { label: 'Hamburg', timeZone: 'Europe/Berlin', calendar: 'DE', pickPackDays: 1, transitDays: 1 },
  'plant 1020': { label: 'Charlotte', timeZone: 'America/New_York', pickPackDays: 2, transitDays: 3 },
  'plant 9999': { label: 'Closed', timeZone: 'UTC', calendar: 'NONE' },
  'calendar DE': {
    timeZone: 'Europe/Berlin',
    shifts: [{ weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '14:00' }],
    holidays: ['2026-12-25', '2027-01-01'],
  },
  'calendar NONE': { timeZone: 'UTC', shifts: [{ weekdays: [], start: '06:00', end: '14:00' }] },
};

function datesOf(direction: 'back' | 'forward', plant: string, date: string, more: JsonObject = {}): Json {
  const config = { direction, dates: [{ key: '000010', plant, date }], ...more };
  const outcome = coreDeliveryDates.execute(createStep({ config, lookup: { master: (kind, name) => master[`${kind} ${name}`] } }));
  if (outcome instanceof Promise || outcome.kind !== 'done') throw new Error('a pure node answers at once');
  return (outcome.output as { dates: { [key: string]: JsonObject } }).dates['000010']!;
}

describe('core/delivery-dates', () => {
  test.each([
    ['over a weekend', '1010', '2026-12-14', ['2026-12-10', '2026-12-11', '2026-12-14']],
    ['over Christmas', '1010', '2026-12-28', ['2026-12-23', '2026-12-24', '2026-12-28']],
    ['wanted on a Sunday', '1010', '2026-12-13', ['2026-12-10', '2026-12-11', '2026-12-13']],
    ['without a calendar of its own', '1020', '2026-12-25', ['2026-12-18', '2026-12-22', '2026-12-25']],
  ])('back: %s', (_what, plant, date, [availableDate, goodsIssueDate, deliveryDate]) => {
    expect(datesOf('back', plant, date)).toEqual({ availableDate, goodsIssueDate, deliveryDate });
  });

  test.each([
    ['in the week', '1010', '2026-12-08', ['2026-12-08', '2026-12-09', '2026-12-10']],
    ['nobody takes goods on a Saturday', '1010', '2026-12-10', ['2026-12-10', '2026-12-11', '2026-12-14']],
    ['made on a Sunday', '1010', '2026-12-13', ['2026-12-13', '2026-12-15', '2026-12-16']],
  ])('forward: %s', (_what, plant, date, [availableDate, goodsIssueDate, deliveryDate]) => {
    expect(datesOf('forward', plant, date)).toEqual({ availableDate, goodsIssueDate, deliveryDate });
  });

  test('lead times of the step win over those of the plant', () => {
    expect(datesOf('back', '1020', '2026-12-18', { pickPackDays: 0, transitDays: 0 })).toMatchObject({ availableDate: '2026-12-18' });
  });

  test('goods that are there in time by the day scheduled back are never late', () => {
    const days = fc.integer({ min: 0, max: 700 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.constantFrom('1010', '1020'), days, (plant, wanted) => {
        const { availableDate } = datesOf('back', plant, wanted) as { availableDate: string };
        const { deliveryDate } = datesOf('forward', plant, availableDate) as { deliveryDate: string };
        // What is wanted on a weekend can only be taken on the Monday behind it.
        const weekend = [6, 0].includes(new Date(`${wanted}T00:00:00Z`).getUTCDay());
        expect(weekend || deliveryDate <= wanted).toBe(true);
      }),
    );
  });

  test('an unknown plant, a day that is none and a calendar without working days are said', () => {
    expect(() => datesOf('back', '4711', '2026-12-14')).toThrow('no plant "4711"');
    expect(() => datesOf('back', '1010', '14.12.2026')).toThrow('not a day');
    expect(() => datesOf('forward', '9999', '2026-12-14')).toThrow('no working day');
  });
});
