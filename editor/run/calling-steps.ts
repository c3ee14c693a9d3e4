/**
 * A step that calls a flow writes nothing into the journal until the flow has come back. Here it gets its place among the steps while
 * it is under way: it stands as its most urgent inner step does, and has lasted since the first of them began. Pure.
 */
import type { RunView, StepView } from '#flows/api/runs.ts';
import { findNodeByPath, withoutIteration } from '#flows/step-views.ts';
import { hasEnded, mostUrgent } from './step-urgency.ts';

export function withCallingSteps(steps: readonly StepView[], run: Pick<RunView, 'document' | 'called'>): readonly StepView[] {
  const own = new Map(steps.map((step) => [step.path, step]));
  const inner = new Map<string, StepView[]>();
  for (const step of steps) {
    for (const caller of callersOf(step.path)) inner.set(caller, [...(inner.get(caller) ?? []), step]);
  }
  if (inner.size === 0) return steps;
  const calling = [...inner].map(([path, within]) => callingStep(path, own.get(path), within, run));
  const paths = new Set(calling.map(({ path }) => path));
  return [...steps.filter(({ path }) => !paths.has(path)), ...calling];
}

/** `a/b/c` → `a`, `a/b`. */
function callersOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(0, -1).map((_, depth) => segments.slice(0, depth + 1).join('/'));
}

function callingStep(
  path: string,
  known: StepView | undefined,
  within: readonly StepView[],
  { document, called }: Pick<RunView, 'document' | 'called'>,
): StepView {
  const startedAt = within.flatMap((step) => (step.startedAt === undefined ? [] : [step.startedAt])).sort()[0];
  const began = startedAt === undefined ? {} : { startedAt };
  if (known !== undefined && hasEnded(known)) return { ...known, ...began };
  const node = findNodeByPath(document, called, path);
  const nodeId = withoutIteration(path.split('/').at(-1)!);
  const base = { path, nodeId, type: node?.type ?? '', label: node?.label ?? nodeId, ...began };
  const open = mostUrgent(within.filter((step) => !hasEnded(step)));
  // Between two inner steps none is open.
  if (open === undefined) return { ...base, state: 'running', attempts: 1 };
  const { state, attempts, error, dueAt, waitsFor } = open;
  return {
    ...base,
    state,
    attempts,
    ...(error === undefined ? {} : { error }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
  };
}

/** How a called flow begins is a step in the journal only. */
export function isCalledTrigger({ called }: Pick<RunView, 'called'>, step: StepView): boolean {
  const flow = called[step.path.split('/').slice(0, -1).map(withoutIteration).join('/')];
  return flow !== undefined && !flow.edges.some(({ to }) => to === step.nodeId);
}
