/**
 * A file from its first byte to its last: byte order mark, lines to skip, names, header record, data, trailer record. Gives the data
 * records as they come and says at the end whether the file is whole. Never holds more than a chunk and a record.
 */
import type { JsonObject } from '#flows/json.ts';
import { addDecimals, compareDecimals } from '#flows/library/decimal.ts';
import { decode, readMark, watchEncoding } from './encoding.ts';
import type { Layout } from './layout.ts';
import { readNames, readRecord } from './record-fields.ts';
import { createRecordScanner, type RawRecord } from './scan-records.ts';
import { UnfitFile, type UnfitReason } from './unfit-file.ts';
import { createXmlScanner } from './xml-scanner.ts';

/** What stands around the data. */
export interface FileFrame {
  /** Data records. */
  readonly records: number;
  /** Place of each column, where a line of names says so. */
  readonly places?: readonly number[];
  readonly header?: JsonObject;
  readonly trailer?: JsonObject;
}

export interface FileWalk {
  /** Throws UnfitFile. */
  push(chunk: Buffer): readonly RawRecord[];
  /** The last data records, and what the file was. Throws UnfitFile when it is not whole. */
  end(): { readonly records: readonly RawRecord[]; readonly frame: FileFrame };
}

export function createFileWalk(layout: Layout): FileWalk {
  const encoding = layout.encoding ?? 'utf-8';
  const { header: headerLayout, trailer: trailerLayout, columns = [] } = layout;
  const watch = watchEncoding(encoding);
  const isXml = layout.format === 'xml';
  let scanner: ReturnType<typeof createRecordScanner> | undefined;
  /** The first bytes, until there are enough of them to see a byte order mark. */
  let start: Buffer = Buffer.alloc(0);
  let toSkip = layout.skipLines ?? 0;
  let places: readonly number[] | undefined;
  let header: JsonObject | undefined;
  let trailer: JsonObject | undefined;
  let records = 0;
  let sum = '0';

  function begin(): void {
    const offset = readMark(start, encoding);
    const from = { offset, line: 1 };
    scanner = isXml ? createXmlScanner(layout.recordElement!, from) : createRecordScanner(layout, from);
  }

  function sort(found: readonly RawRecord[]): readonly RawRecord[] {
    if (found.length === 0) return found;
    watch.look(stretch(found));
    const data: RawRecord[] = [];
    for (const record of found) if (isData(record)) data.push(record);
    records += data.length;
    if (trailerLayout?.sum !== undefined) for (const record of data) sum = addDecimals(sum, summandOf(record, trailerLayout.sum.of), 15);
    return data;
  }

  function isData(record: RawRecord): boolean {
    if (toSkip > 0) {
      toSkip -= 1;
      return false;
    }
    if (isBlankRecord(record.bytes)) return false;
    if (layout.names === true && places === undefined) {
      const read = readNames(decode(record.bytes, encoding), columns, layout);
      if (typeof read === 'string') throw new UnfitFile('names-missing', read, { line: record.line });
      places = read;
      return false;
    }
    if (headerLayout !== undefined && header === undefined) {
      if (!hasMark(record.bytes, headerLayout.mark, layout))
        throw new UnfitFile('header-missing', `The file does not begin with its header record (${headerLayout.mark}).`, {
          line: record.line,
        });
      header = readFrame(record, headerLayout, 'header-invalid');
      return false;
    }
    if (trailer !== undefined)
      throw new UnfitFile('data-after-trailer', `Line ${record.line} comes behind the trailer record.`, { line: record.line });
    if (trailerLayout !== undefined && hasMark(record.bytes, trailerLayout.mark, layout)) {
      trailer = readFrame(record, trailerLayout, 'trailer-invalid');
      return false;
    }
    return true;
  }

  function readFrame(record: RawRecord, { columns: its }: NonNullable<Layout['header']>, reason: UnfitReason): JsonObject {
    const reading = readRecord(decode(record.bytes, encoding), its, layout);
    if ('row' in reading) return reading.row;
    throw new UnfitFile(reason, `${reason === 'header-invalid' ? 'Header' : 'Trailer'} record: ${reading.faults.join('; ')}.`, {
      line: record.line,
    });
  }

  /** A value that cannot be read counts as nothing, and then the total differs. */
  function summandOf(record: RawRecord, name: string): string {
    const reading = readRecord(decode(record.bytes, encoding), columns, layout, places);
    const value = 'row' in reading ? reading.row[name] : undefined;
    return value === undefined || value === null ? '0' : String(value);
  }

  function requireWhole(): void {
    watch.end();
    if (layout.names === true && places === undefined) throw new UnfitFile('empty', 'The file is empty.');
    if (headerLayout !== undefined && header === undefined) throw new UnfitFile('empty', 'The file is empty.');
    if (trailerLayout === undefined) return;
    if (trailer === undefined)
      throw new UnfitFile('trailer-missing', `The trailer record (${trailerLayout.mark}) is missing: the file is cut off.`, { records });
    const { count, sum: total } = trailerLayout;
    if (count !== undefined && String(Number(trailer[count])) !== String(records))
      throw new UnfitFile('count-differs', `The trailer record counts ${trailer[count]} records, the file has ${records}.`, {
        counted: trailer[count] ?? null,
        records,
      });
    if (total === undefined) return;
    const said = String(trailer[total.column] ?? '0');
    if (compareDecimals(said, sum) !== 0)
      throw new UnfitFile('sum-differs', `The control total of ${total.of} is ${said}, the records come to ${plain(sum)}.`, {
        said,
        sum: plain(sum),
      });
  }

  return {
    push(chunk) {
      if (scanner !== undefined) return sort(scanner.push(chunk));
      start = Buffer.concat([start, chunk]);
      if (start.length < 4) return [];
      begin();
      const first = start.subarray(readMark(start, encoding));
      start = Buffer.alloc(0);
      return sort(scanner!.push(first));
    },
    end() {
      let last: readonly RawRecord[] = [];
      if (scanner === undefined) {
        begin();
        last = sort(scanner!.push(start.subarray(readMark(start, encoding))));
      }
      const found = [...last, ...sort(scanner!.end())];
      requireWhole();
      const frame: FileFrame = {
        records,
        ...(places === undefined ? {} : { places }),
        ...(header === undefined ? {} : { header }),
        ...(trailer === undefined ? {} : { trailer }),
      };
      return { records: found, frame };
    },
  };
}

/** In a CSV the whole first field, in a fixed-length record its first signs. */
function hasMark(bytes: Buffer, mark: string, { format, delimiter = ',' }: Layout): boolean {
  if (bytes.length < mark.length || bytes.toString('latin1', 0, mark.length) !== mark) return false;
  return format !== 'csv' || bytes.length === mark.length || bytes[mark.length] === delimiter.charCodeAt(0);
}

/** An empty line, or the end-of-file sign of old systems alone. */
export function isBlankRecord(bytes: Buffer): boolean {
  if (bytes.length > 200) return false;
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x1a) return false;
  return true;
}

/** Records of one scan lie behind one another in one buffer. */
function stretch(records: readonly RawRecord[]): Buffer {
  const first = records[0]!.bytes;
  const last = records.at(-1)!.bytes;
  if (first.buffer !== last.buffer) return Buffer.concat(records.map(({ bytes }) => bytes));
  return Buffer.from(first.buffer, first.byteOffset, last.byteOffset + last.length - first.byteOffset);
}

const plain = (decimal: string): string => decimal.replace(/\.?0+$/, '');
