/** The fields of one CSV record (RFC 4180, other delimiters and quotes allowed), and the way back. */
import type { Layout } from './layout.ts';

/** Undefined: a quote is not closed, or something follows a closed one. */
export function splitCsv(text: string, layout: Layout): readonly string[] | undefined {
  const delimiter = layout.delimiter ?? ',';
  const quote = layout.quote === 'none' ? undefined : (layout.quote ?? '"');
  if (quote === undefined || !text.includes(quote)) return text.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== quote) {
      const next = text.indexOf(delimiter, at);
      fields.push(next === -1 ? text.slice(at) : text.slice(at, next));
      if (next === -1) return fields;
      at = next + 1;
      continue;
    }
    let field = '';
    for (at += 1; ; ) {
      const close = text.indexOf(quote, at);
      if (close === -1) return undefined;
      field += text.slice(at, close);
      at = close + 1;
      if (text[at] !== quote) break;
      field += quote;
      at += 1;
    }
    fields.push(field);
    if (at === text.length) return fields;
    if (text[at] !== delimiter) return undefined;
    at += 1;
  }
}

/** Undefined: a field holds what cannot be written without quotes, and the layout has none. */
export function joinCsv(fields: readonly string[], layout: Layout): string | undefined {
  const delimiter = layout.delimiter ?? ',';
  const quote = layout.quote === 'none' ? undefined : (layout.quote ?? '"');
  const written: string[] = [];
  for (const given of fields) {
    const field = layout.guardFormulas === true && /^[=+\-@\t\r]/.test(given) ? `'${given}` : given;
    const isPlain = !field.includes(delimiter) && !/[\r\n]/.test(field) && (quote === undefined || !field.includes(quote));
    if (isPlain) written.push(field);
    else if (quote === undefined) return undefined;
    else written.push(quote + field.replaceAll(quote, quote + quote) + quote);
  }
  // A single empty field would be an empty line, which readers take for nothing.
  return written.length === 1 && written[0] === '' && quote !== undefined ? quote + quote : written.join(delimiter);
}
