/**
 * What SAP Gateway means by a refusal. The status says little (a locked document, a business refusal and an unknown field all come
 * as 400), so message class, number and words decide.
 */
import type { Json } from '#flows/json.ts';
import {
  ConflictError,
  DeniedError,
  InternalError,
  InvalidError,
  RejectedError,
  type StepError,
  type StepErrorOptions,
  UnavailableError,
} from '../errors.ts';
import { classifyStatus } from '../http/classify-status.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import { type ODataErrorBody, readODataErrorBody } from './odata/error-body.ts';

/** Somebody has the document open. */
export class DocumentLocked extends ConflictError {}
/** The service is there, the entity is not. */
export class EntityNotFound extends InvalidError {}
/** The entity tag is no longer the one that we read (412). */
export class StaleEntityTag extends ConflictError {}

/** An answer of its own, or one part of a `$batch`. */
export type SapAnswer = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

/** Messages that say "somebody has it open": sales documents, production orders, deliveries, general enqueue. */
const LOCK_CODES = new Set(['V1/042', 'VL/046', 'MC/601', 'CO/469', 'C6/031', 'M3/024', 'M3/682', 'ME/006', 'VU/013']);
/**
 * For numbers that are not among them. "gesperrt" alone says as well that an order is blocked for delivery, which waiting never ends:
 * it wants the user who has it.
 */
const LOCK_WORDS =
  /currently (?:being )?(?:processed|edited|locked)|(?:is|are) (?:being )?locked by|(?:durch|von) (?:den |dem )?Benutzer(?:in)? \S+ (?:gesperrt|bearbeitet)|in Bearbeitung/i;
const LOCKED_BY_NAME = /(?:durch|von) [A-Z][A-Z0-9_.-]{1,11} (?:gesperrt|bearbeitet)/;
const AUTHORITY_WORDS = /\b(?:no authori[sz]ation|not authori[sz]ed|keine Berechtigung|missing authori[sz]ation)\b/i;
/** `V1/331`: message class and number. Gateway's own classes begin with a slash. */
const BUSINESS_CODE = /^(?!\/)[A-Z0-9_]{1,20}\/\d{3}$/;

/** Undefined for a good answer. */
export function classifySapAnswer(answer: SapAnswer): StepError | undefined {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return isSignInPage(answer) ? signInPage() : undefined;
  const html = isHtml(answer);
  if (status >= 300 && status < 400 && status !== 304) {
    return signInPage(`SAP sends us to ${headers['location'] ?? 'another page'} instead of answering`);
  }
  if (status === 401) {
    return new DeniedError('SAP refuses the sign-in (401)', {
      code: 'sign-in',
      signInRefused: true,
      help: 'Check user and password (or client id and secret), that the user is not locked, and the client number.',
    });
  }
  if (html && status >= 500) {
    const retryAfterMs = readRetryAfterMs(headers);
    return new UnavailableError(`SAP is broken or starting (${status}): ${titleOf(answer.text)}`, {
      code: status === 503 ? 'service-unavailable' : 'short-dump',
      // 503 is the dispatcher's own page: nothing was processed. A dump may come after the update.
      ...(status === 503 ? { maybeApplied: false } : {}),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  if (status === 403 && headers['x-csrf-token']?.toLowerCase() === 'required') {
    return new DeniedError('SAP wants another CSRF token each time it is asked', {
      code: 'csrf-refused',
      help: 'A gateway between us and SAP seems to swallow cookies; the session cannot be kept.',
    });
  }
  if (html && status === 404) {
    return new InvalidError('SAP has no such service at this path', {
      code: 'service-not-active',
      help: 'Activate it (transaction /IWFND/MAINT_SERVICE) and its node in SICF, or correct the path of the services.',
    });
  }
  const body = readODataErrorBody(answer.text);
  return body === undefined ? classifyStatus({ ...answer, cookies: [] }, { system: 'SAP' }) : classifyBody(answer, body);
}

function classifyBody(answer: SapAnswer, body: ODataErrorBody): StepError | undefined {
  const { status } = answer;
  const speaking = mostTelling(body);
  const message = speaking.message === '' ? `SAP answered with status ${status}` : speaking.message;
  const options: StepErrorOptions = {
    code: speaking.code === '' ? `http-${status}` : speaking.code,
    ...(speaking.target === undefined ? {} : { target: speaking.target }),
    details: detailsOf(body),
  };
  if (status === 423 || LOCK_CODES.has(options.code) || LOCK_WORDS.test(message) || LOCKED_BY_NAME.test(message)) {
    return new DocumentLocked(message, { ...options, help: 'Somebody has the document open in SAP; it is tried again.' });
  }
  if (status === 403 || AUTHORITY_WORDS.test(message)) {
    return new DeniedError(message, {
      ...options,
      help: "Give the connection's user the authorisation in SAP (SU53 of that user says which one is missing).",
    });
  }
  if (status === 412) return new StaleEntityTag(message, options);
  if (status === 409) return new ConflictError(message, options);
  if (status === 428) {
    return new InternalError(`The request went out without the entity tag that SAP wants: ${message}`, options);
  }
  if (status === 404 || status === 400 || status === 422) {
    if (BUSINESS_CODE.test(options.code)) return new RejectedError(message, options);
    return status === 404 ? new EntityNotFound(message, options) : new InvalidError(message, options);
  }
  return classifyStatus(
    { ...answer, cookies: [] },
    {
      system: 'SAP',
      message,
      code: options.code,
      details: options.details ?? [],
      ...(options.target === undefined ? {} : { target: options.target }),
    },
  );
}

interface Telling {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** The useful text is often in a detail: the first error there with a message class, unless the top has one itself. */
function mostTelling(body: ODataErrorBody): Telling {
  const top: Telling = { code: body.code, message: body.message };
  const errors = body.details.filter((detail) => detail.severity === 'error' && detail.message !== '');
  const same = errors.find((detail) => detail.code === body.code);
  if (BUSINESS_CODE.test(body.code)) return same?.target === undefined ? top : { ...top, target: same.target };
  return errors.find((detail) => BUSINESS_CODE.test(detail.code)) ?? (body.message === '' ? (errors[0] ?? top) : top);
}

function detailsOf(body: ODataErrorBody): readonly Json[] {
  const listed = body.details.map((detail): Json => ({ ...detail }));
  const trace = {
    ...(body.transactionId === undefined ? {} : { transactionId: body.transactionId }),
    ...(body.sapNote === undefined ? {} : { sapNote: body.sapNote }),
  };
  return Object.keys(trace).length === 0 ? listed : [...listed, trace];
}

function isHtml({ headers, text }: SapAnswer): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype html|html)/i.test(text);
}

/** A good status with a page for people: single sign-on stands between us and SAP. */
function isSignInPage(answer: SapAnswer): boolean {
  return answer.text !== '' && isHtml(answer);
}

function signInPage(message = 'SAP answers with a sign-in page for people instead of data'): StepError {
  return new DeniedError(message, {
    code: 'sign-in-page',
    help: 'Let technical users sign in with basic authentication or OAuth on this path (SICF, single sign-on settings).',
    maybeApplied: false,
    signInRefused: true,
  });
}

function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]{1,200})</i.exec(html)?.[1]?.trim();
  return title ?? 'an error page without a title';
}
