/** Literals of OData V4 URLs: as in V2, without prefixes and suffixes. */
import type { EdmType } from '../edm.ts';

/** Not yet percent-encoded. Decimals and Int64 as text, dates `YYYY-MM-DD`, instants ISO, times `HH:MM:SS`. */
export function formatV4Literal(value: string | number | boolean | null, type: EdmType = 'Edm.String'): string {
  if (value === null) return 'null';
  return type === 'Edm.String' ? `'${String(value).replaceAll("'", "''")}'` : String(value);
}

/** `(SalesOrder='1',SalesOrderItem='10')`, names always written; percent-encoded, ready for a URL. */
export function formatV4Key(
  key: { readonly [name: string]: string | number | boolean },
  types: { readonly [name: string]: EdmType } = {},
): string {
  const pairs = Object.entries(key).map(([name, value]) => {
    const literal = encodeURIComponent(formatV4Literal(value, types[name]));
    return `${name}=${literal.replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
  });
  return `(${pairs.join(',')})`;
}
