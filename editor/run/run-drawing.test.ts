import { describe, expect, test } from 'vitest';
import type { StepView } from '#flows/api.ts';
import { flowPathOf, statusOf, stepsByNode } from './run-drawing.ts';

const NOW = Date.parse('2026-03-02T08:00:00.000Z');
const aStep = (path: string, more: Partial<StepView> = {}): StepView => ({
  path,
  nodeId: path,
  type: 'core/map',
  label: path,
  state: 'completed',
  attempts: 1,
  ...more,
});

describe('a run on its drawing', () => {
  test('steps stand at the node of the flow they belong to, whatever the iteration', () => {
    const steps = [aStep('change'), aStep('sap@2/change@0'), aStep('sap@2/change@1')];
    expect(flowPathOf('sap@2/change@0')).toBe('sap');
    expect(stepsByNode(steps, '').get('change')).toHaveLength(1);
    expect(stepsByNode(steps, 'sap').get('change')).toHaveLength(2);
  });

  test('of several iterations the most urgent is shown, with how many are done', () => {
    expect(statusOf([aStep('a@0'), aStep('a@1', { state: 'held', waitsFor: 'sap (circuit-open)' })], NOW)).toEqual({
      state: 'held',
      text: '1/2 · sap',
    });
  });

  test('a retry says which attempt and when the next is due', () => {
    const step = aStep('a', { state: 'retrying', attempts: 3, dueAt: '2026-03-02T08:00:38.000Z' });
    expect(statusOf([step], NOW)).toEqual({ state: 'retrying', text: '×3 · in 38.0 s' });
  });

  test('a failed step that waits for an operator is parked', () => {
    expect(statusOf([aStep('a', { state: 'failed', waitsFor: 'operator' })], NOW)?.state).toBe('parked');
    expect(statusOf([], NOW)).toBeUndefined();
  });
});
