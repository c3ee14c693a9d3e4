/**
 * A run's steps as people see them, folded from its events: the same function draws history in the API and live state in the
 * browser, so both always say the same. Pure; apply one event at a time.
 */
import type { StepView } from './api/runs.ts';
import type { FlowDocument, FlowNode } from './flow.ts';
import { findHoldingFlow } from './flow-hold.ts';
import type { StepState } from './run.ts';
import type { TraceBody, TraceEvent } from './trace.ts';

export type StepViews = ReadonlyMap<string, StepView>;

/** The next map; the same object when the event concerns no step. `findNode` gives the node behind a path. */
export function applyToSteps(steps: StepViews, event: TraceEvent, findNode: (path: string) => FlowNode | undefined): StepViews {
  const change = changeOf(event);
  if (change === undefined) return steps;
  const { path } = change;
  const known = steps.get(path) ?? newStep(path, findNode(path));
  const next = new Map(steps);
  next.set(path, change.apply(known));
  return next;
}

export function foldSteps(events: readonly TraceEvent[], findNode: (path: string) => FlowNode | undefined): StepViews {
  // One map is filled here; it is ours until it is returned.
  const steps = new Map<string, StepView>();
  for (const event of events) {
    const change = changeOf(event);
    if (change === undefined) continue;
    const known = steps.get(change.path) ?? newStep(change.path, findNode(change.path));
    steps.set(change.path, change.apply(known));
  }
  return steps;
}

/** Node behind a path such as `sap-sales-order/change@2.0`: the caller's document, then down through the called ones. */
export function findNodeByPath(
  document: FlowDocument,
  called: { readonly [path: string]: FlowDocument },
  path: string,
): FlowNode | undefined {
  const segments = path.split('/');
  const nodeId = withoutIteration(segments.pop()!);
  const owner = segments.length === 0 ? document : called[segments.map(withoutIteration).join('/')];
  return owner?.nodes[nodeId];
}

/** `change@2.0` → `change`. */
export function withoutIteration(segment: string): string {
  return segment.split('@', 1)[0]!;
}

interface StepChange {
  readonly path: string;
  readonly apply: (step: StepView) => StepView;
}

function changeOf(event: TraceEvent): StepChange | undefined {
  if (!('path' in event) || event.path === undefined) return undefined;
  const { path, at } = event;
  const set = (change: Partial<StepView> & { readonly state: StepState }, ...drop: (keyof StepView)[]): StepChange => ({
    path,
    apply: (step) => without({ ...step, ...change }, drop),
  });
  const body: TraceBody = event;
  switch (body.type) {
    case 'step-started':
      return {
        path,
        apply: (step) =>
          without({ ...step, state: 'running', attempts: body.attempt, startedAt: step.startedAt ?? at }, [
            'dueAt',
            'waitsFor',
            'error',
            'endedAt',
          ]),
      };
    case 'loop-started':
    case 'scope-entered':
      return {
        path,
        apply: (step) => ({ ...step, state: 'running', attempts: Math.max(1, step.attempts), startedAt: step.startedAt ?? at }),
      };
    case 'step-completed':
      return {
        path,
        apply: (step) =>
          without(
            {
              ...step,
              state: 'completed',
              attempts: body.attempt,
              port: body.port,
              startedAt: step.startedAt ?? earlier(at, body.durationMs),
              endedAt: at,
            },
            ['dueAt', 'waitsFor', 'error'],
          ),
      };
    case 'attempt-failed':
      return {
        path,
        apply: (step) => ({
          ...step,
          attempts: body.attempt,
          error: body.error,
          startedAt: step.startedAt ?? earlier(at, body.durationMs),
        }),
      };
    case 'retry-scheduled':
      return set({ state: 'retrying', dueAt: body.dueAt });
    case 'step-failed':
      return set({ state: 'failed', error: body.error, endedAt: at }, 'dueAt', 'waitsFor');
    case 'step-held':
      return set({ state: 'held', waitsFor: `${findHoldingFlow(body.connection) ?? body.connection} (${body.reason})` });
    case 'step-released':
      return set({ state: 'ready' }, 'waitsFor');
    case 'step-compensated':
      return body.restored ? set({ state: 'compensated', endedAt: at }) : undefined;
    case 'effect-unknown':
      return set({ state: 'unknown' });
    case 'wait-started':
      return set({
        state: 'waiting',
        waitsFor: body.wait.kind,
        ...('dueAt' in body.wait && body.wait.dueAt !== undefined ? { dueAt: body.wait.dueAt } : {}),
      });
    case 'wait-ended':
      return set({ state: 'running' }, 'dueAt', 'waitsFor');
    case 'run-parked':
      return set({ state: body.reason === 'unknown-effect' ? 'unknown' : 'failed', error: body.error, waitsFor: 'operator' }, 'dueAt');
    case 'operator-acted':
      return set({ state: 'ready' }, 'waitsFor', 'dueAt');
    default:
      return undefined;
  }
}

function newStep(path: string, node: FlowNode | undefined): StepView {
  const nodeId = withoutIteration(path.split('/').pop()!);
  return { path, nodeId, type: node?.type ?? '', label: node?.label ?? nodeId, state: 'ready', attempts: 0 };
}

function without(step: StepView, fields: readonly (keyof StepView)[]): StepView {
  const copy: Record<string, unknown> = { ...step };
  for (const field of fields) delete copy[field];
  return copy as unknown as StepView;
}

function earlier(at: string, durationMs: number): string {
  return new Date(Date.parse(at) - durationMs).toISOString();
}
