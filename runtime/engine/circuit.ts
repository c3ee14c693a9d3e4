/** The circuit breaker of one connection as a pure state machine (RTY-3); time comes in with each call. */
import type { RunError } from '#flows/run.ts';
import type { ConnectionLimits } from './engine.ts';

export interface Circuit {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Epoch ms. */
  readonly since: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly nextTrialAt?: number;
  readonly lastError?: RunError;
  /** Sign-ins in a row that the system refused. */
  readonly refusals?: number;
  /** Opened by a person: it stays open until a person closes it. */
  readonly byHand?: boolean;
}

export type CircuitLimits = Pick<ConnectionLimits, 'openAfter' | 'trialAfterMs'>;

export function closedCircuit(now: number): Circuit {
  return { state: 'closed', since: now, failures: 0 };
}

/** Failures that say something about the system rather than about the message. */
export function countsForCircuit({ class: errorClass, signInRefused }: Pick<RunError, 'class' | 'signInRefused'>): boolean {
  return signInRefused === true || errorClass === 'network' || errorClass === 'timeout' || errorClass === 'unavailable';
}

/** May a call go out? `trial`: yes, and it decides whether the circuit closes. */
export function admit(circuit: Circuit, now: number): 'go' | 'trial' | 'hold' {
  if (circuit.state === 'closed') return 'go';
  if (circuit.state === 'half-open' || circuit.byHand === true) return 'hold';
  return now >= (circuit.nextTrialAt ?? 0) ? 'trial' : 'hold';
}

export function beginTrial(circuit: Circuit, now: number): Circuit {
  return { ...circuit, state: 'half-open', since: now };
}

/** The trial did not come to a call (the step stopped before, its commit was lost): the next one tries, after a breath. */
export function abandonTrial(circuit: Circuit, now: number, { trialAfterMs }: CircuitLimits): Circuit {
  return circuit.state === 'half-open' ? { ...circuit, state: 'open', nextTrialAt: now + Math.min(trialAfterMs, BREATH_MS) } : circuit;
}
/** Without it a trial that can never come to a call, on a full disk say, would be tried again without end in one turn of the loop. */
const BREATH_MS = 500;

/** The system answered, whatever it said. */
export function succeed(circuit: Circuit, now: number): Circuit {
  if (circuit.state === 'closed') return circuit.failures === 0 ? circuit : { state: 'closed', since: circuit.since, failures: 0 };
  return circuit.byHand === true ? circuit : closedCircuit(now);
}

export function fail(circuit: Circuit, now: number, error: RunError, limits: CircuitLimits): Circuit {
  const failures = circuit.failures + 1;
  if (error.signInRefused === true) return refuse(circuit, now, error, failures);
  if (circuit.state === 'closed' && failures < limits.openAfter) return { ...circuit, failures, lastError: error };
  if (circuit.state === 'open') return { ...circuit, failures, lastError: error };
  const since = circuit.state === 'half-open' ? circuit.since : now;
  return { state: 'open', since, failures, lastError: error, nextTrialAt: now + waitMs(error, limits) };
}

/**
 * Two in a row are enough: systems lock a user who is refused a few times, and one alone may be about what was asked for. Tried again
 * after a minute, four, sixteen, then hourly, because a refusal may pass by itself; at once when the connection changes.
 */
function refuse(circuit: Circuit, now: number, error: RunError, failures: number): Circuit {
  // Others that were under way are refused like the one that opened it.
  if (circuit.state === 'open') return { ...circuit, failures, lastError: error };
  const refusals = (circuit.refusals ?? 0) + 1;
  if (circuit.state === 'closed' && refusals < OPENING_REFUSALS) return { ...circuit, failures, refusals, lastError: error };
  const wait = Math.min(FIRST_REFUSAL_WAIT_MS * 4 ** Math.max(0, refusals - OPENING_REFUSALS), LONGEST_REFUSAL_WAIT_MS);
  const since = circuit.state === 'half-open' ? circuit.since : now;
  return { state: 'open', since, failures, refusals, lastError: error, nextTrialAt: now + wait };
}
const OPENING_REFUSALS = 2;
const FIRST_REFUSAL_WAIT_MS = 60_000;
const LONGEST_REFUSAL_WAIT_MS = 3_600_000;

/** Address, credentials or limits were changed: whether that helps is found out now. */
export function connectionChanged(circuit: Circuit, now: number): Circuit {
  if (circuit.state !== 'open' || circuit.byHand === true) return circuit;
  const { refusals: _before, ...rest } = circuit;
  return { ...rest, nextTrialAt: now };
}

/** `since`: of an earlier process, where one opened it. */
export function openByHand(since: number): Circuit {
  return { state: 'open', since, failures: 0, byHand: true };
}

/** A system that says when to come back is asked then, not before. */
function waitMs(error: RunError, { trialAfterMs }: CircuitLimits): number {
  return Math.max(trialAfterMs, Math.min(error.retryAfterMs ?? 0, LONGEST_TRIAL_WAIT_MS));
}
const LONGEST_TRIAL_WAIT_MS = 600_000;

/** End (epoch ms) of the maintenance that holds now, over windows that follow without a gap; or undefined. */
export function maintenanceUntil(windows: ConnectionLimits['maintenance'], now: number): number | undefined {
  const endOf = (at: number) => {
    const window = windows.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
    return window === undefined ? undefined : Date.parse(window.to);
  };
  let until = endOf(now);
  for (let next = until; next !== undefined; next = endOf(next)) until = next;
  return until;
}
