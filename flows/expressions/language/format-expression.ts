/**
 * An expression laid out for reading: the same words in the same order, comments among them, with blanks and new lines of ours. What it
 * looks like depends on the words alone, so formatting twice changes nothing.
 */
import { parseExpression } from '../parse-expression.ts';
import { isValueEnd, type Token, tokensOf } from './tokens.ts';

const WIDTH = 100;
const INDENT = '  ';

/**
 * `text` with or without the leading `=`, which stays. What cannot be read comes back as it is; so does a text whose meaning the new
 * layout would change.
 */
export function formatExpression(text: string): string {
  const { source, offset, tree } = parseExpression(text);
  if (tree === undefined) return text;
  const laidOut = print(source);
  const sign = offset === 0 ? '' : '= ';
  const again = parseExpression(`=${laidOut}`).tree;
  return again !== undefined && meaningOf(again) === meaningOf(tree) ? `${sign}${laidOut}` : text;
}

/** The tree without its places. */
export function meaningOf(tree: unknown): string {
  return JSON.stringify(tree, (name, value: unknown) =>
    name === 'position' ? undefined : value instanceof RegExp ? String(value) : value,
  );
}

/** Words, and what stands in brackets as one. */
type Part = Word | Bracket;
interface Word extends Token {
  /** The `:` of `a ? b : c`, not the one behind a key. */
  readonly inCondition?: true;
}
interface Bracket {
  readonly open: Token;
  readonly close: Token;
  readonly parts: readonly Part[];
}

function isBracket(part: Part | undefined): part is Bracket {
  return part !== undefined && 'parts' in part;
}

const CLOSED_BY: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

interface Level {
  readonly open: Token | undefined;
  readonly parts: Part[];
  /** `?` whose `:` has not come yet. */
  conditions: number;
}

/** Of a text that can be read: brackets match. */
function nest(tokens: readonly Token[]): readonly Part[] {
  const levels: Level[] = [{ open: undefined, parts: [], conditions: 0 }];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    const level = levels.at(-1)!;
    const { parts, open } = level;
    if (token.kind !== 'operator') parts.push(token);
    else if (CLOSED_BY[token.text] !== undefined) levels.push({ open: token, parts: [], conditions: 0 });
    else if (open !== undefined && token.text === CLOSED_BY[open.text]) {
      levels.pop();
      levels.at(-1)!.parts.push({ open, close: token, parts });
    } else if (token.text === '<' && endsInParameters(parts)) {
      const end = signatureEnd(tokens, at);
      const text = tokens.slice(at, end).map((one) => one.text);
      parts.push({ kind: 'constant', text: text.join(''), from: token.from, to: tokens[end - 1]!.to });
      at = end - 1;
    } else {
      if (token.text === '?') level.conditions += 1;
      if (token.text === ',') level.conditions = 0;
      if (token.text !== ':' || level.conditions === 0) parts.push(token);
      else {
        level.conditions -= 1;
        parts.push({ ...token, inCondition: true });
      }
    }
  }
  return levels[0]!.parts;
}

/** `function($x, $y)`, behind which a signature such as `<s-n:s>` may stand. */
function endsInParameters(parts: readonly Part[]): boolean {
  const [name, list] = parts.slice(-2);
  return isBracket(list) && name !== undefined && !isBracket(name) && ['function', 'λ'].includes(name.text);
}

