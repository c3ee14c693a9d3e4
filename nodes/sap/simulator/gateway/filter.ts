/** `$filter` of OData V2: parsed and compiled in one walk into a test of rows. */
import { compareDecimals } from '#flows/library/decimal.ts';
import { readODataLiteral } from '../../odata/literal.ts';
import type { ModelEntityType, ModelProperty } from './model.ts';
import { fromLiteral, insideName, shown } from './property-value.ts';
import { badRequest } from './refusal.ts';
import type { Row, Value } from './service.ts';

export type RowTest = (row: Row) => boolean;

/** A value in the expression; `property` decides how it is compared. Literals take the type of the other side. */
interface Operand {
  readonly property: ModelProperty | undefined;
  value(row: Row, against: ModelProperty | undefined): Value;
}

const TEXT: ModelProperty = { name: 'text', type: 'Edm.String', nullable: true, creatable: true, updatable: true, concurrencyToken: false };
const NUMBER: ModelProperty = { ...TEXT, name: 'number', type: 'Edm.Int32' };
const LOGICAL: ModelProperty = { ...TEXT, name: 'logical', type: 'Edm.Boolean' };

/** Throws a 400 refusal for unknown fields, unknown functions, misplaced literals and broken syntax. */
export function compileFilter(text: string, type: ModelEntityType): RowTest {
  const parser = new FilterParser(text, type);
  return parser.whole();
}

class FilterParser {
  readonly #text: string;
  readonly #type: ModelEntityType;
  #at = 0;

  constructor(text: string, type: ModelEntityType) {
    this.#text = text;
    this.#type = type;
  }

  whole(): RowTest {
    const test = this.#or();
    this.#space();
    if (this.#at < this.#text.length) throw this.#broken();
    return test;
  }

  #or(): RowTest {
    let test = this.#and();
    while (this.#word('or')) {
      const [left, right] = [test, this.#and()];
      test = (row) => left(row) || right(row);
    }
    return test;
  }

  #and(): RowTest {
    let test = this.#not();
    while (this.#word('and')) {
      const [left, right] = [test, this.#not()];
      test = (row) => left(row) && right(row);
    }
    return test;
  }

  #not(): RowTest {
    if (this.#word('not')) {
      const inner = this.#not();
      return (row) => !inner(row);
    }
    return this.#comparison();
  }

  #comparison(): RowTest {
    this.#space();
    // A parenthesis opens a group of conditions; operands have none of their own in V2 but for function calls.
    if (this.#text[this.#at] === '(') {
      this.#at += 1;
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const left = this.#operand();
    const operator = this.#operator();
    if (operator === undefined) {
      if (left.property?.type !== 'Edm.Boolean') throw this.#broken();
      return (row) => left.value(row, undefined) === true;
    }
    const right = this.#operand();
    const property = left.property ?? right.property;
    if (property === undefined) throw badRequest('A comparison in $filter names no property');
    // Checked now, so that a wrong literal is an error even where no row is tested.
    if (left.property === undefined) left.value({}, property);
    if (right.property === undefined) right.value({}, property);
    return (row) => holds(operator, compareValues(property, left.value(row, property), right.value(row, property)));
  }

  #operand(): Operand {
    this.#space();
    const literal = readODataLiteral(this.#text, this.#at);
    if (literal !== undefined) {
      this.#at = literal.end;
      return { property: undefined, value: (_row, against) => fromLiteral(against ?? TEXT, literal.literal) };
    }
    const name = /^[A-Za-z_][\w/]*/.exec(this.#text.slice(this.#at))?.[0];
    if (name === undefined) throw this.#broken();
    this.#at += name.length;
    if (this.#text[this.#at] === '(') return this.#call(name);
    const property = this.#type.properties.find((one) => one.name === name);
    if (property === undefined) throw badRequest(`Property '${name}' is not known or cannot be used in $filter`, name);
    const inside = insideName(property);
    return { property, value: (row) => row[inside] ?? null };
  }

  #call(name: string): Operand {
    const apply = FUNCTIONS[name];
    if (apply === undefined) throw badRequest(`Function '${name}' is not supported in $filter`);
    this.#at += 1;
    const parameters: Operand[] = [this.#operand()];
    for (this.#space(); this.#text[this.#at] === ','; this.#space()) {
      this.#at += 1;
      parameters.push(this.#operand());
    }
    this.#expect(')');
    if (parameters.length !== apply.parameters) throw badRequest(`Function '${name}' takes ${apply.parameters} parameters`);
    const texts = (row: Row) =>
      parameters.map(({ property, value }) => {
        const found = value(row, TEXT);
        return property === undefined ? String(found ?? '') : shown(property, String(found ?? ''));
      });
    return { property: apply.returns, value: (row) => apply.of(texts(row)) };
  }

  #operator(): Operator | undefined {
    return OPERATORS.find((operator) => this.#word(operator));
  }

  #word(word: string): boolean {
    this.#space();
    const follows = this.#text[this.#at + word.length];
    if (!this.#text.startsWith(word, this.#at) || (follows !== undefined && !/[\s(]/.test(follows))) return false;
    this.#at += word.length;
    return true;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  #expect(sign: string): void {
    this.#space();
    if (this.#text[this.#at] !== sign) throw this.#broken();
    this.#at += 1;
  }

  #broken() {
    return badRequest(`Invalid $filter at position ${this.#at}: '${this.#text.slice(this.#at, this.#at + 30)}'`);
  }
}

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
type Operator = (typeof OPERATORS)[number];

function holds(operator: Operator, order: number): boolean {
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

/** Negative, zero or positive, also for `$orderby`; empty comes first. */
export function compareValues(property: ModelProperty, left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  if (property.type === 'Edm.Decimal') return compareDecimals(String(left), String(right));
  if (property.type === 'Edm.DateTimeOffset') return Date.parse(String(left)) - Date.parse(String(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

interface FilterFunction {
  readonly parameters: number;
  readonly returns: ModelProperty;
  of(texts: readonly string[]): Value;
}

const FUNCTIONS: { readonly [name: string]: FilterFunction } = {
  // V2 writes the needle first here, and only here.
  substringof: { parameters: 2, returns: LOGICAL, of: ([needle = '', text = '']) => text.includes(needle) },
  startswith: { parameters: 2, returns: LOGICAL, of: ([text = '', start = '']) => text.startsWith(start) },
  endswith: { parameters: 2, returns: LOGICAL, of: ([text = '', end = '']) => text.endsWith(end) },
  tolower: { parameters: 1, returns: TEXT, of: ([text = '']) => text.toLowerCase() },
  toupper: { parameters: 1, returns: TEXT, of: ([text = '']) => text.toUpperCase() },
  trim: { parameters: 1, returns: TEXT, of: ([text = '']) => text.trim() },
  length: { parameters: 1, returns: NUMBER, of: ([text = '']) => text.length },
  indexof: { parameters: 2, returns: NUMBER, of: ([text = '', part = '']) => text.indexOf(part) },
  year: { parameters: 1, returns: NUMBER, of: ([day = '']) => Number(day.slice(0, 4)) },
  month: { parameters: 1, returns: NUMBER, of: ([day = '']) => Number(day.slice(5, 7)) },
  day: { parameters: 1, returns: NUMBER, of: ([day = '']) => Number(day.slice(8, 10)) },
};
