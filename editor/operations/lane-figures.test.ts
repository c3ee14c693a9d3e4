import { describe, expect, test } from 'vitest';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { countLanes, inBoardOrder, kindOf } from './lane-figures.ts';

function lane(key: string, state: RunSummary['state'], depth: number, oldestAt: string): LaneView {
  const head: RunSummary = {
    runId: `run-${key}`,
    flowId: 'order-change',
    version: 1,
    environment: 'test',
    state,
    keys: {},
    correlationId: key,
    startedAt: oldestAt,
  };
  return { name: 'sales-order', key, depth, head, oldestAt, reason: '', waiting: [] };
}

const LANES = [
  lane('1', 'running', 4, '2026-05-01T10:00:00Z'),
  lane('2', 'parked', 3, '2026-05-01T12:00:00Z'),
  lane('3', 'held', 1, '2026-05-01T11:00:00Z'),
  lane('4', 'parked', 1, '2026-05-01T11:30:00Z'),
];

describe('parking board', () => {
  test('counts what stands and what waits behind it; a head does not wait behind itself', () => {
    expect(countLanes(LANES)).toEqual({ lanes: 4, parked: 2, held: 1, waiting: 5, oldestAt: '2026-05-01T10:00:00Z' });
  });

  test('an empty board has no oldest run', () => {
    expect(countLanes([])).toEqual({ lanes: 0, parked: 0, held: 0, waiting: 0 });
  });

  test('lanes that want a person come first, the oldest of them before the others', () => {
    expect(inBoardOrder(LANES).map(({ key }) => key)).toEqual(['4', '2', '3', '1']);
  });

  test('a lane that retries by itself is moving', () => {
    expect(kindOf(lane('5', 'waiting', 2, '2026-05-01T10:00:00Z'))).toBe('moving');
  });
});
