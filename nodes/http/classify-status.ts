/**
 * What an HTTP status says when nothing better is known about the system. Connectors of systems with a language of their own
 * (SAP, Salesforce) read the body first and come here with the rest.
 */
import type { Json } from '#flows/json.ts';
import {
  ConflictError,
  DeniedError,
  InvalidError,
  RejectedError,
  type StepError,
  type StepErrorOptions,
  ThrottledError,
  TimeoutError,
  UnavailableError,
} from '../errors.ts';
import type { HttpAnswer } from './http-client.ts';
import { readRetryAfterMs } from './retry-after.ts';

export interface StatusSentence {
  /** What answered, for the sentence: `The system`, `SAP`. */
  readonly system: string;
  /** The system's own words where its body has some. */
  readonly message?: string;
  readonly code?: string;
  readonly details?: readonly Json[];
  readonly target?: string;
  /** It says that what is to be made is there already. */
  readonly perhapsOurOwn?: boolean;
}

export function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

/** Undefined for 2xx and 304; for everything else the error to throw. */
export function classifyStatus(answer: HttpAnswer, sentence: StatusSentence): StepError | undefined {
  const { status } = answer;
  if (isSuccess(status)) return undefined;
  const message = sentence.message ?? `${sentence.system} answered with status ${status}`;
  const retryAfterMs = readRetryAfterMs(answer.headers);
  const options: StepErrorOptions = {
    code: sentence.code ?? `http-${status}`,
    ...(sentence.details === undefined ? {} : { details: sentence.details }),
    ...(sentence.target === undefined ? {} : { target: sentence.target }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(sentence.perhapsOurOwn === true ? { perhapsOurOwn: true } : {}),
  };
  if (status < 400) {
    return new InvalidError(`${message}: it points to ${answer.headers['location'] ?? 'nowhere'}`, {
      ...options,
      code: sentence.code ?? 'redirected',
      help: 'Redirects are not followed. Correct the base URL or the path.',
      // 303 is the classic answer to a form that was taken.
      maybeApplied: status <= 303,
    });
  }
  switch (status) {
    case 401:
    case 403:
    case 407:
      return new DeniedError(message, {
        ...options,
        ...(status === 401 ? { signInRefused: true } : {}),
        help: "Check the connection's credentials and their rights in the other system.",
      });
    case 402:
    case 422:
    case 451:
      return new RejectedError(message, options);
    case 408:
      return new TimeoutError(message, options);
    case 409:
    case 412:
    case 423:
      return new ConflictError(message, options);
    case 425:
      return new UnavailableError(message, { ...options, maybeApplied: false });
    case 429:
      return new ThrottledError(message, options);
    case 501:
    case 505:
      return new InvalidError(message, options);
    case 503:
      return new UnavailableError(message, { ...options, maybeApplied: false });
    default:
      return status >= 500 ? new UnavailableError(message, options) : new InvalidError(message, options);
  }
}