function signatureEnd(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    if (tokens[at]!.text === '<') depth += 1;
    if (tokens[at]!.text === '>') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

function print(source: string): string {
  return printBlock(nest(tokensOf(source)), 0, 0);
}

/** On one line if it fits, else broken before the operators that bind most loosely. `used`: signs on the line before it. */
function printBlock(parts: readonly Part[], indent: number, used: number): string {
  const flat = flatText(parts);
  if (flat !== undefined && used + flat.length <= WIDTH) return flat;
  const lines = brokenAt(parts);
  const inner = indent + 1;
  return lines
    .map((line, at) => printLine(line, at === 0 ? indent : inner, at === 0 ? used : inner * INDENT.length))
    .join(`\n${INDENT.repeat(inner)}`);
}

/** One part after another; brackets that do not fit are opened. */
function printLine(parts: readonly Part[], indent: number, used: number): string {
  let text = '';
  let last: Part | undefined;
  for (const part of parts) {
    if (last !== undefined) text += gapBetween(last, part);
    const newLine = text.lastIndexOf('\n');
    text += printPart(part, indent, newLine === -1 ? used + text.length : text.length - newLine - 1);
    last = part;
  }
  return text;
}

function printPart(part: Part, indent: number, used: number): string {
  if (!isBracket(part)) return part.text;
  const flat = flatText([part]);
  // Nothing in it: there is nothing to break.
  if (flat !== undefined && (used + flat.length <= WIDTH || part.parts.length === 0)) return flat;
  const inner = INDENT.repeat(indent + 1);
  const items = itemsIn(part.parts).map((item) => printBlock(item, indent + 1, inner.length));
  return `${part.open.text}\n${inner}${items.join(`\n${inner}`)}\n${INDENT.repeat(indent)}${part.close.text}`;
}

/** What `,` and `;` part, each with its sign. */
function itemsIn(parts: readonly Part[]): readonly (readonly Part[])[] {
  const items: Part[][] = [[]];
  for (const part of parts) {
    items.at(-1)!.push(part);
    if (isOperator(part, ',') || isOperator(part, ';')) items.push([]);
  }
  return items.filter((item) => item.length > 0);
}

/** From the loosest. */
const BREAKS: readonly ReadonlySet<string>[] = [
  new Set(['?', ':', '?:', '??']),
  new Set(['or']),
  new Set(['and']),
  new Set(['~>', '=', '!=', '<', '<=', '>', '>=', 'in']),
  new Set(['&', '+', '-']),
];

/** One line or more; operators begin theirs. What is a key or the name of a variable stays before what it is for. */
function brokenAt(parts: readonly Part[]): readonly (readonly Part[])[] {
  const named = parts.findIndex((part) => isOperator(part, ':=') || (isOperator(part, ':') && !isInCondition(part)));
  for (const signs of BREAKS) {
    const lines: Part[][] = [[...parts.slice(0, named + 1)]];
    for (const [at, part] of parts.entries()) {
      if (at <= named) continue;
      const breaks = !isBracket(part) && part.kind === 'operator' && part.prefix !== true && signs.has(part.text) && at > named + 1;
      if (breaks && (part.text !== ':' || part.inCondition === true)) lines.push([part]);
      else lines.at(-1)!.push(part);
    }
    if (lines.length > 1) return lines;
  }
  return [parts];
}

function isOperator(part: Part, text: string): boolean {
  return !isBracket(part) && part.kind === 'operator' && part.text === text;
}

function isInCondition(part: Part): boolean {
  return !isBracket(part) && part.inCondition === true;
}

/** Undefined where it takes several lines in any case: a comment or a text with new lines in it. */
function flatText(parts: readonly Part[]): string | undefined {
  let text = '';
  let last: Part | undefined;
  for (const part of parts) {
    if (last !== undefined) text += gapBetween(last, part);
    last = part;
    if (isBracket(part)) {
      const inner = flatText(part.parts);
      if (inner === undefined) return undefined;
      const gap = part.open.text === '{' && inner !== '' ? ' ' : '';
      text += `${part.open.text}${gap}${inner}${gap}${part.close.text}`;
    } else if (part.text.includes('\n')) return undefined;
    else text += part.text;
  }
  return text;
}

/** Stand close to what is before and behind them. */
const TIGHT = new Set(['.', '..', '@', '#', '^']);
/** Close to what is before them. */
const TRAILING = new Set([',', ';']);

function gapBetween(left: Part, right: Part): '' | ' ' {
  if (isComment(left) || isComment(right)) return ' ';
  if (!isBracket(left) && left.kind === 'operator') {
    if (!isBracket(right) && right.kind === 'operator' && TRAILING.has(right.text)) return '';
    if (TIGHT.has(left.text)) return '';
    // A minus, a direction of sorting.
    if (left.prefix === true && !isValueEnd(left) && left.text !== '|') return '';
    if (!isValueEnd(left)) return ' ';
  }
  if (isBracket(right)) return right.open.text === '{' && isBracket(left) ? ' ' : '';
  if (right.kind !== 'operator') return ' ';
  if (TIGHT.has(right.text) || TRAILING.has(right.text)) return '';
  return right.text === ':' && right.inCondition !== true ? '' : ' ';
}

function isComment(part: Part): boolean {
  return !isBracket(part) && part.kind === 'comment';
}
