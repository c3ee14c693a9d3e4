/**
 * Finds the elements of one name in an XML file, by bytes and without a tree, so that a file of any size takes no more room than a
 * record. DOCTYPE is refused: no entities, nothing external (S20). The record itself is read by `xml-record.ts`.
 */
import { LONGEST_RECORD_BYTES, type RawRecord, type Scanner, type ScanStart } from './scan-records.ts';
import { UnfitFile } from './unfit-file.ts';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const NEW_LINE = 0x0a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;
const DEEPEST = 64;

/** `fragment`: what is scanned lies inside a root that is not shown. */
export function createXmlScanner(recordElement: string, start: ScanStart, { fragment = false } = {}): Scanner {
  /** What is not done with; `seen` of it was looked at already, because a record under way is kept whole. */
  let rest: Buffer = Buffer.alloc(0);
  let seen = 0;
  let offset = start.offset;
  let line = start.line;
  /** Open elements, outermost first. */
  const open: string[] = [];
  let sawRoot = false;
  let record: { readonly depth: number; from: number; readonly line: number } | undefined;

  function take(): readonly RawRecord[] {
    const records: RawRecord[] = [];
    const buffer = rest;
    let at = seen;
    for (;;) {
      const tag = buffer.indexOf(LT, at);
      const end = tag === -1 ? undefined : endOfTag(buffer, tag, line);
      line += countLines(buffer, at, tag === -1 ? buffer.length : tag);
      at = tag === -1 ? buffer.length : tag;
      if (end === undefined) break;
      const tagLine = line;
      line += countLines(buffer, tag, end);
      at = end;
      const kind = buffer[tag + 1];
      if (kind === BANG || kind === QUESTION) continue;
      note(buffer, tag, end, tagLine);
      if (record === undefined || open.length > record.depth) continue;
      records.push({ offset: offset + record.from, end: offset + end, line: record.line, bytes: buffer.subarray(record.from, end) });
      record = undefined;
    }
    const keepFrom = record?.from ?? at;
    if (buffer.length - keepFrom > LONGEST_RECORD_BYTES)
      throw new UnfitFile('record-too-long', `What begins in line ${record?.line ?? line} is longer than ${LONGEST_RECORD_BYTES} bytes.`);
    rest = buffer.subarray(keepFrom);
    seen = at - keepFrom;
    offset += keepFrom;
    if (record !== undefined) record.from = 0;
    return records;
  }

  /** An element opens or closes. */
  function note(buffer: Buffer, tag: number, end: number, tagLine: number): void {
    const closes = buffer[tag + 1] === SLASH;
    const name = nameOf(buffer, tag + (closes ? 2 : 1), end);
    // What stands around the records of a part opens and closes outside of it.
    if (fragment && record === undefined && (closes || name !== recordElement)) return;
    if (closes) {
      if (open.pop() !== name) throw notXml(tagLine, `</${name}> closes what is not open`);
      return;
    }
    if (open.length === 0 && sawRoot && !fragment) throw notXml(tagLine, 'there is a second root element');
    sawRoot = true;
    if (record === undefined && name === recordElement) record = { depth: open.length, from: tag, line: tagLine };
    if (buffer[end - 2] !== SLASH) open.push(name);
    if (open.length > DEEPEST) throw notXml(tagLine, `it is deeper than ${DEEPEST} elements`);
  }

  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      return take();
    },
    end() {
      if (!sawRoot) throw new UnfitFile('empty', 'The file has no element.');
      if (open.length > 0) throw notXml(line, `it ends before </${open.at(-1)}>`);
      return [];
    },
  };
}

/** Behind the `>` of what begins at `from`; undefined: it goes on. */
function endOfTag(buffer: Buffer, from: number, line: number): number | undefined {
  if (buffer.length < from + 2) return undefined;
  switch (buffer[from + 1]) {
    case QUESTION:
      return behind(buffer, '?>', from + 2);
    case BANG: {
      const begin = buffer.toString('latin1', from, from + 9);
      if (begin.startsWith('<!--')) return behind(buffer, '-->', from + 4);
      if (begin === '<![CDATA[') return behind(buffer, ']]>', from + 9);
      if (begin.length < 9) return undefined;
      throw notXml(line, 'it declares a document type, which is not taken');
    }
  }
  let quote: number | undefined;
  for (let at = from + 1; at < buffer.length; at += 1) {
    const byte = buffer[at]!;
    if (quote !== undefined) {
      if (byte === quote) quote = undefined;
    } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    else if (byte === GT) return at + 1;
  }
  return undefined;
}

function behind(buffer: Buffer, text: string, from: number): number | undefined {
  const at = buffer.indexOf(text, from, 'latin1');
  return at === -1 ? undefined : at + text.length;
}

function nameOf(buffer: Buffer, from: number, end: number): string {
  let to = from;
  while (to < end && ![0x20, 0x09, 0x0d, NEW_LINE, SLASH, GT].includes(buffer[to]!)) to += 1;
  return buffer.toString('utf8', from, to);
}

function countLines(buffer: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) if (buffer[at] === NEW_LINE) lines += 1;
  return lines;
}

function notXml(line: number, what: string): UnfitFile {
  return new UnfitFile('not-xml', `The file is no XML that can be taken, line ${line}: ${what}.`, { line });
}
