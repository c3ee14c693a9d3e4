/** What a field of a form asks of the language of expressions. Types only: the language itself comes when the first field wants it. */
import type { Completions } from '#flows/expressions/language/completions.ts';
import type { Hover } from '#flows/expressions/language/hover.ts';
import type { SignatureHelp } from '#flows/expressions/language/signature-at.ts';

/**
 * For one place of a flow: what its expressions see is known to it. `source` is without its `=`, carets and places are offsets in it.
 * `within`: the list for each of whose items the expression is computed, as in the rows of a map.
 */
export interface ExpressionLanguage {
  completionsAt(source: string, caret: number, within?: string): Completions;
  hoverAt(source: string, caret: number, within?: string): Hover | undefined;
  signatureAt(source: string, caret: number): SignatureHelp | undefined;
  /** As people read it; undefined while it cannot be read. */
  typeOf(source: string, within?: string): string | undefined;
  /** In text order: the fault that keeps it from being read, or all that typing finds. */
  findingsIn(source: string, within?: string): readonly ExpressionFinding[];
  format(source: string): string;
  /** What the code of the node sees, as a TypeScript declaration file. `input`: the expression that gives it, without its `=`. */
  codeTypes?(input: string | undefined): string | undefined;
  /** What it gives for the values that were chosen; undefined where none were, or where it takes too long. */
  sampleValue?(source: string, within?: string): SampleValue | undefined;
}

export interface ExpressionFinding {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly help: string;
}

/** `text`: JSON, shortened; `failed`: why there is no value. */
export type SampleValue = { readonly text: string } | { readonly failed: string };
