/** JSON as people read it: names with values in sections, lists of like things as tables, deeper things as short lines. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { isSealedToken, type SealedToken } from '#flows/sealed-token.ts';
import { formatLocale, locale } from '../locale.ts';
import { spokenNameAt, withAbbreviations } from '../spoken.ts';
import { t } from '../text.ts';
import { maskText } from '../ui/sealed-values.ts';
import { instantText } from '../ui/time-text.ts';

export interface DetailSection {
  /** '' for what stands at the top. */
  readonly title: string;
  readonly fields: readonly DetailField[];
  readonly tables: readonly DetailTable[];
}

export interface DetailField {
  readonly name: string;
  readonly text: string;
}

export interface DetailTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Per column what the parts of its lines are, where all its things have the same names: `Line · Date · Quantity`. */
  readonly parts: readonly (string | undefined)[];
  /** Per cell its lines: a plain value has one, a list of things one per thing. */
  readonly rows: readonly (readonly (readonly string[])[])[];
}

/** Lines of a cell; whoever wants more opens the run. */
const MOST_LINES = 4;

export function toDetailSections(detail: Json): readonly DetailSection[] {
  if (!isObject(detail)) return Array.isArray(detail) ? [sectionOf('', { '': detail })] : [textSection(detail)];
  const top: Record<string, Json> = {};
  const sections: DetailSection[] = [];
  for (const [name, value] of Object.entries(detail)) {
    if (isObject(value) && Object.keys(value).length > 0) sections.push(sectionOf(wordsOf(name), value));
    else top[name] = value;
  }
  const first = sectionOf('', top);
  return [...(first.fields.length + first.tables.length > 0 ? [first] : []), ...sections];
}

function textSection(detail: Json): DetailSection {
  return { title: '', fields: [{ name: '', text: plainText(detail) }], tables: [] };
}

function sectionOf(title: string, object: JsonObject): DetailSection {
  const fields: DetailField[] = [];
  const tables: DetailTable[] = [];
  const { currency } = object;
  const say = (value: Json) => amountText(value, currency) ?? lineOf(value);
  for (const [name, value] of Object.entries(object)) {
    const label = wordsOf(name);
    if (isPlain(value)) fields.push({ name: label, text: say(value) });
    else if (isObject(value))
      for (const [inner, deep] of Object.entries(value))
        fields.push({ name: `${label}: ${locale === 'de' ? wordsOf(inner) : wordsOf(inner).toLowerCase()}`, text: say(deep) });
    else if (value.length > 0 && value.every(isObject)) tables.push(tableOf(label, value));
    else if (value.length > 0) fields.push({ name: label, text: value.map(lineOf).join(', ') });
  }
  return { title, fields, tables };
}

function tableOf(name: string, list: readonly JsonObject[]): DetailTable {
  const keys = [...new Set(list.flatMap(Object.keys))];
  const parts = keys.map((key) => partsOf(list.map((row) => row[key])));
  return {
    name,
    columns: keys.map(wordsOf),
    parts: parts.map((names) => names?.map(wordsOf).join(' · ')),
    rows: list.map((row) => keys.map((key, column) => linesOf(row[key], parts[column]))),
  };
}

/** The names that all things in the lists of a column have, in one order. */
function partsOf(cells: readonly (Json | undefined)[]): readonly string[] | undefined {
  const things = cells.flatMap((cell) => (Array.isArray(cell) ? cell : []));
  const [first] = things;
  if (first === undefined || !isObject(first)) return;
  const names = Object.keys(first);
  const isLike = (thing: Json) => isObject(thing) && Object.keys(thing).join('\n') === names.join('\n');
  return names.length > 1 && things.every(isLike) ? names : undefined;
}

function linesOf(value: Json | undefined, parts: readonly string[] | undefined): readonly string[] {
  if (!Array.isArray(value)) return [value === undefined ? '–' : lineOf(value)];
  // Named parts keep their places: equal values are not said once.
  const say = (thing: Json) =>
    parts === undefined ? lineOf(thing) : parts.map((name) => lineOf((thing as JsonObject)[name]!)).join(' · ');
  const lines = value.slice(0, MOST_LINES).map(say);
  const more = value.length - lines.length;
  return more > 0 ? [...lines, t('detail.more', 'and {count} more', { count: more })] : lines;
}

/** A thing on one line: its values, since the names would drown them. */
function lineOf(value: Json): string {
  if (Array.isArray(value)) return value.map(lineOf).join(', ');
  if (isObject(value)) return [...new Set(Object.values(value).map(lineOf))].join(' · ');
  return plainText(value);
}

/** How a plain value is said. */
export function plainText(value: Json): string {
  if (value === null) return '–';
  if (value === true) return t('detail.yes', 'yes');
  if (value === false) return t('detail.no', 'no');
  if (isSealedToken(value)) return maskText(value.$sealed);
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? instantText(value) : value;
}

/**
 * Beside a currency, decimals with all the places that the other system keeps are amounts: said with the places of the currency, in
 * the way of one's region. Other numbers, and what has more than these places, stay as they are written: nothing is rounded.
 */
function amountText(value: Json, currency: Json | undefined): string | undefined {
  if (typeof value !== 'string' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const [, whole, places] = /^(-?\d{1,15})\.(\d+)$/.exec(value) ?? [];
  if (whole === undefined || places === undefined) return undefined;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  if (/[1-9]/.test(places.slice(digits))) return undefined;
  const format = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // As text: no digit is lost on the way.
  return format.format(`${whole}.${places}` as Intl.StringNumericLiteral);
}

/** `largestDateShiftDays` → `Largest date shift days`; names of other systems stay as they are. */
export function wordsOf(name: string): string {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) return name;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return withAbbreviations(spokenNameAt('business', words.charAt(0).toUpperCase() + words.slice(1)));
}

function isPlain(value: Json): value is string | number | boolean | null | (Json & SealedToken) {
  return typeof value !== 'object' || value === null || isSealedToken(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSealedToken(value);
}
