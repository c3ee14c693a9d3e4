/** What a refusal looks like. */
import type { Problem } from '../problem.ts';

/** RFC 9457 `application/problem+json`: `code` is stable, `detail` a sentence, `help` what to do. */
export interface ApiProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly help?: string;
  readonly problems?: readonly Problem[];
  /** What does not fit a schema: JSON Pointer into what was sent. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly instance?: string;
}
