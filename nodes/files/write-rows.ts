/** Rows as the bytes of a file, header and trailer record included, a stretch at a time. What does not fit is refused with its row, never cut. */
import type { Json, JsonObject } from '#flows/json.ts';
import { addDecimals, isDecimal } from '#flows/library/decimal.ts';
import { InvalidError } from '../errors.ts';
import { joinCsv } from './csv-fields.ts';
import { type Encoding, encode, UTF8_MARK } from './encoding.ts';
import { shortened, writeField } from './field-values.ts';
import type { Column, Layout } from './layout.ts';
import { isRight } from './record-fields.ts';
import { writeXmlRecord } from './xml-record.ts';

export interface FrameValues {
  readonly header?: JsonObject;
  /** The count and the control total are filled in. */
  readonly trailer?: JsonObject;
}

/** Bytes of the file; the return value says how many rows it has. Throws InvalidError `row-unfit`. */
export async function* writeRows(
  batches: AsyncIterable<readonly Json[]> | Iterable<readonly Json[]>,
  layout: Layout,
  frame: FrameValues,
): AsyncGenerator<Buffer, number> {
  const encoding = layout.encoding ?? 'utf-8';
  const lineEnd = layout.recordLength !== undefined ? '' : layout.lineEnd === 'lf' ? '\n' : '\r\n';
  const { trailer } = layout;
  const line = (text: string, what: string) => toBytes(text + lineEnd, encoding, what);
  if (layout.byteOrderMark === true && encoding === 'utf-8') yield UTF8_MARK;
  if (layout.format === 'xml') yield line(`<?xml version="1.0" encoding="${encoding}"?>${lineEnd}<${rootOf(layout)}>`, 'root element');
  if (layout.names === true) {
    const names = joinCsv(
      (layout.columns ?? []).map((column) => column.in ?? column.name),
      layout,
    );
    yield line(requireText(names, 'The line of names', layout), 'line of names');
  }
  if (layout.header !== undefined)
    yield line(writeMarked(frame.header ?? {}, layout.header.mark, layout.header.columns, layout, 'header record'), 'header record');
  let rows = 0;
  let sum = '0';
  for await (const batch of batches) {
    const pieces: Buffer[] = [];
    for (const row of batch) {
      rows += 1;
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw unfit(rows, 'It is no object');
      pieces.push(line(writeRow(row as JsonObject, rows, layout), `row ${rows}`));
      if (trailer?.sum !== undefined) sum = addDecimals(sum, summand((row as JsonObject)[trailer.sum.of]), 15);
    }
    if (pieces.length > 0) yield Buffer.concat(pieces);
  }
  if (trailer !== undefined) {
    const values: { [name: string]: Json } = { ...frame.trailer };
    if (trailer.count !== undefined) values[trailer.count] = rows;
    if (trailer.sum !== undefined) values[trailer.sum.column] = sum.replace(/\.?0+$/, '');
    yield line(writeMarked(values, trailer.mark, trailer.columns, layout, 'trailer record'), 'trailer record');
  }
  if (layout.format === 'xml') yield line(`</${rootOf(layout)}>`, 'root element');
  return rows;
}

function writeRow(row: JsonObject, number: number, layout: Layout): string {
  switch (layout.format) {
    case 'json-lines': {
      const written = writeJsonLine(row, layout);
      if ('faults' in written) throw unfit(number, written.faults.join('; '));
      return written.text;
    }
    case 'xml': {
      const written = writeXmlRecord(row, layout);
      if ('faults' in written) throw unfit(number, written.faults.join('; '));
      return written.text;
    }
    default: {
      const written = writeFields(row, layout.columns ?? [], layout);
      if ('faults' in written) throw unfit(number, written.faults.join('; '));
      return written.text;
    }
  }
}

