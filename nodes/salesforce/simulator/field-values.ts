/** Values as they come in, checked and brought into the form in which they are kept. */
import type { Json } from '#flows/json.ts';
import { withCaseCheck } from '../../sandbox/salesforce-id.ts';
import type { FieldDefinition } from './object-model.ts';
import { Refusal } from './refusal.ts';

/** Throws a `Refusal` in the words of the JSON parser or of the field's own rule. */
export function readFieldValue(field: FieldDefinition, value: Json): Json {
  if (value === null || value === '') return null;
  switch (field.type) {
    case 'id':
    case 'reference':
      return readId(field, value);
    case 'string':
    case 'textarea':
      return readText(field, value);
    case 'picklist':
      return readPicklist(field, value);
    case 'double':
    case 'currency':
      return readNumber(field, value);
    case 'date':
      return readDate(value);
    case 'datetime':
      return readInstant(value);
    case 'boolean':
      if (typeof value !== 'boolean') throw notOfType('boolean', value);
      return value;
  }
}

/** `2026-11-24T13:05:42.000+0000`: whole seconds, as the platform keeps them. */
export function formatInstant(milliseconds: number): string {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, -1)}+0000`;
}

/** The 18-character form of an id with 15 or 18 characters; undefined for anything else. */
export function readRecordId(text: string): string | undefined {
  if (/^[A-Za-z0-9]{15}$/.test(text)) return withCaseCheck(text);
  if (!/^[A-Za-z0-9]{18}$/.test(text)) return undefined;
  return withCaseCheck(text.slice(0, 15)) === text ? text : undefined;
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text.slice(0, 8)) && isDayOfMonth(text);
}

const isDayOfMonth = (text: string): boolean => new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));

function readId(field: FieldDefinition, value: Json): string {
  if (typeof value !== 'string') throw notOfType('reference', value);
  const id = readRecordId(value);
  if (id === undefined) throw new Refusal(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
  return id;
}

function readText(field: FieldDefinition, value: Json): string | null {
  if (typeof value !== 'string') throw notOfType('string', value);
  const text = value.trim();
  const most = field.length ?? 255;
  if (text.length > most) {
    const shown = text.slice(0, 200);
    throw new Refusal(400, 'STRING_TOO_LONG', `${field.label}: data value too large: ${shown} (max length=${most})`, [field.name]);
  }
  return text === '' ? null : text;
}

function readPicklist(field: FieldDefinition, value: Json): string {
  if (typeof value !== 'string') throw notOfType('string', value);
  if (field.values?.includes(value) !== true) {
    const message = `${field.label}: bad value for restricted picklist field: ${value}`;
    throw new Refusal(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
  }
  return value;
}

function readNumber(field: FieldDefinition, value: Json): number {
  const number = typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number') throw notOfType(field.type, value);
  if (Math.abs(number) >= 1e15)
    throw new Refusal(400, 'NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${number}`, [
      field.name,
    ]);
  const factor = 10 ** (field.scale ?? 0);
  return Math.round(number * factor) / factor;
}

function readDate(value: Json): string {
  if (typeof value !== 'string') throw notOfType('date', value);
  // An instant given for a day loses its time, as the platform does it.
  const day = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(value)?.[1];
  if (day === undefined || !isDate(day)) throw notOfType('date', value);
  return day;
}

function readInstant(value: Json): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value))
    throw notOfType('datetime', value);
  const instant = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(instant)) throw notOfType('datetime', value);
  return formatInstant(instant);
}

function notOfType(type: string, value: Json): Refusal {
  const token =
    typeof value === 'string'
      ? `VALUE_STRING value ${value}`
      : typeof value === 'number'
        ? `${Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT'} value ${value}`
        : typeof value === 'boolean'
          ? `VALUE_${String(value).toUpperCase()} value ${String(value)}`
          : Array.isArray(value)
            ? 'START_ARRAY value ['
            : 'START_OBJECT value {';
  return new Refusal(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${token} or request may be missing a required field at [line:1, column:1]`,
  );
}
