import type { JsonObject } from '#flows/json.ts';
import type { ObjectDefinition } from './object-model.ts';
import type { CrmRecord } from './record-store.ts';

/** All fields of a record in the order of its definition, null where nothing was set. */
export function toFields({ fields }: ObjectDefinition, record: CrmRecord): JsonObject {
  return Object.fromEntries(fields.map(({ name }) => [name, record[name] ?? null]));
}

export function attributes({ name }: ObjectDefinition, id: string, version: string): JsonObject {
  return { type: name, url: `/services/data/${version}/sobjects/${name}/${id}` };
}
