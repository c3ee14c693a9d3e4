/** What checking an expression finds. */
import type { Place } from './type.ts';

export type FindingCode =
  | 'unknown-field'
  | 'wrong-type'
  | 'may-be-wrong-type'
  | 'never-equal'
  | 'not-a-function'
  | 'unknown-function'
  | 'missing-argument'
  | 'leading-zeros-lost'
  | 'digits-lost'
  | 'time-lost'
  | 'unit-differs'
  | 'unit-lost'
  | 'may-be-missing'
  | 'not-mapped'
  | 'surplus-field'
  | 'wrong-value';

export interface Finding {
  readonly code: FindingCode;
  /** `error`: wrong whenever it is computed. `warning`: wrong for values that the schemas allow. `info`: works, with a loss. */
  readonly severity: 'error' | 'warning' | 'info';
  /** In the expression's text without its leading `=`. */
  readonly at: Place;
  readonly message: string;
  readonly help: string;
  readonly fix?: Fix;
}

/** Replace what stands at `at` by `text`. */
export interface Fix {
  readonly at: Place;
  readonly text: string;
}
