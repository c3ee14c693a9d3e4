/** Which function is called around the caret, and which of its arguments is being written. */

import type { ParameterDoc } from './builtin-docs.ts';
import { functionDoc, signatureText } from './function-docs.ts';
import { openBrackets } from './read-at.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface SignatureHelp {
  /** `$substring(text, start, length?)`. */
  readonly label: string;
  readonly parameters: readonly ParameterDoc[];
  /** Index into `parameters`; behind the last one: as many as there are. */
  readonly active: number;
  /** Markdown. */
  readonly summary?: string;
  readonly example?: string;
}

/** Of the innermost call around the caret: a function of the language or one of the expression's own. Undefined elsewhere. Never throws. */
export function signatureAt(source: string, caret: number): SignatureHelp | undefined {
  const tokens = tokensOf(source);
  const before = tokens.filter(({ to }) => to <= caret);
  const brackets = openBrackets(before);
  for (const bracket of brackets.toReversed()) {
    // In a condition, an object or a list within the call it is still this call that is written.
    if (bracket.text !== '(') continue;
    const at = before.indexOf(bracket) - 1;
    const called = before[at];
    if (called?.kind !== 'variable') return undefined;
    // What stands before `~>` is the first argument.
    const chained = before.slice(0, at).findLast(({ kind }) => kind !== 'comment')?.text === '~>' ? 1 : 0;
    return signatureOf(called.text.slice(1), tokens, argumentAt(before, bracket) + chained);
  }
  return undefined;
}

function signatureOf(name: string, tokens: readonly Token[], active: number): SignatureHelp | undefined {
  const own = ownParameters(name, tokens);
  if (own !== undefined) {
    const parameters = own.map((parameter): ParameterDoc => ({ name: parameter }));
    return { label: signatureText(name, { parameters, summary: '' }), parameters, active };
  }
  const known = functionDoc(name);
  return known === undefined ? undefined : { label: signatureText(name, known), active, ...known };
}

/** Commas of the call itself, not of what stands in brackets within it. */
function argumentAt(before: readonly Token[], bracket: Token): number {
  let depth = 0;
  let commas = 0;
  for (const { kind, text } of before.slice(before.indexOf(bracket) + 1)) {
    if (kind !== 'operator') continue;
    if ('([{'.includes(text)) depth += 1;
    else if (')]}'.includes(text)) depth -= 1;
    else if (text === ',' && depth === 0) commas += 1;
  }
  return commas;
}

/** Of `$f := function($a, $b) { … }`: `$a`, `$b`. */
function ownParameters(name: string, tokens: readonly Token[]): readonly string[] | undefined {
  const at = tokens.findIndex(
    ({ kind, text }, index) =>
      kind === 'variable' &&
      text === `$${name}` &&
      tokens[index + 1]?.text === ':=' &&
      ['function', 'λ'].includes(tokens[index + 2]?.text ?? '') &&
      tokens[index + 3]?.text === '(',
  );
  if (at === -1) return undefined;
  const end = tokens.findIndex(({ text }, index) => index > at + 3 && text === ')');
  return tokens.slice(at + 4, end === -1 ? tokens.length : end).flatMap(({ kind, text }) => (kind === 'variable' ? [text] : []));
}
