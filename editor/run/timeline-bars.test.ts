import { describe, expect, test } from 'vitest';
import type { StepView } from '#flows/api/runs.ts';
import type { TraceBody, TraceEvent } from '#flows/trace.ts';
import { segmentsOf } from './step-segments.ts';
import { timelineRows } from './timeline-bars.ts';

const START = Date.parse('2026-03-02T08:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const anEvent = (seconds: number, body: TraceBody) => ({ at: at(seconds), ...body }) as TraceEvent;
const error = { class: 'unavailable', code: '503', message: 'down' } as const;
const aStep = (path: string, more: Partial<StepView> = {}): StepView => ({
  path,
  nodeId: path,
  type: 'core/map',
  label: path,
  state: 'completed',
  attempts: 1,
  ...more,
});

describe('what a step did over time', () => {
  test('a failed attempt, the wait after it, and the attempt that went well', () => {
    const segments = segmentsOf([
      anEvent(1, { type: 'step-started', path: 'change', attempt: 1 }),
      anEvent(2, { type: 'attempt-failed', path: 'change', attempt: 1, error, durationMs: 1_000 }),
      anEvent(2, { type: 'retry-scheduled', path: 'change', attempt: 2, dueAt: at(5) }),
      anEvent(5, { type: 'step-started', path: 'change', attempt: 2 }),
      anEvent(6, { type: 'step-completed', path: 'change', attempt: 2, port: 'out', output: null, durationMs: 1_000 }),
    ]).get('change');
    expect(segments?.map(({ kind, from, until }) => [kind, (from - START) / 1_000, (until! - START) / 1_000])).toEqual([
      ['failed', 1, 2],
      ['retrying', 2, 5],
      ['working', 5, 6],
    ]);
  });

  test('a step that is held before its first attempt has its place from then on', () => {
    const segments = segmentsOf([anEvent(3, { type: 'step-held', path: 'ask', connection: 'scheduler', reason: 'circuit-open' })]);
    expect(segments.get('ask')).toEqual([{ kind: 'held', from: START + 3_000 }]);
  });

  test('parked until somebody acts on the run', () => {
    const segments = segmentsOf([
      anEvent(1, { type: 'run-parked', path: 'read', error, reason: 'failed' }),
      anEvent(9, { type: 'operator-acted', action: 'set-aside', by: 'Ada', reason: 'sales calls' }),
    ]);
    expect(segments.get('read')).toEqual([{ kind: 'parked', from: START + 1_000, until: START + 9_000 }]);
  });

  test('quick steps say only how long they took', () => {
    const segments = segmentsOf([
      anEvent(2, { type: 'step-completed', path: 'map', attempt: 1, port: 'out', output: null, durationMs: 500 }),
    ]);
    expect(segments.get('map')).toEqual([{ kind: 'working', from: START + 1_500, until: START + 2_000 }]);
  });
});

describe('rows of the timeline', () => {
  const segments = new Map([
    ['order', [{ kind: 'working' as const, from: START, until: START + 10 }]],
    ['read/read', [{ kind: 'working' as const, from: START + 20, until: START + 4_000 }]],
    ['read/result', [{ kind: 'parked' as const, from: START + 4_000 }]],
  ]);

  test('inner steps stand under the one that calls their flow, which lasts as long as they do', () => {
    const steps = [aStep('read/result', { state: 'failed' }), aStep('order'), aStep('read/read'), aStep('read', { state: 'failed' })];
    const rows = timelineRows(steps, segments, START, START + 10_000);
    expect(rows.map(({ step, depth }) => `${'·'.repeat(depth)}${step.path}`)).toEqual(['order', 'read', '·read/read', '·read/result']);
    expect(rows[1]).toMatchObject({ bars: [{ kind: 'calling', left: 0.2 }], durationMs: 9_980 });
  });

  test('every bar is inside and can be seen; steps that have not begun have none', () => {
    const rows = timelineRows([aStep('order'), aStep('read/result'), aStep('never')], segments, START, START + 10_000);
    expect(rows.map(({ step }) => step.path)).not.toContain('never');
    for (const { left, width } of rows.flatMap(({ bars }) => bars)) {
      expect(width).toBeGreaterThan(0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(100);
    }
  });
});
