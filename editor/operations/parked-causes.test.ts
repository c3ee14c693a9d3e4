import { describe, expect, test } from 'vitest';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { sharedCauses } from './parked-causes.ts';

function aLane(key: string, more: Partial<RunSummary>, oldestAt = `2026-05-01T10:00:0${key}Z`): LaneView {
  const head: RunSummary = {
    runId: `run-${key}`,
    flowId: 'order-change',
    version: 1,
    environment: 'test',
    state: 'parked',
    keys: {},
    correlationId: key,
    startedAt: oldestAt,
    blockedAt: 'change/change',
    error: { class: 'invalid', code: 'V1/331', message: `Item of ${key} is unknown` },
    ...more,
  };
  return { name: 'sales-order', key, depth: 1, head, oldestAt, reason: '', waiting: [] };
}

describe('lanes that are parked for one reason', () => {
  test('are those of one flow, at one step, with one code; the oldest of them first', () => {
    const causes = sharedCauses([
      aLane('3', {}),
      aLane('1', { blockedAt: 'change/change@2' }),
      aLane('2', { error: { class: 'denied', code: '403', message: 'no' } }),
    ]);
    expect(causes.map(({ code, lanes }) => [code, lanes.map(({ key }) => key)])).toEqual([['V1/331', ['1', '3']]]);
    expect(causes[0]?.message).toBe('Item of 1 is unknown');
  });

  test('what is held or waits has no cause that a person could mend', () => {
    expect(sharedCauses([aLane('1', { state: 'held' }), aLane('2', { state: 'held' })])).toEqual([]);
  });
});
