/** Where one record ends and the next begins, in bytes: a line, a CSV record over several lines, or so many bytes. */
import type { Layout } from './layout.ts';
import { UnfitFile } from './unfit-file.ts';

export interface RawRecord {
  /** In the file, of its first byte. */
  readonly offset: number;
  /** In the file, behind its line end. */
  readonly end: number;
  /** 1 for the first line of the file; with a record length, of the record. */
  readonly line: number;
  /** Without the line end. */
  readonly bytes: Buffer;
}

export interface ScanStart {
  readonly offset: number;
  readonly line: number;
}

export interface Scanner {
  push(chunk: Buffer): readonly RawRecord[];
  /** What is left when nothing follows. */
  end(): readonly RawRecord[];
}

export const LONGEST_RECORD_BYTES = 1_048_576;
/** A quote that is never closed swallows no more than this; then its line stands alone and is a bad row. */
const LONGEST_QUOTED_BYTES = 65_536;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;

export function createRecordScanner(layout: Layout, start: ScanStart): Scanner {
  return layout.recordLength === undefined ? scanLines(layout, start) : scanLengths(layout.recordLength, start);
}

function scanLines(layout: Layout, start: ScanStart): Scanner {
  const quote = layout.format === 'csv' && layout.quote !== 'none' ? (layout.quote ?? '"').charCodeAt(0) : undefined;
  const delimiter = (layout.delimiter ?? ',').charCodeAt(0);
  let rest: Buffer = Buffer.alloc(0);
  let offset = start.offset;
  let line = start.line;

  function take(isEnd: boolean): readonly RawRecord[] {
    const records: RawRecord[] = [];
    const buffer = rest;
    let from = 0;
    let nextQuote = quote === undefined ? -1 : buffer.indexOf(quote);
    while (from < buffer.length) {
      if (nextQuote !== -1 && nextQuote < from) nextQuote = buffer.indexOf(quote!, from);
      const found = findEnd(buffer, from, nextQuote, isEnd);
      if (found === undefined) break;
      const { at, lines } = found;
      const contentEnd = at > from && buffer[at - 1] === RETURN ? at - 1 : at;
      const next = Math.min(at + 1, buffer.length);
      records.push({ offset: offset + from, end: offset + next, line, bytes: buffer.subarray(from, contentEnd) });
      line += lines;
      from = next;
    }
    if (buffer.length - from > LONGEST_RECORD_BYTES) throw tooLong(line);
    rest = buffer.subarray(from);
    offset += from;
    return records;
  }

  /** Place of the new line that ends the record (or the end of the buffer), and how many lines it has; undefined: it goes on. */
  function findEnd(buffer: Buffer, from: number, nextQuote: number, isEnd: boolean): { at: number; lines: number } | undefined {
    const at = buffer.indexOf(NEW_LINE, from);
    if (at === -1) return isEnd ? { at: buffer.length, lines: 1 } : undefined;
    if (nextQuote === -1 || nextQuote > at) return { at, lines: 1 };
    return findQuotedEnd(buffer, { from, firstLineEnd: at, quote: quote!, delimiter, isEnd });
  }

  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      return take(false);
    },
    end: () => take(true),
  };
}

interface QuotedRecord {
  readonly from: number;
  /** The first new line in it: where it ends when its quote is never closed. */
  readonly firstLineEnd: number;
  readonly quote: number;
  readonly delimiter: number;
  readonly isEnd: boolean;
}

/** A quote opens only where a field begins; inside, a doubled one is a sign. */
function findQuotedEnd(
  buffer: Buffer,
  { from, firstLineEnd, quote, delimiter, isEnd }: QuotedRecord,
): { at: number; lines: number } | undefined {
  let quoted = false;
  let fieldStart = true;
  let lines = 1;
  for (let at = from; at < buffer.length; at += 1) {
    const byte = buffer[at]!;
    if (quoted) {
      if (at - from > LONGEST_QUOTED_BYTES) return { at: firstLineEnd, lines: 1 };
      if (byte === NEW_LINE) lines += 1;
      if (byte !== quote) continue;
      const next = buffer[at + 1];
      if (next === quote) at += 1;
      else if (next === undefined && !isEnd) return undefined;
      // It closes nothing: somebody forgot one before, and the rows behind must not pay for it.
      else if (next !== undefined && next !== delimiter && next !== RETURN && next !== NEW_LINE) return { at: firstLineEnd, lines: 1 };
      else quoted = false;
    } else if (byte === NEW_LINE) {
      return { at, lines };
    } else if (byte === quote && fieldStart) {
      quoted = true;
      fieldStart = false;
    } else fieldStart = byte === delimiter;
  }
  if (!isEnd) return undefined;
  return quoted ? { at: firstLineEnd, lines: 1 } : { at: buffer.length, lines };
}

function scanLengths(length: number, start: ScanStart): Scanner {
  let rest: Buffer = Buffer.alloc(0);
  let { offset, line } = start;
  function cut(size: number): RawRecord {
    const record = { offset, end: offset + size, line, bytes: rest.subarray(0, size) };
    rest = rest.subarray(size);
    offset += size;
    line += 1;
    return record;
  }
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const records: RawRecord[] = [];
      while (rest.length >= length) records.push(cut(length));
      return records;
    },
    // A short last record is a bad row, not nothing; a line end behind the last one is nothing.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: old systems end their files with it.
    end: () => (rest.length === 0 || /^[\r\n\u001a]*$/.test(rest.toString('latin1')) ? [] : [cut(rest.length)]),
  };
}

function tooLong(line: number): UnfitFile {
  return new UnfitFile('record-too-long', `The record in line ${line} is longer than ${LONGEST_RECORD_BYTES} bytes.`, { line });
}
