/**
 * The nine classes of RTY-1. A connector throws one of these and nothing else; the class decides what the engine does:
 * network, timeout, throttled, unavailable, conflict are retried by the node's policy; invalid, rejected, denied end the step; internal parks the run.
 * Anything else that is thrown counts as internal.
 */
import type { Json } from '#flows/json.ts';
import type { ErrorClass, RunError } from '#flows/run.ts';

export interface StepErrorOptions {
  readonly code: string;
  readonly help?: string;
  readonly retryAfterMs?: number;
  readonly details?: readonly Json[];
  readonly target?: string;
  /**
   * Could the other system have applied the write all the same? Only asked for writes. Default by class: network, timeout and
   * unavailable say yes; set it to false where the request certainly never arrived (connection refused) or was not processed (503 of a gateway).
   */
  readonly maybeApplied?: boolean;
  /**
   * Of a write that goes out once more because nobody knows of the one before: it may be refused because that one arrived after all. Then
   * the refusal proves nothing, and a person is asked (STP-4).
   */
  readonly perhapsOurOwn?: boolean;
  /** Not this call is refused but we are: the circuit holds all others before they lock the user (RTY-3). */
  readonly signInRefused?: boolean;
  readonly cause?: unknown;
}

export abstract class StepError extends Error {
  abstract readonly class: ErrorClass;
  readonly options: StepErrorOptions;

  constructor(message: string, options: StepErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.options = options;
  }

  get maybeApplied(): boolean {
    return this.options.maybeApplied ?? (this.class === 'network' || this.class === 'timeout' || this.class === 'unavailable');
  }

  toRunError(): RunError {
    const { code, help, retryAfterMs, details, target, signInRefused } = this.options;
    return {
      class: this.class,
      code,
      message: this.message,
      ...(help === undefined ? {} : { help }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(details === undefined ? {} : { details }),
      ...(target === undefined ? {} : { target }),
      ...(signInRefused === true ? { signInRefused } : {}),
    };
  }
}

export class NetworkError extends StepError {
  readonly class = 'network';
}
/** Connect, header, idle or total deadline passed. */
export class TimeoutError extends StepError {
  readonly class = 'timeout';
}
/** 429 and its relatives; carries `retryAfterMs` where the system said so. */
export class ThrottledError extends StepError {
  readonly class = 'throttled';
}
/** The system says that it is down or broken (502, 503, 504, short dump). */
export class UnavailableError extends StepError {
  readonly class = 'unavailable';
}
/** Locked, or a precondition failed (412): worth a fresh read and another try. */
export class ConflictError extends StepError {
  readonly class = 'conflict';
}
/** What we sent is malformed for the system: no retry helps. */
export class InvalidError extends StepError {
  readonly class = 'invalid';
}
/** Well-formed, but the business refuses it. Where the refusal is an expected outcome it is a port of the node, not this error. */
export class RejectedError extends StepError {
  readonly class = 'rejected';
}
/** Credentials or authorisation. */
export class DeniedError extends StepError {
  readonly class = 'denied';
}
/** Our bug. */
export class InternalError extends StepError {
  readonly class = 'internal';
}

/** Every thrown value as a StepError; unknown ones become internal with their message kept for the log. */
export function toStepError(thrown: unknown): StepError {
  if (thrown instanceof StepError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new InternalError(message, { code: 'internal', cause: thrown });
}

/** The same failure, of something that came before the write itself (token, session, read): it changed nothing in the other system. */
export function asNotApplied(error: StepError): StepError {
  const SameClass = error.constructor as new (message: string, options: StepErrorOptions) => StepError;
  return new SameClass(error.message, { ...error.options, maybeApplied: false });
}
