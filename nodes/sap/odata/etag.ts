/** Entity tags as SAP makes them from a timestamp: `W/"datetimeoffset'2026-09-02T06%3A15%3A47.1257050Z'"`. */

/** From an instant with up to seven decimal places; colons are percent-encoded as SAP does. */
export function formatTimestampETag(instant: string): string {
  const [, head = instant, fraction = ''] = /^(.*?)(?:\.(\d{1,7}))?Z$/.exec(instant) ?? [];
  return `W/"datetimeoffset'${encodeURIComponent(`${head}.${fraction.padEnd(7, '0')}Z`)}'"`;
}

/** From a text field (production orders: `String(14)`). */
export function formatTextETag(text: string): string {
  return `W/"'${encodeURIComponent(text)}'"`;
}

/** Does an `If-Match` header (one tag, a list, or `*`) name this entity tag? Percent-encoding makes no difference. */
export function ifMatchNames(ifMatch: string, etag: string): boolean {
  return ifMatch.split(/,(?=\s*(?:W\/)?")/).some((one) => one.trim() === '*' || plain(one) === plain(etag));
}

function plain(etag: string): string {
  const bare = etag.trim().replace(/^W\//, '');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
