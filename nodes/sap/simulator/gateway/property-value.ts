/** Wire values ⇄ inside values, by the type of the property. */

import { isDecimal, padDecimal, significantPlaces } from '#flows/library/decimal.ts';
import {
  formatODataDate,
  formatODataInstant,
  formatODataTime,
  parseODataDate,
  parseODataInstant,
  parseODataTime,
} from '../../odata/date.ts';
import type { ODataLiteral } from '../../odata/literal.ts';
import type { ModelProperty } from './model.ts';
import { badRequest } from './refusal.ts';
import type { Value } from './service.ts';

export const insideName = (property: ModelProperty): string => property.inside ?? property.name;

/** The initial value of an ABAP field: text is never null. */
export function initialValue(property: ModelProperty): Value {
  switch (property.type) {
    case 'Edm.String':
      return '';
    case 'Edm.Boolean':
      return false;
    case 'Edm.Decimal':
      return padDecimal('0', property.scale ?? 0);
    default:
      return null;
  }
}

/** JSON body → inside value. Throws a 400 refusal that names the property. */
export function fromJson(property: ModelProperty, value: unknown): Value {
  if (value === null) {
    if (!property.nullable) throw badRequest(`Property '${property.name}' must not be null`, property.name);
    return initialValue(property);
  }
  switch (property.type) {
    case 'Edm.Boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'Edm.Byte':
    case 'Edm.Int16':
    case 'Edm.Int32':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      break;
    case 'Edm.Decimal':
      if (typeof value === 'string' || typeof value === 'number') return fromText(property, String(value));
      break;
    default:
      if (typeof value === 'string') return fromText(property, value);
  }
  throw invalidValue(property, JSON.stringify(value));
}

/** A literal of the URL → inside value, with the type of the property it is compared with. */
export function fromLiteral(property: ModelProperty, literal: ODataLiteral): Value {
  if (literal.type === 'null') return initialValue(property);
  const numeric =
    literal.type === 'Edm.Int32' || literal.type === 'Edm.Decimal' || literal.type === 'Edm.Int64' || literal.type === 'Edm.Double';
  const date = literal.type === 'Edm.DateTime' || literal.type === 'Edm.DateTimeOffset';
  const fits =
    literal.type === property.type ||
    (numeric && (property.type === 'Edm.Decimal' || property.type.startsWith('Edm.Int') || property.type === 'Edm.Byte')) ||
    (date && (property.type === 'Edm.DateTime' || property.type === 'Edm.DateTimeOffset'));
  if (!fits) throw badRequest(`Invalid literal '${literal.text}' for property '${property.name}' of type ${property.type}`, property.name);
  if (property.type === 'Edm.Boolean') return literal.text === 'true';
  if (property.type === 'Edm.DateTime') return fromText(property, literal.text.slice(0, 10));
  if (property.type === 'Edm.DateTimeOffset')
    return fromText(property, literal.type === 'Edm.DateTime' ? `${literal.text}Z` : literal.text);
  if (property.type === 'Edm.Decimal' && isDecimal(literal.text)) return literal.text;
  return fromText(property, literal.text);
}

function fromText(property: ModelProperty, text: string): Value {
  switch (property.type) {
    case 'Edm.String':
      return fromString(property, text);
    case 'Edm.Decimal':
      return fromDecimal(property, text);
    case 'Edm.DateTime':
      return parseODataDate(text) ?? fail(property, text);
    case 'Edm.DateTimeOffset':
      return parseODataInstant(text) ?? fail(property, text);
    case 'Edm.Time':
      return parseODataTime(text) ?? fail(property, text);
    case 'Edm.Byte':
    case 'Edm.Int16':
    case 'Edm.Int32':
      return /^-?\d+$/.test(text) ? Number(text) : fail(property, text);
    default:
      return text;
  }
}

function fromString(property: ModelProperty, text: string): string {
  if (property.maxLength !== undefined && text.length > property.maxLength) {
    throw badRequest(`Property '${property.name}' at most ${property.maxLength} characters, got ${text.length}`, property.name);
  }
  if (property.displayFormat === 'NonNegative' && !/^\d*$/.test(text)) return fail(property, text);
  return property.pad !== undefined && /^\d+$/.test(text) ? text.padStart(property.pad, '0') : text;
}

function fromDecimal(property: ModelProperty, text: string): string {
  const { precision = 31, scale = 0 } = property;
  if (!isDecimal(text) || significantPlaces(text) > scale) return fail(property, text);
  if (text.replace(/^[+-]?0*/, '').split('.')[0]!.length > precision - scale) return fail(property, text);
  return padDecimal(text, scale);
}

/** Inside → JSON of V2. */
export function toJson(property: ModelProperty, value: Value | undefined): Value {
  if (value === undefined) return initialValue(property);
  if (value === null) return null;
  switch (property.type) {
    case 'Edm.String':
      return shown(property, String(value));
    case 'Edm.DateTime':
      return formatODataDate(String(value));
    case 'Edm.DateTimeOffset':
      return formatODataInstant(String(value));
    case 'Edm.Time':
      return formatODataTime(String(value));
    case 'Edm.Decimal':
      return padDecimal(String(value), property.scale ?? 0);
    default:
      return value;
  }
}

/** Inside → text of an Atom element; null stays null. */
export function toXmlText(property: ModelProperty, value: Value | undefined): string | null {
  if (value === null) return null;
  if (property.type === 'Edm.DateTime' && value !== undefined) return `${value}T00:00:00`;
  if (property.type === 'Edm.DateTimeOffset' && value !== undefined) return String(value);
  const json = toJson(property, value);
  return json === null ? null : String(json);
}

/** Without the leading zeros that the conversion exit put there. */
export function shown(property: ModelProperty, text: string): string {
  return property.pad !== undefined && /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;
}

function fail(property: ModelProperty, text: string): never {
  throw invalidValue(property, text);
}

const invalidValue = (property: ModelProperty, text: string) =>
  badRequest(`Property '${property.name}' has the invalid value '${text.slice(0, 60)}' (${property.type})`, property.name);
