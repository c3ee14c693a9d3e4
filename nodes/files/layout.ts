/** How a file is written down: what the nodes that split, read and write share. Plain data; `layoutSchema` is its only definition. */
import type { FromSchema } from 'json-schema-to-ts';

const column = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', description: 'The field of the row.', pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' },
    in: {
      type: 'string',
      title: 'In the file',
      description: 'Heading in the line of names; in XML the element, a path (Item/Unit) or @attribute. Left out: the name.',
      maxLength: 120,
    },
    start: { type: 'integer', title: 'From position', description: 'Fixed length: the first sign is 1.', minimum: 1, maximum: 32_000 },
    length: { type: 'integer', title: 'Length', description: 'Fixed length: in signs.', minimum: 1, maximum: 32_000 },
    type: {
      type: 'string',
      title: 'Type',
      enum: ['text', 'integer', 'decimal', 'date'],
      description: 'decimal stays text, as 12.500; date becomes YYYY-MM-DD.',
    },
    required: { type: 'boolean', title: 'Must be there' },
    decimals: {
      type: 'integer',
      title: 'Decimals',
      description: 'Read: at most so many. Written: exactly so many.',
      minimum: 0,
      maximum: 15,
    },
    value: { type: 'string', title: 'Always', description: 'Written as it is; read, it must be this.', maxLength: 200 },
    align: {
      type: 'string',
      title: 'Aligned',
      enum: ['left', 'right'],
      description: 'Fixed length. Left out: numbers right, all else left.',
    },
    fill: {
      type: 'string',
      title: 'Filled with',
      description: 'Fixed length: one sign, e.g. 0. Left out: a blank.',
      minLength: 1,
      maxLength: 1,
    },
  },
} as const;

const columns = { type: 'array', title: 'Columns', minItems: 1, maxItems: 500, items: column } as const;

const markedRecord = {
  mark: { type: 'string', title: 'Begins with', description: 'What no data record begins with, e.g. H or T.', minLength: 1, maxLength: 40 },
  columns: { ...columns, title: 'Its columns', description: 'The mark is the first of them in a CSV.' },
} as const;

export const layoutSchema = {
  type: 'object',
  title: 'Layout',
  description: 'How the file is written down.',
  additionalProperties: false,
  required: ['format'],
  properties: {
    format: { type: 'string', title: 'Format', enum: ['csv', 'fixed-length', 'json-lines', 'xml'] },
    encoding: { type: 'string', title: 'Encoding', enum: ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'ibm850'] },
    byteOrderMark: { type: 'boolean', title: 'Write a byte order mark', description: 'UTF-8 only. When read, one is always skipped.' },
    delimiter: { type: 'string', title: 'Delimiter', description: 'CSV; left out: a comma.', enum: [',', ';', '\t', '|'] },
    quote: { type: 'string', title: 'Quote', description: 'CSV; none: quotes are signs like any other.', enum: ['"', "'", 'none'] },
    names: { type: 'boolean', title: 'Line of names', description: 'CSV: a line with the headings comes before the data.' },
    skipLines: { type: 'integer', title: 'Skip lines', description: 'Lines before everything else.', minimum: 0, maximum: 1_000 },
    recordLength: {
      type: 'integer',
      title: 'Record length in bytes',
      description: 'Fixed length without line ends. Left out: one record a line.',
      minimum: 1,
      maximum: 1_000_000,
    },
    decimalSign: { type: 'string', title: 'Decimal sign', enum: ['.', ','] },
    groupSign: { type: 'string', title: 'Thousands sign', description: 'Read where it stands, never written.', enum: ['.', ',', ' ', "'"] },
    dateFormat: { type: 'string', title: 'Dates', enum: ['yyyy-MM-dd', 'yyyyMMdd', 'dd.MM.yyyy', 'MM/dd/yyyy', 'dd/MM/yyyy', 'ddMMyyyy'] },
    lineEnd: { type: 'string', title: 'Line end', description: 'Written; both are read.', enum: ['crlf', 'lf'] },
    columns: { ...columns, description: 'CSV and fixed length need them; XML and JSON lines without columns give what is there.' },
    header: {
      type: 'object',
      title: 'Header record',
      additionalProperties: false,
      required: ['mark', 'columns'],
      properties: markedRecord,
    },
    trailer: {
      type: 'object',
      title: 'Trailer record',
      additionalProperties: false,
      required: ['mark', 'columns'],
      properties: {
        ...markedRecord,
        count: { type: 'string', title: 'Column with the count of data records', maxLength: 64 },
        sum: {
          type: 'object',
          title: 'Control total',
          additionalProperties: false,
          required: ['column', 'of'],
          properties: {
            column: { type: 'string', title: 'Column of the trailer', maxLength: 64 },
            of: { type: 'string', title: 'Sum of the data column', maxLength: 64 },
          },
        },
      },
    },
    recordElement: { type: 'string', title: 'Element of a record', description: 'XML.', pattern: '^[A-Za-z_][A-Za-z0-9_.:-]{0,119}$' },
    rootElement: { type: 'string', title: 'Root element', description: 'XML, written.', pattern: '^[A-Za-z_][A-Za-z0-9_.:-]{0,119}$' },
    guardFormulas: {
      type: 'boolean',
      title: 'For people with a spreadsheet',
      description: 'CSV, written: an apostrophe goes before what a spreadsheet would compute (=, +, -, @). Not for machines.',
    },
  },
} as const;

