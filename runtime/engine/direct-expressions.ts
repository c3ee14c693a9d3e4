/** Direct expressions as the engine uses them: compiled once per version, evaluated at intake and in merges without leaving the process. */
import type { Json } from '#flows/json.ts';

export interface DirectExpression {
  /** Undefined when a path finds nothing. Throws when values do not fit the operator. */
  evaluate(scope: { readonly [root: string]: Json | undefined }): Json | undefined;
}

/** `text` with or without the leading `=`. Undefined when the expression is not direct (it needs the contained evaluator). */
export type CompileDirect = (text: string) => DirectExpression | undefined;
