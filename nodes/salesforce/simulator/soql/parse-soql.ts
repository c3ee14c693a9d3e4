/** SOQL as far as flows need it: fields and paths, COUNT(), WHERE with AND, OR, NOT, ORDER BY, LIMIT, OFFSET. */
import { isDate } from '../field-values.ts';
import { malformed, readTokens, type SoqlToken } from './read-tokens.ts';
import type { SoqlCondition, SoqlLiteral, SoqlOperator, SoqlOrder, SoqlQuery } from './soql-model.ts';

/** Throws a MALFORMED_QUERY refusal that says where. Names are not looked up yet. */
export function parseSoql(query: string): SoqlQuery {
  return new Parser(query).parse();
}

const OPERATORS: { readonly [sign: string]: SoqlOperator } = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const UNSUPPORTED = ['group', 'having', 'for', 'with', 'typeof', 'using', 'includes', 'excludes'];
const MOST_OFFSET = 2_000;
const DEEPEST = 50;

class Parser {
  readonly #query: string;
  readonly #tokens: readonly SoqlToken[];
  #next = 0;

  constructor(query: string) {
    this.#query = query;
    this.#tokens = readTokens(query);
  }

  parse(): SoqlQuery {
    this.#expectWord('select');
    const { fields, countOnly } = this.#fields();
    this.#expectWord('from');
    const object = this.#name();
    const where = this.#takeWord('where') ? this.#alternatives(0) : undefined;
    const orderBy: SoqlOrder[] = [];
    if (this.#takeWord('order')) {
      this.#expectWord('by');
      do orderBy.push(this.#order());
      while (this.#takeSign(','));
    }
    const limit = this.#takeWord('limit') ? this.#wholeNumber() : undefined;
    const offsetAt = this.#at();
    const offset = this.#takeWord('offset') ? this.#wholeNumber() : 0;
    if (offset > MOST_OFFSET) throw malformed(this.#query, offsetAt, `Maximum SOQL offset allowed is ${MOST_OFFSET}`);
    if (this.#peek() !== undefined) throw this.#unexpected();
    return {
      fields,
      countOnly,
      object,
      ...(where === undefined ? {} : { where }),
      orderBy,
      ...(limit === undefined ? {} : { limit }),
      offset,
    };
  }

  #fields(): Pick<SoqlQuery, 'fields' | 'countOnly'> {
    if (this.#peek()?.text.toLowerCase() === 'count' && this.#tokens[this.#next + 1]?.text === '(') {
      this.#next += 2;
      if (!this.#takeSign(')')) throw this.#unsupported('COUNT of a field');
      return { fields: [], countOnly: true };
    }
    const fields: (readonly string[])[] = [];
    do {
      if (this.#peek()?.text === '(') throw this.#unsupported('a query inside a query');
      fields.push(this.#path());
      if (this.#peek()?.text === '(') throw this.#unsupported('a function');
    } while (this.#takeSign(','));
    return { fields, countOnly: false };
  }

  #alternatives(depth: number): SoqlCondition {
    if (depth > DEEPEST) throw malformed(this.#query, this.#at(), 'The condition is nested too deeply');
    const parts = [this.#condition(depth)];
    let joined: 'and' | 'or' | undefined;
    for (;;) {
      const word = this.#takeWord('and') ? 'and' : this.#takeWord('or') ? 'or' : undefined;
      if (word === undefined) break;
      // The platform does not guess which binds first.
      if (joined !== undefined && joined !== word) throw this.#unexpected(-1);
      joined = word;
      parts.push(this.#condition(depth));
    }
    return joined === undefined ? parts[0]! : { type: joined, parts };
  }

  #condition(depth: number): SoqlCondition {
    if (this.#takeWord('not')) return { type: 'not', part: this.#condition(depth + 1) };
    if (this.#takeSign('(')) {
      const inner = this.#alternatives(depth + 1);
      this.#expectSign(')');
      return inner;
    }
    const path = this.#path();
    const negated = this.#takeWord('not');
    if (this.#takeWord('in')) return { type: 'in', path, negated, values: this.#list() };
    if (negated) throw this.#unexpected();
    if (this.#takeWord('like')) return { type: 'compare', path, operator: 'like', value: this.#literal() };
    const operator = OPERATORS[this.#peek()?.text ?? ''];
    if (operator === undefined) throw this.#unexpected();
    this.#next++;
    return { type: 'compare', path, operator, value: this.#literal() };
  }

  #list(): readonly SoqlLiteral[] {
    this.#expectSign('(');
    const values: SoqlLiteral[] = [];
    do values.push(this.#literal());
    while (this.#takeSign(','));
    this.#expectSign(')');
    return values;
  }

  #order(): SoqlOrder {
    const path = this.#path();
    const descending = this.#takeWord('desc');
    if (!descending) this.#takeWord('asc');
    let nullsLast = descending;
    if (this.#takeWord('nulls')) {
      nullsLast = this.#takeWord('last');
      if (!nullsLast) this.#expectWord('first');
    }
    return { path, descending, nullsLast };
  }

  #literal(): SoqlLiteral {
    const token = this.#peek();
    if (token === undefined) throw this.#unexpected();
    this.#next++;
    if (token.type === 'text') return { type: 'text', value: token.text };
    const literal = token.type === 'literal' ? readUnquoted(token.text) : token.type === 'word' ? readKeyword(token.text) : undefined;
    if (literal === undefined) throw this.#unexpected(-1);
    return literal;
  }

  #wholeNumber(): number {
    const token = this.#peek();
    if (token?.type !== 'literal' || !/^\d{1,9}$/.test(token.text)) throw this.#unexpected();
    this.#next++;
    return Number(token.text);
  }

  #path(): readonly string[] {
    const token = this.#peek();
    if (token?.type !== 'word' || UNSUPPORTED.includes(token.text.toLowerCase())) throw this.#unexpected();
    this.#next++;
    return token.text.split('.');
  }

  #name(): string {
    const token = this.#peek();
    if (token?.type !== 'word') throw this.#unexpected();
    this.#next++;
    return token.text;
  }

  #peek(): SoqlToken | undefined {
    return this.#tokens[this.#next];
  }

  #at(): number {
    return this.#peek()?.at ?? this.#query.length;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token?.type !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#next++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    if (token?.type !== 'sign' || token.text !== sign) return false;
    this.#next++;
    return true;
  }

  #expectWord(word: string): void {
    if (!this.#takeWord(word)) throw this.#unexpected();
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#unexpected();
  }

  #unexpected(offset = 0): Error {
    const token = this.#tokens[this.#next + offset];
    if (token !== undefined && UNSUPPORTED.includes(token.text.toLowerCase())) return this.#unsupported(token.text.toUpperCase());
    return malformed(
      this.#query,
      token?.at ?? this.#query.length,
      token === undefined ? 'unexpected end of query' : `unexpected token: '${token.text}'`,
    );
  }

  #unsupported(what: string): Error {
    return malformed(this.#query, this.#at(), `${what} is not part of the SOQL that this simulator speaks`);
  }
}

function readUnquoted(text: string): SoqlLiteral | undefined {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return { type: 'number', value: Number(text) };
  if (isDate(text)) return { type: 'date', value: text };
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
  const value = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(value) ? undefined : { type: 'datetime', value };
}

function readKeyword(word: string): SoqlLiteral | undefined {
  const [name, count] = word.toLowerCase().split(':');
  const days = Number(count);
  switch (name) {
    case 'null':
      return { type: 'null' };
    case 'true':
    case 'false':
      return { type: 'boolean', value: name === 'true' };
    case 'today':
      return { type: 'days', from: 0, to: 0 };
    case 'yesterday':
      return { type: 'days', from: -1, to: -1 };
    case 'tomorrow':
      return { type: 'days', from: 1, to: 1 };
    case 'last_n_days':
      return count === undefined ? undefined : { type: 'days', from: -days, to: 0 };
    case 'next_n_days':
      return count === undefined ? undefined : { type: 'days', from: 1, to: days };
    default:
      return undefined;
  }
}
