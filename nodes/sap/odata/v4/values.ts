/**
 * Values of entities between OData V4 JSON and what flows work with. They look the same: decimals as text (asked for with
 * `IEEE754Compatible=true`), plain dates, ISO instants, times `HH:MM:SS`. What a server does otherwise is caught here.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { isDecimal } from '#flows/library/decimal.ts';
import { InvalidError, NetworkError } from '../../../errors.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntityType } from '../edm.ts';

/** An entity with its navigations; annotations (`@odata.etag`, `SAP__Messages`) and links that were not followed are left out. */
export function readV4Entity(model: EdmModel, type: EdmEntityType, entity: Json): JsonObject {
  const plain: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(entity as JsonObject)) {
    if (name.includes('@') || name === 'SAP__Messages') continue;
    const navigation = type.navigations.find((one) => one.name === name);
    if (navigation === undefined) {
      const property = type.properties.find((one) => one.name === name);
      plain[name] = property === undefined ? value : readV4Value(property, value);
      continue;
    }
    const target = findEntityType(model, navigation.target);
    if (target === undefined || value === null) plain[name] = null;
    else if (Array.isArray(value)) plain[name] = (value as readonly Json[]).map((row) => readV4Entity(model, target, row));
    else plain[name] = readV4Entity(model, target, value);
  }
  return plain;
}

const EXACT = new Set(['Edm.Decimal', 'Edm.Int64']);

function readV4Value({ name, type }: EdmProperty, value: Json): Json {
  if (!EXACT.has(type) || typeof value !== 'number') return value;
  // JSON numbers are binary: what has more digits than they hold was lost before we could see it.
  const text = String(value);
  if (isDecimal(text) && text.replace(/[-.]/g, '').length <= 15) return text;
  throw new NetworkError(`The answer of SAP gives ${name} as a number with more digits than a number holds`, {
    code: 'answer-malformed',
    help: 'The service ignores IEEE754Compatible=true; leave the field out of the selection.',
  });
}

/** What goes into the body of a write. Throws InvalidError `value-malformed` that names the field and what it takes. */
export function writeV4Value(property: EdmProperty, value: Json): Json {
  if (value === null) return property.type === 'Edm.String' && !property.nullable ? '' : null;
  switch (property.type) {
    case 'Edm.Boolean':
      return checked(property, typeof value === 'boolean', value, value, 'true or false');
    case 'Edm.Decimal':
    case 'Edm.Int64':
      return checked(property, typeof value !== 'boolean' && isDecimal(String(value)), String(value), value, 'a decimal such as "25.000"');
    case 'Edm.Date':
      return checked(property, typeof value === 'string' && isDay(value), value, value, 'a date YYYY-MM-DD');
    case 'Edm.DateTimeOffset':
      return checked(property, typeof value === 'string' && !Number.isNaN(Date.parse(value)), value, value, 'an instant');
    case 'Edm.TimeOfDay':
      return checked(property, typeof value === 'string' && /^\d{2}:\d{2}(:\d{2})?$/.test(value), value, value, 'a time HH:MM:SS');
    case 'Edm.String':
    case 'Edm.Guid':
    case 'Edm.Binary':
      return checked(property, typeof value === 'string' || typeof value === 'number', String(value), value, 'text');
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

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

function checked<T extends Json>({ name }: EdmProperty, ok: boolean, written: T, value: Json, wanted: string): T {
  if (ok) return written;
  throw new InvalidError(`${name} takes ${wanted}, not ${JSON.stringify(value)}`, { code: 'value-malformed', target: name });
}
