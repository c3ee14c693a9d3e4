/** The part of a URL behind the service root: segments with keys, and query options. */
import { type ODataLiteral, readODataLiteral } from '../../odata/literal.ts';
import type { ModelEntityType, ModelProperty } from './model.ts';
import { fromLiteral, insideName } from './property-value.ts';
import { badRequest } from './refusal.ts';
import type { Row } from './service.ts';

export interface Segment {
  readonly name: string;
  /** What stood in the parentheses; undefined without any. */
  readonly predicate?: readonly KeyPart[];
}

export interface KeyPart {
  /** Undefined where the only key is not named. */
  readonly name?: string;
  readonly literal: ODataLiteral;
}

export type Query = ReadonlyMap<string, string>;

export interface ResourcePath {
  readonly segments: readonly Segment[];
  readonly query: Query;
}

/** `A_SalesOrder('1')/to_Item?$top=2`; a slash at the end is allowed. Throws a 400 refusal for what cannot be read. */
export function parseResourcePath(url: string): ResourcePath {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const segments = splitPath(path)
    .filter((one) => one !== '')
    .map((one) => parseSegment(decode(one)));
  return { segments, query: parseQuery(mark < 0 ? '' : url.slice(mark + 1)) };
}

/** Slashes inside quotes do not divide. */
function splitPath(path: string): readonly string[] {
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < path.length; at++) {
    if (path[at] === "'") quoted = !quoted;
    else if (path[at] === '/' && !quoted) {
      parts.push(path.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, path.slice(start)];
}

function parseSegment(text: string): Segment {
  const open = text.indexOf('(');
  if (open < 0) return { name: text };
  if (!text.endsWith(')')) throw badRequest(`Malformed key in '${text}'`);
  const inner = text.slice(open + 1, -1);
  const parts: KeyPart[] = [];
  let at = 0;
  while (at < inner.length) {
    const name = /^\s*([A-Za-z_]\w*)\s*=\s*/.exec(inner.slice(at));
    if (name !== null) at += name[0].length;
    const read = readODataLiteral(inner, at);
    if (read === undefined) throw badRequest(`Malformed key in '${text}'`);
    parts.push({ ...(name === null ? {} : { name: name[1]! }), literal: read.literal });
    at = read.end;
    const comma = /^\s*,?\s*/.exec(inner.slice(at))![0];
    if (at + comma.length < inner.length && !comma.includes(',')) throw badRequest(`Malformed key in '${text}'`);
    at += comma.length;
  }
  return { name: text.slice(0, open), predicate: parts };
}

function parseQuery(text: string): Query {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    query.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1).replaceAll('+', ' ')));
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest(`The URL is not correctly encoded: '${text.slice(0, 60)}'`);
  }
}

/** The key as inside values. A single key need not be named; all of a compound key must be there. */
export function keyRow(type: ModelEntityType, predicate: readonly KeyPart[]): Row {
  const keys = type.key.map((name) => type.properties.find((property) => property.name === name)!);
  return namedValues(keys, predicate, type.name);
}

export function namedValues(properties: readonly ModelProperty[], parts: readonly KeyPart[], of: string): Row {
  const row: { [name: string]: Row[string] } = {};
  for (const part of parts) {
    const property =
      part.name === undefined ? (properties.length === 1 ? properties[0] : undefined) : properties.find((one) => one.name === part.name);
    if (property === undefined) throw badRequest(`The key of ${of} has no part '${part.name ?? part.literal.text}'`);
    row[insideName(property)] = fromLiteral(property, part.literal);
  }
  const missing = properties.find((property) => !(insideName(property) in row));
  if (missing !== undefined) throw badRequest(`The key of ${of} needs '${missing.name}'`, missing.name);
  return row;
}
