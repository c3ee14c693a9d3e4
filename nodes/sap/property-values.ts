/**
 * Values of entities between OData V2 JSON and what flows work with: decimals stay text, dates are `YYYY-MM-DD` and never shifted,
 * instants ISO in UTC, times `HH:MM:SS`, empty dates `null`.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal } from '#flows/library/decimal.ts';
import { InvalidError } from '../errors.ts';
import { formatODataDate, formatODataInstant, formatODataTime, parseODataDate, parseODataInstant, parseODataTime } from './odata/date.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntityType } from './odata/edm.ts';

/** An entity with its navigations, all values as flows see them; `__metadata` and links that were not followed are left out. */
export function readEntity(model: EdmModel, type: EdmEntityType, entity: Json): JsonObject {
  const plain: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(entity as JsonObject)) {
    if (name === '__metadata' || isDeferred(value)) continue;
    const navigation = type.navigations.find((one) => one.name === name);
    if (navigation === undefined) {
      const property = type.properties.find((one) => one.name === name);
      plain[name] = property === undefined ? value : readValue(property, value);
      continue;
    }
    const target = findEntityType(model, navigation.target);
    if (target === undefined || value === null) plain[name] = null;
    else if (navigation.many) plain[name] = rowsOf(value).map((row) => readEntity(model, target, row));
    else plain[name] = readEntity(model, target, value);
  }
  return plain;
}

/** `{results: […]}`, a bare list (older releases), or nothing. */
export function rowsOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  if (typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value['results'])) return value['results'];
  return [];
}

function isDeferred(value: Json): boolean {
  return typeof value === 'object' && value !== null && '__deferred' in value;
}

export function readValue(property: Pick<EdmProperty, 'type' | 'displayFormat'>, value: Json): Json {
  if (typeof value !== 'string' || value === '') return value;
  switch (property.type) {
    case 'Edm.DateTime':
      return parseODataDate(value) ?? value;
    case 'Edm.DateTimeOffset':
      return parseODataInstant(value) ?? value;
    case 'Edm.Time':
      return parseODataTime(value) ?? value;
    default:
      return value;
  }
}

/** What goes into the body of a write. Throws InvalidError `value-malformed` that names the field and what it takes. */
export function writeValue(property: EdmProperty, value: Json): Json {
  if (value === null) return property.type === 'Edm.String' ? '' : null;
  switch (property.type) {
    case 'Edm.String':
    case 'Edm.Guid':
    case 'Edm.Binary':
      return checked(property, typeof value === 'string' || typeof value === 'number', String(value), value, 'text');
    case 'Edm.Boolean':
      return checked(property, typeof value === 'boolean', value, value, 'true or false');
    case 'Edm.Decimal':
    case 'Edm.Int64': {
      const text = String(value);
      return checked(property, isDecimal(text) && typeof value !== 'boolean', text, value, 'a decimal such as "25.000"');
    }
    case 'Edm.DateTime':
      return checked(
        property,
        typeof value === 'string' && isCalendarDay(value),
        formatODataDate(String(value).slice(0, 10)),
        value,
        'a date YYYY-MM-DD',
      );
    case 'Edm.DateTimeOffset':
      return checked(
        property,
        typeof value === 'string' && !Number.isNaN(Date.parse(value)),
        formatODataInstant(String(value)),
        value,
        'an instant',
      );
    case 'Edm.Time':
      return checked(
        property,
        typeof value === 'string' && parseODataTime(value) !== undefined,
        formatODataTime(parseODataTime(String(value)) ?? ''),
        value,
        'a time HH:MM:SS',
      );
    default:
      return checked(
        property,
        typeof value === 'number' || (typeof value === 'string' && isDecimal(value)),
        Number(value),
        value,
        'a number',
      );
  }
}

/** Equal for SAP: `25` and `25.000`, `10` and `000010` where leading zeros mean nothing, an empty date and none. */
export function isSameValue(property: Pick<EdmProperty, 'type' | 'displayFormat'> | undefined, left: Json, right: Json): boolean {
  if (left === right) return true;
  const [a, b] = [left ?? '', right ?? ''].map(String) as [string, string];
  if (a === b) return true;
  const numeric = property?.type === 'Edm.Decimal' || property?.type === 'Edm.Int64';
  if (numeric && isDecimal(a) && isDecimal(b)) return compareDecimals(a, b) === 0;
  return property?.displayFormat === 'NonNegative' && /^\d+$/.test(a) && /^\d+$/.test(b) && isSameNumber(a, b);
}

/** "10" and "000010" name the same item. */
export function isSameNumber(left: string, right: string): boolean {
  return withoutZeros(left) === withoutZeros(right);
}

export function withoutZeros(number: string): string {
  return number.replace(/^0+(?=.)/, '');
}

/** `YYYY-MM-DD` that exists. */
export function isCalendarDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseODataDate(text) !== undefined;
}

function checked<T extends Json>({ name }: EdmProperty, ok: boolean, written: T, value: Json, wanted: string): T {
  if (ok) return written;
  throw new InvalidError(`${name} takes ${wanted}, not ${JSON.stringify(value)}`, { code: 'value-malformed', target: name });
}
