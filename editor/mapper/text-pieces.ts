/**
 * Where the parts of an object or list that is written out stand in a JSONata text that the parser has read: it keeps no beginnings. Signs
 * within texts, names in backquotes, regular expressions and comments are not taken for signs of the language. Pure.
 */
import { readExpression } from '#flows/expressions/known-expression.ts';

export interface Piece {
  readonly text: string;
  /** In the text that was given. */
  readonly from: number;
}

interface Sign {
  readonly sign: string;
  readonly at: number;
  /** Brackets that are open before it. */
  readonly depth: number;
}

/** `{ "a": …, "b": … }` and nothing else: its fields in order. Undefined for everything else; keys that are computed are something else. */
export function readObject(text: string): readonly (readonly [name: string, value: Piece])[] | undefined {
  const { tree } = readExpression(text);
  if (tree?.type !== 'unary' || tree.value !== '{' || tree.predicate !== undefined || tree.group !== undefined || tree.keepArray === true)
    return undefined;
  const own = trimPiece({ text, from: 0 });
  if (!own.text.startsWith('{') || !own.text.endsWith('}')) return undefined;
  const inner = { text: own.text.slice(1, -1), from: own.from + 1 };
  if (inner.text.length === commentsBefore(inner.text)) return [];
  const fields: (readonly [string, Piece])[] = [];
  for (const member of splitAt(inner, ',')) {
    const [key, ...value] = splitAt(member, ':');
    const colon = key === undefined ? undefined : key.from + key.text.length + 1;
    if (key === undefined || value.length === 0 || colon === undefined) return undefined;
    const name = literalText(key.text.slice(commentsBefore(key.text)));
    const rest = trimPiece({ text: text.slice(colon, member.from + member.text.length), from: colon });
    if (name === undefined || readExpression(rest.text).tree === undefined) return undefined;
    fields.push([name, rest]);
  }
  return fields.length === tree.lhs.length ? fields : undefined;
}

/** `[scope.{ … }]` or `[scope.( … )]`: what is gone through, and what comes of each item. */
export function readRepeated(text: string): { readonly scope: string; readonly item: string } | undefined {
  const { tree } = readExpression(text);
  if (tree?.type !== 'unary' || tree.value !== '[' || tree.predicate !== undefined || tree.group !== undefined || tree.keepArray === true)
    return undefined;
  if (tree.expressions.length !== 1) return undefined;
  const own = trimPiece({ text, from: 0 }).text;
  if (!own.startsWith('[') || !own.endsWith(']')) return undefined;
  const inner = trimPiece({ text: own.slice(1, -1), from: 0 }).text;
  const signs = scanSigns(inner);
  const dot = signs.findLast(
    ({ sign, depth }, at) => sign === '.' && depth === 0 && opens(inner, signs[at + 1], 0) && closesAtEnd(inner, signs, at + 1),
  );
  if (dot === undefined) return undefined;
  const scope = inner.slice(0, dot.at).trim();
  const item = inner.slice(dot.at + 1).trim();
  // As far as the parser goes, both stand by themselves, and put together they are the whole.
  return readExpression(scope).tree === undefined || readExpression(item).tree === undefined ? undefined : { scope, item };
}

/** Comments stay: a value is kept with what is said beside it. */
function trimPiece({ text, from }: Piece): Piece {
  return { text: text.trim(), from: from + text.length - text.trimStart().length };
}

/** Length of space and comments at the beginning. */
function commentsBefore(text: string): number {
  return /^(?:\s|\/\*[\s\S]*?\*\/)*/.exec(text)![0].length;
}

function opens(text: string, next: Sign | undefined, depth: number): boolean {
  return next !== undefined && (text[next.at] === '{' || text[next.at] === '(') && next.depth === depth;
}

function closesAtEnd(text: string, signs: readonly Sign[], opening: number): boolean {
  const { depth } = signs[opening]!;
  const close = signs.slice(opening + 1).find((sign) => sign.depth === depth + 1 && (sign.sign === '}' || sign.sign === ')'));
  return close !== undefined && close.at === text.length - 1 && text.slice(signs[opening - 1]!.at + 1, signs[opening]!.at).trim() === '';
}

/** At signs outside of all brackets. */
function splitAt({ text, from }: Piece, wanted: ',' | ':'): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  // `a ? b : c` has colons of its own.
  let questions = 0;
  for (const { sign, at, depth } of scanSigns(text)) {
    if (depth > 0) continue;
    if (wanted === ':' && sign === '?') questions += 1;
    else if (sign === wanted && wanted === ':' && questions > 0) questions -= 1;
    else if (sign === wanted) {
      pieces.push({ text: text.slice(start, at), from: from + start });
      start = at + 1;
    }
  }
  pieces.push({ text: text.slice(start), from: from + start });
  return pieces;
}

const BEHIND_VALUE = /[\w$)\]}"'`%*]$/;
const WORD_BEHIND_SIGN = /(?:^|[^\w$.`])(?:and|or|in)$/;

function scanSigns(text: string): readonly Sign[] {
  const signs: Sign[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '"' || sign === "'") at = endOfText(text, at);
    else if (sign === '`') at = Math.max(at, text.indexOf('`', at + 1));
    else if (sign === '/' && text[at + 1] === '*') at = Math.max(at, text.indexOf('*/', at + 2) + 1);
    else if (sign === '/' && !isDivision(text, at)) at = endOfRegex(text, at);
    else if ('([{'.includes(sign)) {
      signs.push({ sign, at, depth });
      depth += 1;
    } else if (')]}'.includes(sign)) {
      signs.push({ sign, at, depth });
      depth -= 1;
    } else if (',:?.'.includes(sign)) {
      // `:=`, `?:`, `??`, `..` and the point of a number are no separators.
      const two = text.slice(at, at + 2);
      if ([':=', '?:', '??', '..'].includes(two)) at += 1;
      else if (sign !== '.' || !(/\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? ''))) signs.push({ sign, at, depth });
    }
  }
  return signs;
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}

function isDivision(text: string, at: number): boolean {
  const before = text.slice(0, at).replace(/(?:\s|\/\*[\s\S]*?\*\/)+$/, '');
  return BEHIND_VALUE.test(before) && !WORD_BEHIND_SIGN.test(before);
}

function endOfRegex(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\\') at += 1;
    else if (sign === '/' && depth === 0) return at;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
  }
  return text.length;
}

function literalText(text: string): string | undefined {
  const { tree } = readExpression(text);
  return tree?.type === 'string' && tree.predicate === undefined && typeof tree.value === 'string' ? tree.value : undefined;
}
