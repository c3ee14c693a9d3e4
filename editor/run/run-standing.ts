/** Where an open run stands and what it waits for: what the page says above the drawing. Pure. */
import type { RunSummary, StepView } from '#flows/api/runs.ts';
import { isFinal, type RunError } from '#flows/run.ts';
import { hasEnded, mostUrgent } from './step-urgency.ts';

export type Standing =
  | { readonly kind: 'queued'; readonly lane: { readonly name: string; readonly key: string } | undefined }
  | { readonly kind: 'working'; readonly path: string | undefined }
  | { readonly kind: 'retrying'; readonly path: string; readonly attempt: number; readonly dueAt?: string; readonly error?: RunError }
  | { readonly kind: 'held'; readonly path: string | undefined; readonly heldBy: string }
  | { readonly kind: 'waiting'; readonly path: string | undefined; readonly what: string; readonly dueAt?: string }
  | { readonly kind: 'parked'; readonly path: string | undefined; readonly error?: RunError }
  | { readonly kind: 'failed'; readonly error: RunError };

/** Undefined: the run has ended as it should, or as somebody decided. */
export function standingOf(run: RunSummary, steps: readonly StepView[]): Standing | undefined {
  if (isFinal(run.state)) return run.state === 'failed' && run.error !== undefined ? { kind: 'failed', error: run.error } : undefined;
  const step = mostUrgent(steps.filter((candidate) => !hasEnded(candidate) && !callsAnother(candidate, steps)));
  const path = run.state === 'running' ? step?.path : (run.blockedAt ?? step?.path);
  switch (run.state) {
    case 'accepted':
      return { kind: 'queued', lane: run.lane };
    case 'running':
      return { kind: 'working', path };
    case 'held':
      return { kind: 'held', path, heldBy: run.heldBy ?? '' };
    case 'parked':
      return { kind: 'parked', path, ...(run.error === undefined ? {} : { error: run.error }) };
    case 'waiting': {
      const waiting = steps.find((candidate) => candidate.path === path) ?? step;
      if (waiting?.state === 'retrying')
        return {
          kind: 'retrying',
          path: waiting.path,
          attempt: waiting.attempts,
          ...(waiting.dueAt === undefined ? {} : { dueAt: waiting.dueAt }),
          ...(waiting.error === undefined ? {} : { error: waiting.error }),
        };
      return {
        kind: 'waiting',
        path,
        what: waiting?.waitsFor ?? '',
        ...(waiting?.dueAt === undefined ? {} : { dueAt: waiting.dueAt }),
      };
    }
  }
}

function callsAnother(step: StepView, steps: readonly StepView[]): boolean {
  return steps.some(({ path }) => path.startsWith(`${step.path}/`));
}
