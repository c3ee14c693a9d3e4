/** Samples of a message → the JSON Schema that they fit. What the samples do not prove is not said: rather too wide than wrong. Pure. */
import type { Json, JsonObject, JsonSchema } from './json.ts';

const DEEPEST = 24;
const MOST_FIELDS = 500;

/** At least one sample. A field is required that every object at its place has; below `DEEPEST` levels nothing is said. */
export function schemaOfSamples(samples: readonly Json[]): JsonSchema {
  return schemaOf(samples, 0, { fields: 0 });
}

function schemaOf(values: readonly Json[], depth: number, budget: { fields: number }): JsonSchema {
  const objects = values.filter(isObject);
  const lists = values.filter((value): value is readonly Json[] => Array.isArray(value));
  const texts = values.filter((value) => typeof value === 'string');
  // An amount that is whole in the sample need not be so in the next message.
  const types = [
    ...(objects.length > 0 ? ['object'] : []),
    ...(lists.length > 0 ? ['array'] : []),
    ...(texts.length > 0 ? ['string'] : []),
    ...(values.some((value) => typeof value === 'number') ? ['number'] : []),
    ...(values.some((value) => typeof value === 'boolean') ? ['boolean'] : []),
  ];
  // Only nulls: nobody knows what stands there otherwise.
  if (types.length === 0 || depth > DEEPEST) return {};
  const all = values.includes(null) ? [...types, 'null'] : types;
  return {
    type: all.length === 1 ? all[0]! : all,
    ...(objects.length > 0 ? fieldsOf(objects, depth, budget) : {}),
    ...(lists.length > 0 && lists.some((list) => list.length > 0) ? { items: schemaOf(lists.flat(), depth + 1, budget) } : {}),
    ...formatOf(texts),
  };
}

function fieldsOf(objects: readonly JsonObject[], depth: number, budget: { fields: number }): JsonSchema {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const kept = names.slice(0, Math.max(0, MOST_FIELDS - budget.fields));
  budget.fields += kept.length;
  const valuesOf = (name: string) => objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name]!] : []));
  const required = kept.filter((name) => objects.every((object) => Object.hasOwn(object, name)));
  return {
    properties: Object.fromEntries(kept.map((name) => [name, schemaOf(valuesOf(name), depth + 1, budget)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Only where every text is one; a decimal only where two say so, for `1.10` may be a version. */
function formatOf(texts: readonly string[]): JsonSchema {
  if (texts.length === 0) return {};
  if (texts.every(isDay)) return { format: 'date' };
  if (
    texts.every(
      (text) =>
        /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
        isDay(text.slice(0, 10)) &&
        !Number.isNaN(Date.parse(text)),
    )
  )
    return { format: 'date-time' };
  if (texts.length > 1 && texts.every((text) => /^-?(0|[1-9]\d*)\.\d+$/.test(text))) return { pattern: '^-?[0-9]+(\\.[0-9]+)?$' };
  return {};
}

/** A day of the calendar, not just digits that look like one. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
