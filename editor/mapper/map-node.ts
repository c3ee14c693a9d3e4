/** The config of a map as the mapper reads and writes it. Pure. */
import { isMapRow } from '#flows/expressions/config-expressions.ts';
import type { MapRow } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { SCHEMA_REFS } from '#flows/schemas/schema-refs.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { t } from '../text.ts';

/** As they stand; the list itself where every one is a row. */
export function mapRowsOf({ rows }: JsonObject): readonly MapRow[] {
  if (!Array.isArray(rows)) return [];
  const list = rows as readonly Json[];
  return list.every(isMapRow) ? (list as unknown as readonly MapRow[]) : list.filter(isMapRow);
}

export function withRows(config: JsonObject, rows: readonly MapRow[]): JsonObject {
  return { ...config, rows: rows as unknown as Json };
}

/** `ref`: '' for what others ask for; the value of what stands there changes nothing. */
export function withSchema(config: JsonObject, ref: string): JsonObject {
  if (ref === OWN) return config;
  const { schema: _, ...rest } = config;
  return ref === '' ? rest : { ...rest, schema: { $ref: ref } };
}

/** A schema that somebody wrote into the form. */
const OWN = 'own';

export const schemaChoices = {
  valueOf({ schema }: JsonObject): string {
    const ref = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? (schema as JsonObject)['$ref'] : undefined;
    return typeof ref === 'string' && resolveSchema(ref) !== undefined ? ref : OWN;
  },
  all(config: JsonObject): readonly { readonly value: string; readonly label: string }[] {
    const own =
      config['schema'] !== undefined && schemaChoices.valueOf(config) === OWN
        ? [{ value: OWN, label: t('mapper.own-schema', 'Its own schema') }]
        : [];
    return [...own, ...SCHEMA_REFS.map((ref) => ({ value: ref, label: String(resolveSchema(ref)?.['title'] ?? ref) }))];
  },
};
