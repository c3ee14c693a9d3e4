/** Expressions and times that are computed for who writes them. */
import type { Json } from '../json.ts';

/** POST /api/expressions/evaluate. */
export interface ExpressionValue {
  readonly value: Json;
  /** Computed at once, or by a worker that is contained. */
  readonly path: 'fast' | 'contained';
}

/** GET /api/schedule-times: ISO instants, the next one first. */
export interface ScheduleTimes {
  readonly times: readonly string[];
}
