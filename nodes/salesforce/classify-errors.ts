/** Salesforce's errors are arrays; the first `errorCode` says what the failure means, the status only when no code does. */
import type { Json, JsonObject } from '#flows/json.ts';
import {
  ConflictError,
  DeniedError,
  InvalidError,
  RejectedError,
  type StepError,
  type StepErrorOptions,
  ThrottledError,
  UnavailableError,
} from '../errors.ts';
import { classifyStatus } from '../http/classify-status.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';

interface SalesforceError {
  readonly errorCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

type Meaning = new (message: string, options: StepErrorOptions) => StepError;

const MEANINGS: { readonly [code: string]: Meaning } = {
  UNABLE_TO_LOCK_ROW: ConflictError,
  PRECONDITION_FAILED: ConflictError,
  REQUEST_LIMIT_EXCEEDED: ThrottledError,
  REQUEST_RUNNING_TOO_LONG: UnavailableError,
  SERVER_UNAVAILABLE: UnavailableError,
  INVALID_SESSION_ID: DeniedError,
  API_DISABLED_FOR_ORG: DeniedError,
  INSUFFICIENT_ACCESS: DeniedError,
  INSUFFICIENT_ACCESS_OR_READONLY: DeniedError,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: DeniedError,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: RejectedError,
  DUPLICATE_VALUE: RejectedError,
  DUPLICATES_DETECTED: RejectedError,
  ENTITY_IS_DELETED: RejectedError,
  ENTITY_IS_LOCKED: RejectedError,
  FIELD_CUSTOM_VALIDATION_EXCEPTION: RejectedError,
  FIELD_INTEGRITY_EXCEPTION: RejectedError,
  STORAGE_LIMIT_EXCEEDED: RejectedError,
  INVALIDENTITY: InvalidError,
  INVALIDJOB: InvalidError,
  INVALIDJOBSTATE: RejectedError,
  INVALIDLOCATOR: InvalidError,
  INVALID_CROSS_REFERENCE_KEY: InvalidError,
  INVALID_FIELD: InvalidError,
  INVALID_FIELD_FOR_INSERT_UPDATE: InvalidError,
  INVALID_TYPE: InvalidError,
  JSON_PARSER_ERROR: InvalidError,
  MALFORMED_ID: InvalidError,
  MALFORMED_QUERY: InvalidError,
  NOT_FOUND: InvalidError,
  REQUIRED_FIELD_MISSING: InvalidError,
  STRING_TOO_LONG: InvalidError,
};

/** Undefined for 2xx. */
export function classifySalesforce(answer: HttpAnswer): StepError | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const errors = readErrors(answer);
  const first = errors[0];
  const meaning = first === undefined ? undefined : MEANINGS[first.errorCode];
  const message = first === undefined ? undefined : `${first.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`;
  const details: readonly Json[] = errors.map((error): JsonObject => ({ ...error }));
  if (meaning === undefined) {
    return classifyStatus(answer, {
      system: 'Salesforce',
      details,
      ...(first === undefined || message === undefined ? {} : { code: first.errorCode, message }),
    });
  }
  const target = first!.fields[0];
  return new meaning(message!, {
    code: first!.errorCode,
    details,
    maybeApplied: false,
    ...(target === undefined ? {} : { target }),
    ...(answer.status === 401 ? { signInRefused: true } : {}),
  });
}

/** Why one record of several was refused. */
export interface RowError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields?: readonly string[];
}

const TAKEN_BACK = 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

/** Of records that were refused together: the first that is to blame. Nothing was written. */
export function classifyRowError(errors: readonly RowError[]): StepError {
  const first = errors.find(({ statusCode }) => statusCode !== TAKEN_BACK) ?? errors[0];
  const { statusCode: code = 'refused', message = 'Salesforce refused the records', fields = [] } = first ?? {};
  const options: StepErrorOptions = { code, maybeApplied: false, details: errors.map((error): JsonObject => ({ ...error })) };
  const meaning = MEANINGS[code] ?? RejectedError;
  return new meaning(message, fields[0] === undefined ? options : { ...options, target: fields[0] });
}

export function isSessionEnded(answer: HttpAnswer): boolean {
  return answer.status === 401 && readErrors(answer).some(({ errorCode }) => errorCode === 'INVALID_SESSION_ID');
}

function readErrors(answer: HttpAnswer): readonly SalesforceError[] {
  const reading = readJson(answer.text);
  if (!reading.ok || !Array.isArray(reading.value)) return [];
  return (reading.value as readonly JsonObject[]).flatMap((entry) =>
    typeof entry === 'object' && entry !== null && typeof entry['errorCode'] === 'string'
      ? [
          {
            errorCode: entry['errorCode'],
            message: String(entry['message'] ?? entry['errorCode']),
            fields: Array.isArray(entry['fields']) ? (entry['fields'] as string[]) : [],
          },
        ]
      : [],
  );
}
