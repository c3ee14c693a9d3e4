/** Literals of OData V2 URLs, for `$filter`, keys and function parameters. */
import type { EdmType } from './edm.ts';

/**
 * The literal for a value in a URL, not yet percent-encoded. Values as everywhere in this folder: decimals and Int64 as text,
 * plain dates `YYYY-MM-DD`, instants ISO, times `HH:MM:SS`.
 */
export function formatODataLiteral(value: string | number | boolean | null, type: EdmType = 'Edm.String'): string {
  if (value === null) return 'null';
  switch (type) {
    case 'Edm.String':
      return `'${String(value).replaceAll("'", "''")}'`;
    case 'Edm.Decimal':
      return `${value}m`;
    case 'Edm.Int64':
      return `${value}L`;
    case 'Edm.Double':
      return `${value}d`;
    case 'Edm.DateTime':
      return `datetime'${String(value).slice(0, 10)}T00:00:00'`;
    case 'Edm.DateTimeOffset':
      return `datetimeoffset'${value}'`;
    case 'Edm.Time': {
      const [hours = '00', minutes = '00', seconds = '00'] = String(value).split(':');
      return `time'PT${hours}H${minutes}M${seconds}S'`;
    }
    case 'Edm.Guid':
      return `guid'${value}'`;
    default:
      return String(value);
  }
}

/** A key predicate, names always written: `(SalesOrder='1',SalesOrderItem='10')`; percent-encoded, ready for a URL. */
export function formatKeyPredicate(
  key: { readonly [name: string]: string | number | boolean },
  types: { readonly [name: string]: EdmType } = {},
): string {
  const pairs = Object.entries(key).map(([name, value]) => `${name}=${encodeLiteral(formatODataLiteral(value, types[name]))}`);
  return `(${pairs.join(',')})`;
}

/** encodeURIComponent, and the signs that delimit literals and keys as well where they stand inside a value. */
function encodeLiteral(literal: string): string {
  const quoted = /^([a-z]*')(.*)(')$/s.exec(literal);
  if (quoted === null) return encodeURIComponent(literal);
  const inner = encodeURIComponent(quoted[2]!).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${quoted[1]}${inner}${quoted[3]}`;
}

/** A literal as it was written, with the type its form shows. A bare `5` is an Int32 and fits every number. */
export interface ODataLiteral {
  readonly type: EdmType | 'null';
  /** Text of the value without quotes, prefix or suffix. */
  readonly text: string;
}

const PREFIXED: { readonly [prefix: string]: EdmType } = {
  datetime: 'Edm.DateTime',
  datetimeoffset: 'Edm.DateTimeOffset',
  time: 'Edm.Time',
  guid: 'Edm.Guid',
};

/**
 * The literal at `offset` of a decoded text, and where it ends; undefined where none begins. Keeps the form only:
 * whether a date exists is for the caller to check.
 */
export function readODataLiteral(text: string, offset = 0): { readonly literal: ODataLiteral; readonly end: number } | undefined {
  const rest = text.slice(offset);
  const quoted = /^([A-Za-z]*)'((?:[^']|'')*)'/.exec(rest);
  if (quoted !== null) {
    const [whole, prefix = '', value = ''] = quoted;
    const type = prefix === '' ? 'Edm.String' : PREFIXED[prefix.toLowerCase()];
    if (type === undefined) return undefined;
    return { literal: { type, text: value.replaceAll("''", "'") }, end: offset + whole.length };
  }
  const word = /^(?:null|true|false)\b/.exec(rest)?.[0];
  if (word !== undefined) return { literal: { type: word === 'null' ? 'null' : 'Edm.Boolean', text: word }, end: offset + word.length };
  const number = /^(-?\d+(?:\.\d+)?)([mMlLdDfF])?(?![\w.])/.exec(rest);
  if (number === null) return undefined;
  const [whole, digits = '', suffix = ''] = number;
  const bySuffix: { readonly [suffix: string]: EdmType } = { m: 'Edm.Decimal', l: 'Edm.Int64', d: 'Edm.Double', f: 'Edm.Double' };
  const type = bySuffix[suffix.toLowerCase()] ?? (digits.includes('.') ? 'Edm.Double' : 'Edm.Int32');
  return { literal: { type, text: digits }, end: offset + whole.length };
}
