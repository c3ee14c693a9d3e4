/**
 * An expression read around a caret, though it is not finished: a word is put where the caret stands, open brackets are closed, and where
 * that is not enough the rest is left out, until the parser can read it. The parser's own recovery is not used (parse-expression.ts).
 */
import { parseExpression } from '../parse-expression.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import { isValueEnd, type Token, tokensOf } from './tokens.ts';

/** A name that nobody gives to a field. */
export const MARK = 'here__caret__here';

/** What can be written at the caret. */
export interface Opening {
  readonly kind: 'value' | 'field' | 'variable';
  /** What is there already and is replaced; `typed` is the part of it before the caret, without `$` and backquotes. */
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

/** Undefined in texts, comments and numbers, and where an operator has to come. */
export function openingAt(source: string, caret: number): Opening | undefined {
  const tokens = tokensOf(source);
  const touching = tokens.find(({ from, to, open }) => from < caret && (caret < to || (caret === to && open === true)));
  const ending = tokens.find(({ to }) => to === caret);
  const token = touching ?? (ending !== undefined && isWord(ending) ? ending : undefined);
  const before = tokens.filter(({ kind, to }) => kind !== 'comment' && to <= (token?.from ?? caret)).at(-1);
  if (token === undefined) {
    if (before !== undefined && (isValueEnd(before) || declares(before))) return undefined;
    return { kind: before?.text === '.' ? 'field' : 'value', from: caret, to: caret, typed: '' };
  }
  const isQuotedStep = isQuotedName(token, before);
  if (!(isWord(token) || isQuotedStep) || (before !== undefined && (isValueEnd(before) || declares(before)))) return undefined;
  const { from, kind } = token;
  // What was never closed goes on to the end of everything.
  const to = token.open === true ? caret : token.to;
  const typed = source.slice(from, caret);
  if (kind === 'variable') return { kind: 'variable', from, to, typed: typed.slice(1) };
  return { kind: before?.text === '.' ? 'field' : 'value', from, to, typed: typed.replace(/^[`"']/, '').replace(/[`"']$/, '') };
}

/** Behind a dot a text is the name of a field: `body."Sold To"`. */
export function isQuotedName({ kind }: Token, before: Token | undefined): boolean {
  return kind === 'text' && before?.kind === 'operator' && before.text === '.';
}

function isWord({ kind, text }: Token): boolean {
  return kind === 'name' || kind === 'variable' || kind === 'constant' || (kind === 'operator' && /^\w/.test(text));
}

/** `@` and `#`, behind which a variable gets its name. */
function declares({ kind, text }: Token): boolean {
  return kind === 'operator' && (text === '@' || text === '#');
}

export interface ReadAt {
  readonly tree: SyntaxNode;
  readonly source: string;
}

/** `word` is put in place of what stands from `from` to `to`. Undefined where nothing can be made of it. */
export function readWith(source: string, from: number, to: number, word: string): ReadAt | undefined {
  const before = source.slice(0, from);
  const closers = closersOf(before);
  const candidates = [
    `${before}${word}${source.slice(to)}`,
    `${before}${word}${closers}`,
    `${before}${word}: null${closers}`,
    `${chainBefore(source, from)}${word}`,
  ];
  for (const candidate of candidates) {
    const { tree } = parseExpression(` ${candidate}`);
    if (tree !== undefined) return { tree, source: ` ${candidate}` };
  }
  return undefined;
}

const CLOSED_BY: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

/** What closes the brackets that are open at the end of the text, the innermost first. */
function closersOf(text: string): string {
  return openBrackets(tokensOf(text))
    .map(({ text: open }) => CLOSED_BY[open]!)
    .reverse()
    .join('');
}

export function openBrackets(tokens: readonly Token[]): readonly Token[] {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'operator') continue;
    if (CLOSED_BY[token.text] !== undefined) open.push(token);
    else if (open.length > 0 && CLOSED_BY[open.at(-1)!.text] === token.text) open.pop();
  }
  return open;
}

/** `trigger.body.items[0].` of `1 + ) trigger.body.items[0].`: what the last path begins with, its dot included. */
export function chainBefore(source: string, end: number): string {
  const tokens = tokensOf(source.slice(0, end));
  let at = tokens.length - 1;
  if (tokens[at]?.text !== '.') return '';
  while (tokens[at]?.text === '.') {
    at -= 1;
    while (tokens[at]?.text === ']' || tokens[at]?.text === ')') at = openingOf(tokens, at) - 1;
    const step = tokens[at];
    if (step === undefined) break;
    if (step.kind === 'name' || step.kind === 'variable' || isValueEnd(step)) at -= 1;
  }
  return source.slice(tokens[at + 1]?.from ?? 0, end);
}

function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    const { kind, text } = tokens[at]!;
    if (kind !== 'operator') continue;
    if (')]}'.includes(text)) depth += 1;
    if (CLOSED_BY[text] !== undefined) depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}
