/** One expression of a flow with what is known of it. */
import type { Finding } from '../expressions/types/finding.ts';
import type { Place, Resolved } from '../expressions/types/type.ts';

export interface TypedExpression {
  /** JSON Pointer into the flow, of the text as it is written: of a row of a map its `expression`. */
  readonly path: string;
  /** As it is written, with its `=` where it has one. */
  readonly text: string;
  readonly type: Resolved;
  /** Everything in it could be checked, and its type is known. */
  readonly sure: boolean;
}

/** What is wrong at a place of a flow, before it is a problem. */
export interface TypeFinding extends Omit<Finding, 'at' | 'fix'> {
  /** JSON Pointer into the flow. */
  readonly path: string;
  readonly nodeId?: string;
  /** In the text at `path`; absent: all of it. */
  readonly place?: Place;
  /** What the text at `path` is to be replaced by. */
  readonly fixed?: string;
}
