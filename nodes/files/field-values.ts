/** One value of a column: from the text in a file to the row and back. Decimals stay text, days stay days, keys keep their zeros. */
import type { Json } from '#flows/json.ts';
import { isDecimal, padDecimal, significantPlaces } from '#flows/library/decimal.ts';
import type { Column, Layout } from './layout.ts';

export type FieldReading = { readonly value: Json } | { readonly fault: string };
export type FieldWriting = { readonly text: string } | { readonly fault: string };
export type DateFormat = NonNullable<Layout['dateFormat']>;

/** Faults are the end of a sentence that begins with the column's name. An empty text is `null`. */
export function readField(text: string, column: Column, layout: Layout): FieldReading {
  if (column.value !== undefined && text !== column.value) return { fault: `is "${shortened(text)}" and has to be "${column.value}"` };
  if (text === '') return column.required === true ? { fault: 'is empty' } : { value: null };
  switch (column.type ?? 'text') {
    case 'text':
      return { value: text };
    case 'integer': {
      const plain = withoutGroups(text, layout);
      const value = Number(plain);
      if (!/^[+-]?\d+$/.test(plain)) return { fault: `is "${shortened(text)}" and has to be a whole number` };
      return Number.isSafeInteger(value) ? { value } : { fault: `is "${shortened(text)}", which is too large` };
    }
    case 'decimal':
      return readDecimal(text, column, layout);
    case 'date': {
      const format = layout.dateFormat ?? 'yyyy-MM-dd';
      const day = readDay(text, format);
      return day === undefined ? { fault: `is "${shortened(text)}" and has to be a day as ${format}` } : { value: day };
    }
  }
}

function readDecimal(text: string, column: Column, layout: Layout): FieldReading {
  const sign = layout.decimalSign ?? '.';
  const fault = { fault: `is "${shortened(text)}" and has to be a number as ${sign === ',' ? '12,5' : '12.5'}` };
  const grouped = withoutGroups(text, layout);
  if (sign === ',' && grouped.includes('.')) return fault;
  // SAP and its relatives write the sign behind the number.
  const leading = grouped.endsWith('-') ? `-${grouped.slice(0, -1)}` : grouped;
  const plain = leading
    .replace(sign, '.')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.');
  if (!isDecimal(plain)) return fault;
  const value = plain.replace(/^(-?)0+(?=\d)/, '$1');
  if (column.decimals === undefined) return { value };
  if (significantPlaces(value) > column.decimals) return { fault: `is "${shortened(text)}" and has more than ${column.decimals} decimals` };
  return { value: padDecimal(value, column.decimals) };
}

function withoutGroups(text: string, { groupSign, decimalSign = '.' }: Layout): string {
  if (groupSign === undefined || !text.includes(groupSign)) return text;
  const at = text.indexOf(decimalSign);
  const whole = at === -1 ? text : text.slice(0, at);
  const rest = at === -1 ? '' : text.slice(at);
  // Groups of three and nothing else: 1.5 with thousands points is a mistake, not 15.
  const groups = whole.replace(/^[+-]/, '').split(groupSign);
  const fits = groups[0]!.length >= 1 && groups[0]!.length <= 3 && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return fits ? whole.replaceAll(groupSign, '') + rest : text;
}

export function writeField(value: Json | undefined, column: Column, layout: Layout): FieldWriting {
  if (column.value !== undefined) return { text: column.value };
  if (value === undefined || value === null || value === '') return column.required === true ? { fault: 'is empty' } : { text: '' };
  if (typeof value === 'object') return { fault: 'is a list or an object and has to be a single value' };
  // A number with an exponent (1e21) is no decimal, and then the column says so.
  const text = String(value);
  switch (column.type ?? 'text') {
    case 'text':
      return { text };
    case 'integer':
      return /^-?\d+$/.test(text) ? { text } : { fault: `is "${shortened(text)}" and has to be a whole number` };
    case 'decimal': {
      if (!isDecimal(text)) return { fault: `is "${shortened(text)}" and has to be a number` };
      const { decimals } = column;
      if (decimals !== undefined && significantPlaces(text) > decimals)
        return { fault: `is ${text} and does not fit into ${decimals} decimals: round it before it is written` };
      const padded = decimals === undefined ? text : padDecimal(text, decimals);
      return { text: padded.replace('.', layout.decimalSign ?? '.') };
    }
    case 'date': {
      const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
      if (day === null || !isDay(text)) return { fault: `is "${shortened(text)}" and has to be a day as YYYY-MM-DD` };
      return { text: writeDay(day[1]!, day[2]!, day[3]!, layout.dateFormat ?? 'yyyy-MM-dd') };
    }
  }
}

const DAY_PATTERNS: { readonly [format in DateFormat]: RegExp } = {
  'yyyy-MM-dd': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  yyyyMMdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
  'dd.MM.yyyy': /^(?<d>\d{2})\.(?<m>\d{2})\.(?<y>\d{4})$/,
  'MM/dd/yyyy': /^(?<m>\d{2})\/(?<d>\d{2})\/(?<y>\d{4})$/,
  'dd/MM/yyyy': /^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{4})$/,
  ddMMyyyy: /^(?<d>\d{2})(?<m>\d{2})(?<y>\d{4})$/,
};

function readDay(text: string, format: DateFormat): string | undefined {
  const parts = DAY_PATTERNS[format].exec(text)?.groups;
  if (parts === undefined) return undefined;
  const day = `${parts['y']}-${parts['m']}-${parts['d']}`;
  return isDay(day) ? day : undefined;
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

function writeDay(year: string, month: string, day: string, format: DateFormat): string {
  return format.replace('yyyy', year).replace('MM', month).replace('dd', day);
}

export function shortened(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