export type Layout = FromSchema<typeof layoutSchema>;
export type Column = FromSchema<typeof column>;

/** What contradicts itself in a layout, as a sentence; undefined: nothing. */
export function faultOfLayout(layout: Layout): string | undefined {
  const { format, columns: data = [], header, trailer, names, recordLength, quote, delimiter, groupSign, decimalSign } = layout;
  const lines = format === 'csv' || format === 'fixed-length';
  if (lines && data.length === 0) return `A layout of format ${format} needs columns.`;
  if (!lines && (header !== undefined || trailer !== undefined)) return `Header and trailer records belong to csv and fixed-length.`;
  if (format === 'xml' && layout.recordElement === undefined) return 'A layout of format xml needs the element of a record.';
  if (format !== 'csv' && (names === true || quote !== undefined || delimiter !== undefined))
    return 'Delimiter, quote and line of names belong to csv.';
  if (format !== 'fixed-length' && recordLength !== undefined) return 'A record length belongs to fixed-length.';
  // Its length counts bytes, the columns count signs.
  if (recordLength !== undefined && (layout.encoding ?? 'utf-8') === 'utf-8')
    return 'A record length needs an encoding with one byte a sign.';
  if (recordLength !== undefined && (layout.skipLines ?? 0) > 0) return 'Without line ends no lines can be skipped.';
  if (groupSign !== undefined && groupSign === (decimalSign ?? '.')) return 'Thousands sign and decimal sign are the same.';
  for (const [what, list] of [
    ['columns', data],
    ['header', header?.columns ?? []],
    ['trailer', trailer?.columns ?? []],
  ] as const) {
    const twice = list.find(({ name }, index) => list.findIndex((other) => other.name === name) < index);
    if (twice !== undefined) return `The column "${twice.name}" stands twice in ${what}.`;
    if (format !== 'fixed-length') continue;
    const open = list.find(({ start, length }) => start === undefined || length === undefined);
    if (open !== undefined) return `The column "${open.name}" of a fixed-length record needs its position and length.`;
    const sorted = [...list].sort((a, b) => a.start! - b.start!);
    const over = sorted.find(({ start }, index) => index > 0 && sorted[index - 1]!.start! + sorted[index - 1]!.length! > start!);
    if (over !== undefined) return `The column "${over.name}" begins inside the one before it.`;
    const last = sorted.at(-1);
    if (recordLength !== undefined && last !== undefined && last.start! - 1 + last.length! > recordLength)
      return `The column "${last.name}" ends behind the record length.`;
  }
  const count = trailer?.count;
  if (trailer !== undefined && count !== undefined && !trailer.columns.some(({ name }) => name === count))
    return `The trailer has no column "${count}" for the count.`;
  const sum = trailer?.sum;
  if (trailer !== undefined && sum !== undefined) {
    if (!trailer.columns.some(({ name }) => name === sum.column)) return `The trailer has no column "${sum.column}" for the control total.`;
    if (!data.some(({ name }) => name === sum.of)) return `There is no column "${sum.of}" whose control total the trailer could hold.`;
  }
  return undefined;
}
