/**
 * The way up from older formats, one step a format, in order. Format 1 is the first that anybody stored, so the list is empty; the
 * next change of shape raises `FLOW_FORMAT` and adds `{ from: 1, describe: …, up }` from a file of its own beside this one.
 */
import type { JsonObject } from '../json.ts';

export interface FlowMigration {
  /** The format that it lifts; the result has `from + 1`. */
  readonly from: number;
  /** What changed, one sentence for the change log of the flow. */
  readonly describe: string;
  /** Pure. The document had the shape of its format. `format` is set by the caller. */
  readonly up: (document: JsonObject) => JsonObject;
}

export const migrations: readonly FlowMigration[] = [];
