/**
 * Where a part of an expression stands in its text. The parser tells where a token ends; where a part begins, and where its brackets
 * close, is found in the text. Without the text places are as long as their last token.
 */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Place } from './type.ts';

export function placeOf(node: SyntaxNode, source: string): Place {
  const from = startOf(node, source);
  const to = endOf(node, source);
  return from === undefined || to === undefined || to < from ? { offset: to ?? from ?? 0, length: 0 } : { offset: from, length: to - from };
}

export function startOf(node: SyntaxNode, source: string): number | undefined {
  const { position } = node;
  switch (node.type) {
    case 'path':
      return node.steps.length === 0 ? position : startOf(node.steps[0]!, source);
    case 'name':
      return position === undefined ? undefined : nameStart(node.value, position, source);
    case 'variable':
      return position === undefined ? undefined : position - node.value.length - 1;
    case 'string':
    case 'number':
    case 'value':
      return position === undefined ? undefined : position - literalLength(node.value, position, source);
    case 'binary':
    case 'apply':
    case 'bind':
      return startOf(node.lhs, source);
    case 'condition':
      return startOf(node.condition, source) ?? startOf(node.then, source);
    case 'function':
    case 'partial':
      return startOf(node.procedure, source) ?? before(position);
    case 'lambda':
      return node.thunk === true ? startOf(node.body, source) : before(position);
    default:
      return before(position);
  }
}

export function endOf(node: SyntaxNode, source: string): number | undefined {
  const { position } = node;
  switch (node.type) {
    case 'path':
      return node.steps.length === 0 ? position : endOf(node.steps.at(-1)!, source);
    case 'binary':
    case 'apply':
    case 'bind':
      return endOf(node.rhs, source);
    case 'condition':
      return endOf(node.else ?? node.then, source) ?? position;
    case 'function':
    case 'partial':
    case 'block':
      return closing(source, position);
    case 'unary':
      return node.value === '-' ? endOf(node.expression, source) : closing(source, position);
    case 'lambda':
      return node.thunk === true ? endOf(node.body, source) : endOf(node.body, source);
    default:
      return position;
  }
}

function before(position: number | undefined): number | undefined {
  return position === undefined ? undefined : Math.max(0, position - 1);
}

/** Of a field that ends before `end`, with what it is quoted in: nothing, backquotes, or quotes as a text. */
export function nameStart(name: string, end: number, source: string): number {
  const quote = source[end - 1] ?? '';
  if (quote === '`' && !name.endsWith('`')) return end - name.length - 2;
  const isPlain = source.slice(Math.max(0, end - name.length), end) === name && !`"'`.includes(quote);
  return end - (isPlain ? name.length : literalLength(name, end, source));
}

function literalLength(value: string | number | boolean | null, end: number, source: string): number {
  if (typeof value !== 'string') return String(value).length;
  const quote = source[end - 1];
  if (quote !== '"' && quote !== "'") return value.length + 2;
  for (let at = end - 2; at >= 0; at -= 1) {
    if (source[at] !== quote) continue;
    let slashes = 0;
    while (source[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end - at;
  }
  return value.length + 2;
}

const CLOSING: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

/** Behind the bracket that closes the one before `position`. */
export function closing(source: string, position: number | undefined): number | undefined {
  if (position === undefined) return undefined;
  if (CLOSING[source[position - 1] ?? ''] === undefined) return position;
  let depth = 0;
  let quote: string | undefined;
  for (let at = position - 1; at < source.length; at += 1) {
    const sign = source[at]!;
    if (quote !== undefined) {
      if (sign === '\\' && quote !== '`') at += 1;
      else if (sign === quote) quote = undefined;
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (CLOSING[sign] !== undefined) depth += 1;
    else if (sign === ')' || sign === ']' || sign === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return position;
}
