import { describe, expect, test } from 'vitest';
import type { FlowDocument, FlowNode } from './flow.ts';
import { applyToSteps, findNodeByPath, foldSteps } from './step-views.ts';
import type { TraceBody, TraceEvent } from './trace.ts';

const aNode = (type: string, label: string): FlowNode => ({ type, version: 1, label, config: {} });
const aFlow = (nodes: Record<string, FlowNode>) => ({ nodes }) as unknown as FlowDocument;
let runSeq = 0;
const anEvent = (body: TraceBody, at = '2026-03-02T08:00:01.000Z'): TraceEvent => ({
  seq: ++runSeq,
  runSeq,
  runId: 'r',
  at,
  environment: 'test',
  flow: 'f',
  ...body,
});
const findNode = (path: string) => findNodeByPath(aFlow({ change: aNode('sap/change-sales-order', 'Change order') }), {}, path);
const down = { class: 'unavailable', code: '503', message: 'SAP is down' } as const;

describe('steps of a run', () => {
  test('TRC-2: attempts, retries and the end are folded from events', () => {
    const steps = foldSteps(
      [
        anEvent({ type: 'step-started', path: 'change', attempt: 1 }),
        anEvent({ type: 'attempt-failed', path: 'change', attempt: 1, error: down, durationMs: 5 }),
        anEvent({ type: 'retry-scheduled', path: 'change', attempt: 2, dueAt: '2026-03-02T08:00:05.000Z' }),
      ],
      findNode,
    );
    expect(steps.get('change')).toMatchObject({
      label: 'Change order',
      state: 'retrying',
      attempts: 1,
      dueAt: '2026-03-02T08:00:05.000Z',
      error: down,
    });
    const done = applyToSteps(
      steps,
      anEvent({ type: 'step-completed', path: 'change', attempt: 2, port: 'confirmed', output: {}, durationMs: 20 }),
      findNode,
    );
    expect(done.get('change')).toMatchObject({ state: 'completed', port: 'confirmed', attempts: 2 });
    expect(done.get('change')).not.toHaveProperty('error');
    expect(steps.get('change')?.state).toBe('retrying');
  });

  test('a pure step has no start event: its start follows from how long it took', () => {
    const steps = foldSteps(
      [anEvent({ type: 'step-completed', path: 'change', attempt: 1, port: 'out', output: 1, durationMs: 250 })],
      findNode,
    );
    expect(steps.get('change')?.startedAt).toBe('2026-03-02T08:00:00.750Z');
  });

  test('an unknown effect that parks the run is shown as unknown', () => {
    const steps = foldSteps([anEvent({ type: 'run-parked', path: 'change', error: down, reason: 'unknown-effect' })], findNode);
    expect(steps.get('change')).toMatchObject({ state: 'unknown', waitsFor: 'operator' });
  });

  test('a path leads through called flows and iterations', () => {
    const inner = aFlow({ patch: aNode('http/request', 'Patch') });
    const outer = aFlow({ call: aNode('core/call-flow', 'Call') });
    expect(findNodeByPath(outer, { call: inner }, 'call@2/patch@0')?.label).toBe('Patch');
    expect(findNodeByPath(outer, { call: inner }, 'other/patch')).toBeUndefined();
  });

  test('events that concern no step leave the map alone', () => {
    const steps = foldSteps([], findNode);
    expect(applyToSteps(steps, anEvent({ type: 'run-started' }), findNode)).toBe(steps);
  });
});
