/** RTY-1: what somebody changed between our reading and our writing, which Salesforce refuses with 412. */
import type { Json, JsonObject } from '#flows/json.ts';
import { asNotApplied, ConflictError, StepError } from '../errors.ts';
import { holdsFields } from './records.ts';

/** Somebody who saves the same record again and again must not keep us here. */
export const FRESH_READINGS = 5;

/** By Salesforce, and by what stands before it and says no more than the status. */
const OVERTAKEN: ReadonlySet<string> = new Set(['PRECONDITION_FAILED', 'http-412']);

export function isOvertaken(error: unknown): boolean {
  return error instanceof ConflictError && OVERTAKEN.has(error.options.code);
}

export type ChangedField = { readonly field: string; readonly before: Json; readonly found: Json; readonly wanted: Json };

/** Of the fields that we set those that somebody gave another value since. */
export function changedFields(before: JsonObject, fresh: JsonObject, fields: JsonObject): readonly ChangedField[] {
  return Object.entries(fields).flatMap(([field, wanted]) => {
    const [was, found] = [before[field] ?? null, fresh[field] ?? null];
    return holdsFields(fresh, { [field]: was }) ? [] : [{ field, before: was, found, wanted }];
  });
}

/** Parks the run: which value is right nobody here can say. `record`: as people name it, `Order 801…`. */
export function changedBySomebodyElse(record: string, theirs: readonly ChangedField[], cause: unknown): ConflictError {
  return new ConflictError(`Somebody else changed ${theirs.map(({ field }) => field).join(', ')} of ${record} since it was read`, {
    code: 'changed-by-somebody-else',
    help: 'Compare the values and decide: a retry sets ours on the record as it is now, setting the run aside leaves theirs.',
    details: [{ fields: theirs }],
    target: theirs[0]!.field,
    cause,
  });
}

/**
 * Parks the run, too: our fields had their old values at the last reading, but a later attempt would take what it finds then for old, and
 * write over what somebody set meanwhile.
 */
export function changedAgainAndAgain(record: string, cause: unknown): ConflictError {
  return new ConflictError(`Somebody else changes ${record} again and again: it was overtaken ${FRESH_READINGS} times`, {
    code: 'changed-by-somebody-else',
    help: 'Look at who saves it all the time. A retry sets ours on the record as it is then, setting the run aside leaves theirs.',
    cause,
  });
}

/** Of a reading after the refusal: the write itself was not taken. */
export function throwAsNotApplied(error: unknown): never {
  throw error instanceof StepError ? asNotApplied(error) : error;
}
