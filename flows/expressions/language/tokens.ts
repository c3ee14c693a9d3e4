/**
 * The words of an expression with what stands between them, as the parser of `jsonata` cuts them; unlike it, for any text. What is
 * not closed (a text, a comment, a regular expression) goes to the end. Never throws.
 */

export type TokenKind = 'name' | 'variable' | 'text' | 'number' | 'constant' | 'regex' | 'operator' | 'comment';

export interface Token {
  readonly kind: TokenKind;
  /** As it is written, quotes and `$` included. */
  readonly text: string;
  /** Offset in the source, 0-based; `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** A text, comment, quoted name or regular expression without an end. */
  readonly open?: true;
  /** Stands before what it works on: `-x`, `*` as all fields, `%` as the parent, `<` as a direction of sorting. */
  readonly prefix?: true;
}

const BLANKS = ' \t\n\r\v';
const DOUBLE = new Set(['..', ':=', '!=', '>=', '<=', '**', '~>', '?:', '??']);
/** What ends a name. */
const SINGLE = new Set('.[]{}(),@#;:?+-*/%|=<>^&!~');
const NUMBER = /^(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?/;
const WORDS = new Set(['and', 'or', 'in']);
const CONSTANTS = new Set(['true', 'false', 'null']);

/** `source`: without the leading `=`. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  /** Something stands before that an operator can be behind. */
  let behindValue = false;
  let at = 0;
  while (at < source.length) {
    if (BLANKS.includes(source[at]!)) {
      at += 1;
      continue;
    }
    const token = tokenAt(source, at, behindValue);
    tokens.push(token);
    at = token.to;
    if (token.kind !== 'comment') behindValue = isValueEnd(token);
  }
  return tokens;
}

/** May `[`, `(` or an operator between two values follow? */
export function isValueEnd({ kind, text, prefix }: Token): boolean {
  if (kind !== 'operator') return kind !== 'comment';
  return [')', ']', '}'].includes(text) || (prefix === true && ['*', '**', '%'].includes(text));
}

function tokenAt(source: string, from: number, behindValue: boolean): Token {
  const sign = source[from]!;
  const made = (kind: TokenKind, to: number, more: Partial<Token> = {}): Token => ({
    kind,
    text: source.slice(from, to),
    from,
    to,
    ...more,
  });
  const upTo = (kind: TokenKind, end: number, length: number): Token =>
    end === -1 ? made(kind, source.length, { open: true }) : made(kind, end + length);
  if (sign === '/' && source[from + 1] === '*') return upTo('comment', source.indexOf('*/', from + 2), 2);
  if (sign === '/' && !behindValue) {
    const end = regexEnd(source, from + 1);
    return end === undefined ? made('regex', source.length, { open: true }) : made('regex', end);
  }
  if (DOUBLE.has(source.slice(from, from + 2)))
    return made('operator', from + 2, source.slice(from, from + 2) === '**' && !behindValue ? { prefix: true } : {});
  if (SINGLE.has(sign)) return made('operator', from + 1, !behindValue && '-*%<>|'.includes(sign) ? { prefix: true } : {});
  if (sign === '"' || sign === "'") return upTo('text', quoteEnd(source, from + 1, sign), 1);
  const number = NUMBER.exec(source.slice(from, from + 400))?.[0];
  if (number !== undefined) return made('number', from + number.length);
  if (sign === '`') return upTo('name', source.indexOf('`', from + 1), 1);
  let to = from + 1;
  while (to < source.length && !BLANKS.includes(source[to]!) && !SINGLE.has(source[to]!)) to += 1;
  const word = source.slice(from, to);
  if (sign === '$') return made('variable', to);
  if (CONSTANTS.has(word)) return made('constant', to);
  // The parser takes them for names of fields where no operator can stand.
  return made(WORDS.has(word) && behindValue ? 'operator' : 'name', to);
}

function quoteEnd(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === quote) return at;
  }
  return -1;
}

/** Behind the flags. */
function regexEnd(source: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at]!;
    if (sign === '/' && depth === 0 && !isEscaped(source, at)) {
      let to = at + 1;
      while (source[to] === 'i' || source[to] === 'm') to += 1;
      return to;
    }
    if ('([{'.includes(sign) && source[at - 1] !== '\\') depth += 1;
    if (')]}'.includes(sign) && source[at - 1] !== '\\') depth -= 1;
  }
  return undefined;
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0;
  while (source[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
