import { describe, expect, test } from 'vitest';
import { barsOf, daysOf, type ScheduledOperation, windowOf } from './schedule-bars.ts';

function operation(resource: string, start: string, end: string): ScheduledOperation {
  return {
    resource,
    workCentre: 'MIL',
    demandId: '0000004711',
    item: '000010',
    operation: '0020',
    material: 'FG-1',
    start,
    end,
    late: false,
  };
}

const OPERATIONS = [
  operation('MIL01', '2026-05-01T06:00:00Z', '2026-05-01T18:00:00Z'),
  operation('MIL01', '2026-05-02T18:00:00Z', '2026-05-03T06:00:00Z'),
  operation('MIL02', '2026-05-02T00:00:00Z', '2026-05-02T12:00:00Z'),
];

describe('schedule on a time axis', () => {
  test('the window begins with the day on which work is still to be done', () => {
    expect(daysOf(windowOf(OPERATIONS, Date.parse('2026-05-01T20:00:00Z'), 2))).toEqual(['2026-05-02', '2026-05-03']);
  });

  test('a schedule that is all in the past is still shown', () => {
    expect(daysOf(windowOf(OPERATIONS, Date.parse('2027-01-01T00:00:00Z'), 1))).toEqual(['2026-05-01']);
  });

  test('bars stand in their share of the window and only in their row', () => {
    const window = { fromMs: Date.parse('2026-05-01T00:00:00Z'), toMs: Date.parse('2026-05-03T00:00:00Z') };
    expect(barsOf(OPERATIONS, 'MIL01', window).map(({ left, width }) => [left, width])).toEqual([
      [12.5, 25],
      // Cut where the window ends.
      [87.5, 12.5],
    ]);
    expect(barsOf(OPERATIONS, 'MIL02', window)).toHaveLength(1);
  });

  test('what lies outside is left out', () => {
    const window = { fromMs: Date.parse('2026-05-04T00:00:00Z'), toMs: Date.parse('2026-05-05T00:00:00Z') };
    expect(barsOf(OPERATIONS, 'MIL01', window)).toEqual([]);
  });
});
