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
  /** Of the text at `path`, which characters it is about; left out: all of it. */
  readonly place?: { readonly offset: number; readonly length: number };
  /** The text that would mend it, in place of the whole text at `path`. */
  readonly fixed?: string;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
