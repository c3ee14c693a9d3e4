import { Refusal } from '../refusal.ts';

export interface SoqlToken {
  readonly type: 'word' | 'text' | 'literal' | 'sign';
  /** Words as written; texts without quotes and escapes. */
  readonly text: string;
  /** Offset in the query. */
  readonly at: number;
}

const SIGNS = /(<>|<=|>=|!=|[=<>(),])/y;
const WORD = /[A-Za-z_][A-Za-z0-9_.]*(:\d+)?/y;
/** Numbers, days and instants: all unquoted. */
const LITERAL = /[+-]?\d[0-9A-Za-z:.+-]*/y;
const ESCAPES: { readonly [sign: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: '\\_',
  '%': '\\%',
};

/** Throws a MALFORMED_QUERY refusal at the first sign that belongs to no token. */
export function readTokens(query: string): readonly SoqlToken[] {
  const tokens: SoqlToken[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(query)?.[0];
  };
  while (at < query.length) {
    if (/\s/.test(query[at]!)) {
      at++;
      continue;
    }
    if (query[at] === "'") {
      const { text, end } = readText(query, at);
      tokens.push({ type: 'text', text, at });
      at = end;
      continue;
    }
    const word = match(WORD);
    const literal = word === undefined ? match(LITERAL) : undefined;
    const text = word ?? literal ?? match(SIGNS);
    if (text === undefined) throw malformed(query, at, `line 1:${at} no viable alternative at character '${query[at]}'`);
    tokens.push({ type: word !== undefined ? 'word' : literal !== undefined ? 'literal' : 'sign', text, at });
    at += text.length;
  }
  return tokens;
}

function readText(query: string, start: number): { readonly text: string; readonly end: number } {
  let text = '';
  for (let at = start + 1; at < query.length; at++) {
    const sign = query[at]!;
    if (sign === "'") return { text, end: at + 1 };
    if (sign !== '\\') {
      text += sign;
      continue;
    }
    const escaped = query[++at] ?? '';
    const meant = ESCAPES[escaped];
    if (meant === undefined) throw malformed(query, at, `Illegal string literal: Invalid string literal '\\${escaped}'`);
    text += meant;
  }
  throw malformed(query, start, `line 1:${query.length} mismatched character '<EOF>' expecting '''`);
}

/** The platform shows where it stumbled. */
export function malformed(query: string, at: number, message: string): Refusal {
  return new Refusal(400, 'MALFORMED_QUERY', `\n${pointAt(query, at)}\nERROR at Row:1:Column:${at + 1}\n${message}`);
}

export function pointAt(query: string, at: number): string {
  const start = Math.max(0, at - 30);
  return `${query.slice(start, at + 30).replaceAll('\n', ' ')}\n${' '.repeat(at - start)}^`;
}
