/** Why a file as a whole cannot be taken: a business outcome with a port of its own, never half a file. */
import type { JsonObject } from '#flows/json.ts';

export type UnfitReason =
  | 'changed'
  | 'count-differs'
  | 'data-after-trailer'
  | 'empty'
  | 'encoding'
  | 'header-invalid'
  | 'header-missing'
  | 'names-missing'
  | 'not-xml'
  | 'record-too-long'
  | 'sum-differs'
  | 'too-many-records'
  | 'trailer-invalid'
  | 'trailer-missing';

export class UnfitFile extends Error {
  readonly reason: UnfitReason;
  readonly detail: JsonObject;

  /** `message`: a sentence for the person who sent the file. */
  constructor(reason: UnfitReason, message: string, detail: JsonObject = {}) {
    super(message);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Somebody was at it between its taking and now. */
export function fileChanged(): UnfitFile {
  return new UnfitFile('changed', 'The file is not the one that was taken: somebody changed it.');
}
