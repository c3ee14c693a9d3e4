/** A run's life in data: states, step states, errors. Rules: runtime/engine/SPEC.md. */
import type { Json } from './json.ts';

export const FINAL_RUN_STATES = ['completed', 'failed', 'cancelled', 'set-aside', 'superseded', 'stale'] as const;
export type FinalRunState = (typeof FINAL_RUN_STATES)[number];
export const RUN_STATES = ['accepted', 'running', 'waiting', 'held', 'parked', ...FINAL_RUN_STATES] as const;
export type RunState = (typeof RUN_STATES)[number];

export type StepState =
  | 'ready'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'held'
  | 'unknown'
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'compensated';

export type EffectState = 'intended' | 'sent' | 'confirmed' | 'refused' | 'unknown' | 'read' | 'withheld';

/** The nine classes of RTY-1: the class says what happens next. */
export const ERROR_CLASSES = [
  'network',
  'timeout',
  'throttled',
  'unavailable',
  'conflict',
  'invalid',
  'rejected',
  'denied',
  'internal',
] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** An error as the journal keeps it. */
export interface RunError {
  readonly class: ErrorClass;
  /** The other system's own code where it has one (`V1/331`, `UNABLE_TO_LOCK_ROW`), else ours. */
  readonly code: string;
  /** The system's own words first. */
  readonly message: string;
  readonly help?: string;
  readonly retryAfterMs?: number;
  readonly details?: readonly Json[];
  /** The fields or object that the message is about. */
  readonly target?: string;
  /** The other system did not let us in: it is so for every call until the credentials change. */
  readonly signInRefused?: boolean;
}

export const OPERATOR_ACTIONS = [
  'retry',
  'edit',
  'skip',
  'set-aside',
  'compensate',
  'cancel',
  'send-again',
  'mark-confirmed',
  'mark-not-applied',
] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

export function isFinal(state: RunState): state is FinalRunState {
  return (FINAL_RUN_STATES as readonly string[]).includes(state);
}
