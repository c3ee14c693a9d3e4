/**
 * What checking finds. Problems are returned, never thrown: they have a place, a sentence and a way out.
 */
export interface Problem {
  /** Stable, kebab-case; documented in flows/README.md. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** JSON Pointer into the document that was checked, e.g. `/nodes/change-order/config/items`. */
  readonly path: string;
  readonly nodeId?: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly help: string;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
