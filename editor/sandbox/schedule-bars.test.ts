import { describe, expect, test } from 'vitest';
import {
  barsOf,
  daysOf,
  movedBetween,
  offTimesOf,
  predecessorsOf,
  type ScheduledOperation,
  windowAround,
  windowOf,
} from './schedule-bars.ts';

function operation(resource: string, start: string, end: string): ScheduledOperation {
  return {
    key: `0000004711/000010/0/${start}`,
    resource,
    workCentre: 'MIL',
    description: 'Ball valve',
    quantity: '10.000',
    unit: 'PC',
    setUpMs: 0,
    due: '2026-05-04',
    revision: 1,
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

  test('set-up is a share of its bar', () => {
    const window = { fromMs: Date.parse('2026-05-01T00:00:00Z'), toMs: Date.parse('2026-05-02T00:00:00Z') };
    const [bar] = barsOf([{ ...OPERATIONS[0]!, setUpMs: 3 * 3_600_000 }], 'MIL01', window);
    expect(bar?.setUp).toBe(25);
  });

  test('off-times are what lies between working times, cut to the window', () => {
    const window = { fromMs: 0, toMs: 100 };
    expect(
      offTimesOf(
        [
          [10, 40],
          [40, 50],
          [90, 120],
        ],
        window,
      ),
    ).toEqual([
      { left: 0, width: 10 },
      { left: 50, width: 40 },
    ]);
    expect(offTimesOf([], window)).toEqual([{ left: 0, width: 100 }]);
  });

  test('a window round operations has whole days', () => {
    expect(daysOf(windowAround(OPERATIONS)!)).toEqual(['2026-05-01', '2026-05-02', '2026-05-03']);
    expect(windowAround([])).toBeUndefined();
  });

  test('what another plan has put elsewhere or brought in is moved; what stays is not', () => {
    const [first, second] = [OPERATIONS[0]!, OPERATIONS[1]!];
    const other = { ...second, resource: 'MIL02' };
    const brought = { ...first, key: 'new' };
    expect([...movedBetween([first, second], [first, other, brought])]).toEqual([second.key, 'new']);
  });

  test('an operation is preceded by the one of its lot and by what its machine makes before', () => {
    const cut = { ...operation('CUT01', '2026-05-01T06:00:00Z', '2026-05-01T08:00:00Z'), key: 'a/10/0/0010', operation: '0010' };
    const mill = { ...operation('MIL01', '2026-05-02T06:00:00Z', '2026-05-02T08:00:00Z'), key: 'a/10/0/0020' };
    const other = { ...operation('MIL01', '2026-05-01T06:00:00Z', '2026-05-01T09:00:00Z'), key: 'b/10/0/0020' };
    expect(predecessorsOf(mill, [mill, other, cut])).toEqual({ inRouting: cut, onMachine: other });
    expect(predecessorsOf(cut, [mill, other, cut])).toEqual({ inRouting: undefined, onMachine: undefined });
  });
});
