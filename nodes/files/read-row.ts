/** One data record of any format as a row. */
import type { JsonObject } from '#flows/json.ts';
import { readJson } from '../http/read-json.ts';
import { decode } from './encoding.ts';
import { readField, shortened } from './field-values.ts';
import type { Layout } from './layout.ts';
import { type RowReading, readRecord } from './record-fields.ts';
import type { RawRecord } from './scan-records.ts';
import { readXmlRecord } from './xml-record.ts';

/** A record that is no row: where it stands, why, and what it says. */
export interface Reject {
  /** Counted among the data records, 1 for the first. */
  readonly record: number;
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

const MOST_RAW = 1_000;

export function readRow(
  raw: RawRecord,
  record: number,
  layout: Layout,
  places?: readonly number[],
): { readonly row: JsonObject } | { readonly reject: Reject } {
  const text = decode(raw.bytes, layout.encoding ?? 'utf-8');
  const reading = readText(text, layout, places);
  if ('row' in reading) return reading;
  return { reject: { record, line: raw.line, reason: `${reading.faults.join('; ')}.`, raw: shortened(text, MOST_RAW) } };
}

function readText(text: string, layout: Layout, places: readonly number[] | undefined): RowReading {
  switch (layout.format) {
    case 'csv':
    case 'fixed-length':
      return readRecord(text, layout.columns ?? [], layout, places);
    case 'xml':
      return readXmlRecord(text, layout);
    case 'json-lines':
      return readJsonLine(text, layout);
  }
}

function readJsonLine(text: string, layout: Layout): RowReading {
  const reading = readJson(text);
  if (!reading.ok) return { faults: [`It is ${reading.message}`.replace(/\.$/, '')] };
  const { value } = reading;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { faults: ['It is no JSON object'] };
  const object = value as JsonObject;
  if (layout.columns === undefined) return { row: object };
  const row: JsonObject = {};
  const faults: string[] = [];
  for (const column of layout.columns) {
    const name = column.in ?? column.name;
    const found = Object.hasOwn(object, name) ? object[name]! : null;
    if (typeof found === 'object' && found !== null) {
      if (column.type === undefined) Object.assign(row, { [column.name]: found });
      else faults.push(`${column.name} is a list or an object and has to be a single value`);
      continue;
    }
    const field = readField(found === null ? '' : String(found), column, layout);
    if ('fault' in field) faults.push(`${column.name} ${field.fault}`);
    else Object.assign(row, { [column.name]: column.type === undefined && found !== null ? found : field.value });
  }
  return faults.length === 0 ? { row } : { faults };
}
