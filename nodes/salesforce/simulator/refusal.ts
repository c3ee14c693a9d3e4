/** How Salesforce says no: always a list, one error code, the fields concerned. */
import type { SimulatorResponse } from '../../sandbox/simulator.ts';

/** Thrown inside the simulator; the resource that the request reached turns it into an answer, a row result or a subanswer. */
export class Refusal extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];

  constructor(status: number, errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  /** The body of an answer. `fields` is only there for errors about a record. */
  toJson(): readonly [{ readonly message: string; readonly errorCode: string; readonly fields?: readonly string[] }] {
    const aboutRecord = RECORD_CODES.has(this.errorCode);
    return [{ message: this.message, errorCode: this.errorCode, ...(aboutRecord ? { fields: this.fields } : {}) }];
  }
}

const RECORD_CODES: ReadonlySet<string> = new Set([
  'REQUIRED_FIELD_MISSING',
  'DUPLICATE_VALUE',
  'UNABLE_TO_LOCK_ROW',
  'STRING_TOO_LONG',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_CROSS_REFERENCE_KEY',
  'FIELD_INTEGRITY_EXCEPTION',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'MISSING_ARGUMENT',
  'ENTITY_IS_DELETED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
]);

export function notFound(message = 'The requested resource does not exist'): Refusal {
  return new Refusal(404, 'NOT_FOUND', message);
}

export function jsonAnswer(status: number, body: unknown, headers: SimulatorResponse['headers'] = {}): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) };
}

export const emptyAnswer = (status: number): SimulatorResponse => ({ status, headers: {}, body: '' });