/** Typed columns are written as the layout says (a number stays a number), all else as it is. */
function writeJsonLine(row: JsonObject, layout: Layout): { readonly text: string } | { readonly faults: readonly string[] } {
  if (layout.columns === undefined) return { text: JSON.stringify(row) };
  const faults: string[] = [];
  const fields: [string, Json][] = [];
  for (const column of layout.columns) {
    const value = row[column.name] ?? null;
    const name = column.in ?? column.name;
    if (column.type === undefined && column.value === undefined && (typeof value === 'object' ? value !== null : true)) {
      fields.push([name, value]);
      continue;
    }
    const written = writeField(value, column, layout);
    if ('fault' in written) faults.push(`${column.name} ${written.fault}`);
    else fields.push([name, written.text === '' ? null : column.type === 'integer' ? Number(written.text) : written.text]);
  }
  return faults.length > 0 ? { faults } : { text: JSON.stringify(Object.fromEntries(fields)) };
}

/** A CSV or fixed-length record; faults are sentences without their full stop. */
export function writeFields(
  row: JsonObject,
  columns: readonly Column[],
  layout: Layout,
): { readonly text: string } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const fields = columns.map((column) => {
    const written = writeField(row[column.name], column, layout);
    if ('fault' in written) faults.push(`${column.name} ${written.fault}`);
    return 'fault' in written ? '' : written.text;
  });
  if (faults.length > 0) return { faults };
  if (layout.format === 'csv') {
    const text = joinCsv(fields, layout);
    return text === undefined ? { faults: ['A field holds the delimiter or a line end, and the layout has no quote'] } : { text };
  }
  return placeFields(fields, columns, layout);
}

function placeFields(
  fields: readonly string[],
  columns: readonly Column[],
  { recordLength }: Layout,
): { readonly text: string } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const width = Math.max(recordLength ?? 0, ...columns.map(({ start, length }) => start! - 1 + length!));
  const signs: string[] = new Array(width).fill(' ');
  for (const [index, column] of columns.entries()) {
    const field = fields[index]!;
    const length = column.length!;
    if (field.length > length) faults.push(`${column.name} is "${shortened(field)}" and has room for ${length} signs`);
    if (/[\r\n]/.test(field)) faults.push(`${column.name} has a line end`);
    const fill = column.fill ?? ' ';
    const padded = isRight(column) ? padLeft(field, length, fill) : field.padEnd(length, fill);
    for (let at = 0; at < length; at += 1) signs[column.start! - 1 + at] = padded[at] ?? ' ';
  }
  return faults.length > 0 ? { faults } : { text: signs.join('') };
}

/** The sign of a number stays in front of the zeros. */
function padLeft(text: string, length: number, fill: string): string {
  return fill === '0' && text.startsWith('-') ? `-${text.slice(1).padStart(length - 1, '0')}` : text.padStart(length, fill);
}

function writeMarked(values: JsonObject, mark: string, columns: readonly Column[], layout: Layout, what: string): string {
  // The mark's own column needs no value of its own.
  const [first] = columns;
  const marked =
    first !== undefined && first.value === undefined && values[first.name] === undefined ? { ...values, [first.name]: mark } : values;
  const written = writeFields(marked, columns, layout);
  if ('faults' in written) throw new InvalidError(`The ${what} cannot be written: ${written.faults.join('; ')}.`, { code: 'frame-unfit' });
  if (written.text.startsWith(mark)) return written.text;
  throw new InvalidError(`The ${what} does not begin with its mark "${mark}".`, { code: 'frame-unfit' });
}

function requireText(text: string | undefined, what: string, { delimiter = ',' }: Layout): string {
  if (text !== undefined) return text;
  throw new InvalidError(`${what} holds the delimiter "${delimiter}", and the layout has no quote.`, { code: 'frame-unfit' });
}

function toBytes(text: string, encoding: Encoding, what: string): Buffer {
  const bytes = encode(text, encoding);
  if (bytes !== undefined) return bytes;
  const sign = [...text].find((one) => encode(one, encoding) === undefined);
  throw new InvalidError(`The sign "${sign}" in ${what} is not in ${encoding}.`, {
    code: 'row-unfit',
    help: 'Replace it in a map before the file is written, or choose an encoding that has it.',
  });
}

function unfit(row: number, faults: string): InvalidError {
  return new InvalidError(`Row ${row} cannot be written: ${faults}.`, { code: 'row-unfit', details: [{ row }] });
}

function summand(value: Json | undefined): string {
  const text = value === undefined || value === null ? '0' : String(value);
  return isDecimal(text) ? text : '0';
}

const rootOf = ({ rootElement }: Layout): string => rootElement ?? 'records';
