import { describe, expect, test } from 'vitest';
import type { StepView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { withCallingSteps } from './calling-steps.ts';
import { standingOf } from './run-standing.ts';

const run = {
  document: { nodes: { read: { type: 'core/call-flow', label: 'Order in SAP', config: {} } } } as unknown as FlowDocument,
  called: { read: { nodes: { read: { type: 'sap/read', label: 'Read order', config: {} } } } as unknown as FlowDocument },
};
const aStep = (path: string, more: Partial<StepView> = {}): StepView => ({
  path,
  nodeId: path.split('/').at(-1)!,
  type: 'core/map',
  label: path,
  state: 'completed',
  attempts: 1,
  ...more,
});
const byPath = (steps: readonly StepView[], path: string) => steps.find((step) => step.path === path);

describe('a step that calls a flow', () => {
  test('stands as the inner step that stands', () => {
    const steps = withCallingSteps(
      [aStep('read/called'), aStep('read/read', { state: 'held', waitsFor: 'sap (circuit-open)', startedAt: '2026-03-02T08:00:01.000Z' })],
      run,
    );
    expect(byPath(steps, 'read')).toMatchObject({
      label: 'Order in SAP',
      state: 'held',
      waitsFor: 'sap (circuit-open)',
      startedAt: '2026-03-02T08:00:01.000Z',
    });
  });

  test('is at work between two inner steps', () => {
    expect(byPath(withCallingSteps([aStep('read/called')], run), 'read')?.state).toBe('running');
  });

  test('is what the journal says once its flow has come back, but lasted as long as its inner steps', () => {
    const steps = withCallingSteps(
      [
        aStep('read/read', { startedAt: '2026-03-02T08:00:01.000Z' }),
        aStep('read', { port: 'out', startedAt: '2026-03-02T08:00:09.000Z', endedAt: '2026-03-02T08:00:09.000Z' }),
      ],
      run,
    );
    expect(byPath(steps, 'read')).toMatchObject({ state: 'completed', port: 'out', startedAt: '2026-03-02T08:00:01.000Z' });
  });

  test('a flow without calls is left alone', () => {
    const steps = [aStep('order')];
    expect(withCallingSteps(steps, run)).toBe(steps);
  });
});

describe('where a run stands', () => {
  const aRun = {
    runId: 'r',
    flowId: 'order-change',
    version: 1,
    environment: 'test',
    keys: {},
    correlationId: 'r',
    startedAt: '2026-03-02T08:00:00.000Z',
  };

  test('a parked run names the step and the error', () => {
    const error = { class: 'invalid', code: 'V1/331', message: 'no such property' } as const;
    const step = aStep('read/read', { state: 'failed', waitsFor: 'operator', error });
    expect(standingOf({ ...aRun, state: 'parked', blockedAt: 'read/read', error }, withCallingSteps([step], run))).toEqual({
      kind: 'parked',
      path: 'read/read',
      error,
    });
  });

  test('a run that will try again says after which attempt and when', () => {
    const step = aStep('change', { state: 'retrying', attempts: 2, dueAt: '2026-03-02T08:00:04.000Z' });
    expect(standingOf({ ...aRun, state: 'waiting', blockedAt: 'change' }, [step])).toMatchObject({
      kind: 'retrying',
      attempt: 2,
      dueAt: '2026-03-02T08:00:04.000Z',
    });
  });

  test('at work it is the inner step, not the one that calls', () => {
    const steps = withCallingSteps([aStep('read/read', { state: 'running' })], run);
    expect(standingOf({ ...aRun, state: 'running' }, steps)).toEqual({ kind: 'working', path: 'read/read' });
  });

  test('a run that has ended well stands nowhere', () => {
    expect(standingOf({ ...aRun, state: 'completed' }, [])).toBeUndefined();
  });
});
