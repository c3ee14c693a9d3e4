/** Of several steps at one place, which one is spoken of. Pure. */
import type { StepView } from '#flows/api/runs.ts';

/** Most urgent first. */
const URGENCY: readonly StepView['state'][] = [
  'failed',
  'unknown',
  'held',
  'retrying',
  'waiting',
  'running',
  'ready',
  'completed',
  'skipped',
  'compensated',
];

export function mostUrgent(steps: readonly StepView[]): StepView | undefined {
  return steps.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))[0];
}

export function hasEnded({ state, waitsFor }: Pick<StepView, 'state' | 'waitsFor'>): boolean {
  return state === 'completed' || state === 'skipped' || state === 'compensated' || (state === 'failed' && waitsFor !== 'operator');
}

/** `failed` or `unknown` alone would say that nobody need act. */
export function shownState({ state, waitsFor }: Pick<StepView, 'state' | 'waitsFor'>): string {
  return waitsFor === 'operator' && state === 'failed' ? 'parked' : state;
}
